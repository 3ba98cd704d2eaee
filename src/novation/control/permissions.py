"""Who may do and see what: a table made of the registry of actions and sights, for the page and for the documentation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from novation.control.actions import ACTIONS, SIGHTS, Policy
from novation.control.roles import CaseRole, HouseRole
from novation.messages import Language, Text
from novation.terms.vocabulary import Term

ROLES: tuple[Term, ...] = (*CaseRole, *HouseRole)
NOBODY = Text("本系统自行", "by the installation itself")
ANYBODY = Text("任何登录的人", "anybody signed in")
WHOEVER = Text("不论角色，合于条件者", "whoever meets the condition")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do or see. `roles`: who may; `conditions`: what has to hold besides."""

    name: str
    title: Text
    does: bool
    roles: tuple[Term, ...]
    anybody: bool
    system: bool
    conditions: tuple[Text, ...]

    def may(self, role: Term) -> bool:
        return self.anybody or role in self.roles

    @property
    def who(self) -> Text:
        """Who may, in words."""
        told = [role.text for role in self.roles]
        if self.anybody:
            told.append(WHOEVER if self.conditions else ANYBODY)
        told += [NOBODY] if self.system else []
        return Text("、".join(text.zh for text in told) or "–", ", ".join(text.en for text in told) or "–")


def rows() -> list[Row]:
    """Everything there is to do, then everything there is to see, in the order of definition."""
    deeds = [_row(one.tag, one.title, True, one.policy) for one in ACTIONS.values()]
    return deeds + [_row(one.name, one.title, False, one.policy) for one in SIGHTS.values()]


def _row(name: str, title: Text, does: bool, policy: Policy) -> Row:
    conditions = tuple(one.text for one in policy.conditions)
    return Row(name, title, does, policy.roles, policy.anybody, policy.system, conditions)


def of_roles(wanted: Iterable[str]) -> list[Row]:
    """What holders of the given roles may, whatever else has to hold."""
    held = set(wanted)
    return [row for row in rows() if row.anybody or held & {str(role) for role in row.roles}]


_WORDS = {
    "en": (
        "Who may do what",
        "Made from the registry of actions and pages, as the console asks it. What a role is not named for is denied; a "
        "role counts in its own case or organisation only. Conditions hold for everybody named.",
        "Deeds",
        "Pages",
        ("name", "what", "who", "only if"),
    ),
    "zh": (
        "谁可以做什么",
        "根据动作与页面的登记表生成，与控制台判断时所用的完全相同。没有写明的角色一律不能办理；角色只在各自的案件或组织内有效。"
        "“条件”对所列的每个人都适用。",
        "动作",
        "页面",
        ("名称", "内容", "谁可以", "条件"),
    ),
}


def markdown(language: Language) -> str:
    """The same table as a page of the documentation, without its head line."""
    title, intro, deeds, pages, heads = _WORDS[language]
    blocks = [f"# {title}", intro]
    for heading, does in ((deeds, True), (pages, False)):
        chosen = sorted((row for row in rows() if row.does is does), key=lambda row: row.name)
        blocks += [f"## {heading}", _table(heads, chosen, language)]
    return "\n\n".join(blocks) + "\n"


def _table(heads: Iterable[str], chosen: Iterable[Row], language: Language) -> str:
    separator = "；" if language == "zh" else "; "
    lines = ["| " + " | ".join(heads) + " |", "|---|---|---|---|"]
    for row in chosen:
        only_if = separator.join(text.in_(language) for text in row.conditions)
        lines.append(f"| `{row.name}` | {row.title.in_(language)} | {row.who.in_(language)} | {only_if} |")
    return "\n".join(lines)
