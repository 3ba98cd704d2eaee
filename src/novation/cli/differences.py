"""Tells who would get another verdict, and why: people by facts, the old verdict and the new one with their articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from novation.cli.frame import line, say
from novation.cli.language import LANGUAGE, t
from novation.terms import FACT_FIELDS, FACT_NAMES, Category, Place, SellerCopy, ToBuyer

SHOWN = 20
"""Groups of people that a terminal shows unasked."""
_TOLD_APART = ("category", "place")
MOST_VALUES = 4
"""A fact with more values than these hardly tells the people apart; `--json` has them all."""


def tell_differences(found: Mapping[str, Any], *, every: bool) -> None:
    """Counts first, then the groups of people with another outcome, the largest first."""
    line(
        t(
            "{:,} 人中，{:,} 人结果不同；另有 {:,} 人结果相同、理由不同",
            "Of {:,} people {:,} get another outcome; {:,} more the same on other grounds",
        ).format(found["people"], found["people_changed"], found["people_regrounded"])
    )
    line(
        t(
            "按人与类别 {:,} 项：{:,} 项结果不同，{:,} 项理由不同，{:,} 项不变；涉及 {:,} 类",
            "By person and category, {:,}: {:,} another outcome, {:,} other grounds, {:,} unchanged; {:,} classes concerned",
        ).format(
            *(found[k] for k in ("decisions", "decisions_changed", "decisions_regrounded")),
            found["unchanged"],
            found["classes_changed"],
        )
    )
    shown = found["changed"] if every else found["changed"][:SHOWN]
    for entry in shown:
        _tell(entry, found["rules"])
    rest = len(found["changed"]) - len(shown)
    if rest:
        say(
            f"……另有 {rest:,} 组；--all 列出全部，--json 也含理由不同的",
            f"… and {rest:,} more groups; --all lists them, --json also those with other grounds",
        )


def _tell(entry: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
    facts = entry["facts"]
    place, category = Place(facts["place"]).text.in_(LANGUAGE), Category(facts["category"]).text.in_(LANGUAGE)
    line(f"  {entry['people']:>9,}  {place} · {category}")
    line(f"             {facts_in_words(facts)}")
    if entry["facts_after"]:
        line(f"             → {facts_in_words(entry['facts_after'])}")
    for mark, side in (("-", entry["before"]), ("+", entry["after"])):
        line(f"           {mark} {_side(side, rules)}")


def _side(side: Mapping[str, Any], rules: Mapping[str, Any]) -> str:
    buyer = ToBuyer(side["to_buyer"]).text.in_(LANGUAGE)
    seller = SellerCopy(side["seller_copy"]).text.in_(LANGUAGE)
    waits = side["to_buyer"] == ToBuyer.AFTER_NOTICE and not side["passes_now"]
    wait = t("（告知或等待期未满）", " (notice not given or window not over)") if waits else ""
    grounds = "; ".join(f"{_cited(rules[r])} {r}" for r in side["reasons"])
    because = (side["undecided_because"] or {}).get(LANGUAGE, "")
    return f"{buyer}{wait}{t('；出让方：', '; seller: ')}{seller}  [{grounds or because}]"


def _cited(rule: Mapping[str, Any]) -> str:
    mark = "" if rule["confirmed"] else t("（未确认）", " (unconfirmed)")
    return str(rule["citation"][LANGUAGE]) + mark


def facts_in_words(facts: Mapping[str, Any]) -> str:
    """`relationship active; consent none, general`; facts with many values, and what is not there, are left out."""
    told = []
    for name, values in facts.items():
        words = [values] if isinstance(values, str) else list(values)
        if name in _TOLD_APART or len(words) > MOST_VALUES or (words == ["none"] and name != "consent"):
            continue
        named = t("、", ", ").join(FACT_FIELDS[name](word).text.in_(LANGUAGE) for word in words)
        told.append(f"{FACT_NAMES[name].in_(LANGUAGE)} {named}")
    return t("；", "; ").join(told)
