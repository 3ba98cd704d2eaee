"""The schema of `rules/*.yaml` and `scenarios/*.yaml` (decision record 0001 §3)."""

from __future__ import annotations

from novation.law import problems
from novation.law.pack import Effect, Notice, Period, Rule, Scenario
from novation.law.reading import Fields, Reader
from novation.law.schema import EVERYTHING, read_citation, read_period, read_when
from novation.law.strict_yaml import Node, invalid
from novation.law.vocabulary import Calendar, ConsentKind
from novation.terms import FACT_FIELDS, Category, SellerCopy, Term, ToBuyer

_RULE_KEYS = (
    *("id", "title", "citation", "source", "fact", "confirmed", "derived", "in_force"),
    *("when", "then", "displaces", "reason", "on_satisfied"),
)
_THEN_KEYS = ("to_buyer", "seller_copy", "consent_kind", "notice", "mask", "human")
_EXPECT: dict[str, type[Term]] = {"to_buyer": ToBuyer, "seller_copy": SellerCopy, "consent_kind": ConsentKind}


def read_rule(reader: Reader, node: Node, law: str) -> Rule:
    """One rule; ids it displaces are kept as written."""
    fields = reader.fields(node, _RULE_KEYS, needed=("id", "title", "when", "then", "reason"))
    rule_id = f"{law}/{reader.slug(fields.node('id'))}"
    return Rule(
        id=rule_id,
        law=law,
        title=reader.text(fields.node("title"), rule_id),
        citation=read_citation(reader, fields, rule_id),
        reason=reader.text(fields.node("reason"), rule_id),
        when=read_when(reader, fields.node("when"), EVERYTHING),
        then=_effect(reader, fields),
        displaces=fields.get(
            "displaces", lambda value: reader.distinct(value, lambda i: _reference(reader, i)), ()
        ),
        derived=fields.get("derived", reader.yes_no, False),
        in_force=fields.get("in_force", lambda value: read_period(reader, value), Period()),
        file=reader.file,
        line=node.line,
    )


def read_scenario(reader: Reader, node: Node, law: str) -> Scenario:
    """One case. `expect` may name `to_buyer`, `seller_copy`, `consent_kind` and `human`."""
    known = ("name", "facts", "catches", "spares", "expect", "on")
    fields = reader.fields(node, known, needed=("name", "facts"))
    facts = reader.fields(fields.node("facts"), FACT_FIELDS)
    return Scenario(
        name=reader.text(fields.node("name"), law),
        law=law,
        facts={name: reader.term(value, FACT_FIELDS[name]) for name, value in facts.nodes.items()},
        catches=fields.get(
            "catches", lambda value: reader.distinct(value, lambda i: _reference(reader, i)), ()
        ),
        spares=fields.get(
            "spares", lambda value: reader.distinct(value, lambda i: _reference(reader, i)), ()
        ),
        expect=fields.get("expect", lambda value: _expected(reader, value), {}),
        on=fields.get("on", reader.day, None),
        file=reader.file,
        line=node.line,
    )


def _reference(reader: Reader, node: Node) -> str:
    """A rule's id as written: bare, or `pack/rule`; `Packs.resolve` finds the rule."""
    text = reader.string(node)
    for part in text.split("/", 1):
        if not part or part.strip("abcdefghijklmnopqrstuvwxyz0123456789-"):
            raise invalid(reader.file, node.line, problems.NOT_A_SLUG, value=text)
    return text


def _effect(reader: Reader, rule: Fields) -> Effect:
    fields = reader.fields(rule.node("then"), _THEN_KEYS)
    effect = Effect(
        to_buyer=fields.get("to_buyer", lambda value: reader.term(value, ToBuyer), None),
        seller_copy=fields.get("seller_copy", lambda value: reader.term(value, SellerCopy), None),
        consent_kind=fields.get("consent_kind", lambda value: reader.term(value, ConsentKind), None),
        notice=fields.get("notice", lambda value: _notice(reader, value), None),
        mask=fields.get("mask", lambda value: reader.terms(value, Category), ()),
        human=fields.get("human", reader.yes_no, False),
    )
    _check_effect(reader, fields, effect)
    asks = reader.fields(rule.node("when"), EVERYTHING)
    if "passes" in asks and effect.to_buyer is not None:
        raise invalid(reader.file, fields.line_of("to_buyer"), problems.PASSES_TO_BUYER)
    if effect.to_buyer is ToBuyer.AFTER_NOTICE and effect.notice is None:
        return Effect(effect.to_buyer, effect.seller_copy, None, Notice(), effect.mask, effect.human)
    return effect


def _check_effect(reader: Reader, fields: Fields, effect: Effect) -> None:
    """The parts of `then` that only make sense together."""
    needs_consent = effect.to_buyer is ToBuyer.NEEDS_CONSENT
    undecided = effect.to_buyer is ToBuyer.UNDECIDED or effect.seller_copy is SellerCopy.UNDECIDED
    wrong = (
        (effect.to_buyer is None and effect.seller_copy is None, "then", problems.NO_EFFECT),
        (undecided, "to_buyer", problems.UNDECIDED),
        (needs_consent and effect.consent_kind is None, "to_buyer", problems.CONSENT_WITHOUT_KIND),
        (
            effect.consent_kind is not None and not needs_consent,
            "consent_kind",
            problems.KIND_WITHOUT_CONSENT,
        ),
        (
            effect.notice is not None and effect.to_buyer is not ToBuyer.AFTER_NOTICE,
            "notice",
            problems.NOTICE_WITHOUT_AFTER,
        ),
        (bool(effect.mask) and effect.to_buyer is None, "mask", problems.MASK_WITHOUT_BUYER),
    )
    for is_wrong, key, problem in wrong:
        if is_wrong:
            raise invalid(reader.file, fields.line_of(key), problem)


def _notice(reader: Reader, node: Node) -> Notice:
    fields = reader.fields(node, ("window_days", "calendar", "content"))
    return Notice(
        window_days=fields.get("window_days", reader.whole, 0),
        calendar=fields.get("calendar", lambda value: reader.term(value, Calendar), Calendar.DAYS),
        content=fields.get("content", reader.string, ""),
    )


def _expected(reader: Reader, node: Node) -> dict[str, str]:
    fields = reader.fields(node, (*_EXPECT, "human"))
    expected = {
        name: str(reader.term(value, _EXPECT[name]))
        for name, value in fields.nodes.items()
        if name in _EXPECT
    }
    if "human" in fields:
        expected["human"] = "true" if reader.yes_no(fields.node("human")) else "false"
    return expected
