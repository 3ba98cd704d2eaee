"""What each kind of paper is: its bytes, its namespace, and where the library puts it once it is signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from novation.control.approvals.models import Paper
from novation.control.approvals.projects import package_of, project_of
from novation.control.approvals.terms import PaperKind
from novation.control.roles import Side
from novation.errors.approvals import NO_PROJECT
from novation.evidence.authorisation import NAMESPACE as AUTHORISATION
from novation.evidence.authorisation import SignedAuthorisation
from novation.evidence.keys import PublicKey
from novation.handover import authorising, class_sign_offs, receipting, sealing
from novation.handover.project import Project


@dataclass(frozen=True, slots=True)
class Kind:
    """`file` gives the paper with its verified signature to the library, and the name under which it lies then."""

    namespace: str
    file: Callable[[Paper, str, PublicKey], str]


def _project(paper: Paper, side: Side = Side.SELLER) -> Project:
    project = project_of(paper.case, side)
    if project is None:
        raise NO_PROJECT.error()
    return project


def _authorisation(paper: Paper, signature: str, key: PublicKey) -> str:
    signed = SignedAuthorisation(bytes(paper.content), signature, paper.file_name)
    project = project_of(paper.case)
    # Where the project lies elsewhere the signature is downloaded and put beside its document there.
    return authorising.accept(project, signed).name if project else ""


def _class_sign_off(paper: Paper, signature: str, key: PublicKey) -> str:
    return class_sign_offs.accept(_project(paper), bytes(paper.content), signature).name


def _package(paper: Paper, signature: str, key: PublicKey) -> str:
    folder = package_of(paper.case)
    if folder is None:
        raise NO_PROJECT.error()
    return sealing.accept_signature(folder, str(paper.role), signature, key).name


def _receipt(paper: Paper, signature: str, key: PublicKey) -> str:
    receipting.accept(_project(paper, Side.BUYER), bytes(paper.content), signature, key)
    return receipting.RECORD


KINDS: Mapping[PaperKind, Kind] = {
    PaperKind.AUTHORISATION: Kind(AUTHORISATION, _authorisation),
    PaperKind.CLASS_SIGN_OFF: Kind(class_sign_offs.NAMESPACE, _class_sign_off),
    PaperKind.PACKAGE: Kind(sealing.NAMESPACE, _package),
    PaperKind.RECEIPT: Kind(receipting.NAMESPACE, _receipt),
}
