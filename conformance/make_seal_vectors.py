"""Writes the package vectors of conformance/seal: small valid packages, and one folder for each named defect.

Run it as `python conformance/make_seal_vectors.py [folder]`. It builds bags, age files and SSH signatures by itself
from fixed seeds, without the product's own writers, so that both sides are checked against each other. The same
versions of Python, pyarrow and cryptography give the same bytes. The keys are test keys, made for these vectors only.

A vector is `<valid|invalid>/<name>/package/` with `expected.json` beside it:
`check` (`bag`: the bag alone; `package`: the whole package; `open`: decrypting it), `codes` (exactly those found),
`file` (one of those named), and `make`: steps for what cannot lie in a version-controlled folder.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import shutil
import struct
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from novation.seal.recipe import recipe

Files = dict[str, bytes]
PART = "data/contact/t01-members.parquet.age"
OTHER = "data/identity/t01-members.parquet.age"
SIGNATURE = "signatures/hander-over.sig"


def seed(name: str) -> bytes:
    return hashlib.sha256(b"novation conformance: " + name.encode()).digest()


# --- age-encryption.org/v1, from its specification ---------------------------------------------------------------


def bech32(prefix: str, content: bytes) -> str:
    """Bech32 (BIP 173) of bytes."""
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = "".join(f"{byte:08b}" for byte in content)
    bits += "0" * (-len(bits) % 5)
    data = [int(bits[k : k + 5], 2) for k in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = 1
    for value in [*expanded, *data, *([0] * 6)]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for k, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> k & 1 else 0
    check ^= 1
    checksum = [check >> 5 * (5 - k) & 31 for k in range(6)]
    return prefix + "1" + "".join(alphabet[k] for k in [*data, *checksum])


def public(secret: bytes) -> bytes:
    return (
        X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    )


def derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def unpadded(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def age(plain: bytes, recipients: list[bytes], name: str) -> bytes:
    """One age file to X25519 recipients; every random choice of the format comes from `name`."""
    file_key, nonce = seed(f"file key {name}")[:16], seed(f"nonce {name}")[:16]
    header = b"age-encryption.org/v1\n"
    for number, recipient in enumerate(recipients):
        ephemeral = X25519PrivateKey.from_private_bytes(seed(f"ephemeral {number} {name}"))
        share = ephemeral.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
        key = derived(shared, share + recipient, b"age-encryption.org/v1/X25519")
        body = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
        header += b"-> X25519 " + unpadded(share) + b"\n" + unpadded(body) + b"\n"
    header += b"---"
    mac = hmac.digest(derived(file_key, b"", b"header"), header, "sha256")
    payload = ChaCha20Poly1305(derived(file_key, nonce, b"payload"))
    chunks = [plain[k : k + 65536] for k in range(0, len(plain), 65536)] or [b""]
    counters = [
        struct.pack(">Q", k).rjust(11, b"\0") + bytes([k == len(chunks) - 1]) for k in range(len(chunks))
    ]
    sealed = b"".join(payload.encrypt(c, chunk, None) for c, chunk in zip(counters, chunks, strict=True))
    return header + b" " + unpadded(mac) + b"\n" + nonce + sealed


# --- SSHSIG (OpenSSH PROTOCOL.sshsig) ------------------------------------------------------------------------------


def wire(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def signer(name: str) -> tuple[Ed25519PrivateKey, bytes]:
    key = Ed25519PrivateKey.from_private_bytes(seed(name))
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return key, wire(b"ssh-ed25519", raw)


def sshsig(name: str, namespace: bytes, message: bytes) -> bytes:
    key, blob = signer(name)
    digest = hashlib.sha512(message).digest()
    signature = key.sign(b"SSHSIG" + wire(namespace, b"", b"sha512", digest))
    whole = (
        b"SSHSIG"
        + struct.pack(">I", 1)
        + wire(blob, namespace, b"", b"sha512", wire(b"ssh-ed25519", signature))
    )
    text = base64.b64encode(whole).decode()
    lines = [text[k : k + 70] for k in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


# --- packages ------------------------------------------------------------------------------------------------------

BUYER = seed("buyer")
STRANGER = seed("stranger")


def parquet(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd", store_schema=False)
    return out.getvalue()


def manifest(files: Files) -> bytes:
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def part(name: str, recipients: list[bytes]) -> bytes:
    table = parquet(
        {"_row": [0, 1], "subject_ref": ["ABCDEFGHIJKLMNOP", "QRSTUVWXYZ234567"], "cell": ["a", None]}
    )
    return age(table, recipients, name)


def info(payload: Files, plan: bytes) -> bytes:
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    digest = hashlib.sha256(plan).hexdigest()
    return (
        "Novation-Package-Version: 1\nSource-Organization: Qingsong Stationery (invented)\nBagging-Date: 2026-11-21\n"
        f"Novation-Plan: sha256:{digest}\nPayload-Oxum: {oxum}\n"
    ).encode()


def small() -> tuple[Files, Files]:
    """Payload and tag files of a bag that has just what a bag needs."""
    payload = {PART: part(PART, [public(BUYER)]), OTHER: part(OTHER, [public(BUYER)])}
    return payload, {"plan.json": b'{"deal":"merger"}'}


def whole(recipients: list[bytes] | None = None) -> tuple[Files, Files]:
    """Payload and tag files of a complete package."""
    listed = [public(BUYER)]
    names = [PART, "data/register/subjects.parquet.age", "data/index/t01-members.contact.blocks.parquet.age"]
    payload = {name: part(name, recipients or listed) for name in names}
    _, blob = signer("hander-over")
    return payload, {
        "plan.json": b'{"deal":"merger"}',
        "counts.json": b'{"subjects":2}',
        "obligations.json": b"[]",
        "laws.json": b"[]",
        "journal.jsonl": b"",
        "checkpoint.note": b"example.org/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "allowed_signers": b'hander-over namespaces="novation-package" ssh-ed25519 '
        + base64.b64encode(blob)
        + b"\n",
        "recipients.txt": "".join(bech32("age", key) + "\n" for key in listed).encode(),
        "VERIFY.zh.txt": recipe("zh"),
        "VERIFY.en.txt": recipe("en"),
    }


def bag(parts: tuple[Files, Files], signed: bool = True) -> Files:
    """All files of a bag; the manifests fit."""
    payload, tags = parts
    tags = {
        **tags,
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": info(payload, tags["plan.json"]),
        "manifest-sha256.txt": manifest(payload),
    }
    return resealed({**payload, **tags}, signed)


def resealed(files: Files, signed: bool = True) -> Files:
    """The same files with a tag manifest (and signature) that fits them: what somebody who forges would do."""
    tags = {
        n: c
        for n, c in files.items()
        if not n.startswith(("data/", "signatures/")) and n != "tagmanifest-sha256.txt"
    }
    files["tagmanifest-sha256.txt"] = manifest(tags)
    if signed:
        files[SIGNATURE] = sshsig("hander-over", b"novation-package", files["tagmanifest-sha256.txt"])
    return files


def edited(name: str, change: Callable[[bytes], bytes]) -> Files:
    """A small bag with one tag file changed and the tag manifest made to fit again."""
    files = bag(small())
    files[name] = change(files[name])
    return resealed(files)


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda content: b"".join(change(content.splitlines(keepends=True)))


def without(name: str) -> Files:
    return {n: c for n, c in bag(small()).items() if n != name}


def replaced(name: str, content: bytes, parts: tuple[Files, Files] | None = None) -> Files:
    return {**bag(parts or small()), name: content}


def listing(path: str) -> Files:
    """A small bag whose manifest has one line more, for a path that no manifest may name."""
    line = f"{hashlib.sha256(b'').hexdigest()}  {path}\n".encode()
    return edited("manifest-sha256.txt", lambda content: content + line)


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def whole_with(**tags: bytes | None) -> Files:
    payload, known = whole()
    for name, content in tags.items():
        key = next(k for k in known if k.replace(".", "_").startswith(name))
        known = {k: v for k, v in known.items() if k != key} | ({key: content} if content is not None else {})
    return bag((payload, known))


def plain_part() -> Files:
    payload, tags = whole()
    return bag(({**payload, PART: parquet({"_row": [0], "cell": ["a"]})}, tags))


def named(path: str) -> tuple[Files, list[list[str]]]:
    """A small bag with one more part under an unusual name; the file itself is made at test time."""
    payload, tags = small()
    content = payload[PART]
    files = bag(({**payload, path: content}, tags))
    del files[path]
    return files, [["write", path, content.hex()]]


Vector = tuple[Files, dict[str, object]]


def expect(check: str, file: str = "", *codes: str, **more: object) -> dict[str, object]:
    return {"check": check, "codes": sorted(f"seal.{code}" for code in codes), "file": file, **more}


def valid() -> dict[str, Vector]:
    reorder = lines(lambda all_lines: all_lines[::-1])
    return {
        "whole-package": (bag(whole()), expect("open")),
        "small-bag": (bag(small()), expect("bag")),
        "reordered-manifest": (edited("manifest-sha256.txt", reorder), expect("bag")),
        "no-payload": (bag(({}, {"plan.json": b"{}"})), expect("bag", make=[["folder", "data"]])),
    }


def broken_files() -> dict[str, Vector]:
    files = bag(small())
    extra = "data/contact/t02-more.parquet.age"
    return {
        "truncated-payload": (
            replaced(PART, files[PART][:-7]),
            expect("bag", PART, "manifest-mismatch", "wrong-oxum"),
        ),
        "flipped-payload-byte": (
            replaced(PART, flipped(files[PART], 300)),
            expect("bag", PART, "manifest-mismatch"),
        ),
        "flipped-plan-byte": (
            replaced("plan.json", flipped(files["plan.json"], 3)),
            expect("bag", "plan.json", "manifest-mismatch"),
        ),
        "extra-file": (replaced(extra, files[PART]), expect("bag", extra, "extra-file", "wrong-oxum")),
        "unlisted-tag-file": (replaced("notes.txt", b"hello\n"), expect("bag", "notes.txt", "extra-file")),
        "missing-file": (without(PART), expect("bag", PART, "missing-file", "wrong-oxum")),
        "missing-data-folder": (bag(({}, {"plan.json": b"{}"})), expect("bag", "data", "missing-file")),
        "missing-tag-file": (without("plan.json"), expect("bag", "plan.json", "missing-file")),
        "missing-declaration": (
            without("bagit.txt"),
            expect("bag", "bagit.txt", "no-declaration", "missing-file"),
        ),
        "missing-manifest": (
            without("manifest-sha256.txt"),
            expect("bag", "manifest-sha256.txt", "no-manifest", "missing-file", "extra-file"),
        ),
        "missing-tagmanifest": (
            without("tagmanifest-sha256.txt"),
            expect("bag", "tagmanifest-sha256.txt", "no-manifest", "extra-file"),
        ),
        "swapped-files": (
            {**files, PART: files[OTHER], OTHER: files[PART]},
            expect("bag", PART, "manifest-mismatch"),
        ),
        "fetch-file": (
            resealed(replaced("fetch.txt", f"https://example.org/x - {PART}\n".encode())),
            expect("bag", "fetch.txt", "fetch-refused"),
        ),
        "second-algorithm": (
            resealed(replaced("manifest-md5.txt", b"")),
            expect("bag", "manifest-md5.txt", "unknown-algorithm"),
        ),
    }


def broken_manifests() -> dict[str, Vector]:
    name = "manifest-sha256.txt"

    def swap(all_lines: list[bytes]) -> list[bytes]:
        return [all_lines[1][:64] + all_lines[0][64:], all_lines[0][:64] + all_lines[1][64:]]

    vectors: dict[str, Vector] = {
        "swapped-manifest": (edited(name, lines(swap)), expect("bag", PART, "manifest-mismatch")),
        "listed-twice": (
            edited(name, lambda c: c + c.splitlines(True)[0]),
            expect("bag", PART, "listed-twice"),
        ),
        "bom-in-manifest": (
            edited(name, lambda c: b"\xef\xbb\xbf" + c),
            expect("bag", name, "byte-order-mark", "extra-file"),
        ),
        "crlf-in-manifest": (
            edited(name, lambda c: c.replace(b"\n", b"\r\n")),
            expect("bag", PART, "missing-file", "extra-file"),
        ),
        "upper-case-digest": (
            edited(name, lambda c: c[:64].upper() + c[64:]),
            expect("bag", name, "manifest-line", "extra-file"),
        ),
        "md5sum-star": (
            edited(name, lambda c: c[:64] + b" *" + c[66:]),
            expect("bag", name, "manifest-line", "extra-file"),
        ),
        "no-last-line-end": (edited(name, lambda c: c[:-1]), expect("bag", name, "manifest-line")),
        "percent-encoding": (
            edited(name, lambda c: c.replace(b"t01", b"t%301", 1)),
            expect("bag", PART, "missing-file", "extra-file"),
        ),
        "not-utf-8": (
            edited(name, lambda c: c.replace(b"t01", b"t\xff1", 1)),
            expect("bag", name, "bad-encoding", "extra-file"),
        ),
        "payload-in-tagmanifest": (
            replaced("tagmanifest-sha256.txt", bag(small())["tagmanifest-sha256.txt"] + bag(small())[name]),
            expect("bag", "tagmanifest-sha256.txt", "unsafe-path"),
        ),
    }
    paths = {
        "path-traversal": "data/../../outside.txt",
        "absolute-path": "/etc/hostname",
        "outside-data": "plan.json",
        "windows-drive": "C:/data/x.parquet.age",
        "backslash-traversal": "data/..\\..\\outside.txt",
        "dot-slash": "./data/contact/t01-members.parquet.age",
    }
    return vectors | {
        kind: (listing(path), expect("bag", name, "unsafe-path")) for kind, path in paths.items()
    }


def broken_declarations() -> dict[str, Vector]:
    def with_oxum(value: bytes) -> Files:
        return edited(
            "bag-info.txt", lines(lambda all_lines: [*all_lines[:-1], b"Payload-Oxum: " + value + b"\n"])
        )

    return {
        "wrong-oxum": (with_oxum(b"1.2"), expect("bag", "bag-info.txt", "wrong-oxum")),
        "garbled-oxum": (with_oxum(b"many"), expect("bag", "bag-info.txt", "bag-info")),
        "no-oxum": (
            edited("bag-info.txt", lines(lambda all_lines: all_lines[:-1])),
            expect("bag", "bag-info.txt", "bag-info"),
        ),
        "old-version": (
            edited("bagit.txt", lambda c: c.replace(b"1.0", b"0.97")),
            expect("bag", "bagit.txt", "bad-declaration"),
        ),
        "other-encoding": (
            edited("bagit.txt", lambda c: c.replace(b"UTF-8", b"GB18030")),
            expect("bag", "bagit.txt", "bad-declaration"),
        ),
        "bom-in-declaration": (
            edited("bagit.txt", lambda c: b"\xef\xbb\xbf" + c),
            expect("bag", "bagit.txt", "byte-order-mark"),
        ),
    }


def broken_names() -> dict[str, Vector]:
    nfd = unicodedata.normalize("NFD", "data/contact/séance.parquet.age")
    cases = {
        "nfd-name": (nfd, "name-not-nfc"),
        "case-collision": (PART.replace("members", "MEMBERS"), "name-collision"),
        "windows-reserved-name": ("data/contact/con.parquet.age", "forbidden-name"),
        "hidden-direction-mark": ("data/contact/t\u202e01.parquet.age", "forbidden-name"),
        "backslash-in-name": ("data/contact\\t03.parquet.age", "forbidden-name"),
    }
    vectors: dict[str, Vector] = {}
    for kind, (path, code) in cases.items():
        files, make = named(path)
        vectors[kind] = (files, expect("bag", "", code, make=make))
    link = "data/contact/t09.parquet.age"
    for kind, code in (("symlink", "link"), ("hardlink", "link"), ("pipe", "special-file")):
        codes = [code] if kind != "hardlink" else [code, "extra-file", "wrong-oxum"]
        vectors[kind] = (bag(small()), expect("bag", link, *codes, make=[[kind, link, PART]]))
    vectors["symlinked-folder"] = (
        bag(small()),
        expect("bag", "data/more", "link", make=[["symlink", "data/more", "data/contact"]]),
    )
    vectors["empty-folder"] = (
        bag(small()),
        expect("bag", "data/empty", "empty-folder", make=[["folder", "data/empty"]]),
    )
    return vectors


def broken_packages() -> dict[str, Vector]:
    files = bag(whole())
    stranger, buyer = public(STRANGER), public(BUYER)
    forged = {
        **files,
        SIGNATURE: sshsig("somebody-else", b"novation-package", files["tagmanifest-sha256.txt"]),
    }
    return {
        "other-recipient": (bag(whole([stranger])), expect("open", PART, "other-recipient")),
        "secret-second-recipient": (
            bag(whole([buyer, stranger])),
            expect("package", PART, "recipients-differ"),
        ),
        "unencrypted-part": (plain_part(), expect("package", PART, "not-encrypted")),
        "no-plan-of-that-digest": (
            resealed({**files, "plan.json": b'{"deal":"asset-deal"}'}),
            expect("package", "bag-info.txt", "bag-info"),
        ),
        "no-journal": (whole_with(journal=None), expect("package", "journal.jsonl", "incomplete-package")),
        "payload-outside-the-format": (
            bag(({**whole()[0], "data/readme.txt": b"x"}, whole()[1])),
            expect("package", "data/readme.txt", "unexpected-file", "not-encrypted"),
        ),
        "not-signed": (
            {n: c for n, c in files.items() if n != SIGNATURE},
            expect("package", SIGNATURE, "not-signed"),
        ),
        "signed-by-another": (forged, expect("package", SIGNATURE, "bad-signature")),
        "wrong-namespace": (
            {**files, SIGNATURE: sshsig("hander-over", b"file", files["tagmanifest-sha256.txt"])},
            expect("package", SIGNATURE, "bad-signature"),
        ),
        "changed-after-signing": (
            {**resealed({**files, "counts.json": b'{"subjects":3}'}, signed=False)},
            expect("package", "tagmanifest-sha256.txt", "bad-signature"),
        ),
        "changed-recipient-stanza": (
            bag(({**whole()[0], PART: flipped(whole()[0][PART], 100)}, whole()[1])),
            expect("open", PART, "other-recipient"),
        ),
        "changed-header": (
            bag(({**whole()[0], PART: flipped(whole()[0][PART], 130)}, whole()[1])),
            expect("open", PART, "tampered"),
        ),
        "tampered-stream": (
            bag(({**whole()[0], PART: flipped(whole()[0][PART], 400)}, whole()[1])),
            expect("open", PART, "tampered"),
        ),
        "cut-stream": (
            bag(({**whole()[0], PART: whole()[0][PART][:-20]}, whole()[1])),
            expect("open", PART, "tampered"),
        ),
        "not-parquet": (
            bag(({**whole()[0], PART: age(b"PAR1 but no more", [buyer], "not parquet")}, whole()[1])),
            expect("open", PART, "bad-part"),
        ),
    }


def write(folder: Path) -> None:
    """Writes all vectors and the test keys below `folder`, replacing what was there."""
    invalid = broken_files() | broken_manifests() | broken_declarations() | broken_names() | broken_packages()
    for kind, vectors in (("valid", valid()), ("invalid", invalid)):
        shutil.rmtree(folder / kind, ignore_errors=True)
        for name, (files, expected) in vectors.items():
            for path, content in files.items():
                target = folder / kind / name / "package" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            text = json.dumps(expected, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
            (folder / kind / name / "expected.json").write_bytes(text.encode())
    key = bech32("age-secret-key-", BUYER).upper()
    (folder / "buyer-test-key.txt").write_bytes(f"# a test key, known to everybody\n{key}\n".encode())
    (folder / ".gitattributes").write_bytes(b"* -text\n")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent / "seal"
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
