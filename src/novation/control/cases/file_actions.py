"""Actions on the files of a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from novation.control.actions import Condition, Deed, Lifecycle, Policy, action, sight
from novation.control.cases.audience import FOR_THEM, Audience, audience_of
from novation.control.cases.drawer.naming import shown_name
from novation.control.cases.drawer.storing import destroy, remove, store
from novation.control.cases.models import Case, CaseFile, FileVersion
from novation.control.cases.models.file import FileState
from novation.control.cases.team import LEADERS, WORKERS
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.roles import EVERY_CASE_ROLE
from novation.errors.files import FILE_GONE
from novation.messages import Text

FILES = sight("case.files", zh="案件的文件", en="Files of a case", policy=Policy(EVERY_CASE_ROLE))
LIFE = Lifecycle("file", FileState)


def keep_file(
    deed: Deed, case: Case, upload: UploadedFile, audience: Audience, about: str = ""
) -> FileVersion:
    """A new file with its first version: for actions of every room that take a file; they record its digest."""
    file = CaseFile.objects.create(
        case=case, audience=audience, about=about or case.ref, name=shown_name(upload.name or "")
    )
    return store(file, upload, deed.actor.ref)


@action(
    "file.added", zh="存入文件", en="Add a file", policy=Policy(WORKERS), target=Case, changes_target=False
)
def add_file(
    deed: Deed,
    case: Case,
    *,
    upload: Annotated[UploadedFile, Input("文件", "File")],
    shared: Annotated[bool, Input("双方可见", "Both sides may see it")] = False,
) -> FileVersion:
    """Puts a file into the drawer of a case, encrypted."""
    version = keep_file(deed, case, upload, audience_of(deed.actor, case.ref, shared=shared))
    deed.record(file=version.file.ref, version=version.ref, number=1, digest=version.digest)
    return version


@action(
    "file-version.added",
    zh="存入新版本",
    en="Add a version",
    policy=Policy(WORKERS, (FOR_THEM,)),
    target=CaseFile,
)
def add_version(
    deed: Deed, file: CaseFile, *, upload: Annotated[UploadedFile, Input("文件", "File")]
) -> FileVersion:
    """Adds a version; those before stay."""
    version = store(file, upload, deed.actor.ref)
    file.name = version.name
    file.save(update_fields=["name"])
    deed.record(file=file.ref, version=version.ref, number=version.number, digest=version.digest)
    return version


@action(
    "file.downloaded",
    zh="下载文件",
    en="Download a file",
    policy=Policy(EVERY_CASE_ROLE, (FOR_THEM,)),
    target=FileVersion,
    changes_target=False,
    api=False,
)
def download_file(deed: Deed, version: FileVersion) -> FileVersion:
    """Records that somebody takes a copy; the page then sends it."""
    if str(version.state) == FileState.DESTROYED:
        raise FILE_GONE.error()
    deed.record(file=version.file.ref, version=version.ref, digest=version.digest)
    return version


@action(
    "file-destruction.asked",
    zh="申请销毁文件",
    en="Ask for destruction",
    policy=Policy(LEADERS, (FOR_THEM,)),
    target=FileVersion,
    move=LIFE.move(FileState.KEPT, to=FileState.TO_DESTROY),
)
def ask_destruction(
    deed: Deed, version: FileVersion, *, because: Annotated[str, Input("理由", "Reason", lines=2)]
) -> None:
    """The first of two people: says why a version is to be destroyed. Nothing is destroyed yet."""
    version.destroy_because, version.destroy_asked_by = because, deed.actor.ref
    version.save(update_fields=["destroy_because", "destroy_asked_by"])
    deed.record(file=version.file.ref, version=version.ref, reason=commitment(version.salt, because))


@action(
    "file-destruction.withdrawn",
    zh="撤回销毁申请",
    en="Withdraw the request",
    policy=Policy(LEADERS, (FOR_THEM,)),
    target=FileVersion,
    move=LIFE.move(FileState.TO_DESTROY, to=FileState.KEPT),
)
def withdraw_destruction(deed: Deed, version: FileVersion) -> None:
    """The version stays."""
    deed.record(file=version.file.ref, version=version.ref)


def _is_another(actor: Any, version: FileVersion, inputs: Mapping[str, Any]) -> bool:
    return version.destroy_asked_by != actor.ref


SECOND = Condition(
    Text("须由申请人以外的第二人确认", "a second person confirms, not who asked for it"), _is_another
)


@action(
    "file.destroyed",
    zh="销毁文件",
    en="Destroy a file",
    policy=Policy(LEADERS, (FOR_THEM, SECOND)),
    target=FileVersion,
    move=LIFE.move(FileState.TO_DESTROY, to=FileState.DESTROYED),
)
def destroy_file(deed: Deed, version: FileVersion) -> None:
    """The second of two people: the key is destroyed, so the content cannot be recovered; digest and trace stay."""
    destroy(version)
    version.destroyed_at, version.destroyed_by = timezone.now(), deed.actor.ref
    version.save(update_fields=["destroyed_at", "destroyed_by"])
    deed.record(file=version.file.ref, version=version.ref, digest=version.digest)
    transaction.on_commit(partial(remove, version.ref))
