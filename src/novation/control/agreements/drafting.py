"""Draws up a draft: Markdown in one language, the parties filled in, a numbered section for each mandatory clause."""

from __future__ import annotations

from collections.abc import Sequence

from novation.control.agreements.clauses import Clause, clauses_for, wording
from novation.control.agreements.kinds import DraftLanguage
from novation.control.agreements.models import Agreement
from novation.control.cases.situation import places_of
from novation.control.parties.models import Party
from novation.messages import Language, Text

_DRAFT = Text(
    "草稿，供律师审定。本文由软件按本案情况生成，文字不是法律意见，未经律师定稿不得签署。",
    "Draft for counsel. Made by the software from the facts of the case; the wording is not legal advice, and nothing is to be signed before counsel has settled it.",
)
_BLANK = Text("〔待填写〕", "[to be filled in]")
_BY_COUNSEL = Text("〔由律师拟定〕", "[to be worded by counsel]")
_PLACE_WORDS = Text("{name}（{place}）", "{name} ({place})")


def parties_of(agreement: Agreement) -> list[Party]:
    """Seller first, then buyer, then the others by name."""
    case = agreement.case
    order = {case.seller_id: 0, case.buyer_id: 1}
    return sorted(agreement.parties.all(), key=lambda party: (order.get(party.pk, 2), party.name))


def mandatory_clauses(agreement: Agreement) -> list[Clause]:
    """The clauses this agreement must have: the laws of its parties' places count, and of those where the people live."""
    places = {*places_of(agreement.case), *(party.place for party in parties_of(agreement))}
    return clauses_for(agreement.kind, agreement.case.seller.place, places)


def draw_up(agreement: Agreement, language: DraftLanguage) -> str:
    """The draft as Markdown."""
    said: Language = "zh" if language is DraftLanguage.ZH else "en"
    kind, blanks = wording(agreement.kind), _blanks(agreement, said)
    parts = [
        f"# {agreement.kind.text.in_(said)}",
        f"> {_DRAFT.in_(said)}",
        kind.opening.in_(said).format_map(blanks),
        *_sections(mandatory_clauses(agreement), said, blanks),
        kind.closing.in_(said).format_map(blanks),
        *_signature_blocks(parties_of(agreement), said),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _sections(clauses: Sequence[Clause], language: Language, blanks: dict[str, str]) -> list[str]:
    parts = []
    for number, clause in enumerate(clauses, 1):
        parts.append(f"## {number} {clause.title.in_(language)}")
        parts.append((clause.text or _BY_COUNSEL).in_(language).format_map(blanks))
    return parts


def suggested_place(agreement: Agreement, clause: str) -> str:
    """Where a draft drawn up by the software has a clause: its section."""
    numbers = {one.id: number for number, one in enumerate(mandatory_clauses(agreement), 1)}
    return f"§ {numbers[clause]}" if clause in numbers else ""


def _blanks(agreement: Agreement, language: Language) -> dict[str, str]:
    case = agreement.case
    others = [party for party in parties_of(agreement) if party.pk != case.seller_id]
    until = agreement.until_on.isoformat() if agreement.until_on else _BLANK.in_(language)
    return {
        "seller": case.seller.name,
        "seller_place": case.seller.place.text.in_(language),
        "buyer": case.buyer.name,
        "buyer_place": case.buyer.place.text.in_(language),
        "processors": "；".join(_named(p, language) for p in others)
        if language == "zh"
        else "; ".join(_named(p, language) for p in others),
        "case": case.number,
        "deal_form": case.deal_form.text.in_(language),
        "closing_on": case.closing_on.isoformat(),
        "from_on": agreement.from_on.isoformat(),
        "until_on": until,
    }


def _named(party: Party, language: Language) -> str:
    return _PLACE_WORDS.in_(language).format(name=party.name, place=party.place.text.in_(language))


def _signature_blocks(parties: Sequence[Party], language: Language) -> list[str]:
    line = Text(
        "**{name}**\n\n签字 / 盖章：＿＿＿＿＿＿　　姓名、职务：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "**{name}**\n\nSigned: ____________    Name, office: ____________    Date: ____________",
    )
    return [line.in_(language).format(name=party.name) for party in parties]
