"""People of one's organisation: who they are, what they may, how they sign in; inviting, granting, deactivating."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.lists import Column, Listing
from novation.console.seeing import house_page
from novation.control.accounts import limits
from novation.control.accounts.actions import PEOPLE
from novation.control.accounts.apart import NOTE
from novation.control.accounts.models import Grant, Invitation, Person, Session, TotpSecret
from novation.control.accounts.reviewing import standing
from novation.control.accounts.scopes import names
from novation.control.actions import ACTIONS, deeds_of, record_refusal
from novation.messages import Text

ACTIVE, LEFT = Text("在用", "active"), Text("已停用", "deactivated")
COLUMNS = (
    Column(Text("姓名", "Name"), lambda one: one.name),
    Column(Text("状态", "State"), lambda one: ACTIVE if one.is_active else LEFT),
    Column(Text("管理角色", "Roles of administration"), lambda one: _together(one.house_grants)),
    Column(Text("案件", "Cases"), lambda one: one.case_count, kind="n"),
    Column(Text("第二因素", "Second factor"), lambda one: _factor(one)),
    Column(Text("最近使用", "Last seen"), lambda one: one.seen_at),
)


@house_page(PEOPLE)
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody of the organisation, and who is invited; `?show=former` for those who left; exports as shown."""
    organisation = request.user.organisation
    former = request.GET.get("show") == "former"
    shown = _people(organisation.pk, active=not former)
    listed = Listing(request, "people", Text("人员", "People"), COLUMNS, shown)
    if file := listed.file():
        return file
    waiting = Invitation.objects.filter(
        organisation=organisation, accepted_at=None, withdrawn_at=None, person=None
    )
    stand = standing(organisation)
    page = {
        "list": listed,
        "former": former,
        "invitations": waiting.order_by("-made_at"),
        "organisation": organisation,
        "standing": stand,
        "review_kind": "late" if stand.overdue else "" if stand.last_on else "unknown",
        "note": NOTE,
        "may": _may(request.user, organisation),
    }
    return render(request, "console/house/people.html", page)


@house_page(PEOPLE)
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """One person: roles since when and by whom, factors, and what can be done."""
    found = Person.objects.filter(organisation=request.user.organisation, ref=ref).first()
    if found is None:
        record_refusal(request.user, request.user.organisation.ref, PEOPLE.name)
        raise Http404
    found = _people(found.organisation_id, active=found.is_active, only=found.pk)[0]
    grants = list(Grant.objects.filter(person=found).order_by("-ended_at", "-granted_at"))
    scopes = names(one.scope for one in grants)
    by = _names_of(one.granted_by for one in grants)
    page = {
        "person": found,
        "held": [(one, scopes[one.scope], by.get(one.granted_by, "")) for one in grants if not one.ended_at],
        "past": [(one, scopes[one.scope]) for one in grants if one.ended_at],
        "deeds": _deeds(request.user, found),
        "may_house": _may(request.user, found.organisation),
    }
    return render(request, "console/house/person.html", page)


def _people(organisation: int, *, active: bool, only: int | None = None) -> list[Person]:
    """With what the list shows of each, in a fixed number of queries."""
    query = Person.objects.filter(organisation=organisation, is_active=active)
    found = list((query.filter(pk=only) if only else query).select_related("organisation").order_by("name"))
    ids = [one.pk for one in found]
    seen = dict(Session.objects.filter(person__in=ids).values_list("person").annotate(at=Max("seen_at")))
    generators = set(
        TotpSecret.objects.filter(person__in=ids).exclude(confirmed_at=None).values_list("person", flat=True)
    )
    keys = set(Person.objects.filter(pk__in=ids, passkeys__isnull=False).values_list("pk", flat=True))
    roles: dict[int, list[Grant]] = {}
    for one in Grant.objects.filter(person__in=ids, ended_at=None).order_by("id"):
        roles.setdefault(one.person_id, []).append(one)
    blocked = limits.blocked_until(limits.ACCOUNT, [one.email for one in found])
    for one in found:
        held = roles.get(one.pk, [])
        one.house_grants = [role for role in held if not role.scope.startswith("ca_")]  # type: ignore[attr-defined]
        one.case_count = len({role.scope for role in held if role.scope.startswith("ca_")})  # type: ignore[attr-defined]
        one.seen_at = max(filter(None, [seen.get(one.pk), one.last_login]), default=None)  # type: ignore[attr-defined]
        one.has_generator, one.has_passkey = one.pk in generators, one.pk in keys  # type: ignore[attr-defined]
        one.blocked_until = blocked.get(one.email)  # type: ignore[attr-defined]
    return found


def _together(grants: list[Grant]) -> Text | None:
    words = [one.words for one in grants]
    return Text("、".join(w.zh for w in words), ", ".join(w.en for w in words)) if words else None


def _factor(one: Any) -> Text:
    if one.has_passkey:
        return Text("通行密钥", "passkey")
    return Text("验证码", "codes") if one.has_generator else Text("没有", "none")


def _names_of(refs):  # type: ignore[no-untyped-def]
    return dict(Person.objects.filter(ref__in=set(refs)).values_list("ref", "name"))


def _deeds(reader: Person, found: Person) -> list[tuple[str, Text]]:
    """What the reader may do to this account as it stands, in the order of a day's work."""
    wanted = {
        "lockout.released": found.blocked_until is not None,  # type: ignore[attr-defined]
        "sign-in-link.sent": found.is_active,
        "sessions.ended": found.is_active,
        "second-factor.cleared": found.has_generator or found.has_passkey,  # type: ignore[attr-defined]
        "person.deactivated": found.is_active,
        "person.reactivated": not found.is_active,
    }
    actions = [ACTIONS[tag] for tag, sensible in wanted.items() if sensible]
    return [(one.tag, one.title) for one in actions if one.policy.refusal(reader, found, {}) is None]


def _may(person: Person, target: object) -> dict[str, bool]:
    """Which deeds on the thing are this person's; templates ask by the tag with underscores."""
    return {
        one.tag.replace(".", "_").replace("-", "_"): one.policy.refusal(person, target, {}) is None  # type: ignore[arg-type]
        for one in deeds_of(type(target))
    }
