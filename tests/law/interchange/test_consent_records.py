"""Consent records: standard ones are read, what cannot be mapped is told, strangers' bytes do no harm, ours read back."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.disposition.words import CONSENT_PURPOSES
from novation.handover.consent_meaning import meaning
from novation.law.interchange.consent_json import Unreadable, claims, is_jwt, parse, plain
from novation.law.interchange.consent_reading import (
    REMARKS,
    ConsentRow,
    moment_of,
    read_record,
    records_of,
)
from novation.law.interchange.consent_words import PURPOSE_NAMES, STATE_NAMES
from novation.law.interchange.consent_writing import ConsentEvent, record_of
from novation.law.interchange.dpv_terms import strangers

TODAY = date(2026, 11, 30)


def record(**changes: Any) -> dict[str, Any]:
    """A record of ISO/IEC TS 27560 in plain JSON, about nobody."""
    return {
        "schema_version": "1",
        "record_id": "r-1",
        "pii_principal_id": "M1",
        "purposes": [{"purpose": "newsletter", "lawful_basis": "consent"}],
        "event": [{"event_time": "2026-10-01T09:00:00+08:00", "event_state": "given", "entity_id": "M1"}],
        **changes,
    }


def receipt(**changes: Any) -> dict[str, Any]:
    """A Kantara Consent Receipt 1.1, about nobody."""
    purpose = {"purpose": "Marketing", "purposeCategory": ["3 - Marketing"], "consentType": "EXPLICIT"}
    return {
        "version": "KI-CR-v1.1.0",
        "jurisdiction": "DE",
        "consentTimestamp": 1_790_000_000,
        "collectionMethod": "web",
        "consentReceiptID": "c-1",
        "piiPrincipalId": "M2",
        "services": [{"service": "shop", "purposes": [purpose]}],
        **changes,
    }


def codes(value: Any) -> list[str]:
    return [remark.code for remark in read_record(value, 1, TODAY)[1]]


def rows(value: Any) -> list[ConsentRow]:
    return read_record(value, 1, TODAY)[0]


def test_a_record_of_the_standard_becomes_a_row_for_each_purpose_and_event() -> None:
    events = [
        {"event_time": "2026-10-01T09:00:00+08:00", "event_state": "given"},
        {"event_time": "2026-11-01", "event_state": "withdrawn"},
    ]
    found = rows(record(purposes=[{"purpose": "newsletter"}, {"purpose": "移交受让方"}], event=events))
    assert found == [
        ConsentRow("M1", "newsletter", "given", "2026-10-01 01:00:00", "r-1"),
        ConsentRow("M1", "newsletter", "withdrawn", "2026-11-01", "r-1"),
        ConsentRow("M1", "移交受让方", "given", "2026-10-01 01:00:00", "r-1"),
        ConsentRow("M1", "移交受让方", "withdrawn", "2026-11-01", "r-1"),
    ]


def test_a_record_in_dpv_json_ld_is_read_by_names_however_they_are_written() -> None:
    for state in ("dpv:ConsentRefused", "https://w3id.org/dpv#ConsentRefused", {"@id": "dpv:ConsentRefused"}):
        found = rows(
            {
                "@type": "dpv:ConsentRecord",
                "dct:identifier": "r-2",
                "dpv:hasDataSubject": {"@id": "urn:person:7"},
                "dpv:hasPurpose": [{"@type": "dpv:DirectMarketing"}],
                "dpv:hasConsentStatus": [
                    {"event_state": state, "dct:date": {"@value": "2026-05-01"}}
                    if not isinstance(state, dict)
                    else {**state, "dct:date": "2026-05-01"}
                ],
            }
        )
        assert found == [ConsentRow("urn:person:7", "marketing", "refused", "2026-05-01", "r-2")]


def test_a_kantara_receipt_is_a_consent_given_for_each_purpose_of_each_service() -> None:
    assert rows(receipt()) == [ConsentRow("M2", "marketing", "given", "2026-09-21 14:13:20", "c-1")]
    milliseconds = receipt(consentTimestamp=1_790_000_000_000)
    assert rows(milliseconds) == rows(receipt())


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (record(pii_principal_id=""), "no-person"),
        (record(purposes=[]), "no-purpose"),
        (record(event=[]), "no-event"),
        (record(event=[{"event_state": "maybe", "event_time": "2026-01-01"}]), "state-unknown"),
        (record(event=[{"event_state": "dpv:ConsentRequested", "event_time": "2026-01-01"}]), "no-answer"),
        (record(event=[{"event_state": "given", "event_time": "2030-01-01"}]), "in-future"),
        (record(purposes=[{"purpose": "x", "lawful_basis": "dpv:LegitimateInterest"}]), "other-basis"),
        (record(purposes=[{"purpose": "x" * 501}]), "value-refused"),
        (record(purposes=[{"purpose": "a\u202eb"}]), "value-refused"),
        (record(purposes=[{"purpose": "\ud800"}]), "value-refused"),
        (record(pii_principal_id={"a": ["b"]}), "no-person"),
        (record(purposes=[{"purpose": "x"}] * 200, event=record()["event"] * 200), "too-many"),
        (receipt(piiPrincipalId=None), "no-person"),
        (receipt(services=[]), "no-purpose"),
        (receipt(services=[{"purposes": [{"purpose": "x", "consentType": "IMPLICIT"}]}]), "implicit"),
        ({"foo": 1}, "not-a-record"),
        ("text", "not-a-record"),
        ([], "not-a-record"),
    ],
)
def test_what_is_no_consent_never_becomes_one_and_is_told(value: Any, code: str) -> None:
    assert rows(value) == []
    assert code in codes(value)
    assert code in REMARKS


@pytest.mark.parametrize("state", ["dpv:ConsentExpired", "revoked", "dpv:ConsentInvalidated"])
def test_a_consent_that_ended_is_read_as_withdrawn_and_said_so(state: str) -> None:
    value = record(event=[{"event_state": state, "event_time": "2026-01-01"}])
    assert [row.state for row in rows(value)] == ["withdrawn"]
    assert codes(value) == ["ended"]


@pytest.mark.parametrize(
    ("span", "state"),
    [("P1M", "withdrawn"), ("P2M", "given"), ("2026-11-29", "withdrawn"), ("2026-11-30", "given"), ("P9999Y", "given"), ("soon", "given")],
)  # fmt: skip
def test_a_consent_whose_time_is_over_carries_nothing_any_more(span: str, state: str) -> None:
    event = {"event_state": "given", "event_time": "2026-10-01", "validity_duration": span}
    assert [row.state for row in rows(record(event=[event]))] == [state]


def test_an_event_without_a_readable_time_is_kept_without_one_and_said_so() -> None:
    value = record(event=[{"event_state": "refused", "event_time": "yesterday"}])
    assert [(row.state, row.at) for row in rows(value)] == [("refused", "")]
    assert codes(value) == ["no-time"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "JSON does not have"),
        (b"[" * 100_000, "deeply"),
        (b"[" * 60 + b"]" * 60, "deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long"),
        (b'{"a": 1', "line 1"),
    ],
)
def test_hostile_json_is_refused_with_a_reason_that_repeats_none_of_it(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        parse(content)


def jwt(value: Any, head: bytes = b'{"alg":"none"}', signature: str = "") -> bytes:
    parts = [base64.urlsafe_b64encode(part).rstrip(b"=") for part in (head, json.dumps(value).encode())]
    return b".".join([*parts, signature.encode()])


def test_of_a_jwt_only_the_claims_are_read_whatever_its_signature_says() -> None:
    for content in (jwt(receipt()), jwt(receipt(), b'{"alg":"HS256"}', "forged")):
        assert is_jwt(content)
        assert rows(claims(content)) == rows(receipt())
    with pytest.raises(Unreadable):
        claims(b"a.!!!.c".replace(b"!", b"-"))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from([*record(), *receipt(), "event_state", "event_time", "purpose", "@id", "@graph"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(JUNK)
def test_no_json_whatever_breaks_the_reader(value: Any) -> None:
    for each in records_of(value):
        found, remarks = read_record(each, 1, TODAY)
        assert all(remark.code in REMARKS for remark in remarks)
        assert found or remarks
        for row in found:
            assert row.customer and row.purpose and row.state in ("given", "refused", "withdrawn")
            assert row.at == "" or date.fromisoformat(row.at[:10]) <= TODAY.replace(month=12, day=1)


@given(st.integers() | st.text(max_size=30) | st.datetimes().map(str))
def test_a_time_is_a_day_an_instant_or_nothing(value: Any) -> None:
    assert len(moment_of(value)) in (0, 10, 19)


@given(st.text())
def test_a_plain_value_is_one_line_that_can_be_written(value: str) -> None:
    text = plain(value)
    if text is not None:
        text.encode()
        assert text == text.strip() and "\n" not in text and "\r" not in text


EVENTS = st.builds(
    ConsentEvent,
    subject_ref=st.text("ABCDEFGH234567", min_size=16, max_size=16),
    purpose=st.sampled_from([p for p in PURPOSE_NAMES if p]),
    purpose_words=st.just("转让"),
    state=st.sampled_from([s for s in STATE_NAMES if s]),
    state_words=st.just("同意"),
    at=st.dates(date(2000, 1, 1), TODAY).map(str),
    recorded_in=st.just("t01"),
)


@given(EVENTS)
def test_our_records_read_back_with_person_purpose_state_and_time(event: ConsentEvent) -> None:
    written = json.loads(json.dumps(record_of(event, "NV-1", "青松", "cn", 1)))
    (row,) = rows(written)
    assert (row.customer, row.state, row.at) == (event.subject_ref, event.state, event.at)
    assert meaning(row.purpose, CONSENT_PURPOSES) == event.purpose
    assert codes(written) == []


def test_our_records_are_named_the_same_in_every_run_and_say_what_they_lack() -> None:
    event = ConsentEvent("REF", "transfer", "转让", "", "大概", "", "t01")
    first, again, second = (record_of(event, "NV-1", "青松", "cn", n) for n in (1, 1, 2))
    assert first == again
    assert first["record_id"] != second["record_id"]
    assert "event_time" in first["not_recorded"] and "privacy_notice" in first["not_recorded"]
    assert rows(first) == [] and codes(first) == ["no-answer"]


def test_our_records_are_linked_data_with_dpv_names_only() -> None:
    rdflib = pytest.importorskip("rdflib")
    event = ConsentEvent("REF", "marketing", "短信", "given", "同意", "2026-01-01", "t01")
    graph = rdflib.Graph().parse(data=json.dumps(record_of(event, "NV-1", "青松", "cn", 1)), format="json-ld")
    found = {str(name) for triple in graph for name in triple}
    dpv = {n.replace("https://w3id.org/dpv#", "dpv:") for n in found if n.startswith("https://w3id.org/dpv#")}
    assert {"dpv:ConsentRecord", "dpv:ConsentGiven", "dpv:DirectMarketing", "dpv:hasDataSubject"} <= dpv
    assert strangers(dpv) == []
