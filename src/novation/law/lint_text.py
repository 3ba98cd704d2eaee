"""The checks of `lint` that read a pack as written: texts, sources, references, scenarios."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from novation.law.finding import LintFinding
from novation.law.pack import Pack, Rule
from novation.law.packset import Packs
from novation.law.scenarios import run_scenarios
from novation.law.vocabulary import Severity
from novation.messages import Text


def defects(pack: Pack, packs: Packs) -> Iterator[LintFinding]:
    """What the loader noticed and let pass: texts in one language, missing citations and sources."""
    for defect in pack.defects:
        yield LintFinding(
            defect.severity, defect.code, pack.id, defect.rule, defect.text, defect.file, defect.line
        )


def displacements(pack: Pack, packs: Packs) -> Iterator[LintFinding]:
    """Displaced rules that are not there, are the rule itself, displace back, or can't be displaced by it."""
    for rule in pack.rules:
        for written in rule.displaces:
            other = packs.resolve(pack.id, written)
            if other is None:
                told = Text(f"displaces 指向不存在的规则 {written}", f"displaces an unknown rule, {written}")
                yield about(rule, Severity.ERROR, "unknown-displaced", told)
            elif rule in _displaced_by(other, packs):
                told = Text(
                    f"与 {written} 相互排除，两者都不适用",
                    f"{written} and this rule displace each other: neither counts",
                )
                yield about(rule, Severity.ERROR, "displaces-itself", told)
            elif rule.asks("passes") and other.then.seller_copy is None:
                told = Text(
                    f"询问 passes 的规则排除不了只说 to_buyer 的 {written}",
                    f"asks `passes`, so it can't displace {written}, which only says `to_buyer`",
                )
                yield about(rule, Severity.WARNING, "displaces-in-vain", told)


def packs_at_large(pack: Pack, packs: Packs) -> Iterator[LintFinding]:
    """A pack that nothing calls for, one without its sources, one for other years, rules that are over."""
    if "SOURCES.md" not in pack.files:
        told = Text("没有 SOURCES.md", "there is no SOURCES.md")
        yield _of_pack(pack, Severity.ERROR, "no-sources-file", told)
    yield from _years(pack)
    if not pack.applies_when and not any(pack.id in other.extends for other in packs):
        told = Text(
            "没有 applies_when，也没有规则包以它为基础：从不适用",
            "no `applies_when` and extended by no pack: it never applies",
        )
        yield _of_pack(pack, Severity.WARNING, "never-applies", told)
    for rule in pack.rules:
        if rule.in_force.last and rule.in_force.last < pack.version:
            told = Text(f"已于 {rule.in_force.last} 失效", f"no longer in force since {rule.in_force.last}")
            yield about(rule, Severity.NOTE, "expired", told)


def _years(pack: Pack) -> Iterator[LintFinding]:
    """`version` is the day on which the facts were checked: a pack over by then is for the wrong year."""
    first, last, day = pack.in_force.first, pack.in_force.last, pack.version
    if last and last < day:
        told = Text(
            f"已于 {last} 失效，而 version 是 {day}：不会再判定任何事",
            f"over since {last}, while `version` is {day}: it decides nothing any more",
        )
        yield _of_pack(pack, Severity.ERROR, "wrong-year", told)
    elif first and first > day:
        told = Text(
            f"{first} 起才施行，而 version 是 {day}：在此之前不判定任何事",
            f"in force only from {first}, while `version` is {day}: until then it decides nothing",
        )
        yield _of_pack(pack, Severity.WARNING, "wrong-year", told)


def scenario_cover(pack: Pack, packs: Packs) -> Iterator[LintFinding]:
    """Each rule needs a case that it must catch and one that it must not."""
    caught = {_id(pack, packs, written) for scenario in pack.scenarios for written in scenario.catches}
    spared = {_id(pack, packs, written) for scenario in pack.scenarios for written in scenario.spares}
    for rule in pack.rules:
        if rule.id not in caught:
            told = Text("没有应当适用此规则的情景", "no scenario that it must catch")
            yield about(rule, Severity.ERROR, "no-catching-scenario", told)
        if rule.id not in spared:
            told = Text("没有不应适用此规则的情景", "no scenario that it must spare")
            yield about(rule, Severity.ERROR, "no-sparing-scenario", told)


def scenario_results(packs: Packs, only: Collection[str] | None = None) -> Iterator[LintFinding]:
    """Scenarios that do not come out as written."""
    for result in run_scenarios(packs, only):
        scenario = result.scenario
        for problem in result.problems:
            told = Text(
                f"情景“{scenario.name.zh}”：{problem.zh}", f"scenario “{scenario.name.en}”: {problem.en}"
            )
            yield LintFinding(
                Severity.ERROR,
                "scenario-fails",
                scenario.law,
                scenario.law,
                told,
                scenario.file,
                scenario.line,
            )


def about(rule: Rule, severity: Severity, code: str, text: Text) -> LintFinding:
    """A finding about one rule."""
    return LintFinding(severity, code, rule.law, rule.id, text, rule.file, rule.line)


def _displaced_by(rule: Rule, packs: Packs) -> list[Rule | None]:
    return [packs.resolve(rule.law, written) for written in rule.displaces]


def _id(pack: Pack, packs: Packs, written: str) -> str:
    rule = packs.resolve(pack.id, written)
    return rule.id if rule else ""


def _of_pack(pack: Pack, severity: Severity, code: str, text: Text) -> LintFinding:
    return LintFinding(severity, code, pack.id, pack.id, text, f"{pack.id}/pack.yaml", 0)
