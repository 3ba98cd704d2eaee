"""JSON Schemas of a pack's files (draft 2020-12), so that an editor completes and checks what a lawyer writes.

They are made from the same word lists as the reader. An editor reads YAML's own types where we read text, so a word that
looks like a number or a truth value may stand as either. What a schema can't say (references, dates that don't exist,
what belongs together) `law lint` says.
"""

from __future__ import annotations

from typing import Any

from novation.law.entry_words import (
    Addressee,
    Direction,
    Event,
    EvidenceKind,
    ExportData,
    ExportReason,
    Measure,
    Need,
    NoticeForm,
    Operator,
    Owed,
    Party,
    Pause,
    Right,
    Stands,
    Unit,
    YesNo,
)
from novation.law.schema_entries import DEAL_FIELDS
from novation.law.vocabulary import (
    CONDITION_FIELDS,
    Calendar,
    Ceiling,
    ConsentKind,
    FloorStart,
    PackKind,
)
from novation.messages import Text
from novation.terms import FACT_FIELDS, FACT_NAMES, Category, Place, SellerCopy, Term, ToBuyer

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES = (
    *("pack", "rules", "scenarios", "retention", "obligations", "clocks", "notices"),
    *("controls", "thresholds", "export", "localisation"),
)
"""The files of a pack, as `schema_of` names them; `rules` and `scenarios` are of every file in these folders."""


def schema_of(name: str) -> Schema:
    """The schema of one file. Raises KeyError for a name that is not in `FILES`."""
    made = _MAKERS[name]()
    body = made if name in ("pack", "export", "localisation") else {"type": "array", "items": made}
    return {"$schema": DIALECT, "title": f"novation law pack: {name}.yaml", **body}


def _text() -> Schema:
    return _object({"zh": _string("中文"), "en": _string("English")}, ("zh", "en"))


def _string(about: str = "") -> Schema:
    """A text or a word; editors may take some words for numbers or truth values."""
    found: Schema = {"type": ["string", "number", "boolean"]}
    return {**found, "description": about} if about else found


def _object(properties: dict[str, Schema], required: tuple[str, ...] = (), about: str = "") -> Schema:
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        found["required"] = list(required)
    return {**found, "description": about} if about else found


def _slug() -> Schema:
    return {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}


def _day() -> Schema:
    return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "2026-01-31"}


def _truth() -> Schema:
    return {"type": "boolean"}


def _number() -> Schema:
    return {"type": "number", "minimum": 0}


def _word(vocabulary: type[Term], about: Text | None = None) -> Schema:
    """One word of a list, each told in both languages; `no` and `13` as an editor reads them count too."""
    choices: list[Schema] = []
    for term in vocabulary:
        told = f"{term.text.zh} · {term.text.en}"
        choices += [{"const": value, "description": told} for value in _as_read(str(term))]
    found: Schema = {"oneOf": choices}
    return {**found, "description": f"{about.zh} · {about.en}"} if about else found


def _as_read(word: str) -> tuple[Any, ...]:
    if word.isdigit():
        return word, int(word)
    return (word, {"yes": True, "no": False}[word]) if word in ("yes", "no") else (word,)


def _words(vocabulary: type[Term], about: Text | None = None) -> Schema:
    """One word, or a list of them without repetition."""
    one = _word(vocabulary)
    many = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
    found: Schema = {"anyOf": [one, many]}
    return {**found, "description": f"{about.zh} · {about.en}"} if about else found


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _condition(name: str) -> Schema:
    vocabulary, about = CONDITION_FIELDS[name], FACT_NAMES.get(name)
    plain = _words(vocabulary, about)
    return {"anyOf": [plain, _object({"not": _words(vocabulary)}, ("not",))]}


def _when(fields: tuple[str, ...]) -> Schema:
    about = "每一项都须符合；值列表为其中任一 · every key must match; of a list any"
    return _object({name: _condition(name) for name in fields}, (), about)


def _citation() -> dict[str, Schema]:
    return {
        "citation": _text(),
        "source": {"type": "string", "pattern": r"^https?://\S+$"},
        "fact": _string("事实表的行，须列入 SOURCES.md · row of the facts file, named in SOURCES.md"),
        "confirmed": _truth(),
    }


def _period() -> Schema:
    return _object({"from": _day(), "to": _day()})


def _head(fields: tuple[str, ...] = DEAL_FIELDS) -> dict[str, Schema]:
    return {
        "id": _slug(),
        "title": _text(),
        **_citation(),
        "derived": _truth(),
        "in_force": _period(),
        "when": _when(fields),
    }


def _span(with_event: bool = False) -> Schema:
    units = {
        str(unit): _number() for unit in Unit if "_" in unit or unit in ("hours", "days", "months", "years")
    }
    word_units = {"oneOf": [{"const": str(unit)} for unit in Unit if str(unit) not in units]}
    properties = {**units, "word": word_units, **({"event": _word(Event)} if with_event else {})}
    return {**_object(properties), "minProperties": 1, "maxProperties": 1}


def _pack() -> Schema:
    places = _list(_word(Place))
    return _object(
        {
            "id": _slug(),
            "title": _text(),
            "version": _day(),
            "kind": _word(PackKind),
            "in_force": _period(),
            "applies_when": _list(_when(tuple(FACT_FIELDS))),
            "extends": _list(_slug()),
            "export_areas": _list(places),
            "adequate": places,
        },
        ("id", "title", "version", "kind"),
    )


