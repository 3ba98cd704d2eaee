"""The recipe printed in every package, run as it stands with ordinary tools, opens a true one and stops at a false one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from novation.seal.recipe import commands_of

from .damage import flip
from .story import Story

pytestmark = pytest.mark.needs("sha256sum", "ssh-keygen", "age")


def run_recipe(
    package: Path, key: Path, out: Path, language: str = "en"
) -> list[subprocess.CompletedProcess[str]]:
    commands = commands_of((package / f"VERIFY.{language}.txt").read_text("utf-8"))
    assert len(commands) >= 5
    env = {"PATH": os.environ["PATH"], "KEY": str(key), "OUT": str(out), "LC_ALL": "C"}
    return [
        subprocess.run(["sh", "-c", command], cwd=package, env=env, capture_output=True, text=True)
        for command in commands
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_recipe_verifies_and_opens_the_package(story: Story, tmp_path: Path, language: str) -> None:
    for ran in run_recipe(story.package, story.keys / "buyer.age", tmp_path / "out", language):
        assert ran.returncode == 0, (ran.args, ran.stdout, ran.stderr)
    opened = sorted((tmp_path / "out").rglob("*.parquet"))
    ours = next((story.at("received") / "quarantine").iterdir())
    assert {p.relative_to(tmp_path / "out") for p in opened} == {
        p.relative_to(ours) for p in ours.rglob("*.parquet")
    }
    assert sum(pq.read_metadata(p).num_rows for p in opened) > 1000


@pytest.mark.parametrize(
    "name", ["plan.json", "counts.json", "allowed_signers", "manifest-sha256.txt", "signatures/hander-over.sig", "data/register/subjects.parquet.age"]
)  # fmt: skip
def test_the_recipe_stops_at_a_changed_file(story: Story, tmp_path: Path, name: str) -> None:
    package = Path(shutil.copytree(story.package, tmp_path / "package"))
    flip(package / name, (package / name).stat().st_size // 2)
    ran = run_recipe(package, story.keys / "buyer.age", tmp_path / "out")
    assert any(one.returncode != 0 for one in ran)


def test_the_recipe_stops_at_an_extra_file(story: Story, tmp_path: Path) -> None:
    package = Path(shutil.copytree(story.package, tmp_path / "package"))
    (package / "data" / "more.age").write_bytes(b"x")
    assert any(one.returncode != 0 for one in run_recipe(package, story.keys / "buyer.age", tmp_path / "out"))


def test_the_recipe_does_not_open_with_another_key(story: Story, tmp_path: Path) -> None:
    ran = run_recipe(story.package, story.keys / "stranger.age", tmp_path / "out")
    assert ran[-1].returncode != 0
    assert not list((tmp_path / "out").rglob("*.parquet"))


@pytest.mark.parametrize(
    ("name", "role", "namespace"),
    [
        ("receipt.json", "receiver", "novation-receipt"),
        ("certificate.json", "hander-over", "novation-certificate"),
    ],
)
def test_receipt_and_certificate_verify_with_ssh_keygen(
    story: Story, tmp_path: Path, name: str, role: str, namespace: str
) -> None:
    records = story.at("destroyed") / "records"
    command = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        str(story.package / "allowed_signers"),
        "-I",
        role,
        "-n",
        namespace,
    ]
    ran = subprocess.run(
        [*command, "-s", str(records / f"{name}.sig")],
        input=(records / name).read_bytes(),
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(b"Good")
    ran = subprocess.run(
        [*command, "-s", str(records / f"{name}.sig")],
        input=(records / name).read_bytes() + b" ",
        capture_output=True,
    )
    assert ran.returncode != 0
