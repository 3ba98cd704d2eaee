"""The proof of one entry as files that need nothing of ours: the line, the path, the signed head, a recipe, a verifier."""

from __future__ import annotations

from importlib.resources import files as resources

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from novation.control.journal.archives import signed_files
from novation.control.journal.models import LogEntry, SignedHead, Stream
from novation.control.journal.proving import StoredTree
from novation.control.journal.signing import installation_key, origin_of
from novation.errors.evidence import PROOF_OUT_OF_RANGE
from novation.evidence import canonical
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PrivateKey, PublicKey

_PACKAGE = "novation.control.journal"


def verifier() -> bytes:
    """The program that checks proofs and bundles offline, as it is put into them."""
    return (resources(_PACKAGE) / "verify_offline.py").read_bytes()


def proof_files(stream: str, index: int) -> dict[str, bytes]:
    """Everything that proves the entry; raises `proof.out-of-range`."""
    entry = LogEntry.objects.filter(stream=stream, index=index).first()
    if entry is None:
        raise PROOF_OUT_OF_RANGE.error(index=index, size=_size(stream))
    key = installation_key()
    size, note = covering_note(stream, index, key)
    inclusion = StoredTree(stream, size).inclusion(index)
    steps = _steps(index, size, list(inclusion.proof))
    proof = {**inclusion.as_dict(), "origin": origin_of(stream, key.public)}
    found = {
        "entry.json": entry.line.encode(),
        "proof.json": canonical.encode(proof),
        "checkpoint.note": note.encode(),
        "key.pem": pem(key.public),
        "verify.py": verifier(),
    }
    for language in ("zh", "en"):
        text = (resources(_PACKAGE) / f"proof_recipe.{language}.md").read_text("utf-8")
        found[f"VERIFY.{language}.txt"] = text.replace("@STEPS@", steps).encode()
    return signed_files(found, key)


def covering_note(stream: str, index: int, key: PrivateKey) -> tuple[int, str]:
    """The smallest head that was signed and covers the entry, which the other side may hold too; else one of now."""
    kept = SignedHead.objects.filter(stream=stream, size__gt=index).order_by("size").first()
    if kept is not None:
        return kept.size, kept.note
    size = _size(stream)
    root = StoredTree(stream, size).root()
    return size, Checkpoint(origin_of(stream, key.public), size, root).sign(key)


def pem(key: PublicKey) -> bytes:
    """The key as OpenSSL reads it."""
    public = Ed25519PublicKey.from_public_bytes(key.raw)
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _size(stream: str) -> int:
    row = Stream.objects.filter(pk=stream).first()
    return row.size if row else 0


def _steps(index: int, size: int, path: list[bytes]) -> str:
    """One line of shell for each hash of the path, in the order and on the side that RFC 9162 asks."""
    node, last, lines = index, size - 1, []
    for sibling in path:
        if node & 1 or node == last:
            lines.append(f'H=$(node {sibling.hex()} "$H")')
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            lines.append(f'H=$(node "$H" {sibling.hex()})')
        node, last = node >> 1, last >> 1
    return "\n".join(lines)