def _rules() -> Schema:
    notice = _object(
        {"window_days": _number(), "calendar": _word(Calendar), "content": _string("notices.yaml: id")}
    )
    then = _object(
        {
            "to_buyer": _word(ToBuyer),
            "seller_copy": _word(SellerCopy),
            "consent_kind": _word(ConsentKind),
            "notice": notice,
            "mask": _words(Category),
            "human": _truth(),
        }
    )
    own = {"then": then, "displaces": _list(_string()), "reason": _text(), "on_satisfied": _string()}
    properties = {**_head(tuple(CONDITION_FIELDS)), **own}
    return _object(properties, ("id", "title", "when", "then", "reason"))


def _scenarios() -> Schema:
    facts = _object({name: _word(words, FACT_NAMES.get(name)) for name, words in FACT_FIELDS.items()})
    expect = _object(
        {
            "to_buyer": _word(ToBuyer),
            "seller_copy": _word(SellerCopy),
            "consent_kind": _word(ConsentKind),
            "human": _truth(),
        }
    )
    ids = _list(_string())
    properties = {
        "name": _text(),
        "facts": facts,
        "catches": ids,
        "spares": ids,
        "expect": expect,
        "on": _day(),
    }
    return _object(properties, ("name", "facts"))


def _retention() -> Schema:
    return _object(
        {
            "id": _slug(),
            "title": _text(),
            **_citation(),
            "category": _words(Category),
            "record": _text(),
            "floor_years": _number(),
            "ceiling_years": _number(),
            "ceiling": _word(Ceiling),
            "from": _word(FloorStart),
            "places": _words(Place),
            "in_force": _period(),
        },
        ("id",),
    )


def _obligations() -> Schema:
    outcomes = _object({"to_buyer": _words(ToBuyer), "seller_copy": _words(SellerCopy)})
    return _object(
        {
            "id": _slug(),
            "title": _text(),
            **_citation(),
            "when": _when(tuple(FACT_FIELDS)),
            "applies_to": outcomes,
            "due": _text(),
            "in_force": _period(),
        },
        ("id", "title", "due"),
    )


def _clocks() -> Schema:
    return _object(
        {
            **_head(),
            "who": _word(Party),
            "to": _word(Addressee),
            "what": _text(),
            "starts": _word(Event),
            "direction": _word(Direction),
            "due": _span(),
            "earliest_of": _list(_span(with_event=True)),
            "by_day": {"type": "string", "pattern": r"^\d\d-\d\d$"},
            "every": _span(),
            "pauses": _words(Pause),
            "rights": _words(Right),
            "extension": _object({"by": _span(), "told_within": _span()}, ("by",)),
            "threshold": _slug(),
            "calendar": {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"},
        },
        ("id", "title", "who", "what"),
    )


def _notices() -> Schema:
    item = _object(
        {"id": _string(), "need": _word(Need), "text": _text(), "condition": _text()}, ("id", "need", "text")
    )
    own = {
        "by": _word(Party),
        "form": _word(NoticeForm),
        "before": _word(Stands),
        "public": _span(),
        "items": _list(item),
    }
    return _object({**_head(tuple(FACT_FIELDS)), **own}, ("id", "title", "by", "form", "items"))


def _controls() -> Schema:
    words: Schema = {"enum": ["once", "always"]}
    how_often: Schema = {"anyOf": [words, _span(), _object({"on": _word(Event)}, ("on",))]}
    evidence = _object({"kind": _word(EvidenceKind), "ref": _string(), "text": _text()}, ("kind",))
    own = {
        "who": _word(Party),
        "what": _text(),
        "every": how_often,
        "threshold": _slug(),
        "evidence": _list(evidence),
    }
    return _object({**_head(), **own}, ("id", "title", "who", "what", "every", "evidence"))


def _thresholds() -> Schema:
    own = {"counts": _word(Measure), "at_least": _number(), "what": _text(), "human": _truth()}
    return _object({**_head(), **own}, ("id", "title", "counts", "at_least", "what"))


def _export() -> Schema:
    bound = _object({"at_least": _number(), "below": _number()})
    texts = _list(_text())
    route = _object(
        {
            "id": _slug(),
            "title": _text(),
            **_citation(),
            "documents": texts,
            "ask_recipient": texts,
            "still_owed": _words(Owed),
            "valid": _span(),
        },
        ("id", "title"),
    )
    fits = _object(
        {
            "to": _words(Place),
            "adequate": _word(YesNo),
            "operator": _words(Operator),
            "data": _words(ExportData),
            "reason": _words(ExportReason),
            "people": bound,
            "sensitive_people": bound,
        }
    )
    head = {name: schema for name, schema in _head().items() if name != "when"}
    rule = _object({**head, "fits": fits, "routes": _list(_slug())}, ("id", "title", "fits", "routes"))
    properties = {
        "from": _words(Place),
        "calendar_year": _truth(),
        "routes": _list(route),
        "rules": _list(rule),
    }
    return _object(properties, ("from", "rules"))


def _localisation() -> Schema:
    return _object(
        {
            "languages": _list(_string("BCP 47")),
            "calendar": _string("ISO 3166: CN, DE, US-CA"),
            "address": _text(),
            "individual": _text(),
            "citation": _text(),
        },
        ("languages", "calendar", "address", "individual"),
    )


_MAKERS = {
    "pack": _pack,
    "rules": _rules,
    "scenarios": _scenarios,
    "retention": _retention,
    "obligations": _obligations,
    "clocks": _clocks,
    "notices": _notices,
    "controls": _controls,
    "thresholds": _thresholds,
    "export": _export,
    "localisation": _localisation,
}
