"""Steps that are killed at any moment: nothing is left half-written, and doing the step again ends well."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from novation.handover import checking
from novation.handover.findings import holds
from novation.seal.package import verify as verify_bag

from .story import Story, novation

RUN = "import sys\nfrom novation.cli.app import app\nprint('ready', flush=True)\nsys.stdin.readline()\napp(sys.argv[1:])\n"


def start(*words: object) -> subprocess.Popen[str]:
    """A process that has everything loaded and waits for a line to begin."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def kill_after(seconds: float, *words: object) -> bool:
    """Runs a command and kills it hard so many seconds after it began; whether it was still running."""
    process = start(*words)
    assert process.stdin and process.stdout
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    time.sleep(seconds)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.stdin.close()
    process.stdout.close()
    process.wait()
    return running


def moments(seed: int, count: int, longest: float) -> list[float]:
    rng = random.Random(seed)
    return [rng.uniform(0.0, longest) for _ in range(count)]


SEEDS = [0, 1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_scan_can_be_done_again_and_finds_the_same(story: Story, tmp_path: Path, seed: int) -> None:
    folder = story.copy("opened", tmp_path / "seller")
    before = {p.name: p.read_bytes() for p in (folder / "exports").rglob("*") if p.is_file()}
    for moment in moments(seed, 3, 2.0):
        kill_after(moment, "scan", "-p", folder)
        assert not (folder / "records" / "scan.json.partial").exists()
        if (folder / "records" / "scan.json").exists():
            assert (folder / "records" / "scan.json").read_bytes().endswith(b"}")
    again = novation("scan", "-p", folder, "--json")
    assert again.status == 0, again.err
    first = next(r for r in story.ran if r.arguments[0] == "scan" and "--json" in r.arguments)
    assert again.value == first.value, "the same file is told in the same words"
    assert {p.name: p.read_bytes() for p in (folder / "exports").rglob("*") if p.is_file()} == before
    assert novation("run", "-p", folder).status == 0
    assert holds(checking.verify([folder]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_seal_leaves_no_package_or_a_whole_one(story: Story, tmp_path: Path, seed: int) -> None:
    folder = story.copy("authorised", tmp_path / "seller")
    package = tmp_path / "package"
    command = ("seal", package, "-p", folder, "--key", story.keys / "hander-over")
    for moment in moments(seed, 3, 2.5):
        kill_after(moment, *command)
        if package.exists():
            assert not verify_bag(package).problems
            if not (folder / "work" / "sealing.json").exists():  # this machine was faster than the kill
                assert holds(checking.verify([package, folder]))
                shutil.rmtree(package)
    again = novation(*command, "--json")
    assert again.status == 0, again.err
    assert holds(checking.verify([package, folder]))
    assert not list(tmp_path.glob("*.partial"))


def test_a_seal_that_was_killed_just_after_the_package_stood_is_completed(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from novation.handover.project import Project

    folder = story.copy("authorised", tmp_path / "seller")
    package = tmp_path / "package"
    command = ("seal", package, "-p", folder, "--key", story.keys / "hander-over", "--json")
    real = Project.write_record

    def die(self: Project, name: str, value: object) -> str:
        if name == "sealed.json":
            raise KeyboardInterrupt
        return real(self, name, value)

    monkeypatch.setattr(Project, "write_record", die)
    assert novation(*command).status == 130
    monkeypatch.undo()
    assert package.is_dir()
    again = novation(*command)
    assert again.status == 0, again.err
    assert holds(checking.verify([package, folder]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_receive_leaves_no_quarantine_or_a_whole_one(
    story: Story, tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "buyer"
    command = ("receive", story.package, "-i", story.keys / "buyer.age", "-p", folder)
    for moment in moments(seed, 3, 1.5):
        kill_after(moment, *command)
        whole = [p for p in folder.glob("quarantine/*") if not p.name.endswith(".partial")]
        for place in whole:
            expected = next((story.at("received") / "quarantine").iterdir())
            assert {p.relative_to(place) for p in place.rglob("*.parquet")} == {
                p.relative_to(expected) for p in expected.rglob("*.parquet")
            }
    again = novation(*command, "--json")
    assert again.status == 0, again.err
    assert not list(folder.glob("quarantine/*.partial"))
    reconciled = novation("reconcile", "-p", folder, "--json")
    assert reconciled.value["differences"] == 0
    assert (
        novation("receipt", "-p", folder, "--answer", "accept", "--key", story.keys / "receiver").status == 0
    )
    assert holds(checking.verify([story.package, folder]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_destruction_leaves_each_source_old_or_new_and_is_completed(
    story: Story, tmp_path: Path, seed: int
) -> None:
    folder = story.copy("accepted", tmp_path / "seller")
    old = {p.name: p.read_bytes() for p in (story.at("accepted") / "exports").iterdir()}
    new = {p.name: p.read_bytes() for p in (story.at("destroyed") / "exports").iterdir()}
    killed = 0
    for moment in moments(seed, 4, 2.0):
        killed += kill_after(moment, "destroy", "-p", folder)
        for name, before in old.items():
            content = (folder / "exports" / name).read_bytes()
            if name.endswith(".xlsx"):  # a workbook is an archive: its bytes depend on the moment of writing
                shutil.copy(folder / "exports" / name, tmp_path / "look.xlsx")
                assert content == before or content[:2] == b"PK"
            else:
                assert content in (before, new[name]), name
    again = novation("destroy", "-p", folder, "--json")
    assert again.status == 0, again.err
    assert novation("certificate", "-p", folder, "--key", story.keys / "hander-over").status == 0
    assert holds(checking.verify([story.package, folder]))
    for name, content in new.items():
        if not name.endswith(".xlsx"):
            assert (folder / "exports" / name).read_bytes() == content, name
    assert {p.name for p in (folder / "exports").iterdir()} == set(old)
    assert not (folder / "work" / "key").exists()


def test_a_destruction_that_stops_before_erasing_is_completed(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from novation.handover import destroying

    folder = story.copy("accepted", tmp_path / "seller")

    def die(work: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(destroying, "erase", die)
    assert novation("destroy", "-p", folder).status == 130
    assert (folder / "work" / "key").exists()
    refused = novation("certificate", "-p", folder, "--key", story.keys / "hander-over", "--json")
    assert refused.status == 0 or refused.value["error"]["code"]
    monkeypatch.undo()
    assert novation("destroy", "-p", folder).status == 0
    assert not (folder / "work" / "key").exists()
