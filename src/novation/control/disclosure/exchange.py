"""What two installations tell each other about a room: index, questions and answers, and the record of every look.

One canonical JSON document (`novation-room-exchange@v2`, docs/specs/room-exchange.md), signed by the installation (SSHSIG, namespace
`novation-room-exchange`). Each claim in it rests on an entry of the journal, each entry is proven against the
checkpoint that comes with it, and the checkpoint must continue those that came before.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from novation.control.cases.texts import commitment
from novation.control.disclosure.sections import SECTIONS
from novation.custody.entries import Entry, parse_entry
from novation.errors.disclosure import (
    EXCHANGE_KEY_UNKNOWN,
    EXCHANGE_MALFORMED,
    EXCHANGE_NOT_PROVEN,
    EXCHANGE_NOT_RECORDED,
    EXCHANGE_OTHER_CASE,
)
from novation.evidence import canonical, sshsig
from novation.evidence import checkpoint as checkpoints
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PrivateKey, PublicKey
from novation.evidence.merkle import leaf_hash, verify_inclusion

TYPE = "novation-room-exchange@v2"
NAMESPACE = "novation-room-exchange"
DOCUMENT, SIGNATURE = "room-exchange.json", "room-exchange.json.sig"
MAX_DOCUMENT = 32 * 1024 * 1024
MAX_SIGNATURE = 16 * 1024
_FIELDS = {
    *("type", "case", "side", "made_at", "origin", "checkpoint", "consistency"),
    *("items", "known", "questions", "entries"),
}


@dataclass(frozen=True)
class Exchange:
    """A document that held: its checkpoint and entries are proven, and every item and question rests on an entry."""

    document: Mapping[str, Any]
    digest: str
    checkpoint: Checkpoint
    entries: tuple[Entry, ...]

    def proof_from(self, size: int) -> list[bytes] | None:
        """That its checkpoint continues the head of an earlier size, if it brought that proof."""
        found = self.document["consistency"].get(str(size))
        return None if found is None else [bytes.fromhex(node) for node in found]


def packed(document: Mapping[str, Any], key: PrivateKey) -> bytes:
    """Document and signature in one ZIP, to be checked with `ssh-keygen -Y verify` as well."""
    data = canonical.encode(document)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, data)
        archive.writestr(SIGNATURE, sshsig.sign(key, NAMESPACE, data))
    return out.getvalue()


def unpacked(data: bytes) -> tuple[bytes, bytes]:
    """The two files of the ZIP; raises `room-exchange.malformed`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _member(archive, DOCUMENT, MAX_DOCUMENT), _member(archive, SIGNATURE, MAX_SIGNATURE)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as problem:
        raise EXCHANGE_MALFORMED.error(part="ZIP") from problem


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as member:
        data = member.read(limit + 1)
    if len(data) > limit:
        raise EXCHANGE_MALFORMED.error(part=name)
    return data


def verified(data: bytes, signature: bytes, key: PublicKey, case: str, origin: str = "") -> Exchange:
    """The exchange, if everything in it holds. `case`: what the other side calls it; `origin`: as it was before.

    Raises `room-exchange.*` and the errors of `canonical`, `sshsig` and `checkpoint`.
    """
    if sshsig.verify(signature, NAMESPACE, data) != key:
        raise EXCHANGE_KEY_UNKNOWN.error()
    document = canonical.parse(data, max_bytes=MAX_DOCUMENT)
    if not isinstance(document, dict) or set(document) != _FIELDS | set(SECTIONS) or document["type"] != TYPE:
        raise EXCHANGE_MALFORMED.error(part=DOCUMENT)
    if document["case"] != case or origin not in ("", document["origin"]):
        raise EXCHANGE_OTHER_CASE.error()
    checkpoint = checkpoints.verify(document["checkpoint"], document["origin"], key)
    try:
        entries = tuple(_proven(one, checkpoint) for one in document["entries"])
        exchange = Exchange(document, canonical.digest_bytes(data), checkpoint, entries)
        _check_items(exchange)
        _check_questions(exchange)
        _check_sections(exchange)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise EXCHANGE_MALFORMED.error(part=DOCUMENT) from problem
    return exchange


def _proven(one: Mapping[str, Any], checkpoint: Checkpoint) -> Entry:
    line = one["line"].encode()
    entry = parse_entry(line)
    proof = [bytes.fromhex(node) for node in one["proof"]]
    if not verify_inclusion(leaf_hash(line), entry.index, checkpoint.size, proof, checkpoint.root):
        raise EXCHANGE_NOT_PROVEN.error(index=entry.index)
    return entry


def _check_items(exchange: Exchange) -> None:
    """An item of the index was published under its number, title and digest, and withdrawn if it says so."""
    for item in exchange.document["items"]:
        title = commitment(item["title_salt"], item["title"])
        said = {"item": item["ref"], "number": item["number"], "digest": item["digest"], "title": title}
        _require(exchange, "item", item["ref"], "room-item.published", said)
        if item["state"] == "withdrawn":
            said = {"item": item["ref"], "number": item["number"]}
            _require(exchange, "item", item["ref"], "room-item.withdrawn", said)


def _check_questions(exchange: Exchange) -> None:
    """A question was asked in these words (or came from the side that now reads this), an answer given in these."""
    for one in exchange.document["questions"]:
        if not one["source"]:
            said = {"question": one["ref"], "text": commitment(one["salt"], one["text"])}
            _require(exchange, "question", one["ref"], "question.asked", said)
        if one["state"] == "answered":
            said = {"question": one["ref"], "answer": commitment(one["answer_salt"], one["answer"])}
            _require(exchange, "answer", one["ref"], "answer.released", said)
        elif one["answer"]:
            raise EXCHANGE_NOT_RECORDED.error(what="answer", ref=one["ref"])


def _check_sections(exchange: Exchange) -> None:
    """What rooms above added: each item under the entry that it says it rests on."""
    for section in SECTIONS.values():
        for one in exchange.document[section.name]:
            said = {section.reference: one["ref"], **section.said(one)}
            _require(exchange, section.name, one["ref"], section.tag, said)


def _require(exchange: Exchange, what: str, ref: str, tag: str, said: Mapping[str, Any]) -> None:
    for entry in exchange.entries:
        if entry.tag == tag and all(entry.refs.get(name) == value for name, value in said.items()):
            return
    raise EXCHANGE_NOT_RECORDED.error(what=what, ref=ref)


def refs_of(line: str) -> Mapping[str, Any]:
    """The references of a stored line of our own journal."""
    refs: Mapping[str, Any] = json.loads(line)["refs"]
    return refs
