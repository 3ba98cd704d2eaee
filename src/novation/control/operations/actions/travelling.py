"""What goes between two installations as files: the record of a package before it, and the receipt back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from django.core.files.uploadedfile import UploadedFile

from novation.control.actions import Deed, Policy, action
from novation.control.cases.models import Case
from novation.control.inputs import Input
from novation.control.operations.actions.projects import OWN_SIDE
from novation.control.operations.folders import open_project, package_of
from novation.control.operations.models import PackageRecord, ProjectLink
from novation.control.roles import CaseRole
from novation.errors.operations import NO_PACKAGE
from novation.errors.project import TRAVEL_MALFORMED
from novation.evidence import canonical

MAX_ARCHIVE = 64 * 1024 * 1024


def _read(file: UploadedFile) -> bytes:
    if (file.size or 0) > MAX_ARCHIVE:
        raise TRAVEL_MALFORMED.error(part="ZIP")
    return b"".join(file.chunks())


@action(
    "package-record.exported",
    zh="导出封装包的记录",
    en="Export the record of the package",
    policy=Policy((CaseRole.HANDER_OVER, CaseRole.COMPLIANCE_OFFICER), (OWN_SIDE,)),
    target=ProjectLink,
    api=False,
)
def export_package_record(deed: Deed, link: ProjectLink) -> bytes:
    """Every file of the package but its encrypted data: what the other side may know before it arrives."""
    from novation.handover import travelling

    package = package_of(link)
    if package is None:
        raise NO_PACKAGE.error()
    files = travelling.tag_files(package)
    found = travelling.announced(files)
    archive = travelling.packed(files)
    deed.record(
        project=link.ref, package=found.package, record=canonical.digest_bytes(archive), files=len(files)
    )
    return archive


@action(
    "package-record.received",
    zh="收下封装包的记录",
    en="Take in the record of a package",
    policy=Policy((CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER)),
    target=Case,
    changes_target=False,
)
def receive_package_record(
    deed: Deed,
    case: Case,
    *,
    archive: Annotated[UploadedFile, Input("封装包的记录（ZIP）", "Record of the package (ZIP)")],
) -> PackageRecord:
    """Verifies the tag files of a package against their signature, and keeps what is announced until it arrives."""
    from novation.handover import travelling

    found = travelling.announced(travelling.unpacked(_read(archive)))
    kept, _ = PackageRecord.objects.update_or_create(
        case=case,
        package=found.package,
        defaults={
            "plan": found.plan,
            "number": found.case[:40],
            "fingerprint": found.fingerprint,
            "parts": len(found.parts),
            "received_by": deed.actor.ref,
        },
    )
    deed.record(record=kept.ref, package=found.package, plan=found.plan, key=found.fingerprint)
    return kept


@action(
    "receipt-file.exported",
    zh="导出回执",
    en="Export the receipt",
    policy=Policy((CaseRole.RECEIVER,), (OWN_SIDE,)),
    target=ProjectLink,
    api=False,
)
def export_receipt(deed: Deed, link: ProjectLink) -> bytes:
    """The signed receipt with the checkpoint of the buyer's journal, for the seller's installation."""
    from novation.handover import travelling

    files = travelling.receipt_files(open_project(link))
    archive = travelling.packed(files)
    receipt = canonical.digest_bytes(files[travelling.RECEIPT])
    deed.record(project=link.ref, receipt=receipt, archive=canonical.digest_bytes(archive))
    return archive


@action(
    "receipt-file.received",
    zh="收下对方的回执文件",
    en="Take in the other side’s receipt",
    policy=Policy((CaseRole.HANDER_OVER, CaseRole.COMPLIANCE_OFFICER), (OWN_SIDE,)),
    target=ProjectLink,
)
def receive_receipt(
    deed: Deed,
    link: ProjectLink,
    *,
    archive: Annotated[UploadedFile, Input("回执（ZIP）", "Receipt (ZIP)")],
) -> None:
    """Verifies receipt, signature and checkpoint, and takes them in as if they lay here; nothing is kept where one fails."""
    from novation.handover import receipting, travelling

    files = travelling.unpacked(_read(archive))
    with tempfile.TemporaryDirectory(prefix="novation-receipt-") as place:
        travelling.laid_out(files, travelling.RECEIPT_FILES, Path(place))
        document = receipting.take_in(open_project(link), Path(place) / travelling.RECEIPT)
    receipt = canonical.digest_bytes(files[travelling.RECEIPT])
    deed.record(
        project=link.ref, receipt=receipt, package=document["package"], answer=str(document["answer"])
    )
