"""Actions of custody and audit: signed heads, checks of the journal, samples, bundles, checkpoints that change hands."""

from __future__ import annotations

import secrets
from typing import Annotated

from django.core.files.uploadedfile import UploadedFile

from novation.control.actions import Deed, Policy, action
from novation.control.approvals import bundle
from novation.control.approvals.checkpoints import compare, kept
from novation.control.approvals.models import OtherLog, Sample
from novation.control.cases.actions import LEADERS
from novation.control.cases.models import Case
from novation.control.inputs import Input
from novation.control.journal.reading import size_of
from novation.control.journal.signing import installation_key, origin_of, sign
from novation.control.roles import EVERY_CASE_ROLE, CaseRole
from novation.errors.approvals import CHECKPOINT_ORIGIN_OWN
from novation.errors.control import INPUT_WRONG
from novation.errors.evidence import CHECKPOINT_MALFORMED, NOTE_MALFORMED
from novation.evidence import canonical
from novation.evidence import checkpoint as checkpoints
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import load_public_key
from novation.messages import Text

AUDITORS = (CaseRole.AUDITOR, CaseRole.COMPLIANCE_OFFICER)
MAX_NOTE = 64 * 1024
MAX_PROOF = 64 * 1024


@action(
    "checkpoint.signed", zh="签署日志检查点", en="Sign a checkpoint of the journal",
    policy=Policy(EVERY_CASE_ROLE, system=True), target=Case,
)  # fmt: skip
def sign_checkpoint(deed: Deed, case: Case) -> str:
    """Signs the journal's head with the installation's key; the note is for the other side to keep."""
    head = sign(case.ref)
    deed.record(size=head.size, note=canonical.digest_bytes(head.note.encode()))
    return head.note


@action(
    "checkpoint.compared", zh="核对对方保存的检查点", en="Compare a checkpoint the other side kept",
    policy=Policy(EVERY_CASE_ROLE), target=Case,
)  # fmt: skip
def compare_checkpoint(
    deed: Deed, case: Case, *, note: Annotated[UploadedFile, Input("检查点文件", "File of the checkpoint")]
) -> Checkpoint:
    """Holds a checkpoint of this journal, as it was given out, against the journal as it is now."""
    found = compare(case, _read(note, MAX_NOTE))
    deed.record(size=found.size, root=found.root.hex())
    return found


@action(
    "checkpoint.kept", zh="保存对方的检查点", en="Keep a checkpoint of the other side",
    policy=Policy((*LEADERS, CaseRole.AUDITOR, CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER)), target=Case,
)  # fmt: skip
def keep_checkpoint(
    deed: Deed,
    case: Case,
    *,
    note: Annotated[UploadedFile, Input("检查点文件", "File of the checkpoint")],
    key: Annotated[
        str,
        Input(
            "对方日志的公钥",
            "Public key of the other journal",
            lines=3,
            help=Text("只在第一次填写，经别的途径核对过", "the first time only, checked by another way"),
        ),
    ] = "",
    proof: Annotated[
        UploadedFile | None,
        Input(
            "一致性证明",
            "Consistency proof",
            help=Text("{old_size, size, proof} 的 JSON", "JSON of {old_size, size, proof}"),
        ),
    ] = None,
) -> Checkpoint:
    """Verifies a checkpoint of a journal of the other side, and keeps it if it continues those kept before."""
    data = _read(note, MAX_NOTE)
    origin = checkpoints.peek(data).origin
    if origin == origin_of(case.ref, installation_key().public):
        raise CHECKPOINT_ORIGIN_OWN.error()
    log = OtherLog.objects.filter(case=case, origin=origin).first() or _first(deed, case, origin, key)
    found = kept(case).receive(data, origin=origin, key=load_public_key(log.line), proof=_path(proof))
    deed.record(
        log=log.ref, size=found.size, root=found.root.hex(), key=load_public_key(log.line).fingerprint
    )
    return found


def _first(deed: Deed, case: Case, origin: str, key: str) -> OtherLog:
    if not key:
        raise INPUT_WRONG.error(
            field=Text("对方日志的公钥", "public key of the other journal"),
            problem=Text("第一次须填写", "it must be given the first time"),
        )
    line = load_public_key(key).line()
    return OtherLog.objects.create(case=case, origin=origin, line=line, entered_by=deed.actor.ref)


def _path(proof: UploadedFile | None) -> list[bytes] | None:
    if proof is None:
        return None
    value = canonical.parse(_read(proof, MAX_PROOF))
    try:
        return [bytes.fromhex(node) for node in value["proof"]]
    except (TypeError, KeyError, ValueError) as problem:
        raise CHECKPOINT_MALFORMED.error() from problem


def _read(file: UploadedFile, most: int) -> bytes:
    if (file.size or 0) > most:
        raise NOTE_MALFORMED.error()
    data: bytes = file.read()
    return data


@action("sample.drawn", zh="抽样", en="Draw a sample", policy=Policy(AUDITORS), target=Case)
def draw_sample(
    deed: Deed,
    case: Case,
    *,
    each: Annotated[int, Input("每类条数", "Entries of each tag")] = 5,
    seed: Annotated[
        str,
        Input(
            "种子",
            "Seed",
            help=Text(
                "留空则随机；字母、数字、短横，至多 64 个",
                "random if left out; letters, digits, dashes, at most 64",
            ),
        ),
    ] = "",
) -> Sample:
    """Draws entries of every tag at random; seed and size are recorded, so that anybody can draw the same again."""
    if not 1 <= each <= 200:
        raise INPUT_WRONG.error(
            field=Text("每类条数", "entries of each tag"), problem=Text("1 至 200", "from 1 to 200")
        )
    chosen = seed or secrets.token_hex(8)
    if len(chosen) > 64 or not chosen.replace("-", "").isalnum() or not chosen.isascii():
        raise INPUT_WRONG.error(
            field=Text("种子", "seed"),
            problem=Text("只用字母、数字、短横", "letters, digits and dashes only"),
        )
    sample = Sample.objects.create(
        case=case, seed=chosen, size=size_of(case.ref), each=each, drawn_by=deed.actor.ref
    )
    # The seed as digest as well: one that looks like a telephone number is no reference the journal takes.
    deed.record(sample=sample.ref, seed=canonical.digest_bytes(chosen.encode()), size=sample.size, each=each)
    return sample


@action("bundle.exported", zh="导出证据包", en="Export the evidence", policy=Policy(AUDITORS), target=Case)
def export_bundle(deed: Deed, case: Case) -> bytes:
    """The whole evidence of the case as an archive that verifies itself offline; nobody is named in it."""
    head = sign(case.ref)
    archive = bundle.evidence_bundle(case, head.size)
    deed.record(size=head.size, bundle=canonical.digest_bytes(archive), bytes=len(archive))
    return archive


@action(
    "names.exported", zh="导出姓名对照表", en="Export the list of names", policy=Policy(AUDITORS), target=Case,
    api=False,
)  # fmt: skip
def export_names(
    deed: Deed,
    case: Case,
    *,
    recipients: Annotated[
        str,
        Input("age 公钥", "age public keys", lines=3, help=Text("每行一个，age1…", "one a line, age1…")),
    ],
) -> bytes:
    """Who the references of the evidence stand for, encrypted to the keys of those who may know."""
    sealed = bundle.names_list(case, recipients)
    deed.record(list=canonical.digest_bytes(sealed), recipients=len(recipients.splitlines()))
    return sealed
