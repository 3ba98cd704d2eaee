"""`novation law controls`: what the organisation owes, how often, by which evidence, and what its journal shows."""

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
    say,
    told,
)
from novation.cli.language import LANGUAGE, t
from novation.cli.law_routes import AsOf
from novation.law.controls_owed import ControlOwed, Reach, Shown, ThresholdState, how_often
from novation.law.entry_words import Event, Unit


@told
def controls(project: ProjectOption = DEFAULT_PROJECT, as_of: AsOf = "", as_json: JsonOption = False) -> None:
    from novation.handover.deciding import project_packs  # here, because help must not wait for the engine
    from novation.handover.owing import controls_in

    held = open_project(project)
    on = parse_day(as_of) if as_of else date.today()
    owed, thresholds = controls_in(held, project_packs(held), on)
    if as_json:
        emit(
            {
                "on": on.isoformat(),
                "controls": [control.as_dict() for control in owed],
                "thresholds": [state.as_dict() for state in thresholds],
            }
        )
        return
    for law in dict.fromkeys(control.law for control in owed):
        line(f"── {law}")
        for control in owed:
            if control.law == law:
                _tell(control)
    line(t("── 数量门槛", "── Thresholds"))
    for state in thresholds:
        _tell_threshold(state)
    shown = sum(any(one.shown is Shown.IN_JOURNAL for one in control.evidence) for control in owed)
    say(
        f"{len(owed)} 项义务，其中 {shown} 项在日志里有条目；条目只是证据，不等于已履行。",
        f"{len(owed)} controls, {shown} with an entry in the journal; an entry is evidence, not compliance.",
    )


def _tell(owed: ControlOwed) -> None:
    control = owed.control
    marks = "" if control.citation.confirmed else t("（未确认）", " (unconfirmed)")
    line(
        f"{control.title.in_(LANGUAGE)}  [{control.citation.text.in_(LANGUAGE)}{marks}]  "
        f"{control.who.text.in_(LANGUAGE)} · {_often(how_often(control))}  {control.id}"
    )
    line(f"    {control.what.in_(LANGUAGE)}")
    if owed.threshold:
        line("    " + t("前提：", "if: ") + _state(owed.threshold))
    for one in owed.evidence:
        named = one.evidence.ref or (one.evidence.text.in_(LANGUAGE) if one.evidence.text else "")
        seen = (
            t("（{} 条，最近 {}）", " ({} entries, last {})").format(one.seen.times, one.seen.last_on)
            if one.seen
            else ""
        )
        line(f"    · {one.evidence.kind.text.in_(LANGUAGE)} {named}: {one.shown.text.in_(LANGUAGE)}{seen}")


def _tell_threshold(state: ThresholdState) -> None:
    line(f"{_state(state)}  [{state.threshold.citation.text.in_(LANGUAGE)}]  {state.threshold.id}")


def _state(state: ThresholdState) -> str:
    counted = t("不明", "unknown") if state.counted is None else f"{state.counted:,}"
    mark = (
        t("，须由人判断", ", a person decides")
        if state.threshold.human and state.reach is Reach.REACHED
        else ""
    )
    return t("{}：{}（{} / {:,} {}）{}", "{}: {} ({} / {:,} {}){}").format(
        state.threshold.title.in_(LANGUAGE),
        state.reach.text.in_(LANGUAGE),
        counted,
        state.threshold.at_least,
        state.threshold.counts.text.in_(LANGUAGE),
        mark,
    )


def _often(said: dict[str, Any]) -> str:
    ((key, value),) = said.items()
    if key == "always":
        return t("始终", "always")
    if key == "once":
        return t("一次", "once")
    if key == "on":
        return Event(value).text.in_(LANGUAGE)
    if key == "word":
        return Unit(value).text.in_(LANGUAGE)
    return t("每 {} {}", "every {} {}").format(value, Unit(key).text.in_(LANGUAGE))
