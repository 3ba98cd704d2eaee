"""The journal on the command line: entries, proofs that a stranger can check, a signed head."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from novation.cli.app import app
from novation.evidence import merkle
from novation.evidence.checkpoint import verify
from novation.evidence.keys import load_public_key

RUN = CliRunner()


def _opened(folder: Path) -> list[str]:
    assert RUN.invoke(app, ["init", "--project", str(folder)]).exit_code == 0
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("x\n1\n")
        assert RUN.invoke(app, ["source", "add", str(folder / name), "--project", str(folder)]).exit_code == 0
    return ["--project", str(folder)]


def test_a_proof_of_inclusion_verifies_against_the_head(tmp_path: Path) -> None:
    where = _opened(tmp_path)
    entries = json.loads(RUN.invoke(app, ["journal", "list", "--json", *where]).stdout)
    assert [e["tag"] for e in entries] == ["project.opened", "source.added", "source.added"]
    proof = json.loads(RUN.invoke(app, ["journal", "prove", "1", *where]).stdout)
    lines = (tmp_path / "records" / "journal.jsonl").read_bytes().splitlines()
    root = merkle.root(merkle.leaf_hash(one) for one in lines)
    path = [bytes.fromhex(node) for node in proof["proof"]]
    assert merkle.verify_inclusion(merkle.leaf_hash(lines[1]), 1, 3, path, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(lines[0]), 1, 3, path, root)


def test_a_proof_of_consistency_shows_that_nothing_was_rewritten(tmp_path: Path) -> None:
    where = _opened(tmp_path)
    leaves = [
        merkle.leaf_hash(one) for one in (tmp_path / "records" / "journal.jsonl").read_bytes().splitlines()
    ]
    found = json.loads(RUN.invoke(app, ["journal", "extend", "2", *where]).stdout)
    path = [bytes.fromhex(node) for node in found["proof"]]
    root = bytes.fromhex(found["root"].removeprefix("sha256:"))
    assert merkle.verify_consistency(2, merkle.root(leaves[:2]), 3, root, path)


def test_the_head_is_signed_and_kept(tmp_path: Path) -> None:
    where = _opened(tmp_path)
    key = tmp_path / "key"
    assert RUN.invoke(app, ["key", "sign", str(key)]).exit_code == 0
    assert RUN.invoke(app, ["journal", "sign", "--key", str(key), *where]).exit_code == 0
    note = (tmp_path / "records" / "journal.checkpoint.note").read_text()
    origin = note.splitlines()[0]
    assert verify(note, origin, load_public_key((tmp_path / "key.pub").read_text().strip())).size == 3
