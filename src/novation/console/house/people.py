"""People of one's organisation: who they are, what they may, how they sign in; inviting, granting, deactivating."""

from __future__ import annotations

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.house.exporting import export
from novation.console.seeing import house_page
from novation.control.accounts import limits
from novation.control.accounts.actions import PEOPLE
from novation.control.accounts.apart import NOTE
from novation.control.accounts.models import Grant, Invitation, Person, Session, TotpSecret
from novation.control.accounts.reviewing import standing
from novation.control.accounts.scopes import names
from novation.control.actions import deeds_of, record_refusal
from novation.messages import Text

HEADS = (
    Text("姓名", "Name"),
    Text("状态", "State"),
    Text("管理角色", "Roles of administration"),
    Text("案件角色", "Roles in cases"),
    Text("第二因素", "Second factor"),
    Text("最近使用", "Last seen"),
)


@house_page(PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the organisation, and who is invited; `?show=former` for those who left; exports as shown."""
    organisation = request.user.organisation
    former = request.GET.get("show") == "former"
    shown = _people(organisation.pk, active=not former)
    if exported := export(request, "people", HEADS, [_told(one) for one in shown]):
        return exported
    waiting = Invitation.objects.filter(
        organisation=organisation, accepted_at=None, withdrawn_at=None, person=None
    )
    page = {
        "people": shown,
        "former": former,
        "invitations": waiting.order_by("-made_at"),
        "organisation": organisation,
        "standing": standing(organisation),
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
        "may": _may(request.user, found),
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


def _told(one: Person) -> list[object]:
    """A row of the export, in the order of the heads."""
    house = [role.words for role in one.house_grants]  # type: ignore[attr-defined]
    state = Text("在职", "active") if one.is_active else Text("已停用", "deactivated")
    factor = Text("验证码", "codes") if one.has_generator else Text("无", "none")  # type: ignore[attr-defined]
    if one.has_passkey:  # type: ignore[attr-defined]
        factor = Text("通行密钥", "passkey")
    together = Text("、".join(t.zh for t in house) or "–", ", ".join(t.en for t in house) or "–")
    return [one.name, state, together, one.case_count, factor, one.seen_at]  # type: ignore[attr-defined]


def _names_of(refs):  # type: ignore[no-untyped-def]
    return dict(Person.objects.filter(ref__in=set(refs)).values_list("ref", "name"))


def _may(person: Person, target: object) -> dict[str, bool]:
    """Which deeds on the thing are this person's; templates ask by the tag with underscores."""
    return {
        one.tag.replace(".", "_").replace("-", "_"): one.policy.refusal(person, target, {}) is None  # type: ignore[arg-type]
        for one in deeds_of(type(target))
    }
