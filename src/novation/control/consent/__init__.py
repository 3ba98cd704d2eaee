"""The register of what customers chose: consent, refusal, withdrawal, objection, with the wording they saw."""
