"""Signed notes (C2SP signed-note): a short text with Ed25519 signatures under it that any transparency tool reads."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from novation.errors.evidence import NOTE_MALFORMED, NOTE_NOT_SIGNED, NOTE_SIGNATURE_INVALID
from novation.evidence.keys import PrivateKey, PublicKey

MAX_BYTES = 64 * 1024
MAX_SIGNATURES = 16
_ED25519 = b"\x01"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,255}")  # \s is Unicode's idea of space, as the specification asks
_SIGNATURE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who, which key (4 bytes), and what follows them."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A parsed note; nothing in it is verified yet. `text` ends with a line end."""

    text: str
    signatures: tuple[NoteSignature, ...]


def key_id(name: str, key: PublicKey) -> bytes:
    """The first 4 bytes of SHA-256(name, line end, 0x01, key): a hint, not an identity."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.raw).digest()[:4]


def verifier_key(name: str, key: PublicKey) -> str:
    """`name+hash+base64`: the line by which transparency tools are told a key."""
    return f"{name}+{key_id(name, key).hex()}+{base64.b64encode(_ED25519 + key.raw).decode()}"


def sign(text: str, private_key: PrivateKey, name: str) -> str:
    """The note: text, blank line, signature line. The text must end with a line end; raises `note.malformed`."""
    if not text.endswith("\n") or _CONTROL.search(text) or not _NAME.fullmatch(name):
        raise NOTE_MALFORMED.error()
    signed = key_id(name, private_key.public) + private_key.sign(text.encode())
    note = f"{text}\n— {name} {base64.b64encode(signed).decode()}\n"
    parse(note)  # what we write, we must be able to read
    return note


def parse(data: str | bytes) -> Note:
    """Splits a note at its last blank line and reads the signature lines; raises `note.malformed`."""
    text = _decoded(data)
    body, blank, tail = text.rpartition("\n\n")
    if not blank or not body or not tail.endswith("\n") or _CONTROL.search(text):
        raise NOTE_MALFORMED.error()
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NOTE_MALFORMED.error()
    signatures = tuple(_signature(line) for line in lines)
    if len({(s.name, s.key_id) for s in signatures}) != len(signatures):
        raise NOTE_MALFORMED.error()  # two signatures by one key: one of them is noise or worse
    return Note(body + "\n", signatures)


def verify(data: str | bytes, name: str, key: PublicKey) -> str:
    """The text of a note that this name signed with this key; signatures by others are ignored.

    Raises `note.malformed`, `note.not-signed`, `note.signature-invalid`.
    """
    note = parse(data)
    wanted = (name, key_id(name, key))
    for line in note.signatures:
        if (line.name, line.key_id) == wanted:
            if not key.verifies(line.signature, note.text.encode()):
                raise NOTE_SIGNATURE_INVALID.error(name=name)
            return note.text
    raise NOTE_NOT_SIGNED.error(name=name)


def _decoded(data: str | bytes) -> str:
    try:
        raw = data.encode("utf-8") if isinstance(data, str) else data
        if len(raw) > MAX_BYTES:
            raise NOTE_MALFORMED.error()
        return raw.decode("utf-8")
    except UnicodeError as problem:
        raise NOTE_MALFORMED.error() from problem


def _signature(line: str) -> NoteSignature:
    match = _SIGNATURE.fullmatch(line)
    if match is None or not _NAME.fullmatch(match[1]):
        raise NOTE_MALFORMED.error()
    try:
        raw = base64.b64decode(match[2], validate=True)
    except ValueError as problem:
        raise NOTE_MALFORMED.error() from problem
    if len(raw) < 5 or base64.b64encode(raw).decode() != match[2]:
        raise NOTE_MALFORMED.error()
    return NoteSignature(match[1], raw[:4], raw[4:])
