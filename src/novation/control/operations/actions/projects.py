"""Actions on a case's project folder: linking it, taking sources in, keeping it in step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from novation.control.actions import Condition, Deed, Policy, System, action, sight
from novation.control.cases.models import Case
from novation.control.inputs import Input
from novation.control.operations import deal_file
from novation.control.operations.folders import (
    EXPORTS,
    SETTINGS_FILE,
    link_of,
    new_name,
    open_project,
    place,
    root,
)
from novation.control.operations.models import ProjectLink
from novation.control.roles import EVERY_CASE_ROLE, SELLERS, CaseRole, Side
from novation.errors import NovationError
from novation.errors.control import REFUSED
from novation.errors.operations import FOLDER_WRONG, LINKED_ALREADY
from novation.errors.project import FILE_UNUSABLE
from novation.messages import Text
from novation.terms import Party

PREPARERS = (CaseRole.COMPLIANCE_OFFICER, CaseRole.DATA_ENGINEER)
OWN_SIDE = Condition(
    Text("只能办理本方的项目", "only for the project of your own side"),
    lambda actor, target, inputs: own_side(actor, target, inputs),
)
INVENTORY = sight(
    "case.inventory",
    zh="数据清点",
    en="Inventory",
    policy=Policy((*SELLERS, CaseRole.COMMITTEE, CaseRole.AUDITOR)),
)
CLASSES = sight(
    "case.classes",
    zh="判定类",
    en="Decision classes",
    policy=Policy((*SELLERS, CaseRole.COMMITTEE, CaseRole.AUDITOR)),
)
PLAN = sight(
    "case.plan",
    zh="方案",
    en="Plan",
    policy=Policy((*SELLERS, CaseRole.COMMITTEE, CaseRole.WITNESS, CaseRole.AUDITOR)),
)
PACKAGE = sight("case.package", zh="封装包与对账", en="Package", policy=Policy(EVERY_CASE_ROLE))


def own_side(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    """The seller's project is for the seller's people, the buyer's for the receiver, or for the team where the buyer opened the case."""
    side = target.side if isinstance(target, ProjectLink) else inputs.get("side")
    held = actor.roles_in(target.scope)
    # A form that nobody has filled in yet names no side; once it is sent, the default is the case's own.
    sides = (Side.SELLER, Side.BUYER) if side is None else (side,)
    wanted = {str(role) for one in sides for role in _people_of(target, one)}
    return isinstance(actor, System) or bool(held & wanted)


def _people_of(target: Any, side: Side) -> tuple[CaseRole, ...]:
    """Where the buyer opened the case, its own team works on its project; nobody here is of the seller."""
    case = target.case if isinstance(target, ProjectLink) else target
    if case.side is Side.BUYER:
        return (*SELLERS, CaseRole.RECEIVER) if side is Side.BUYER else ()
    return (CaseRole.RECEIVER,) if side is Side.BUYER else SELLERS


def offered(actor: Any, case: Case) -> list[str]:
    """Folders that name this very case by its reference and are linked to none; nobody can guess a reference."""
    taken = set(ProjectLink.objects.values_list("folder", flat=True))
    found = [path for path in sorted(root().iterdir()) if path.name not in taken and not path.is_symlink()]
    return [path.name for path in found if _names(path / SETTINGS_FILE, case)]


def _names(file: Path, case: Case) -> bool:
    from novation.handover.settings import read

    try:
        return file.is_file() and read(file).case == case.ref
    except NovationError:  # a file that can't be read names no case
        return False


@action(
    "project.linked",
    zh="关联项目",
    en="Link a project",
    policy=Policy((*PREPARERS, CaseRole.RECEIVER), (OWN_SIDE,), system=True),
    target=Case,
)
def link_project(
    deed: Deed,
    case: Case,
    *,
    folder: Annotated[
        str,
        Input(
            "已有的文件夹",
            "An existing folder",
            help=Text(
                "留空则新建；别的文件夹由运行安装的人关联",
                "leave empty for a new one; whoever runs the installation links others",
            ),
            choices=offered,
        ),
    ] = "",
    side: Annotated[Side | None, Input("哪一方", "Side")] = None,
) -> ProjectLink:
    """Links one side of the case to a project folder of the data plane, a new one unless one is named."""
    side = side or case.side
    if not own_side(deed.actor, case, {"side": side}):
        raise REFUSED.error(deed=deed.action.title, reason=OWN_SIDE.text)
    if link_of(case, side) is not None:
        raise LINKED_ALREADY.error()
    name = folder or new_name(case, side)
    path = place(name)
    if ProjectLink.objects.filter(folder=name).exists():
        raise FOLDER_WRONG.error(folder=name)
    link = ProjectLink.objects.create(case=case, side=side, folder=name, linked_by=deed.actor.ref)
    if side is case.side:
        case.project = name
        case.save(update_fields=["project"])
    if not (path / SETTINGS_FILE).is_file():
        if folder:
            raise FOLDER_WRONG.error(folder=folder)
        _open(case, link)
    project = open_project(link)
    head = project.journal.head()
    deed.record(
        project=link.ref, side=str(side), settings=project.settings_digest(), size=head.size, root=_root(head)
    )
    return link


def _root(head: Any) -> str:
    return str(head.as_dict()["root"])


def _open(case: Case, link: ProjectLink) -> None:
    """A new project with the deal as the case tells it, and a folder for the exports of the source systems."""
    from novation.handover.opening import init

    path = place(link.folder)
    try:
        (path / EXPORTS).mkdir(parents=True, exist_ok=True, mode=0o700)
        init(
            path,
            deal_form=case.deal_form,
            seller=_party(case.seller),
            buyer=_party(case.buyer),
            closing_on=case.closing_on,
            phase=case.phase.law_phase,
            case=case.number,
        )
    except OSError as problem:
        raise FILE_UNUSABLE.error(file=link.folder, why=problem.strerror or "-") from problem


def _party(party: Any) -> Party:
    return Party(party.name, party.place, party.contact)


@action(
    "source.added",
    zh="收进导出文件",
    en="Take exports in",
    policy=Policy((*PREPARERS, CaseRole.RECEIVER), (OWN_SIDE,), system=True),
    target=ProjectLink,
)
def add_exports(deed: Deed, link: ProjectLink) -> int:
    """Every readable file in the project's folder `exports` becomes a source; what is one already stays as it is."""
    from novation.handover.opening import add_sources, files_below

    project = open_project(link)
    with project.held():
        added = add_sources(project, files_below(place(link.folder) / EXPORTS))
    deed.record(project=link.ref, count=len(added), settings=project.settings_digest())
    return len(added)


@action(
    "project-settings.written",
    zh="把案件写进 novation.toml",
    en="Write the case into novation.toml",
    policy=Policy(PREPARERS, (OWN_SIDE,)),
    target=ProjectLink,
)
def write_settings(deed: Deed, link: ProjectLink) -> None:
    """Deal form, phase and closing day of the project become those of the case; what was decided is stale then."""
    digest = deal_file.write_deal(link)
    deed.record(project=link.ref, settings=digest, form=str(link.case.deal_form))
