"""SSH signatures: ours are what ssh-keygen makes, byte for byte, and one altered byte is enough to refuse them."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.evidence import sshsig, wire
from novation.evidence.keys import PublicKey

# Of a fixed seed, because test names hold the key and both workers of pytest-xdist must find the same names.
_SECRET = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"novation test key").digest())
PEM = _SECRET.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
KEY = sshsig.load_private_key(PEM)
NAMESPACE = "novation-test"


def refused(signature: str | bytes, message: bytes = b"hello", namespace: str = NAMESPACE) -> str:
    with pytest.raises(NovationError) as caught:
        sshsig.verify(signature, namespace, message)
    return caught.value.code


@given(st.binary(max_size=200))
def test_what_a_key_signs_verifies_as_its(message: bytes) -> None:
    assert sshsig.verify(sshsig.sign(KEY, NAMESPACE, message), NAMESPACE, message) == KEY.public


def test_a_signature_fits_one_message_and_one_purpose() -> None:
    signature = sshsig.sign(KEY, NAMESPACE, b"hello")
    assert refused(signature, b"hello!") == "signature.invalid"
    assert refused(signature, namespace="novation-other") == "signature.other-namespace"


def test_no_altered_byte_of_a_signature_file_goes_unnoticed() -> None:
    signature = sshsig.sign(KEY, NAMESPACE, b"hello").encode()
    for at in range(len(signature)):
        for bit in (1, 2, 8, 32):
            altered = bytearray(signature)
            altered[at] ^= bit
            try:
                key = sshsig.verify(bytes(altered), NAMESPACE, b"hello")
            except NovationError:
                continue
            assert key != KEY.public, f"byte {at}"


def test_spare_bits_of_base64_do_not_make_a_second_text_for_one_signature() -> None:
    signature = sshsig.sign(KEY, "novation-certificate", b"hello")
    assert "==\n" in signature  # 190 bytes: four bits of the last character are not used
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = signature.index("==") - 1
    other = signature[:at] + alphabet[alphabet.index(signature[at]) ^ 1] + signature[at + 1 :]
    assert refused(other, namespace="novation-certificate") == "signature.malformed"


@settings(max_examples=80)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_without_a_crash(blob: bytes) -> None:
    armoured = (
        f"-----BEGIN SSH SIGNATURE-----\n{base64.b64encode(blob).decode()}\n-----END SSH SIGNATURE-----\n"
    )
    assert refused(armoured).startswith(("signature.", "key."))
    assert refused(blob) == "signature.malformed"


def test_another_hash_another_version_or_bytes_at_the_end_are_refused() -> None:
    lines = sshsig.sign(KEY, NAMESPACE, b"hello").strip().split("\n")
    blob = base64.b64decode("".join(lines[1:-1]))

    def armoured(data: bytes) -> str:
        return "\n".join([lines[0], base64.b64encode(data).decode(), lines[-1], ""])

    assert (
        sshsig.verify(armoured(blob), NAMESPACE, b"hello") == KEY.public
    )  # other wrapping is no other signature
    assert refused(armoured(blob + b"\0")) == "signature.malformed"
    assert refused(armoured(blob.replace(b"\0\0\0\6sha512", b"\0\0\0\6sha256"))) == "signature.malformed"
    assert refused(armoured(blob[:6] + wire.number(2) + blob[10:])) == "signature.malformed"
    assert refused(armoured(b"SSHSIG" + wire.number(1) + wire.number(2**31))) == "signature.malformed"


def test_a_key_of_small_order_signs_nothing() -> None:
    identity = PublicKey(b"\1" + bytes(31))
    assert not identity.verifies(b"\1" + bytes(63), b"any message")


def test_keys_come_back_from_their_files() -> None:
    line = KEY.public.line("owner of the shop")
    assert sshsig.load_public_key(line) == KEY.public
    assert sshsig.load_public_key(KEY.public.line()) == KEY.public
    assert sshsig.fingerprint(KEY.public).startswith("SHA256:")
    assert "secret" not in repr(KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 ß",
        "ssh-rsa " + KEY.public.line().split()[1],
        KEY.public.line() + "\nssh-ed25519 x",
        "ssh-ed25519 " + base64.b64encode(wire.string(b"ssh-ed25519") + wire.string(bytes(31))).decode(),
    ],
)
def test_a_broken_public_key_is_refused(text: str) -> None:
    with pytest.raises(NovationError) as caught:
        sshsig.load_public_key(text)
    assert caught.value.code == "key.malformed"


@pytest.mark.parametrize(
    "data",
    [b"", b"not a key", PEM[:-60], PEM.replace(b"OPENSSH", b"RSA"), b"\xff" * 100, b"x" * 100_000],
    ids=["empty", "text", "cut-off", "other-armour", "bytes", "long"],
)
def test_a_broken_private_key_is_refused(data: bytes) -> None:
    with pytest.raises(NovationError) as caught:
        sshsig.load_private_key(data)
    assert caught.value.code == "key.malformed"


def test_allowed_signers_are_written_and_read_back() -> None:
    signers = [
        sshsig.AllowedSigner("owner", KEY.public, ("novation-authorisation", "novation-receipt")),
        sshsig.AllowedSigner("监交人@example.org", KEY.public, (), "seen on 2026-11-21"),
    ]
    text = sshsig.allowed_signers(signers)
    assert sshsig.parse_allowed_signers("# a comment\n\n" + text) == signers
    assert signers[0].may_sign("novation-receipt")
    assert not signers[0].may_sign("novation-certificate")


@pytest.mark.parametrize(
    "line",
    [
        f"* {KEY.public.line()}",
        f"owner cert-authority {KEY.public.line()}",
        f'owner valid-before="20270101" {KEY.public.line()}',
        f'owner namespaces="*" {KEY.public.line()}',
        f"owner,buyer {KEY.public.line()}",
        "owner ssh-ed25519 AAAA",
        "owner",
    ],
)
def test_a_line_that_would_allow_more_than_it_says_is_refused(line: str) -> None:
    with pytest.raises(NovationError) as caught:
        sshsig.parse_allowed_signers(f"owner {KEY.public.line()}\n{line}\n")
    assert (caught.value.code, caught.value.values) == ("signers.malformed", {"line": 2})


@pytest.mark.parametrize("principal", ["a b", "*", "a,b", 'a"', "a\nb", ""])
def test_a_principal_that_would_change_the_meaning_of_its_line_is_not_written(principal: str) -> None:
    with pytest.raises(NovationError):
        sshsig.allowed_signers([sshsig.AllowedSigner(principal, KEY.public)])


def key_file(folder: Path) -> Path:
    path = folder / "key"
    path.write_bytes(PEM)
    path.chmod(0o600)
    return path


def ssh_keygen(*words: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *words], input=stdin, capture_output=True, check=False)


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_accepts_our_signature_for_its_purpose_only(tmp_path: Path) -> None:
    (tmp_path / "signers").write_text(
        sshsig.allowed_signers([sshsig.AllowedSigner("owner", KEY.public, (NAMESPACE,))])
    )
    (tmp_path / "m.sig").write_text(sshsig.sign(KEY, NAMESPACE, b"hello"))
    command = ["-Y", "verify", "-f", tmp_path / "signers", "-I", "owner", "-s", tmp_path / "m.sig"]
    assert ssh_keygen(*command, "-n", NAMESPACE, stdin=b"hello").returncode == 0
    assert ssh_keygen(*command, "-n", NAMESPACE, stdin=b"hello!").returncode != 0
    assert ssh_keygen(*command, "-n", "novation-other", stdin=b"hello").returncode != 0


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_signs_with_our_key_exactly_what_we_sign(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"hello")
    made = ssh_keygen("-Y", "sign", "-f", key_file(tmp_path), "-n", NAMESPACE, tmp_path / "m")
    assert made.returncode == 0, made.stderr
    signature = (tmp_path / "m.sig").read_text()
    assert signature == sshsig.sign(KEY, NAMESPACE, b"hello")
    assert sshsig.verify(signature, NAMESPACE, b"hello") == KEY.public


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_prints_the_same_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(KEY.public.line("owner") + "\n")
    assert KEY.public.fingerprint.encode() in ssh_keygen("-l", "-f", tmp_path / "key.pub").stdout


@pytest.mark.needs("ssh-keygen")
def test_a_key_with_a_passphrase_opens_with_it_only(tmp_path: Path) -> None:
    """Reading such a key needs the bcrypt module; without it the error must say exactly that."""
    ssh_keygen("-q", "-t", "ed25519", "-N", "correct horse", "-C", "", "-f", tmp_path / "k")
    data = (tmp_path / "k").read_bytes()
    with pytest.raises(NovationError) as caught:
        sshsig.load_private_key(data)
    assert caught.value.code == "key.passphrase-needed"
    try:
        import bcrypt  # noqa: F401
    except ImportError:
        with pytest.raises(NovationError) as caught:
            sshsig.load_private_key(data, b"correct horse")
        assert caught.value.code == "key.encryption-unsupported"
        return
    key = sshsig.load_private_key(data, b"correct horse")
    assert key.public == sshsig.load_public_key((tmp_path / "k.pub").read_text())
    with pytest.raises(NovationError) as caught:
        sshsig.load_private_key(data, b"wrong")
    assert caught.value.code == "key.passphrase-wrong"


@pytest.mark.needs("ssh-keygen")
def test_keys_of_other_kinds_are_refused_clearly(tmp_path: Path) -> None:
    ssh_keygen("-q", "-t", "ecdsa", "-N", "", "-C", "", "-f", tmp_path / "k")
    for load in (
        lambda: sshsig.load_private_key((tmp_path / "k").read_bytes()),
        lambda: sshsig.load_public_key((tmp_path / "k.pub").read_text()),
    ):
        with pytest.raises(NovationError) as caught:
            load()
        assert caught.value.code == "key.malformed"
