"""What commands print: results on standard output, words on standard error, and the exit status that is documented."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from novation.errors import Exit

from ..handover.damage import flip
from ..handover.story import Story, novation


def test_results_stand_on_standard_output_as_one_json_value_each(story: Story) -> None:
    asked = [r for r in story.ran if "--json" in r.arguments and "--dry-run" not in r.arguments]
    assert len(asked) >= 9
    for ran in asked:
        assert isinstance(json.loads(ran.out), dict | list), ran.arguments


def test_words_for_people_stand_on_standard_error(story: Story) -> None:
    for ran in story.ran:
        if "--json" in ran.arguments:
            assert not any(mark in ran.out for mark in ("━", "⠋", "\x1b[")), ran.arguments


def test_inspect_reads_without_a_key_and_says_that_it_did_not_verify(story: Story) -> None:
    ran = novation("inspect", story.package)
    assert ran.status == 0
    assert "novation verify" in ran.err
    found = novation("inspect", story.package, "--json").value
    assert found["plan"].startswith("sha256:")
    assert found["payload_bytes"] == sum(p["bytes"] for p in found["parts"]) > 0


STATUSES = {
    "fine": (("law", "list", "--json"), Exit.OK),
    "no project": (("scan", "-p", "{empty}", "--json"), Exit.USAGE),
    "an unknown command": (("dance",), Exit.USAGE),
    "an unknown deal form": (("init", "-p", "{empty}", "--deal", "heist"), Exit.USAGE),
    "a date that is none": (("init", "-p", "{empty}", "--closing-on", "soon"), Exit.USAGE),
    "a date that is none for deciding": (("decide", "-p", "{planned}", "--as-of", "soon"), Exit.USAGE),
    "a file that is not there": (("verify", "{empty}/nothing"), Exit.USAGE),
    "nothing to verify": (("verify", "{empty}", "--json"), Exit.USAGE),
    "an unknown person": (("explain", "-p", "{planned}", "--subject", "x", "--json"), Exit.INPUT),
    "no authorisation": (("seal", "{empty}/p", "-p", "{planned}", "--key", "{keys}/hander-over", "--json"), Exit.REFUSED),
    "a changed package": (("verify", "{changed}", "--json"), Exit.INTEGRITY),
    "a key that is none": (("authorise", "-p", "{planned}", "--role", "owner", "--name", "x", "--key", "{keys}/owner.pub", "--json"), Exit.INPUT),
    "a public key that is none": (("key", "add", "-p", "{planned}", "--role", "owner", "--name", "x", "--key", "{keys}/buyer.age"), Exit.INPUT),
    "a public key that is no text": (("key", "add", "-p", "{planned}", "--role", "owner", "--name", "x", "--key", "{changed}/data/register/subjects.parquet.age"), Exit.INPUT),
    "a key file that is there already": (("key", "sign", "{keys}/owner"), Exit.REFUSED),
    "an age key file that is there already": (("key", "open", "{keys}/buyer.age"), Exit.REFUSED),
    "a key in a folder that is not there": (("key", "sign", "{empty}/no/where"), Exit.INPUT),
    "a signature on what is no package": (("sign", "{empty}", "--role", "witness", "--key", "{keys}/witness"), Exit.INPUT),
    "a signature in a role that signs no package": (("sign", "{changed}", "--role", "owner", "--key", "{keys}/witness"), Exit.USAGE),
    "an unknown law": (("law", "show", "xx-none", "--json"), Exit.USAGE),
    "no memory at all": (("scan", "-p", "{planned}", "--memory-limit", "many", "--afresh", "--json"), Exit.USAGE),
    "a source that is not there": (("source", "add", "{empty}/none.csv", "-p", "{planned}", "--json"), Exit.INPUT),
    "a receipt that is none": (("receipt", "-p", "{planned}", "--import", "{keys}/owner", "--json"), Exit.USAGE),
    "inspecting what is no package": (("inspect", "{empty}", "--json"), Exit.INPUT),
}  # fmt: skip


@pytest.fixture(scope="module")
def places(story: Story, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("statuses")
    (root / "empty").mkdir()
    changed = Path(shutil.copytree(story.package, root / "changed"))
    flip(changed / "plan.json", 100)
    return {
        "empty": root / "empty",
        "changed": changed,
        "keys": Path(shutil.copytree(story.keys, root / "keys")),
        "planned": story.copy("planned", root / "planned"),
        "opened": story.copy("opened", root / "opened"),
    }


@pytest.mark.parametrize(("words", "status"), STATUSES.values(), ids=STATUSES.keys())
def test_the_exit_status_is_the_documented_one(
    places: dict[str, Path], words: tuple[str, ...], status: Exit
) -> None:
    ran = novation(*(word.format(**places) for word in words))
    assert ran.status == int(status), (ran.out[-600:], ran.err[-600:])
    if status is not Exit.OK:
        assert ran.err.strip() or ran.out.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_is_told_in_the_language_asked_for_with_code_and_hint(tmp_path: Path, language: str) -> None:
    env = {**os.environ, "NOVATION_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "novation.cli.app", "scan", "-p", str(tmp_path)]
    if "__main__" not in Path(sys.modules["novation.cli.app"].__file__ or "").read_text():
        command = [str(Path(sys.executable).with_name("novation")), "scan", "-p", str(tmp_path)]
    ran = subprocess.run(command, env=env, capture_output=True, text=True)
    assert ran.returncode == 2
    assert not ran.stdout
    assert ran.stderr.startswith("project.not-found")
    assert ("没有" in ran.stderr) is (language == "zh")
    assert ("novation init" in ran.stderr) is True


def test_nothing_is_left_beside_a_key_that_could_not_be_written(places: dict[str, Path]) -> None:
    before = (places["keys"] / "owner").read_bytes()
    novation("key", "sign", places["keys"] / "owner")
    assert (places["keys"] / "owner").read_bytes() == before
