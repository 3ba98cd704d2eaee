"""Consent records of others as rows of a consent register: ISO/IEC TS 27560 (JSON, DPV JSON-LD), Kantara receipts 1.1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from novation.law.interchange.consent_json import plain
from novation.law.interchange.consent_words import (
    CONSENT_BASES,
    ENDED,
    GIVEN,
    NO_ANSWER,
    PURPOSE_WORDS,
    STATES,
    WITHDRAWN,
    word_of,
)
from novation.messages import Text

MAX_ROWS = 10_000
"""Rows of one record: purposes × events; more is no consent record."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One event of a consent register; `at` is a day or an instant in UTC, empty where the record has none."""

    customer: str
    purpose: str
    state: str
    at: str
    evidence: str


REMARKS: Mapping[str, Text] = {
    "not-a-record": Text("不是同意记录", "no consent record"),
    "unreadable": Text("读不出", "cannot be read"),
    "no-person": Text("没有说明是谁的同意", "does not say whose consent it is"),
    "no-purpose": Text("没有处理目的", "names no purpose"),
    "no-event": Text("没有同意事件", "has no event"),
    "state-unknown": Text("不认识的同意状态，未导入", "a state that is not known; not taken over"),
    "no-answer": Text("个人尚未表示（征询中、暂缓、不明），未导入", "the person has not answered (requested, deferred, unknown); not taken over"),
    "ended": Text("同意已失效（过期、被撤销、被宣告无效），按撤回导入", "the consent has ended (expired, revoked, invalidated); taken over as withdrawn"),
    "implicit": Text("默示同意，未导入", "implied consent; not taken over"),
    "other-basis": Text("合法性基础不是同意，未导入", "its legal basis is not consent; not taken over"),
    "no-time": Text("没有时间，或者时间读不出", "has no time, or one that cannot be read"),
    "in-future": Text("时间在将来，未导入", "its time lies in the future; not taken over"),
    "value-refused": Text("某个值过长或者含有不可用的字符，未导入", "a value is too long or holds characters that may not stand there; not taken over"),
    "signature-not-verified": Text("签名未核对，只读了声明的内容", "the signature was not checked; only the claims were read"),
    "purpose-not-understood": Text("目的与移交、营销无关或者不认识，判定时不起作用", "the purpose is neither about the handover nor about marketing, or is not known; it decides nothing"),
    "too-many": Text("一条记录的目的与事件过多，未导入", "too many purposes and events in one record; not taken over"),
}  # fmt: skip
"""What may be said of a record; never anything out of it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the record with this number (from 1 on)."""

    record: int
    code: str

    @property
    def text(self) -> Text:
        return REMARKS[self.code]


Found = tuple[list[ConsentRow], list[Remark]]


def records_of(document: Any) -> list[Any]:
    """The single records in a document: itself, a list, `@graph`, or `records`."""
    if isinstance(document, list):
        return document
    if isinstance(document, Mapping):
        for key in ("@graph", "records", "consent_records", "consents"):
            inner = document.get(key)
            if isinstance(inner, list):
                return inner
    return [document]


def read_record(record: Any, number: int, today: date) -> Found:
    """Rows and remarks of one record. What cannot be mapped is told, and never becomes a consent."""
    if not isinstance(record, Mapping):
        return [], [Remark(number, "not-a-record")]
    said: list[Remark] = []
    if "services" in record and ("consentReceiptID" in record or "consentTimestamp" in record):
        rows = list(_receipt(record, number, today, said))
    elif _events(record) or _purposes(record):
        rows = list(_record(record, number, today, said))
    else:
        said.append(Remark(number, "not-a-record"))
        rows = []
    return rows, list(dict.fromkeys(said))


def _first(record: Mapping[str, Any], *keys: str) -> Any:
    return next((record[key] for key in keys if key in record), None)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else ([] if value is None else [value])


