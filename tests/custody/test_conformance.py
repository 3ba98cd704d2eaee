"""The conformance vectors: each valid folder is accepted, each invalid one refused for exactly its reasons."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from novation.custody.journal import Journal
from novation.evidence import authorisation, canonical, sshsig
from novation.evidence.authorisation import SignedAuthorisation, Signer
from novation.evidence.instants import read_instant

FOLDER = Path(__file__).resolve().parents[2] / "conformance"
JOURNALS = sorted(FOLDER.glob("journal/*/*/"))
AUTHORISATIONS = sorted(FOLDER.glob("authorisation/*/*/"))


def name(case: Path) -> str:
    return f"{case.parent.name}-{case.name}"


def expected(case: Path) -> dict[str, Any]:
    value = json.loads((case / "expected.json").read_text("utf-8"))
    assert bool(value["codes"]) == (case.parent.name == "invalid")
    return value


@pytest.mark.parametrize("case", JOURNALS, ids=name)
def test_a_journal_vector_gets_its_verdict(case: Path) -> None:
    want = expected(case)
    key = sshsig.load_public_key((case / "key.pub").read_text())
    notes = [path.read_bytes() for path in sorted(case.glob("*.note"))]
    problems = Journal(case / "journal.jsonl").verify(notes, want["origin"], key)
    assert [problem.code for problem in problems] == want["codes"]


@pytest.mark.parametrize("case", AUTHORISATIONS, ids=name)
def test_an_authorisation_vector_gets_its_verdict(case: Path) -> None:
    ask = canonical.parse((case / "ask.json").read_bytes())
    signers: dict[str, list[Signer]] = {}
    for allowed in sshsig.parse_allowed_signers((case / "allowed_signers").read_text("utf-8")):
        signers.setdefault(allowed.principal, []).append(Signer(allowed.key))
    signed = [
        SignedAuthorisation(path.with_suffix("").read_bytes(), path.read_text(), path.name)
        for path in sorted(case.glob("*.sig"))
    ]
    assert signed
    problems = authorisation.check(
        signed,
        plan_digest=ask["plan"],
        action=ask["action"],
        required_roles=ask["required_roles"],
        signers=signers,
        at=read_instant(ask["at"]),
    )
    assert [problem.code for problem in problems] == expected(case)["codes"]


def test_every_problem_of_the_vectors_reads_in_both_languages() -> None:
    for case in JOURNALS:
        key = sshsig.load_public_key((case / "key.pub").read_text())
        notes = [path.read_bytes() for path in case.glob("*.note")]
        for problem in Journal(case / "journal.jsonl").verify(notes, expected(case)["origin"], key):
            for text in (problem.text, problem.hint):
                assert "{" not in text.zh + text.en


def test_the_vectors_are_what_their_script_writes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("vectors", FOLDER / "make_evidence_vectors.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.write(tmp_path)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {
        p.relative_to(FOLDER): p.read_bytes()
        for area in ("journal", "authorisation")
        for p in (FOLDER / area).rglob("*")
        if p.is_file()
    }
    assert made == kept
    assert len(JOURNALS) + len(AUTHORISATIONS) == len({path.parent for path in made})


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("case", ["valid/one-role", "invalid/bad-signature", "invalid/other-purpose"])
def test_ssh_keygen_judges_the_signatures_as_we_do(case: str) -> None:
    folder = FOLDER / "authorisation" / case
    command = ["ssh-keygen", "-Y", "verify", "-f", folder / "allowed_signers", "-I", "owner"]
    command += ["-n", authorisation.NAMESPACE, "-s", folder / "1.json.sig"]
    done = subprocess.run(command, input=(folder / "1.json").read_bytes(), capture_output=True)
    assert (done.returncode == 0) == case.startswith("valid")
