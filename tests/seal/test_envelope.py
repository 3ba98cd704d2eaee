"""age streams: nothing plain on the disk, failures told, nothing left of a file that did not open."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.seal.envelope import decrypt_to, encrypting_sink
from novation.seal.header import read_stanzas
from novation.seal.keys import generate_identity, parse_recipients, read_identities, recipients_text

_PUBLIC = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
SSH_KEY = _PUBLIC.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


@pytest.fixture
def key(tmp_path: Path) -> tuple[list[object], list[object]]:
    """(recipients, identities) of a new key."""
    recipient = generate_identity(tmp_path / "key.txt")
    return parse_recipients(recipient), read_identities(tmp_path / "key.txt")


def _seal(path: Path, recipients: list[object], *chunks: bytes) -> Path:
    with encrypting_sink(path, recipients) as sink:
        for chunk in chunks:
            sink.write(chunk)
    assert sink.sealed.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sink.sealed.size == path.stat().st_size
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chunks=st.lists(st.binary(max_size=200), max_size=5),
    more=st.sampled_from([0, 1, 65535, 65536, 300_000]),
)
def test_what_is_sealed_opens_to_the_same_bytes(chunks, more, key, tmp_path_factory):
    folder = tmp_path_factory.mktemp("round")
    plain = b"".join(chunks) + bytes(more)
    sealed = _seal(folder / "a.age", key[0], *chunks, bytes(more))
    opened = decrypt_to(sealed, folder / "a", key[1])
    assert (folder / "a").read_bytes() == plain
    assert opened.plain.size == len(plain)
    assert opened.plain.sha256 == hashlib.sha256(plain).hexdigest()
    assert opened.sealed.sha256 == hashlib.sha256(sealed.read_bytes()).hexdigest()


def test_the_sink_counts_what_was_written_and_cannot_seek(key, tmp_path):
    with encrypting_sink(tmp_path / "a.age", key[0]) as sink:
        sink.write(b"12345")
        assert sink.tell() == 5
        assert not sink.seekable()


def test_no_plaintext_touches_the_disk_while_sealing(key, tmp_path):
    secret = b"a sentence that must not be found in any file"
    with encrypting_sink(tmp_path / "a.age", key[0]) as sink:
        sink.write(secret * 20_000)
        sink.flush()
        files = [path for path in tmp_path.iterdir() if path.name != "key.txt"]
        assert [path.name for path in files] == ["a.age.partial"]
        assert all(secret not in path.read_bytes() for path in files)


def test_a_block_that_fails_leaves_no_file(key, tmp_path):
    with pytest.raises(KeyError), encrypting_sink(tmp_path / "a.age", key[0]) as sink:
        sink.write(b"x" * 1_000_000)
        raise KeyError
    assert [path.name for path in tmp_path.iterdir()] == ["key.txt"]


def test_a_failure_of_the_encrypting_thread_is_told_and_does_not_hang(key, tmp_path):
    (tmp_path / "a.age.partial").write_bytes(b"in the way")
    with (
        pytest.raises(NovationError, match="seal.encryption-failed"),
        encrypting_sink(tmp_path / "a.age", key[0]) as sink,
    ):
        sink.write(b"x" * 5_000_000)
    assert not (tmp_path / "a.age").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device that is always full")
def test_a_full_disk_is_told_and_does_not_hang(key, tmp_path, monkeypatch):
    original = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda self, *a, **k: original(Path("/dev/full") if self.suffix == ".partial" else self, "wb", 0),
    )
    with (
        pytest.raises(NovationError, match="seal.encryption-failed"),
        encrypting_sink(tmp_path / "a.age", key[0]) as sink,
    ):
        for _ in range(50):
            sink.write(b"x" * 100_000)


def test_sealing_to_nobody_is_refused(tmp_path):
    with pytest.raises(NovationError, match="seal.no-recipient"), encrypting_sink(tmp_path / "a.age", []):
        pass


def test_every_recipient_can_open_and_others_cannot(key, tmp_path):
    second = generate_identity(tmp_path / "second.txt")
    generate_identity(tmp_path / "third.txt")
    sealed = _seal(tmp_path / "a.age", [*key[0], *parse_recipients(second)], b"hello")
    assert read_stanzas(sealed) == ("X25519", "X25519")
    for name in ("key", "second"):
        decrypt_to(sealed, tmp_path / name, read_identities(tmp_path / f"{name}.txt"))
        assert (tmp_path / name).read_bytes() == b"hello"
    with pytest.raises(NovationError, match="seal.other-recipient") as caught:
        decrypt_to(sealed, tmp_path / "third", read_identities(tmp_path / "third.txt"))
    assert "公钥" in caught.value.hint("zh")
    assert not (tmp_path / "third").exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), bit=st.integers(0, 7), cut=st.booleans())
def test_a_changed_or_cut_file_never_opens_and_leaves_nothing(place, bit, cut, key, tmp_path):
    sealed = _seal(tmp_path / "a.age", key[0], b"payload" * 30_000)
    content = bytearray(sealed.read_bytes())
    at = int(
        place * (len(content) - 1)
    )  # the header has a random length, so the place is a share of the file
    if cut:
        del content[at:]
    else:
        content[at] ^= 1 << bit
    sealed.write_bytes(bytes(content))
    with pytest.raises(NovationError) as caught:
        decrypt_to(sealed, tmp_path / "a", key[1])
    told = {"seal.tampered", "seal.truncated", "seal.not-encrypted", "seal.other-recipient"}
    assert caught.value.code in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.age", "key.txt"]


def test_opening_stops_at_the_limit(key, tmp_path):
    sealed = _seal(tmp_path / "a.age", key[0], bytes(1_000_000))
    with pytest.raises(NovationError, match="seal.bomb"):
        decrypt_to(sealed, tmp_path / "a", key[1], 999_999)
    decrypt_to(sealed, tmp_path / "a", key[1], 1_000_000)


def test_a_ciphertext_other_than_expected_is_refused(key, tmp_path):
    sealed = _seal(tmp_path / "a.age", key[0], b"hello")
    with pytest.raises(NovationError, match="seal.manifest-mismatch"):
        decrypt_to(sealed, tmp_path / "a", key[1], expected_sha256="0" * 64)
    assert not (tmp_path / "a").exists()


def test_a_link_in_the_place_of_a_part_is_not_followed(key, tmp_path):
    sealed = _seal(tmp_path / "a.age", key[0], b"hello")
    (tmp_path / "link.age").symlink_to(sealed)
    with pytest.raises(OSError, match="symbolic"):
        decrypt_to(tmp_path / "link.age", tmp_path / "a", key[1])


def test_recipients_are_read_one_a_line_and_a_bad_line_is_named_by_number(key, tmp_path):
    text = f"# the buyer\n\n{key[0][0]}\n{SSH_KEY} somebody@example.org\n"
    assert len(parse_recipients(text)) == 2
    for bad in ("age1qqqq", "ssh-rsa AAAA", "AGE-SECRET-KEY-1XXXX", "age1pq1xyz"):
        with pytest.raises(NovationError, match="seal.bad-recipient") as caught:
            parse_recipients(text + bad)
        assert caught.value.values == {"line": 5}
        assert bad not in str(caught.value)
    with pytest.raises(NovationError, match="seal.no-recipient"):
        parse_recipients("# nobody\n")


def test_the_list_of_recipients_in_a_package_names_no_person(key):
    text = recipients_text([str(key[0][0]), f"{SSH_KEY} lin.xiaohong@example.org"])
    assert text == f"{key[0][0]}\n{SSH_KEY}\n".encode()


def test_a_key_file_is_private_and_never_overwritten(tmp_path):
    generate_identity(tmp_path / "key.txt")
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0
    with pytest.raises(NovationError, match="seal.folder-taken"):
        generate_identity(tmp_path / "key.txt")


@pytest.mark.parametrize(
    "content", [b"", b"# only words\n", b"\xff\xfe", b"AGE-SECRET-KEY-1QQ\n", b"-----BEGIN X-----\n"]
)
def test_a_file_without_a_key_is_refused_without_showing_it(tmp_path, content):
    (tmp_path / "key.txt").write_bytes(content)
    with pytest.raises(NovationError, match="seal.bad-identity") as caught:
        read_identities(tmp_path / "key.txt")
    assert "SECRET" not in str(caught.value)
    with pytest.raises(NovationError, match="seal.bad-identity"):
        read_identities(tmp_path / "absent.txt")


@pytest.mark.needs("ssh-keygen")
def test_an_ssh_key_can_receive_and_open(tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "id")], check=True)
    recipients = parse_recipients((tmp_path / "id.pub").read_text())
    sealed = _seal(tmp_path / "a.age", recipients, b"hello")
    assert read_stanzas(sealed) == ("ssh-ed25519",)
    decrypt_to(sealed, tmp_path / "a", read_identities(tmp_path / "id"))
    assert (tmp_path / "a").read_bytes() == b"hello"


@pytest.mark.needs("age")
def test_the_age_program_opens_ours_and_we_open_its(key, tmp_path):
    sealed = _seal(tmp_path / "a.age", key[0], b"hello" * 50_000)
    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "key.txt", sealed], check=True, capture_output=True
    )
    assert opened.stdout == b"hello" * 50_000
    told = ["age", "-r", str(key[0][0]), "-o", tmp_path / "b.age"]
    subprocess.run(told, input=b"hello" * 50_000, check=True)
    decrypt_to(tmp_path / "b.age", tmp_path / "b", key[1])
    assert (tmp_path / "b").read_bytes() == opened.stdout


def test_no_thread_or_descriptor_is_left_open(key, tmp_path):
    before = sum(1 for _ in Path("/dev/fd").iterdir())
    for number in range(5):
        _seal(tmp_path / f"{number}.age", key[0], b"x" * 100)
        decrypt_to(tmp_path / f"{number}.age", tmp_path / str(number), key[1])
    assert sum(1 for _ in Path("/dev/fd").iterdir()) == before
