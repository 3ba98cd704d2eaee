"""Words of consent records (ISO/IEC TS 27560, DPV, Kantara receipts) and what they mean in a consent register."""

from __future__ import annotations

import re
from collections.abc import Mapping

GIVEN, REFUSED, WITHDRAWN = "given", "refused", "withdrawn"

STATES: Mapping[str, str] = {
    **dict.fromkeys(("consentgiven", "given", "granted", "giveconsent", "obtained", "accepted", "agreed", "active"), GIVEN),
    **dict.fromkeys(("renewedconsentgiven", "renewed", "reaffirmed", "reconfirmed"), GIVEN),
    **dict.fromkeys(("consentrefused", "refused", "denied", "rejected", "declined"), REFUSED),
    **dict.fromkeys(("consentwithdrawn", "withdrawn"), WITHDRAWN),
}  # fmt: skip
"""What a person said; keys are what `word_of` makes of an IRI, a prefixed name or a word."""

ENDED = frozenset(
    {
        "consentrevoked",
        "revoked",
        "consentinvalidated",
        "invalidated",
        "consentexpired",
        "expired",
        "terminated",
    }
)
"""A consent that ended otherwise than by the person: it can carry nothing any more, so it is read as withdrawn."""

NO_ANSWER = frozenset(
    {
        "consentrequested",
        "requested",
        "consentrequestdeferred",
        "deferred",
        "consentunknown",
        "unknown",
        "pending",
    }
)
"""States in which the person said nothing."""

STATE_NAMES: Mapping[str, str] = {
    GIVEN: "dpv:ConsentGiven",
    REFUSED: "dpv:ConsentRefused",
    WITHDRAWN: "dpv:ConsentWithdrawn",
    "": "dpv:ConsentUnknown",
}

PURPOSE_NAMES: Mapping[str, str] = {
    "transfer": "nov:PurposeHandover",
    "transfer-sensitive": "nov:PurposeHandoverOfSensitiveData",
    "guardian": "nov:PurposeHandoverOfMinorsData",
    "marketing": "dpv:DirectMarketing",
    "": "dpv:Purpose",
}
"""The purposes that decide something in a handover (`disposition.words`), and every other."""

PURPOSE_WORDS: Mapping[str, str] = {
    "purposehandover": "transfer",
    "purposehandoverofsensitivedata": "transfer of sensitive data",
    "purposehandoverofminorsdata": "guardian: transfer",
    "marketing": "marketing",
    "directmarketing": "marketing",
    "advertising": "marketing",
}
"""Purposes by name → words that `disposition.words` understands; other names stand as they are."""

CONSENT_BASES = frozenset(
    {"consent", "informedconsent", "expressedconsent", "explicitlyexpressedconsent", "explicitconsent"}
)
_SEGMENT = re.compile(r"[#/:]")
_LETTERS = re.compile(r"[^a-z]")


def word_of(name: str) -> str:
    """`https://w3id.org/dpv#ConsentGiven`, `dpv:ConsentGiven` and `Consent given` are one word."""
    return _LETTERS.sub("", _SEGMENT.split(name.strip())[-1].lower())
