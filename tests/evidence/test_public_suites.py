"""The public suites of Merkle proofs and Ed25519 signatures, and that the page on them states the score reached."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from novation.evidence import ed25519, merkle

CHECKOUT = Path(__file__).resolve().parents[2]
SUITES = CHECKOUT.parent / "shared" / "data" / "suites"
PAGE = CHECKOUT / "docs" / "explanation" / "suites-evidence.md"

# What strict verification refuses, by the suite's own names; see the page for why.
REFUSED = {
    "low_order_A",
    "low_order_R",
    "low_order_residue",
    "non_canonical_A",
    "non_canonical_R",
    "reencoded_k",
}


def suite(name: str) -> Path:
    path = SUITES / name
    if not path.exists():
        pytest.skip(f"the suite ../shared/data/suites/{name} is not beside this checkout")
    return path


def stated(label: str) -> tuple[int, int]:
    match = re.search(rf"\| {label} \| (\d+) / (\d+) \|", PAGE.read_text("utf-8"))
    assert match, f"the page states no score for {label}"
    return int(match[1]), int(match[2])


def raw(text: str | None) -> bytes:
    return base64.b64decode(text) if text else b""


def merkle_verdict(kind: str, v: dict[str, Any]) -> bool:
    proof = [raw(node) for node in v["proof"] or []]
    if kind == "inclusion":
        return merkle.verify_inclusion(raw(v["leafHash"]), v["leafIdx"], v["treeSize"], proof, raw(v["root"]))
    if kind == "consistency":
        return merkle.verify_consistency(v["size1"], raw(v["root1"]), v["size2"], raw(v["root2"]), proof)
    if kind == "subtreeinclusion":
        return merkle.verify_subtree_inclusion(
            raw(v["leafHash"]), v["leafIdx"], v["start"], v["end"], proof, raw(v["root"])
        )
    return merkle.verify_subtree_consistency(
        v["start"], v["end"], raw(v["root1"]), v["size"], raw(v["root2"]), proof
    )


def test_every_merkle_vector_gets_its_verdict_and_the_page_says_so() -> None:
    folder = suite("merkle_vectors")
    wrong, count = [], 0
    for path in sorted(folder.rglob("*.json")):
        vector = json.loads(path.read_text("utf-8"))
        relative = path.relative_to(folder)
        count += 1
        if merkle_verdict(relative.parts[0], vector) is vector["wantErr"]:
            wrong.append(str(relative))
    assert wrong == []
    assert (count - len(wrong), count) == stated("Merkle proofs") == (518, 518)


def test_every_ed25519_vector_gets_the_verdict_of_strict_verification_and_the_page_says_so() -> None:
    vectors = json.loads(suite("ed25519vectors.json").read_text("utf-8"))
    wrong, accepted = [], 0
    for vector in vectors:
        expected = not REFUSED & set(vector["flags"] or [])
        key, signature = bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"])
        verdict = ed25519.verify(key, signature, vector["msg"].encode())
        accepted += verdict
        if verdict is not expected:
            wrong.append(vector["number"])
    assert wrong == []
    assert (len(vectors) - len(wrong), len(vectors)) == stated("Ed25519 signatures") == (914, 914)
    assert accepted == 43  # so the check does not pass by refusing everything
