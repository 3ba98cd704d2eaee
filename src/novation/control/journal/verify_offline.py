"""Checks a proof or an evidence bundle of Novation offline, with the standard library alone.

    python3 -I verify.py [FOLDER] [--key "ssh-ed25519 AAAA…"]

Says of each thing what was found, and ends with status 0 only if nothing is wrong. Without --key the key in the
bundle is believed: then compare its fingerprint with the one you were given by another way.
独立查验程序，只用标准库；--key 给出您事先拿到的公钥。
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
MANIFEST = "manifest-sha256.txt"
NAMESPACE = b"novation-evidence-bundle"
Point = tuple[int, int, int, int]


class Wrong(Exception):
    """What is wrong, in both languages."""


# Ed25519 (RFC 8032): extended coordinates, slow and plain.


def add(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def decoded(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decoded((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verifies(key: bytes, signature: bytes, message: bytes) -> bool:
    a, r = decoded(key), decoded(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if BASE is None or a is None or r is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


# Keys and signatures of OpenSSH.


def string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def strings(data: bytes) -> list[bytes]:
    found = []
    while data:
        length = int.from_bytes(data[:4], "big")
        if length > len(data) - 4:
            raise Wrong("签名或公钥的格式不对 / a key or signature is malformed")
        found.append(data[4 : 4 + length])
        data = data[4 + length :]
    return found


def public_key(line: str) -> bytes:
    words = line.split()
    if len(words) < 2 or words[0] != "ssh-ed25519":
        raise Wrong("公钥不是 ssh-ed25519 / the key is not ssh-ed25519")
    parts = strings(base64.b64decode(words[1]))
    if len(parts) != 2 or parts[0] != b"ssh-ed25519" or len(parts[1]) != 32:
        raise Wrong("公钥的格式不对 / the key is malformed")
    return parts[1]


def fingerprint(key: bytes) -> str:
    digest = hashlib.sha256(string(b"ssh-ed25519") + string(key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def check_sshsig(armoured: str, key: bytes, message: bytes) -> None:
    lines = armoured.strip().split("\n")
    blob = base64.b64decode("".join(lines[1:-1]))
    wrong = Wrong("清单的签名不对 / the signature of the list of files does not fit")
    if not blob.startswith(b"SSHSIG\x00\x00\x00\x01"):
        raise wrong
    parts = strings(blob[10:])
    if len(parts) != 5 or parts[1:4] != [NAMESPACE, b"", b"sha512"]:
        raise wrong
    inner = strings(parts[4])
    signed = string(NAMESPACE) + string(b"") + string(b"sha512") + string(hashlib.sha512(message).digest())
    if strings(parts[0]) != [b"ssh-ed25519", key] or len(inner) != 2:
        raise wrong
    if not verifies(key, inner[1], b"SSHSIG" + signed):
        raise wrong


# Merkle trees (RFC 9162) and signed notes (C2SP).


def leaf_hash(line: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The full subtrees of a growing tree, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        result = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            result = node_hash(peak, result)
        return result


def check_note(note: str, key: bytes | None) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint; `key` None: the signature is not looked at."""
    text, _, tail = note.rpartition("\n\n")
    origin, size, root = (text + "\n").split("\n")[:3]
    if key is not None:
        body = (text + "\n").encode()
        name = hashlib.sha256(origin.encode() + b"\n\x01" + key).digest()[:4]
        for line in tail.strip().split("\n"):
            raw = base64.b64decode(line.split(" ")[2])
            if raw[:4] == name and verifies(key, raw[4:], body):
                break
        else:
            raise Wrong(f"第 {size} 条处的检查点签名不对 / the checkpoint at {size} is not signed by the key")
    return origin, int(size), base64.b64decode(root)