def _name(value: Any, *keys: str) -> str | None:
    """The text or name that a JSON or JSON-LD value stands for."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = _first(value, *keys, "@id", "@value", "@type")
        return _name(value) if value is not None else None
    return plain(value)


def _purposes(record: Mapping[str, Any]) -> list[Any]:
    found = _list(
        _first(record, "purposes", "dpv:hasPurpose", "hasPurpose", "https://w3id.org/dpv#hasPurpose")
    )
    for process in _list(_first(record, "dpv:hasProcess", "hasProcess")):
        if isinstance(process, Mapping):
            found += _list(_first(process, "dpv:hasPurpose", "hasPurpose"))
    return found


def _events(record: Mapping[str, Any]) -> list[Any]:
    return _list(
        _first(record, "event", "events", "consent_events", "dpv:hasConsentStatus", "hasConsentStatus", "https://w3id.org/dpv#hasConsentStatus")
    )  # fmt: skip


def _record(record: Mapping[str, Any], number: int, today: date, said: list[Remark]) -> Iterator[ConsentRow]:
    """ISO/IEC TS 27560: every event is about every purpose of the record."""
    customer = _name(_first(record, "pii_principal_id", "dpv:hasDataSubject", "hasDataSubject", "https://w3id.org/dpv#hasDataSubject", "sub"), "dct:identifier", "identifier")  # fmt: skip
    evidence = _name(_first(record, "record_id", "dct:identifier", "identifier", "jti", "@id")) or ""
    purposes, events = _purposes(record), _events(record)
    if not customer:
        said.append(Remark(number, "no-person"))
        return
    if not purposes or not events:
        said.append(Remark(number, "no-purpose" if not purposes else "no-event"))
        return
    if len(purposes) * len(events) > MAX_ROWS:
        said.append(Remark(number, "too-many"))
        return
    told = [_event(event, record, number, today, said) for event in events]
    for purpose in purposes:
        words = _purpose(purpose, number, said)
        if words is None:
            continue
        for state, at in (event for event in told if event is not None):
            yield ConsentRow(customer, words, state, at, evidence)


def _purpose(value: Any, number: int, said: list[Remark]) -> str | None:
    """The purpose in words that a register has; None where the record does not rest on consent for it."""
    if isinstance(value, Mapping):
        basis = _name(_first(value, "lawful_basis", "dpv:hasLegalBasis", "hasLegalBasis"))
        if basis and word_of(basis) not in CONSENT_BASES:
            said.append(Remark(number, "other-basis"))
            return None
        kind = _name(_first(value, "purpose_type", "@type"))
        if kind and word_of(kind) in PURPOSE_WORDS:
            return PURPOSE_WORDS[word_of(kind)]
    name = _name(value, "purpose", "dct:title", "purpose_type")
    if not name:
        said.append(Remark(number, "value-refused"))
        return None
    return PURPOSE_WORDS.get(word_of(name), name)


def _event(
    event: Any, record: Mapping[str, Any], number: int, today: date, said: list[Remark]
) -> tuple[str, str] | None:
    values = event if isinstance(event, Mapping) else {}
    name = _name(_first(values, "event_state", "@type", "@id")) if values else _name(event)
    when = _first(values, "event_time", "dct:date", "dpv:isIndicatedAtTime", "isIndicatedAtTime")
    state = _state(name or "", number, said)
    if state is None:
        return None
    at = moment_of(when if when is not None else _first(record, "event_time", "dct:date"))
    span = _name(_first(values, "validity_duration", "dct:valid"))
    if state == GIVEN and span and _is_over(at, span, today):
        said.append(Remark(number, "ended"))
        state = WITHDRAWN
    return _dated(state, at, number, today, said)


def _state(name: str, number: int, said: list[Remark]) -> str | None:
    word = word_of(name)
    if word in STATES:
        return STATES[word]
    if word in ENDED:
        said.append(Remark(number, "ended"))
        return WITHDRAWN
    said.append(Remark(number, "no-answer" if word in NO_ANSWER else "state-unknown"))
    return None


def _dated(state: str, at: str, number: int, today: date, said: list[Remark]) -> tuple[str, str] | None:
    if not at:
        said.append(Remark(number, "no-time"))
    elif date.fromisoformat(at[:10]) > today + timedelta(days=1):
        said.append(Remark(number, "in-future"))
        return None
    return state, at


def _receipt(record: Mapping[str, Any], number: int, today: date, said: list[Remark]) -> Iterator[ConsentRow]:
    """Kantara Consent Receipt 1.1: proof of a consent given, for every purpose of every service."""
    customer = _name(_first(record, "piiPrincipalId", "subject", "sub"))
    evidence = _name(_first(record, "consentReceiptID", "jti")) or ""
    if not customer:
        said.append(Remark(number, "no-person"))
        return
    event = _dated(GIVEN, moment_of(record.get("consentTimestamp", record.get("iat"))), number, today, said)
    purposes = [
        purpose
        for service in _list(record["services"])
        if isinstance(service, Mapping)
        for purpose in _list(service.get("purposes"))
    ]
    if not purposes:
        said.append(Remark(number, "no-purpose"))
    if len(purposes) > MAX_ROWS:
        said.append(Remark(number, "too-many"))
        return
    for purpose in purposes if event else []:
        kind = _name(_first(purpose, "consentType")) if isinstance(purpose, Mapping) else None
        if kind and word_of(kind).startswith("impli"):
            said.append(Remark(number, "implicit"))
            continue
        words = _receipt_purpose(purpose)
        if words is None:
            said.append(Remark(number, "value-refused"))
            continue
        yield ConsentRow(customer, words, event[0] if event else "", event[1] if event else "", evidence)


def _receipt_purpose(purpose: Any) -> str | None:
    """The purpose's words, else its first category (`3 - Marketing` in the receipt's own list)."""
    if not isinstance(purpose, Mapping):
        return plain(purpose) or None
    name = _name(purpose.get("purpose")) or _name(purpose.get("purposeCategory"))
    return PURPOSE_WORDS.get(word_of(name), name) if name else None


_SECONDS_LIMIT = 100_000_000_000
"""Counts above are milliseconds: as seconds they would lie beyond the year 5000."""


def moment_of(value: Any) -> str:
    """A day or an instant as a register has it (UTC, to the second); empty where it is none."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, int) and not isinstance(value, bool):
        return _of_epoch(value)
    text = plain(value)
    if not text:
        return ""
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return ""
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment.year >= 1000 else ""


def _of_epoch(value: int) -> str:
    seconds = value // 1000 if abs(value) > _SECONDS_LIMIT else value
    if not 0 < seconds < _SECONDS_LIMIT:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


_DURATION = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,3})W)?(?:(\d{1,5})D)?(?:T[0-9HMS.]*)?\Z")


def _is_over(at: str, span: str, today: date) -> bool:
    """Whether an ISO 8601 duration, or a last day, from the event on has ended; months end on the same day or before."""
    until = moment_of(span)
    if until:
        return date.fromisoformat(until[:10]) < today
    found = _DURATION.match(span)
    if not found or not at:
        return False
    years, months, weeks, days = (int(piece or 0) for piece in found.groups())
    began = date.fromisoformat(at[:10])
    ordinal = began.year * 12 + began.month - 1 + years * 12 + months
    if ordinal // 12 > date.max.year:
        return False
    month = date(ordinal // 12, ordinal % 12 + 1, min(began.day, 28))
    return month + timedelta(days=weeks * 7 + days + max(0, began.day - 28)) < today
