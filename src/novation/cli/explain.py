"""`novation explain`: the plan in words; one person's verdicts; what another deal form would change."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, line, open_project, told
from novation.cli.init import _deal
from novation.cli.language import LANGUAGE, t
from novation.cli.law_status import tell_stale
from novation.handover import explaining, planning
from novation.handover.stages import StageKind
from novation.handover.staleness import stale_because
from novation.terms import FACT_FIELDS, FACT_NAMES, Category, DealForm, Place, SellerCopy, ToBuyer

SHOWN = 40
"""Groups of verdicts that a terminal shows unasked."""


@told
def explain(
    project: ProjectOption = DEFAULT_PROJECT,
    subject: Annotated[
        str, typer.Option("--subject", help=t("某个人的编号或会员号", "a subject_ref or customer number"))
    ] = "",
    deal: Annotated[
        str,
        typer.Option(
            "--deal", help=t("若换成这种交易形式，会有什么不同", "what another deal form would change")
        ),
    ] = "",
    buyer_place: Annotated[
        Place | None,
        typer.Option(
            "--buyer-place",
            help=t("若受让方在别处，会有什么不同", "what another place of the buyer would change"),
        ),
    ] = None,
    every: Annotated[
        bool,
        typer.Option(
            "--all", help=t("列出全部判定，不只人数最多的", "list every verdict, not only the largest")
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    held = open_project(project)
    if subject:
        found = explaining.subject(held, subject)
        emit(found) if as_json else _tell_subject(found)
    elif deal or buyer_place:
        found = explaining.compare(held, deal_form=_deal(deal) if deal else None, buyer_place=buyer_place)
        emit(found) if as_json else _tell_change(found)
    else:
        document = held.read_record("plan.json", "plan")
        stages = explaining.stages(held)
        groups = document["groups"]
        stale = stale_because(held)
        tell_stale(stale)
        if as_json:
            emit(
                {
                    "plan": planning.plan_digest(document),
                    "stages": [s.as_dict() for s in stages],
                    "groups": groups,
                    "stale": [ground.as_dict() for ground in stale],
                }
            )
        else:
            _tell_plan(document, stages, groups if every else groups[:SHOWN])
            if len(groups) > SHOWN and not every:
                rest = sum(g["people"] for g in groups[SHOWN:])
                more = t(
                    "……另有 {:,} 组，{:,} 人次；--all 列出全部",
                    "… and {:,} more groups, {:,} decisions; --all lists them",
                )
                line(more.format(len(groups) - SHOWN, rest))


def _tell_due(due: dict[str, Any]) -> None:
    told = t(
        "截至 {by} 已到期：{pairs:,} 项，{people:,} 人；别的一概不动",
        "due by {by}: {pairs:,} items of {people:,} people; nothing else is touched",
    )
    line(told.format(**{name: due[name] for name in ("by", "pairs", "people")}))
    for row in due["groups"]:
        what = f"{Place(row['place']).text.in_(LANGUAGE)} · {Category(row['category']).text.in_(LANGUAGE)}"
        line(f"    {row['people']:>10,}  {what}  {row['first_on']} – {row['last_on']}  {row['entry']}")


def _tell_plan(document: dict[str, Any], stages: list[Any], groups: list[dict[str, Any]]) -> None:
    form = DealForm(document["deal"]["form"]).text.in_(LANGUAGE)
    line(
        t("方案第 {} 版 · {} · {}", "Plan version {} · {} · {}").format(
            document["version"], form, planning.plan_digest(document)
        )
    )
    line("")
    line(t("步骤（执行时运行的就是这些）", "Stages (these are what apply runs)"))
    for number, stage in enumerate(stages, 1):
        if (
            stage.kind is StageKind.REMOVE
            or number == 1
            or stages[number - 2].kind.action != stage.kind.action
        ):
            gate = (
                _gate(stage.kind.action)
                if number == 1 or stages[number - 2].kind.action != stage.kind.action
                else None
            )
            if gate:
                line(f"  ── {gate}")
        line(f"  {number:>3}. {stage.text().in_(LANGUAGE)}")
    line("")
    if "due" in document:
        _tell_due(document["due"])
        return
    line(t("判定（同类的人放在一起）", "Verdicts (people of one kind together)"))
    for group in groups:
        line(_group(group, document["rules"]))


def _gate(action: str) -> str:
    if action == "seal":
        return t(
            "需要：有效授权，来源与同意未变", "needs: valid authorisations, sources and consents unchanged"
        )
    return t(
        "需要：受让方回执，两人授权；以下不可恢复",
        "needs: the buyer's receipt, two authorisations; what follows cannot be undone",
    )


def _group(group: dict[str, Any], rules: dict[str, Any]) -> str:
    buyer = ToBuyer(group["to_buyer"]).text.in_(LANGUAGE)
    seller = SellerCopy(group["seller_copy"]).text.in_(LANGUAGE)
    place, category = Place(group["place"]).text.in_(LANGUAGE), Category(group["category"]).text.in_(LANGUAGE)
    grounds = ", ".join(_citation(rules[r]) for r in group["reasons"]) or (
        group["undecided_because"] or {}
    ).get(LANGUAGE, "")
    wait = (
        ""
        if group["passes_now"] or group["to_buyer"] != ToBuyer.AFTER_NOTICE
        else t("（告知或等待期未满）", " (notice not given or window not over)")
    )
    copy = t("；出让方：", "; seller: ") + seller
    return f"  {group['people']:>8,}  {place} · {category} → {buyer}{wait}{copy}  [{grounds}]"


def _citation(rule: dict[str, Any]) -> str:
    mark = "" if rule["confirmed"] else t("（未确认）", " (unconfirmed)")
    return rule["citation"][LANGUAGE] + mark


def _tell_subject(found: dict[str, Any]) -> None:
    line(t("个人 {}", "Data subject {}").format(found["subject_ref"]))
    for verdict in found["verdicts"]:
        facts = verdict["facts"]
        line("")
        category = Category(facts["category"]).text.in_(LANGUAGE)
        buyer = ToBuyer(verdict["to_buyer"]).text.in_(LANGUAGE)
        seller = SellerCopy(verdict["seller_copy_now"]).text.in_(LANGUAGE)
        line(t("{}：{}；出让方：{}", "{}: {}; seller: {}").format(category, buyer, seller))
        told_facts = [
            f"{FACT_NAMES[k].in_(LANGUAGE)} {FACT_FIELDS[k](v).text.in_(LANGUAGE)}"
            for k, v in facts.items()
            if k not in ("category", "seller_place", "buyer_place")
        ]
        line(t("  事实：", "  facts: ") + t("；", "; ").join(told_facts))
        for rule_id in dict.fromkeys([*verdict["reasons"], *verdict["seller_reasons"]]):
            rule = found["rules"][rule_id]
            line(f"  {rule_id} · {_citation(rule)}")
            line(f"    {rule['reason'][LANGUAGE]}")
        if verdict["undecided_because"]:
            line("  " + verdict["undecided_because"][LANGUAGE])
        if verdict["conflicts"]:
            line(
                t("  其他法律的回答不同：", "  other laws answered otherwise: ")
                + ", ".join(verdict["conflicts"])
            )


def _tell_change(found: dict[str, Any]) -> None:
    before, after = DealForm(found["from"]).text.in_(LANGUAGE), DealForm(found["to"]).text.in_(LANGUAGE)
    line(
        t(
            "{} → {}；按人次与类别：{:,} 项不变",
            "{} → {}; counted by person and category, {:,} stay the same",
        ).format(before, after, found["unchanged"])
    )
    for entry in found["changed"]:
        place, category = (
            Place(entry["place"]).text.in_(LANGUAGE),
            Category(entry["category"]).text.in_(LANGUAGE),
        )
        line(f"  {entry['people']:>8,}  {place} · {category}")
        for mark, side in (("-", entry["before"]), ("+", entry["after"])):
            buyer, seller = (
                ToBuyer(side["to_buyer"]).text.in_(LANGUAGE),
                SellerCopy(side["seller_copy"]).text.in_(LANGUAGE),
            )
            grounds = ", ".join(_citation(found["rules"][r]) for r in side["reasons"])
            line(f"           {mark} {buyer}{t('；出让方：', '; seller: ')}{seller}  [{grounds}]")
