"""The vectors of conformance/seal, and the public suites of BagIt and age with the scores the docs state."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import zlib
from collections import Counter
from pathlib import Path

import pyrage
import pytest

from novation.errors import CATALOGUE, NovationError
from novation.seal.bag import check_bag, verify_bag
from novation.seal.envelope import decrypt_to
from novation.seal.package import open_into, verify

ROOT = Path(__file__).resolve().parents[2]
SCORES = ROOT / "docs" / "explanation" / "suites-seal.md"
VECTORS = sorted(path.parent for path in (ROOT / "conformance" / "seal").glob("*/*/expected.json"))


def _found(package: Path, check: str, check_signature, buyer, quarantine: Path) -> list[tuple[str, str]]:
    if check == "bag":
        return [(problem.code, problem.file) for problem in verify_bag(package)]
    result = verify(package, verify_signature=check_signature)
    problems = [(problem.code, problem.file) for problem in result.problems]
    assert result.holds is not bool(problems)
    if check == "open" and not problems:
        try:
            open_into(package, quarantine, buyer)
        except NovationError as error:
            assert not quarantine.exists()
            return [(error.code, str(error.values["file"]))]
    return problems


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_vector_gives_exactly_the_codes_it_names(vector, tmp_path, prepare, check_signature, buyer):
    package, expected = prepare(vector, tmp_path)
    found = _found(package, expected["check"], check_signature, buyer, tmp_path / "quarantine")
    assert {code for code, _ in found} == set(expected["codes"])
    assert not expected["file"] or expected["file"] in {file for _, file in found}
    assert bool(expected["codes"]) is (vector.parent.name == "invalid")


def test_the_vectors_name_only_errors_that_exist():
    codes = {
        code for path in VECTORS for code in json.loads((path / "expected.json").read_text("utf-8"))["codes"]
    }
    assert codes <= CATALOGUE.keys()
    assert len(VECTORS) >= 60


def test_the_generator_gives_the_same_files_twice(tmp_path):
    spec = importlib.util.spec_from_file_location(
        "make_seal_vectors", ROOT / "conformance" / "make_seal_vectors.py"
    )
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    for run in ("a", "b"):
        generator.write(tmp_path / run)
    files = {run: _contents(tmp_path / run) for run in ("a", "b")}
    assert files["a"] == files["b"]
    assert files["a"].keys() == _contents(ROOT / "conformance" / "seal").keys()


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _stated(pattern: str) -> tuple[int, ...]:
    found = re.search(pattern, SCORES.read_text("utf-8"))
    assert found, f"the score is not stated in {SCORES.name}"
    return tuple(int(number) for number in found.groups())


def test_the_bagit_suite_gives_the_score_the_docs_state(shared_data):
    suite = shared_data / "suites" / "bagit_conformance"
    bags = [path for path in sorted(suite.glob("v*/*/*")) if path.is_dir()]
    right, wrong = 0, []
    for bag in bags:
        check = check_bag(bag, None)
        agrees = {
            "valid": not check.problems,
            "invalid": bool(check.problems),
            "windows-only": bool(check.problems),
            "warning": bool(check.problems or check.warnings),
        }[bag.parent.name]
        right += agrees
        wrong += [] if agrees else [str(bag.relative_to(suite))]
    assert wrong == []
    assert _stated(r"BagIt: (\d+) of (\d+)") == (right, len(bags))


def _age_vector(path: Path, folder: Path) -> tuple[str, str, bool]:
    """(kind, expectation, whether we agree) for one vector of the age testkit."""
    head, body = path.read_bytes().split(b"\n\n", 1)
    fields = [line.split(": ", 1) for line in head.decode().splitlines()]
    told = dict(fields)
    sealed, plain = folder / "sealed", folder / "plain"
    sealed.write_bytes(zlib.decompress(body) if "compressed" in told else body)
    identities = [
        pyrage.x25519.Identity.from_str(v) for k, v in fields if k == "identity" and "-PQ-" not in v
    ]
    binary = "armored" not in told and "passphrase" not in told
    kind = "x25519" if binary and (identities or "identity" not in told) else "other"
    try:
        decrypt_to(sealed, plain, identities)
    except NovationError:
        assert list(folder.iterdir()) == [sealed], "something was left of a file that did not open"
        return kind, told["expect"], told["expect"] != "success"
    right = hashlib.sha256(plain.read_bytes()).hexdigest() == told.get("payload")
    plain.unlink()
    return kind, told["expect"], told["expect"] == "success" and right


def test_the_age_testkit_gives_the_score_the_docs_state(shared_data, tmp_path):
    suite = shared_data / "suites" / "age_testkit"
    results = Counter(_age_vector(path, tmp_path) for path in sorted(suite.iterdir()))
    in_scope = {result: count for result, count in results.items() if result[0] == "x25519"}
    assert all(agrees for _, _, agrees in in_scope)
    assert all(
        expected == "success" for _, expected, agrees in results if not agrees
    )  # refused, never wrongly taken
    agreed = sum(count for (_, _, agrees), count in results.items() if agrees)
    assert _stated(r"age: (\d+) of (\d+) .*?(\d+) of (\d+)") == (
        sum(in_scope.values()),
        sum(in_scope.values()),
        agreed,
        results.total(),
    )
