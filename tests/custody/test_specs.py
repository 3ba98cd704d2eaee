"""The recipes printed in the specifications run, and find what was altered."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def recipes(name: str) -> list[str]:
    found = re.findall(
        r"```bash\n(.*?)```", (CHECKOUT / "docs" / "specs" / name).read_text("utf-8"), re.DOTALL
    )
    assert found
    return found


def run(recipe: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-euo", "pipefail", "-c", recipe], cwd=folder, capture_output=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "conformance", tmp_path / "conformance")
    return tmp_path


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("name", ["signed-documents.md", "authorisation.md"])
def test_the_recipe_for_signatures_accepts_the_vector_and_refuses_it_altered(copy: Path, name: str) -> None:
    for recipe in recipes(name):
        assert run(recipe, copy).returncode == 0, run(recipe, copy).stderr
        for document in copy.rglob("valid/*/1.json"):
            document.write_bytes(document.read_bytes().replace(b"2026-12-20", b"2027-12-20"))
        assert run(recipe, copy).returncode != 0


@pytest.mark.needs("bash", "sha256sum")
def test_the_recipe_for_the_root_accepts_the_vector_and_refuses_it_altered(copy: Path) -> None:
    recipe = next(text for text in recipes("journal.md") if "leaf()" in text)
    done = run(recipe, copy)
    assert done.returncode == 0, done.stdout + done.stderr
    journal = copy / "conformance/journal/valid/witnessed-checkpoint/journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"4711", b"4712"))
    assert run(recipe, copy).returncode != 0


@pytest.mark.needs("openssl")
def test_the_recipe_for_the_checkpoint_accepts_the_vector_and_refuses_it_altered(copy: Path) -> None:
    recipe = next(text for text in recipes("journal.md") if "openssl" in text)
    done = run(recipe, copy)
    assert done.returncode == 0, done.stdout + done.stderr
    note = copy / "conformance/journal/valid/one-entry/checkpoint-1.note"
    note.write_bytes(note.read_bytes().replace(b"\n1\n", b"\n2\n"))
    assert run(recipe, copy).returncode != 0


@pytest.mark.parametrize("name", ["signed-documents.md", "authorisation.md", "journal.md"])
def test_every_error_code_a_specification_names_exists(name: str) -> None:
    import novation.errors.custody
    import novation.errors.evidence  # noqa: F401
    from novation.errors import CATALOGUE

    text = (CHECKOUT / "docs" / "specs" / name).read_text("utf-8")
    areas = "json|signature|signers|document|authorisation|journal|note|checkpoint|exchange|extract"
    named = set(re.findall(rf"`((?:{areas})\.[a-z-]+)`", text)) - {"authorisation.md", "journal.jsonl"}
    assert named
    assert sorted(named - set(CATALOGUE)) == []
