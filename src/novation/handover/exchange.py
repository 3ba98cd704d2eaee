"""Checkpoints exchanged: each side keeps the other's signed heads, so that neither can rewrite its journal later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from novation.custody.checkpoints import CheckpointFolder
from novation.custody.durable import write_durably
from novation.custody.lines import read_lines
from novation.errors import NovationError
from novation.evidence import canonical, merkle
from novation.evidence.checkpoint import peek
from novation.evidence.keys import PublicKey, load_public_key
from novation.evidence.signers import parse_allowed_signers
from novation.handover.project import Project, origin
from novation.seal import layout
from novation.terms import Role

FOLDER = "checkpoints"
BUYER_PROOFS = "receipt.consistency.json"

Prove = Callable[[int, int], list[bytes] | None]
"""Gives the consistency proof (RFC 9162) from one size of a journal to another, None if there is none."""


def keep_seller_checkpoint(project: Project, package: Path, case: str) -> None:
    """The buyer keeps the head of the seller's journal that came in a verified package.

    The package's journal proves that the head continues the one of an earlier package. Raises the errors of
    `custody.checkpoints`, above all that it does not.
    """
    signers = parse_allowed_signers((package / layout.ALLOWED_SIGNERS).read_text("utf-8"))
    keys = [s.key for s in signers if s.principal == Role.HANDER_OVER]
    note = (package / layout.CHECKPOINT).read_bytes()
    content = (package / layout.JOURNAL).read_bytes()
    tree = merkle.Tree(merkle.leaf_hash(line) for line in read_lines(content).whole)
    _keep(project, note, origin(case, "seller"), keys, tree.consistency_proof)


def keep_buyer_checkpoint(project: Project, note: Path, case: str) -> None:
    """The seller keeps the head of the buyer's journal that came with the receipt, and the proof beside it."""
    keys = [load_public_key(s.key) for s in project.settings().signers_of(Role.RECEIVER)]
    proofs = _read_proofs(note.with_name(BUYER_PROOFS))

    def proof(old: int, size: int) -> list[bytes] | None:
        return proofs.get((old, size))

    _keep(project, note.read_bytes(), origin(case, "buyer"), keys, proof)


def write_buyer_proofs(project: Project, earlier: bytes | None, note: bytes) -> None:
    """Beside a further receipt: that the buyer's journal continues every head that went with an earlier one."""
    path, size = project.record_path(BUYER_PROOFS), peek(note).size
    sizes = {old for old, _ in _read_proofs(path)} | ({peek(earlier).size} if earlier else set())
    found = {f"{n}-{size}": [h.hex() for h in project.journal.consistency(n, size)] for n in sorted(sizes)}
    if found:
        write_durably(path, canonical.encode(found))


def _read_proofs(path: Path) -> dict[tuple[int, int], list[bytes]]:
    """Proofs by old and new size; a file that holds anything else proves nothing."""
    try:
        found = canonical.parse(path.read_bytes())
        return {
            (int(old), int(new)): [bytes.fromhex(node) for node in nodes]
            for name, nodes in found.items()
            for old, _, new in [name.partition("-")]
        }
    except (OSError, NovationError, ValueError, TypeError, AttributeError):
        return {}


def _keep(project: Project, note: bytes, name: str, keys: Sequence[PublicKey], prove: Prove) -> None:
    folder = CheckpointFolder(project.record_path(FOLDER))
    refused: NovationError | None = None
    for key in keys:
        try:
            known, new = folder.latest(name, key), peek(note).size
            proof = prove(known.size, new) if known and known.size < new else None
            folder.receive(note, origin=name, key=key, proof=proof)
            return
        except NovationError as error:
            refused = error
    if refused is not None:
        raise refused
