"""The package format (docs/specs/package.md): bags, age encryption, Parquet parts, reconciliation, verification."""
