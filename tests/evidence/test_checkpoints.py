"""Signed notes and checkpoints: read strictly, verified by name and key."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.evidence import checkpoint, note, sshsig
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PublicKey
from novation.evidence.merkle import EMPTY_ROOT, leaf_hash

KEY = sshsig.load_private_key(sshsig.generate_private_key())
OTHER = sshsig.load_private_key(sshsig.generate_private_key())
ORIGIN = "novation.example/seller"
HEAD = Checkpoint(ORIGIN, 7, leaf_hash(b"seven"))
NOTE = HEAD.sign(KEY)


def refused(data: str | bytes, origin: str = ORIGIN, key: PublicKey = KEY.public) -> str:
    with pytest.raises(NovationError) as caught:
        checkpoint.verify(data, origin, key)
    return caught.value.code


def test_a_note_signed_by_the_first_implementation_of_the_format_verifies() -> None:
    # The sample of Go's golang.org/x/mod/sumdb/note
    key = PublicKey(base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:])
    assert note.verifier_key("PeterNeumann", key) == (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signed = (
        f"{text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
        "tpRZb6KE6RyyBwJnAM=\n"
    )
    assert note.verify(signed, "PeterNeumann", key) == text


@given(st.integers(1, 2**50), st.binary(min_size=32, max_size=32).filter(lambda root: root != EMPTY_ROOT))
def test_a_checkpoint_is_read_back_as_it_was_signed(size: int, root: bytes) -> None:
    head = Checkpoint(ORIGIN, size, root)
    assert checkpoint.verify(head.sign(KEY), ORIGIN, KEY.public) == head


def test_the_empty_journal_has_the_empty_root_and_no_other_size_has_it() -> None:
    head = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert checkpoint.verify(head.sign(KEY), ORIGIN, KEY.public) == head
    for size, root in ((1, EMPTY_ROOT), (0, leaf_hash(b"x")), (-1, leaf_hash(b"x")), (1, b"")):
        with pytest.raises(NovationError):
            Checkpoint(ORIGIN, size, root)


def test_no_altered_byte_of_a_checkpoint_goes_unnoticed() -> None:
    data = NOTE.encode()
    for at in range(len(data)):
        for bit in (1, 4, 32):
            altered = bytearray(data)
            altered[at] ^= bit
            assert refused(bytes(altered))


def test_another_key_another_name_and_another_origin_are_told_apart() -> None:
    assert refused(NOTE, key=OTHER.public) == "note.not-signed"
    assert refused(NOTE, origin="novation.example/buyer") == "checkpoint.other-origin"
    assert refused(note.sign(HEAD.body(), KEY, "somebody-else")) == "note.not-signed"
    assert refused(NOTE.replace("\n7\n", "\n8\n")) == "note.signature-invalid"


def test_further_signatures_by_others_do_not_matter() -> None:
    witnessed = NOTE + note.sign(HEAD.body(), OTHER, "witness").split("\n\n")[1]
    assert checkpoint.verify(witnessed, ORIGIN, KEY.public) == HEAD
    assert note.verify(witnessed, "witness", OTHER.public) == HEAD.body()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        NOTE[:-1],
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("—", "-"),
        NOTE + NOTE.split("\n\n")[1],
        NOTE + "\n",
        NOTE.replace("— ", "—  "),
        NOTE.replace(ORIGIN, ORIGIN + "\t"),
        HEAD.body(),
        "x" * 70_000 + NOTE,
        HEAD.body() + "\n" + "— a AAAAAAAA\n" * 17,
        HEAD.body() + "\n— a+b AAAAAAAA\n",
        HEAD.body() + "\n— a AAAA\n",
        "\ud800" + NOTE,
    ],
)
def test_a_malformed_note_is_refused(text: str) -> None:
    assert refused(text) == "note.malformed"


@pytest.mark.parametrize(
    "body",
    [
        f"{ORIGIN}\n07\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n-7\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n٧\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n{'9' * 30}\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n7\n{base64.b64encode(HEAD.root[:31]).decode()}\n",
        f"{ORIGIN}\n7\n{base64.b64encode(HEAD.root).decode()[:-1]}\n",
        f"{ORIGIN}\n7\né{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n7\n{base64.b64encode(HEAD.root).decode()}\nextension\n",
        f"{ORIGIN}\n7\n",
        f"two words\n7\n{base64.b64encode(HEAD.root).decode()}\n",
    ],
)
def test_a_malformed_checkpoint_is_refused_even_if_it_is_signed(body: str) -> None:
    assert refused(note.sign(body, KEY, ORIGIN)) == "checkpoint.malformed"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_without_a_crash(data: bytes) -> None:
    assert refused(data).startswith(("note.", "checkpoint."))
