"""The verdict over one fact vector: two outcomes, the rules that brought them about, and every law's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from novation.law.pack import Citation, Notice, RetentionPeriod, Rule
from novation.law.vocabulary import ConsentKind, PackKind, Passes
from novation.messages import Text
from novation.terms import Category, Place, Retention, SellerCopy, ToBuyer


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A notice that a law asks for before the data may pass; `place` is whose working days count (ISO 3166)."""

    law: str
    rule: str
    notice: Notice
    place: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "law": self.law,
            "rule": self.rule,
            "window_days": self.notice.window_days,
            "calendar": str(self.notice.calendar),
            "place": self.place,
            "content": self.notice.content,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What one law says. An outcome is None where it is silent: guidance without a rule, or a base law whose
    rules a more special pack displaced and answers in its stead. `undecided`: a statute without a rule."""

    law: str
    title: Text
    kind: PackKind
    to_buyer: ToBuyer | None
    seller_copy: SellerCopy | None
    rules: tuple[Rule, ...]
    seller_rules: tuple[Rule, ...]
    displaced: tuple[Rule, ...]
    retention: Retention
    floors: tuple[RetentionPeriod, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "law": self.law,
            "title": self.title.as_dict(),
            "kind": str(self.kind),
            "to_buyer": _word(self.to_buyer),
            "seller_copy": _word(self.seller_copy),
            "rules": [rule_dict(rule) for rule in self.rules],
            "seller_rules": [rule_dict(rule) for rule in self.seller_rules],
            "displaced": [rule.id for rule in self.displaced],
            "retention": str(self.retention),
            "floors": [_floor_dict(floor) for floor in self.floors],
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two outcomes with their reasons.

    `reasons` and `seller_reasons` are the rules that said the outcome; both are empty where it is `undecided`,
    and the `…undecided_because` texts say why. `conflicts` and `seller_conflicts` are ids of laws that answered
    otherwise. `consent_kind` is the heaviest of `consent_kinds`, given only for `needs-consent`. `unjudged` are
    places whose law has a say but no pack. `mask`: categories that may pass pseudonymised only.
    """

    to_buyer: ToBuyer
    seller_copy: SellerCopy
    passes: Passes
    consent_kinds: tuple[ConsentKind, ...]
    notices: tuple[NoticeDue, ...]
    mask: tuple[Category, ...]
    human: bool
    unconfirmed: bool
    reasons: tuple[Rule, ...]
    seller_reasons: tuple[Rule, ...]
    answers: tuple[Answer, ...]
    conflicts: tuple[str, ...]
    seller_conflicts: tuple[str, ...]
    undecided_because: Text | None
    seller_undecided_because: Text | None
    unjudged: tuple[Place, ...]

    @property
    def consent_kind(self) -> ConsentKind | None:
        return self.consent_kinds[-1] if self.consent_kinds else None

    @property
    def laws(self) -> tuple[str, ...]:
        """Ids of all laws that applied, whether or not they had an answer."""
        return tuple(answer.law for answer in self.answers)

    def as_dict(self) -> dict[str, Any]:
        """Strings, whole numbers, booleans, lists and None only, so that it can be made canonical."""
        return {
            **self.outcome_dict(),
            "reasons": [rule_dict(rule) for rule in self.reasons],
            "seller_reasons": [rule_dict(rule) for rule in self.seller_reasons],
            "answers": [answer.as_dict() for answer in self.answers],
        }

    def outcome_dict(self) -> dict[str, Any]:
        """What comes out, without the rules and the laws' answers that it rests on."""
        return {
            "to_buyer": str(self.to_buyer),
            "seller_copy": str(self.seller_copy),
            "passes": str(self.passes),
            "consent_kind": _word(self.consent_kind),
            "consent_kinds": [str(kind) for kind in self.consent_kinds],
            "notices": [notice.as_dict() for notice in self.notices],
            "mask": [str(category) for category in self.mask],
            "human": self.human,
            "unconfirmed": self.unconfirmed,
            "laws": list(self.laws),
            "conflicts": list(self.conflicts),
            "seller_conflicts": list(self.seller_conflicts),
            "undecided_because": _text(self.undecided_because),
            "seller_undecided_because": _text(self.seller_undecided_because),
            "unjudged": [str(place) for place in self.unjudged],
        }


def rule_dict(rule: Rule) -> dict[str, Any]:
    """A rule as a report shows it: what it says, where that is written, whether it was confirmed."""
    return {
        "rule": rule.id,
        "law": rule.law,
        "title": rule.title.as_dict(),
        "reason": rule.reason.as_dict(),
        "to_buyer": _word(rule.then.to_buyer),
        "seller_copy": _word(rule.then.seller_copy),
        "consent_kind": _word(rule.then.consent_kind),
        "derived": rule.derived,
        **citation_dict(rule.citation),
    }


def citation_dict(citation: Citation) -> dict[str, Any]:
    return {
        "citation": citation.text.as_dict(),
        "source": citation.source,
        "fact": citation.fact,
        "confirmed": citation.confirmed,
    }


def _floor_dict(floor: RetentionPeriod) -> dict[str, Any]:
    return {
        "id": floor.id,
        "floor_years": str(floor.floor_years),
        "from": str(floor.start),
        **citation_dict(floor.citation),
    }


def _word(term: object | None) -> str | None:
    return None if term is None else str(term)


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else text.as_dict()
