"""The side of every page: the rooms' entries, as far as they exist and are for the reader."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from novation.control.accounts.reviewing import left_to_answer
from novation.control.cases.models import Case
from novation.control.roles import CaseRole, HouseRole
from novation.messages import Text


def roles_to_review(request: HttpRequest) -> int | None:
    """A round that is under way is a reason to click."""
    return left_to_answer(request.user.organisation_id) or None


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the side by the name of its address. `count`: a number that is a reason to click, or None.

    `alone`: pages below its address are not part of it.
    """

    name: str
    text: Text
    alone: bool = False
    count: Callable[[HttpRequest], int | None] | None = None


# A room puts its page here; one whose address does not exist (yet) or whose sight refuses the reader is left out.
# The first group bears the name of the case.
CASE_PAGES: tuple[tuple[Text | None, tuple[Entry, ...]], ...] = (
    (
        None,
        (
            Entry("case", Text("案件概览", "Overview"), alone=True),
            Entry("since", Text("上次查看以来", "Since you last looked")),
            Entry("tasks", Text("任务", "Tasks")),
            Entry("duties", Text("义务与证据", "Duties and evidence")),
        ),
    ),
    (
        Text("客户资料", "Customer data"),
        (
            Entry("inventory", Text("数据清点", "Inventory")),
            Entry("classes", Text("判定类", "Decision classes")),
            Entry("person", Text("一个人的说明", "One person")),
            Entry("plan", Text("方案", "Plan")),
            Entry("package", Text("封装包", "Package")),
            Entry("takeover", Text("接管的义务", "Taken over")),
            Entry("jobs", Text("运行", "Jobs")),
        ),
    ),
    (
        Text("面对客户", "Toward customers"),
        (
            Entry("notices", Text("告知", "Notices")),
            Entry("requests", Text("权利请求", "Requests")),
            Entry("recipients", Text("接收方", "Recipients")),
            Entry("transparency", Text("公开说明", "Told in public")),
            Entry("texts", Text("客户看到的文字", "What customers read")),
        ),
    ),
    (
        Text("双方", "Both sides"),
        (
            Entry("agreements", Text("协议", "Agreements")),
            Entry("room", Text("资料室", "Data room")),
            Entry("approvals", Text("审批", "Approvals")),
        ),
    ),
    (
        Text("案卷", "On file"),
        (
            Entry("files", Text("文件", "Files")),
            Entry("comments", Text("评论", "Comments")),
            Entry("team", Text("团队", "Team")),
            Entry("log", Text("日志", "Journal")),
            Entry("connections", Text("令牌与推送", "Tokens and webhooks")),
        ),
    ),
)
DAILY = (Entry("today", Text("今日", "Today"), alone=True), Entry("cases", Text("案件", "Cases"), alone=True))
HOUSE_PAGES = (
    Entry("people", Text("人员", "People")),
    Entry("permissions", Text("权限一览", "Permissions")),
    Entry("access-review", Text("权限复核", "Access review"), count=roles_to_review),
    Entry("house-tokens", Text("令牌", "Tokens")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as drawn. `current`: the value of aria-current, or nothing."""

    text: Any
    address: str
    current: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    title: Any
    entries: list[Line]


@dataclass(frozen=True, slots=True)
class Who:
    name: str
    role: Text | str
    sign_out: str
    address: str = ""


class Navigation:
    """What the shell draws; worked out only when a page with a shell asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: Any = getattr(request, "user", None)
        self.case: Case | None = getattr(request, "case", None)

    @functools.cached_property
    def known(self) -> bool:
        return self.person is not None and self.person.is_authenticated

    @functools.cached_property
    def groups(self) -> list[Group]:
        """Every day; the case in hand; the house. A group without entries is left out."""
        if not self.known:
            return []
        groups = [Group(None, self._lines(DAILY))]
        if self.case is not None:
            name = f"{self.case.seller.name} → {self.case.buyer.name}"
            groups += [Group(title or name, self._lines(pages, self.case)) for title, pages in CASE_PAGES]
        groups.append(Group(Text("组织", "House"), self._lines(HOUSE_PAGES)))
        return [group for group in groups if group.entries]

    @functools.cached_property
    def house(self) -> str:
        return self.person.organisation.name if self.known else ""

    @functools.cached_property
    def who(self) -> Who | None:
        """The reader, with what they are in the case in hand or in their organisation."""
        if not self.known:
            return None
        return Who(self.person.name, self._role(), reverse("sign-out"), address("my-security") or "")

    @functools.cached_property
    def crumbs(self) -> list[Line]:
        """The default: cases / the case. Pages below a case add their own."""
        if self.case is None:
            return []
        cases = Line(Text("案件", "Cases"), address("cases") or address("today") or "/")
        return [cases, Line(self.case.number, address("case", self.case) or "")]

    @functools.cached_property
    def search(self) -> str:
        return address("search") or ""

    def _role(self) -> Text | str:
        scopes = [self.case.ref] if self.case is not None else []
        for scope in [*scopes, self.person.scope]:
            held = self.person.roles_in(scope)
            for role in (*CaseRole, *HouseRole):
                if role in held:
                    return role.text
        return ""

    def _lines(self, entries: tuple[Entry, ...], case: Case | None = None) -> list[Line]:
        there = [(entry, found) for entry in entries if (found := address(entry.name, case))]
        return [
            Line(entry.text, found, self._current(entry, found), entry.count and entry.count(self.request))
            for entry, found in there
            if self._may_see(found, case)
        ]

    def _current(self, entry: Entry, found: str) -> str:
        if found == self.request.path:
            return "page"
        return "true" if not entry.alone and self.request.path.startswith(found) else ""

    def _may_see(self, found: str, case: Case | None) -> bool:
        """As the page itself will ask: by the sight of its view."""
        try:
            sight = getattr(resolve(found).func, "sight", None)
        except Resolver404:
            return False
        scope = case if case is not None else self.person.organisation
        return sight is None or sight.policy.refusal(self.person, scope, {}) is None


def address(name: str, case: Case | None = None) -> str | None:
    """The address of a page, or None where no room has one of this name."""
    try:
        return reverse(name, kwargs={"ref": case.ref}) if case is not None else reverse(name)
    except NoReverseMatch:
        return None


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `navigation` for `ui/base.html`."""
    return {"navigation": Navigation(request)}
