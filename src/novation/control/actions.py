"""Actions: every change of state is one function that checks a policy, moves a lifecycle, writes, and is recorded.

Pages, API, jobs and commands call the same action. The registry gives the permission matrix, the vocabulary of the
journal, the API's operations and their documentation (design §1.3).
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from novation.control.journal.appending import INSTALLATION, Record, append
from novation.custody.entries import Reference
from novation.errors.control import REFUSED, STALE_FORM, STATE_WRONG
from novation.messages import Text
from novation.terms.vocabulary import Term

T = TypeVar("T")
P = ParamSpec("P")


class Actor(Protocol):
    """Whoever does something: a person, a token, the installation itself."""

    @property
    def ref(self) -> str: ...

    def roles_in(self, scope: str) -> frozenset[str]:
        """The roles held now in a case, an organisation or the installation, by the scope's reference."""
        ...


class Target(Protocol):
    """What is acted on. `scope`: the reference of the case, organisation or installation that gives the roles."""

    @property
    def scope(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Condition:
    """A further condition of a policy: its text is read by people, `holds` gets actor, target and inputs.

    `hides`: to whom it does not hold, the thing does not exist (pages and API answer 404 instead of telling why).
    `curable`: who lacks it can get it on the way (proving oneself again), so pages offer the deed nonetheless.
    """

    text: Text
    holds: Callable[[Any, Any, Mapping[str, Any]], bool]
    hides: bool = False
    curable: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may: holders of one of the roles in the target's scope, if every condition holds. No roles: nobody.

    `system`: the installation may do it by itself (jobs). `anybody`: no role is asked, only the conditions.
    """

    roles: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    system: bool = False
    anybody: bool = False

    def refusal(self, actor: Actor, target: Target, inputs: Mapping[str, Any]) -> Text | None:
        """Why not, in words; None: allowed."""
        if self.system and isinstance(actor, System):
            return None
        if not self.anybody and not actor.roles_in(target.scope) & {str(role) for role in self.roles}:
            return self._needed()
        for condition in self.conditions:
            if not condition.holds(actor, target, inputs):
                return condition.text
        return None

    def hides(self, actor: Actor, target: Target) -> bool:
        """Whether the target is to be answered as if it did not exist."""
        if not self.anybody and not actor.roles_in(target.scope):
            return True
        return any(one.hides and not one.holds(actor, target, {}) for one in self.conditions)

    def offers(self, actor: Actor, target: Target) -> bool:
        """Whether a page shows the deed: it is allowed, or lacks only what the actor can get on the way."""
        kept = tuple(one for one in self.conditions if not one.curable)
        return replace(self, conditions=kept).refusal(actor, target, {}) is None

    def _needed(self) -> Text:
        if not self.roles:
            return Text("这件事不由人办理", "no person does this")
        zh = "、".join(role.text.zh for role in self.roles)
        en = ", ".join(role.text.en for role in self.roles)
        return Text(f"须由{zh}办理", f"this is for: {en}")


class System:
    """The installation itself, where a clock or a job does something and no person."""

    ref = "system"

    def roles_in(self, scope: str) -> frozenset[str]:
        return frozenset()


SYSTEM = System()


@dataclass(frozen=True, slots=True)
class InstallationTarget:
    """What is acted on where it is the whole installation."""

    scope: str = INSTALLATION
    ref: str = INSTALLATION


THE_INSTALLATION = InstallationTarget()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The table of a thing's states: which action leads from where to where. `field` holds the state."""

    name: str
    states: type[Term]
    field: str = "state"

    def move(self, *sources: Term, to: Term) -> Move:
        return Move(self, sources, to)


@dataclass(frozen=True, slots=True)
class Move:
    lifecycle: Lifecycle
    sources: tuple[Term, ...]
    to: Term


@dataclass(frozen=True)
class Action:
    """One verb. `tag` is its journal tag and its name everywhere; `target` the class it acts on."""

    tag: str
    title: Text
    policy: Policy
    target: type
    move: Move | None
    function: Callable[..., Any]
    inputs: Mapping[str, inspect.Parameter]
    api: bool = True
    changes_target: bool = True

    @property
    def defaults(self) -> Mapping[str, Any]:
        """What the inputs are where they are left out, so that a policy judges what will be done."""
        empty = inspect.Parameter.empty
        return {name: p.default for name, p in self.inputs.items() if p.default is not empty}

    @property
    def noun(self) -> str:
        return self.tag.partition(".")[0]

    @property
    def doc(self) -> str:
        return inspect.getdoc(self.function) or ""


@dataclass
class Deed:
    """What the running action knows: who does it, to what; and what it has to say in the journal."""

    actor: Actor
    action: Action
    stream: str
    records: list[tuple[str, Record]] = field(default_factory=list)
    only: str = ""

    def keep_to(self, side: str) -> None:
        """The deed is a matter of one side alone: the other finds in the log that there is an entry, and no more."""
        self.only = side

    def record(self, *, tag: str | None = None, stream: str | None = None, **refs: Reference) -> None:
        """Adds an entry (by default under the action's tag, in the target's stream): references and digests only."""
        if via := getattr(self.actor, "via", ""):
            refs = {**refs, "via": via}
        self.records.append((stream or self.stream, Record(tag or self.action.tag, self.actor.ref, refs)))


ACTIONS: dict[str, Action] = {}


def action(
    tag: str,
    *,
    zh: str,
    en: str,
    policy: Policy,
    target: type,
    move: Move | None = None,
    api: bool = True,
    changes_target: bool = True,
) -> Callable[[Callable[Concatenate[Deed, Any, P], T]], Callable[Concatenate[Actor, Any, P], T]]:
    """Registers an action. The function gets `(deed, target, **inputs)`; it is called as `(actor, target, **inputs)`.

    Inputs are keyword-only and typed; pages and the API read them from the signature. A model target is locked and
    read again before anything is checked, so two people deciding at once decide one after the other; the keyword
    `seen` (a version a page showed) is compared with the target's `version`, if it has one. With `changes_target`
    false the action adds something beside the target (a comment to a case): its version stays, `seen` is not asked.
    Raises `access.refused` (recorded), `state.wrong`, `state.changed-meanwhile`, and what the function raises.
    """

    def register(function: Callable[Concatenate[Deed, Any, P], T]) -> Callable[Concatenate[Actor, Any, P], T]:
        if tag in ACTIONS:
            raise ValueError(f"action defined twice: {tag}")
        parameters = inspect.signature(function, eval_str=True).parameters
        inputs = {name: p for name, p in parameters.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}
        spec = Action(tag, Text(zh, en), policy, target, move, function, inputs, api, changes_target)
        ACTIONS[tag] = spec

        @functools.wraps(function)
        def run(actor: Actor, subject: Any, /, *, seen: int | None = None, **given: Any) -> T:
            return perform(spec, actor, subject, seen, given)

        run.action = spec  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return register


def perform(spec: Action, actor: Actor, subject: Any, seen: int | None, given: Mapping[str, Any]) -> Any:
    """Runs an action in one transaction; a refusal is recorded in a transaction of its own."""
    try:
        with transaction.atomic():
            locked = _lock(subject)
            if refused := spec.policy.refusal(actor, locked, {**spec.defaults, **given}):
                raise _Refusal(refused)
            _check_version(locked, seen if spec.changes_target else None)
            _check_state(spec, locked)
            deed = Deed(actor, spec, locked.scope)
            result = spec.function(deed, locked, **given)
            _move(spec, locked)
            _write_records(spec, deed)
    except _Refusal as refusal:
        record_refusal(actor, subject.scope, spec.tag)
        raise REFUSED.error(deed=spec.title, reason=refusal.text) from None
    _refresh(subject, locked)
    return result


class _Refusal(Exception):
    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def record_refusal(actor: Actor, stream: str, what: str) -> None:
    """That somebody tried what is not for them; `what` is a tag or the name of a page."""
    with transaction.atomic():
        via = getattr(actor, "via", "")
        append(stream, [Record("access.refused", actor.ref, {"what": what} | ({"via": via} if via else {}))])


def _lock(subject: Any) -> Any:
    if not isinstance(subject, models.Model) or subject.pk is None:
        return subject
    # Not `type`: the person of a request is a lazy object that only says what class it stands for.
    return subject.__class__._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)