def root_of_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    node, last = index, size - 1
    for sibling in path:
        if node & 1 or node == last:
            leaf = node_hash(sibling, leaf)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            leaf = node_hash(leaf, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise Wrong("证明的路径太短 / the path of the proof is too short")
    return leaf


# What is checked.


def check_manifest(folder: Path, key: bytes) -> str:
    manifest = (folder / MANIFEST).read_bytes()
    check_sshsig((folder / (MANIFEST + ".sig")).read_text("ascii"), key, manifest)
    parts = (line.split("  ", 1) for line in manifest.decode().splitlines())
    listed = {name: digest for digest, name in parts}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    extra = there - set(listed) - {MANIFEST, MANIFEST + ".sig", "body.txt", "body.sig"}
    if extra or set(listed) - there:
        names = ", ".join(sorted(extra | (set(listed) - there)))
        raise Wrong(f"文件多了或少了 / files are missing or too many: {names}")
    for name, digest in sorted(listed.items()):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise Wrong(f"文件被改动 / a file was changed: {name}")
    return f"{len(listed)} 个文件与签过名的清单相符 / {len(listed)} files are those of the signed list"


def check_entry(folder: Path, key: bytes) -> str:
    proof = json.loads((folder / "proof.json").read_text("utf-8"))
    leaf = leaf_hash((folder / "entry.json").read_bytes())
    origin, size, root = check_note((folder / "checkpoint.note").read_text("utf-8"), key)
    path = [bytes.fromhex(node) for node in proof["proof"]]
    if (origin, size) != (proof["origin"], proof["size"]) or leaf.hex() != proof["leaf"]:
        raise Wrong("证明与检查点或条目不配 / proof, entry and checkpoint do not belong together")
    if root_of_path(leaf, proof["index"], size, path) != root:
        raise Wrong("这条日志不在检查点之下 / the entry is not under the checkpoint")
    return (
        f"第 {proof['index']} 条确在 {size} 条的日志里 / entry {proof['index']} is in the journal of {size}"
    )


def check_journal(folder: Path, key: bytes | None, name: str, notes: list[Path]) -> tuple[str, list[Any]]:
    heads = [check_note(path.read_text("utf-8"), key) for path in notes]
    wanted = {size: root for _, size, root in heads}
    if len({origin for origin, _, _ in heads}) > 1:
        raise Wrong(f"{name}：检查点属于不同的日志 / the checkpoints are of several journals")
    entries: list[Any] = []
    tree = Frontier()
    for number, line in enumerate((folder / name).read_bytes().splitlines()):
        entries.append(json.loads(line))
        if entries[-1]["index"] != number:
            raise Wrong(f"{name}：第 {number} 条的位置不对 / entry {number} is out of place")
        tree.append(leaf_hash(line))
        if tree.size in wanted and wanted[tree.size] != tree.root():
            raise Wrong(f"{name}：第 {number} 条或之前有改动 / entry {number} or one before it was changed")
    if wanted and max(wanted) > tree.size:
        raise Wrong(f"{name}：少了条目 / entries are missing: {tree.size} of {max(wanted)}")
    told = f"{name}：{tree.size} 条与 {len(wanted)} 个检查点相符 / {tree.size} entries fit {len(wanted)} checkpoints"
    return told, entries


def check_records(folder: Path, entries: list[Any]) -> str:
    """Every record by its reference: how many the journal knows."""
    known = {value for entry in entries for value in entry["refs"].values() if isinstance(value, str)}
    total = found = 0
    for path in sorted((folder / "records").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            total += 1
            found += json.loads(line).get("ref") in known
    return (
        f"{total} 条记录，其中 {found} 条在日志里有据 / {total} records, {found} of them named in the journal"
    )


def check(folder: Path, given: str | None) -> None:
    key = public_key(given or (folder / "key.pub").read_text("ascii"))
    source = "您给的 / given by you" if given else "包里的，请核对 / from the bundle, compare it"
    say(f"钥匙 / key: {fingerprint(key)} ({source})")
    say(check_manifest(folder, key))
    if (folder / "proof.json").is_file():
        say(check_entry(folder, key))
    if (folder / "journal" / "entries.jsonl").is_file():
        notes = sorted((folder / "journal" / "checkpoints").glob("*.note"))
        if not notes:
            raise Wrong("没有检查点 / there is no checkpoint")
        told, entries = check_journal(folder, key, "journal/entries.jsonl", notes)
        say(told)
        say(check_records(folder, entries))
    if (folder / "plane" / "journal.jsonl").is_file():
        notes = [p for p in [folder / "plane" / "journal.checkpoint.note"] if p.is_file()]
        say(check_journal(folder, None, "plane/journal.jsonl", notes)[0])
        say("数据面检查点的签名未查 / the signature of the data plane’s checkpoint was not looked at")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main() -> int:
    reader = argparse.ArgumentParser(description="verify a proof or an evidence bundle / 查验证明或证据包")
    reader.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    reader.add_argument("--key", help="the key you were given / 您事先拿到的公钥")
    asked = reader.parse_args()
    try:
        check(asked.folder, asked.key)
    except Wrong as problem:
        say(f"不符 / WRONG: {problem}")
        return 1
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, binascii.Error) as problem:
        say(f"不符 / WRONG: {type(problem).__name__}: {problem}")
        return 1
    say("全部相符 / everything fits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
