"""Consent events as ISO/IEC TS 27560 records: the standard's field names, DPV's names as values, JSON-LD as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from novation.law.interchange.consent_words import PURPOSE_NAMES, STATE_NAMES
from novation.law.interchange.namespaces import BASE, context, named_uuid

SCHEMA = BASE + "consent-record:1"

CONTEXT: dict[str, Any] = {
    **context("dpv", "dct", "nov"),
    "record_id": "@id",
    "schema_version": {"@id": "dct:conformsTo", "@type": "@id"},
    "pii_principal_id": "dpv:hasDataSubject",
    "pii_controllers": "dpv:hasDataController",
    "party_name": "dct:title",
    "jurisdictions": "nov:place",
    "purposes": "dpv:hasPurpose",
    "purpose": "dct:title",
    "purpose_type": "@type",
    "lawful_basis": {"@id": "dpv:hasLegalBasis", "@type": "@id"},
    "event": "dpv:hasConsentStatus",
    "event_state": "@type",
    "event_type": {"@id": "dpv:hasLegalBasis", "@type": "@id"},
    "event_time": "dct:date",
    "entity_id": "dpv:isImplementedByEntity",
    "said": "nov:said",
    "recorded_in": "nov:recordedIn",
    "not_recorded": "nov:notRecorded",
}
"""The standard's field names as names of DPV, so that the record is plain JSON and a graph at once."""

NOT_RECORDED = (
    "privacy_notice",
    "language",
    "pii_information",
    "collection_method",
    "storage_locations",
    "retention_period",
    "withdrawal_method",
    "privacy_rights",
    "validity_duration",
)
"""Fields of the standard that a shop's consent register does not hold: named, not filled with guesses."""


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One event of a register; `purpose` and `state` are meanings ("" where unknown), the words stand beside."""

    subject_ref: str
    purpose: str
    purpose_words: str
    state: str
    state_words: str
    at: str
    recorded_in: str


def record_of(event: ConsentEvent, case: str, controller: str, place: str, number: int) -> dict[str, Any]:
    """The record of one event about a person known by reference only; `number` tells apart what is equal otherwise."""
    words = (event.subject_ref, event.purpose_words, event.state_words, event.at, event.recorded_in)
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "dpv:ConsentRecord",
        "schema_version": SCHEMA,
        "record_id": f"urn:uuid:{named_uuid('consent', case, *words, str(number))}",
        "pii_principal_id": event.subject_ref,
        "pii_controllers": [{"party_name": controller, "jurisdictions": place}],
        "purposes": [
            {
                "purpose": event.purpose_words,
                "purpose_type": PURPOSE_NAMES[event.purpose],
                "lawful_basis": "dpv:Consent",
            }
        ],
        "event": [
            {
                "event_state": STATE_NAMES[event.state],
                "event_type": "dpv:Consent",
                "entity_id": event.subject_ref,
                "said": event.state_words,
            }
        ],
        "recorded_in": event.recorded_in,
        "not_recorded": list(NOT_RECORDED if event.at else (*NOT_RECORDED, "event_time")),
    }
    if event.at:
        found["event"][0]["event_time"] = event.at
    return found
