"""`novation law notices`: which notices a deal owes, when, by whom and in which form, each with its checklist."""

from __future__ import annotations

from datetime import date
from typing import Any

from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    ProjectOption,
    emit,
    line,
    open_project,
    parse_day,
    told,
)
from novation.cli.language import LANGUAGE, t
from novation.cli.law_routes import AsOf
from novation.law.entry_words import Need, NoticeForm, Party, Stands, Unit
from novation.law.notices_owed import Because


@told
def notices(project: ProjectOption = DEFAULT_PROJECT, as_of: AsOf = "", as_json: JsonOption = False) -> None:
    from novation.handover.deciding import project_packs  # here, because help must not wait for the engine
    from novation.handover.owing import notices_in

    held = open_project(project)
    on = parse_day(as_of) if as_of else date.today()
    found = notices_in(held, project_packs(held), on)
    if as_json:
        emit(found)
        return
    for because in Because:
        group = [notice for notice in found if notice["because"] == because]
        if group:
            line(f"── {because.text.in_(LANGUAGE)}")
        for notice in group:
            _tell(notice)


def _tell(notice: dict[str, Any]) -> None:
    people = notice["people_at_least"]
    counted = "" if people is None else t("  至少 {:,} 人", "  at least {:,} people").format(people)
    if not notice["title"]:
        line(t("{}：规则包没有内容清单", "{}: the packs hold no checklist").format(notice["id"]) + counted)
        _tell_windows(notice)
        return
    marks = "" if notice["confirmed"] else t("（未确认）", " (unconfirmed)")
    line(f"{notice['title'][LANGUAGE]}  [{notice['citation'][LANGUAGE]}{marks}]  {notice['id']}{counted}")
    said = [Party(notice["by"]).text.in_(LANGUAGE), NoticeForm(notice["form"]).text.in_(LANGUAGE)]
    if notice["before"] != Stands.NONE:
        said.append(t("先于", "before ") + Stands(notice["before"]).text.in_(LANGUAGE))
    for unit, amount in (notice["public_for"] or {}).items():
        said.append(t("公告 {} {}", "public for {} {}").format(amount, Unit(unit).text.in_(LANGUAGE)))
    if notice["languages"]:
        said.append(t("语言：", "in ") + ", ".join(notice["languages"]))
    line("  " + t("；", "; ").join(said))
    _tell_windows(notice)
    for item in notice["items"]:
        condition = (
            f"（{item['condition']['zh']}）"
            if LANGUAGE == "zh"
            else f" ({(item['condition'] or {}).get('en')})"
        )
        need = Need(item["need"]).text.in_(LANGUAGE) + (condition if item["condition"] else "")
        line(f"    {item['id']:<14} {need}: {item['text'][LANGUAGE]}")


def _tell_windows(notice: dict[str, Any]) -> None:
    for rule in notice["rules"]:
        days = (
            t("{} 个工作日", "{} working days")
            if rule["calendar"] == "working-days"
            else t("{} 日", "{} days")
        )
        when = (
            t("{} 已告知，{} 届满", "given on {}, over on {}").format(rule["given_on"], rule["over_on"])
            if rule["given_on"]
            else t("尚未记录；今天告知则 {} 届满", "not recorded yet; given today it is over on {}").format(
                rule["over_on"]
            )
        )
        line(f"    {rule['rule']}: {days.format(rule['window_days'])}{t('；', '; ')}{when}")
