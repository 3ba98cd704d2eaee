"""What README and guides promise: the two commands, the pictures, the recipe, the pack to copy."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from novation.cli.app import app
from novation.law import first_error, lint, load_packs, run_scenarios
from novation.seal.recipe import STEPS

LARGEST_PICTURE = 250_000  # bytes


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_the_two_commands_and_the_makefile_has_them(name: str, root: Path) -> None:
    text, makefile = (root / name).read_text("utf-8"), (root / "Makefile").read_text("utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in text
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_make_target_that_contributors_are_told_of_exists(root: Path) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    named = set(re.findall(r"make ([a-z]+)", (root / "CONTRIBUTING.md").read_text("utf-8")))
    assert {t for t in named if not re.search(rf"^{t}:", makefile, re.MULTILINE)} == set()


@pytest.mark.parametrize("name", ["report-zh.png", "report-en.png"])
def test_the_picture_of_the_report_is_a_small_png(name: str, root: Path) -> None:
    data = (root / "docs" / "pictures" / name).read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) <= LARGEST_PICTURE


@pytest.mark.parametrize("name", ["verify-without-novation.md", "verify-without-novation.zh-CN.md"])
def test_the_guide_has_every_command_of_the_recipe_in_a_package(name: str, root: Path) -> None:
    text = (root / "docs" / "how-to" / name).read_text("utf-8")
    assert [c for _, commands in STEPS for c in commands if c not in text] == []


def test_the_pack_in_the_guide_loads_and_has_no_finding(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "how-to" / "add-a-law-pack.md").read_text("utf-8")
    folder = tmp_path / "xx-law"
    files = re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, flags=re.DOTALL)
    for file, content in [*files, ("SOURCES.md", "XX-5, XX-6\n")]:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, encoding="utf-8")
    packs = load_packs([folder], shipped=False)
    assert len(packs["xx-law"].rules) == 4
    assert [str(f.text.en) for f in lint(packs)] == []


@pytest.mark.parametrize("name", ["write-a-law-pack.md", "write-a-law-pack.zh-CN.md"])
def test_the_pack_of_the_tutorial_is_fit_and_every_scenario_holds(
    name: str, root: Path, tmp_path: Path
) -> None:
    text = (root / "docs" / "tutorials" / name).read_text("utf-8")
    folder = tmp_path / "cn-pet-shops"
    for file, content in re.findall(r"```(?:yaml|markdown)\n# (\S+)\n(.*?)```", text, flags=re.DOTALL):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, encoding="utf-8")
    packs = load_packs([folder])
    assert first_error(packs, ["cn-pet-shops"]) is None
    results = list(run_scenarios(packs, ["cn-pet-shops"]))
    assert len(results) == 3
    assert [result.problems for result in results] == [()] * 3
    assert packs.calendar("cn-pet-shops") == "CN"
    (folder / "scenarios" / "handover.yaml").unlink()
    unfit = first_error(load_packs([folder]), ["cn-pet-shops"])
    assert unfit is not None
    assert unfit.code == "no-catching-scenario"


@pytest.mark.parametrize("name", ["write-a-law-pack.md", "write-a-law-pack.zh-CN.md"])
def test_the_tutorial_runs_as_it_is_written(
    name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every block in its order: files are written, commands are run, and lint complains only where the page says so."""
    monkeypatch.chdir(tmp_path)
    text = (root / "docs" / "tutorials" / name).read_text("utf-8")
    statuses = []
    for kind, block in re.findall(r"```(bash|yaml|markdown)\n(.*?)```", text, flags=re.DOTALL):
        if kind != "bash":
            file = Path("my-packs/cn-pet-shops", block.split("\n", 1)[0].removeprefix("# "))
            file.write_text(block, encoding="utf-8")
            continue
        for words in map(shlex.split, block.strip().splitlines()):
            if words[0] == "mkdir":
                for folder in words[2:]:
                    Path(folder).mkdir(parents=True)
            else:
                statuses.append((" ".join(words[1:3]), app(words[1:], standalone_mode=False) or 0))
    shown = capsys.readouterr().out
    assert statuses == [("law schema", 0), ("law lint", 1), ("law lint", 0), ("law test", 0)]
    assert "no-catching-scenario" in shown and "unknown-notice" in shown
    assert "cn-pipl" not in shown, "what the shipped packs have is none of the author's business"