def _check_version(subject: Any, seen: int | None) -> None:
    if seen is not None and seen != subject.version:
        raise STALE_FORM.error()


def _check_state(spec: Action, subject: Any) -> None:
    if spec.move is None:
        return
    states = spec.move.lifecycle.states
    state = states(getattr(subject, spec.move.lifecycle.field))
    if state not in spec.move.sources:
        raise STATE_WRONG.error(deed=spec.title, state=state.text)


def _move(spec: Action, subject: Any) -> None:
    changed = []
    if spec.move is not None:
        setattr(subject, spec.move.lifecycle.field, spec.move.to)
        changed.append(spec.move.lifecycle.field)
    versioned = spec.changes_target and isinstance(subject, models.Model) and hasattr(subject, "version")
    if versioned and subject.pk is not None:
        subject.version += 1
        changed.append("version")
    if changed:
        subject.save(update_fields=changed)


def _write_records(spec: Action, deed: Deed) -> None:
    if not any(record.tag == spec.tag for _, record in deed.records):
        raise RuntimeError(f"{spec.tag}: an action records what it did")
    for stream in dict.fromkeys(stream for stream, _ in deed.records):
        only = deed.only if stream == deed.stream else ""
        append(stream, [replace(record, only=only) for name, record in deed.records if name == stream])


def _refresh(subject: Any, locked: Any) -> None:
    """The caller's object shows what was done to the locked one."""
    if locked is not subject and isinstance(subject, models.Model):
        for attribute in subject._meta.concrete_fields:
            setattr(subject, attribute.attname, getattr(locked, attribute.attname))


@dataclass(frozen=True)
class Sight:
    """Something that can be looked at: a page or a read operation, with who may see it."""

    name: str
    title: Text
    policy: Policy


SIGHTS: dict[str, Sight] = {}


def sight(name: str, *, zh: str, en: str, policy: Policy) -> Sight:
    """Registers a sight; `policy` is asked with the case, organisation or installation it shows."""
    if name in SIGHTS:
        raise ValueError(f"sight defined twice: {name}")
    SIGHTS[name] = Sight(name, Text(zh, en), policy)
    return SIGHTS[name]


def deeds_of(target: type) -> Collection[Action]:
    """The actions on things of a class, in the order of their definition."""
    return [one for one in ACTIONS.values() if issubclass(target, one.target)]
