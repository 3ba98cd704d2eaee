"""Renders the records as one HTML page of a language: strict templates, everything from outside escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from novation.destruction.certificate import Method
from novation.handover.receipting import answer_text
from novation.handover.report import charts, exchange, figures, found, grounds, words
from novation.handover.report.gathering import Records
from novation.handover.report.progress import milestones
from novation.handover.stages import Stage, StageKind
from novation.law.controls_owed import Reach, Shown
from novation.law.crossing import Standing
from novation.law.entry_words import (
    Event,
    EvidenceKind,
    ExportReason,
    Measure,
    Need,
    NoticeForm,
    Owed,
    Party,
    Stands,
    Unit,
)
from novation.law.notices_owed import Because
from novation.law.vocabulary import ConsentKind
from novation.messages import Language, Text
from novation.seal.recipe import STEPS
from novation.terms import ActivityBand, Category, DealForm, Place, Role, SellerCopy, ToBuyer

TEMPLATES = Path(__file__).parent / "templates"
VOCABULARIES = {
    "activity": ActivityBand,
    "because": Because,
    "buyer": ToBuyer,
    "category": Category,
    "consent": ConsentKind,
    "deal": DealForm,
    "duty": Owed,
    "event": Event,
    "evidence": EvidenceKind,
    "measure": Measure,
    "method": Method,
    "need": Need,
    "notice_form": NoticeForm,
    "party": Party,
    "place": Place,
    "reach": Reach,
    "reason": ExportReason,
    "role": Role,
    "seller": SellerCopy,
    "shown": Shown,
    "standing": Standing,
    "stands": Stands,
    "unit": Unit,
}
MARKS = {
    "transfer": "transfer",
    "transfer-after-notice": "notice",
    "needs-consent": "consent",
    "withhold": "withhold",
    "undecided": "unknown",
    "keep": "keep",
    "anonymise": "anonymise",
    "destroy": "destroy",
    "retain-restricted": "retain",
}
"""Icon, tint and texture of each disposition; the word always goes with them."""

SECTIONS = (
    ("summary", Text("汇总", "Summary")),
    ("found", Text("发现了哪些个人信息", "What personal data was found")),
    ("dispositions", Text("逐类处置", "Dispositions by class")),
    ("grounds", Text("没有移交的，按法律依据", "What did not pass, by legal ground")),
    ("charts", Text("图表", "Charts")),
    ("obligations", Text("转由受让方承担的义务", "Obligations that pass to the buyer")),
    ("leaving", Text("资料出境", "Leaving the country")),
    ("notices", Text("须作的告知", "Notices that are owed")),
    ("controls", Text("须履行的义务与数量门槛", "What the organisation owes, and thresholds")),
    ("stages", Text("方案的步骤与授权", "Stages of the plan, and authorisations")),
    ("package", Text("封装包、对账与签收", "Package, reconciliation and receipt")),
    ("destruction", Text("销毁与证明", "Destruction and certificate")),
    ("signatures", Text("签名，以及怎样自己查验", "Signatures, and how to verify them yourself")),
    ("rules", Text("附录：规则与理由", "Appendix: rules and reasons")),
)


def render(records: Records, language: Language) -> str:
    """The whole page. A record of a shape this version does not know raises instead of leaving a blank."""
    page = page_environment().get_template("report.html.j2")
    return page.render(**page_words(records.laws, language), **_content(records))


@cache
def page_environment() -> Environment:
    """The templates of the dossier and of the pages that share its look."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page_words(laws: Mapping[str, Text], language: Language) -> dict[str, Any]:
    """What every template needs to say things in a language; `laws`: titles by id."""

    def t(zh: str, en: str, **values: object) -> str:
        text = zh if language == "zh" else en
        return text.format(**values) if values else text

    def say(text: Text | Mapping[str, Any]) -> str:
        return (text if isinstance(text, Text) else words.text_of(text)).in_(language)

    def term(vocabulary: str, value: str) -> str:
        return words.term(VOCABULARIES[vocabulary], value).in_(language)

    return {
        "language": language,
        "t": t,
        "say": say,
        "term": term,
        "num": words.number,
        "share": words.share,
        "instant": words.instant,
        "short": words.short_digest,
        "naming": partial(words.naming, language=language),
        "name": partial(words.named, language=language),
        "css_string": words.css_string,
        "seal_lines": words.seal_lines,
        "mark": lambda kind: MARKS.get(kind, "unknown"),
        "law": lambda law: say(laws[law]) if law in laws else law,
        "style": Markup((TEMPLATES / "report.css").read_text("utf-8")),  # nosec B704 - a file of this package
    }


def _content(records: Records) -> dict[str, Any]:
    verdicts = records.verdicts
    groups = records.groups
    plan = records.plan
    return {
        "r": records,
        "settings": records.settings,
        "plan": plan,
        "verdicts": verdicts,
        "sections": SECTIONS,
        "milestones": milestones(records),
        "charts": charts,
        "places": figures.by_place(verdicts["core"]) if verdicts else None,
        "copies": figures.by_both(verdicts["core"]) if verdicts else None,
        "categories": figures.by_category(groups),
        "activity": figures.by_activity(records.decisions)
        if records.decisions_of_plan and records.decisions
        else None,
        "open": figures.reservations(groups),
        "classes": records.classes,
        "decisions": sum(g["people"] for g in groups),
        "blocks": figures.blocks(groups),
        "grounds": grounds.not_passed(groups),
        "cited": grounds.appendix(verdicts["rules"], groups) if verdicts else {},
        "obligations": verdicts["obligations"] if verdicts else [],
        "tables": found.tables_found(records.scan, plan),
        "label": found.label,
        "skipped": _skipped(records),
        "stages": [Stage.from_dict(s) for s in plan["stages"]] if plan else [],
        "kinds": StageKind,
        "passing_people": _passing(plan),
        "parts_sealed": exchange.parts(records.sealed, plan) if records.sealed else [],
        "reconciled": exchange.reconciled(records.reconciliation, plan) if records.reconciliation else [],
        "bundles": exchange.bundles,
        "sums": exchange.totals,
        "answer": answer_text(dict(records.receipt)) if records.receipt else None,
        "destroyed": records.certificate or records.destruction,
        "recipe": STEPS,
    }


def _skipped(records: Records) -> list[Mapping[str, Any]]:
    holder = records.scan or records.plan
    return list(holder["skipped"]) if holder else []


def _passing(plan: Mapping[str, Any] | None) -> int | None:
    """Of how many people anything passes at all, as the stage that writes the registers says."""
    stages = plan["stages"] if plan else []
    return next((s["people"] for s in stages if s["kind"] == StageKind.REGISTERS), None)
