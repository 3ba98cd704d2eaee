"""What counsel signed off travels in the package, and whoever opens it can check it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from novation.evidence import canonical, sshsig
from novation.handover import authorising, checking, sealing
from novation.handover.class_sign_offs import NAMESPACE
from novation.handover.findings import Line, holds
from novation.seal import package as seal_package

from .story import Story, authorise, make_keys, novation
from .test_verify import repack

FILE = "sign-offs/001-counsel.json"


@pytest.fixture(scope="module")
def signed(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package whose plan asks for counsel, sealed after counsel had signed every class."""
    root = tmp_path_factory.mktemp("signed-off")
    seller = story.copy("planned", root / "seller")
    make_keys(root / "keys")
    assert novation("key", "sign", root / "keys" / "counsel").status == 0
    shutil.copytree(story.keys, root / "keys", dirs_exist_ok=True)
    pub = root / "keys" / "counsel.pub"
    assert (
        novation("key", "add", "-p", seller, "--role", "counsel", "--name", "甲律师", "--key", pub).status
        == 0
    )
    toml = seller / "novation.toml"
    toml.write_text(
        toml.read_text("utf-8").replace("[approval]\n", '[approval]\nclasses = ["counsel"]\n', 1), "utf-8"
    )
    assert novation("plan", "-p", seller).status == 0
    every = ("law", "sign-off", "-p", seller, "--name", "甲律师", "--key", root / "keys" / "counsel", "--all")
    assert novation(*every).status == 0
    assert [ran.status for ran in authorise(seller, root / "keys")] == [0, 0]
    sealed = novation("seal", root / "package", "-p", seller, "--key", root / "keys" / "hander-over")
    assert sealed.status == 0, sealed.err
    return root


@pytest.fixture
def package(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed / "package", tmp_path / "package"))


def told(package: Path) -> list[Line]:
    return [entry for entry in checking.verify([package], None) if entry["name"] == "class-sign-off"]


def resign(package: Path, keys: Path, changed: dict[str, bytes]) -> None:
    repack(package, changed)
    sealing.add_signature(package, "hander-over", authorising.read_key(keys / "hander-over"))


def test_the_package_holds_the_sign_offs_and_verify_counts_the_classes(package: Path) -> None:
    (line,) = told(package)
    classes = len(json.loads((package / "counts.json").read_bytes())["classes"])
    assert line["state"] == "tick"
    assert f"{classes:,} of {classes:,} classes" in line["detail"]["en"]
    assert seal_package.inspect(package)["sign_offs"] == ["001-counsel"]
    shown = novation("inspect", package, env={"NOVATION_LANG": "en"}).out
    assert "001-counsel" in shown
    assert holds(checking.verify([package], None))


def test_a_package_without_any_says_nothing_of_them(story: Story) -> None:
    assert told(story.package) == []
    assert seal_package.inspect(story.package)["sign_offs"] == []
    assert "classes" not in json.loads((story.package / "plan.json").read_bytes())["approval"]


def test_another_word_in_what_counsel_signed_is_found(signed: Path, package: Path) -> None:
    value = json.loads((package / FILE).read_bytes())
    value["classes"] = value["classes"][1:]
    resign(package, signed / "keys", {FILE: canonical.encode(value)})
    assert [line["state"] for line in told(package)] == ["cross"]


@pytest.mark.parametrize("who", ["stranger", "witness"])
def test_a_sign_off_by_somebody_else_counts_for_nothing(signed: Path, package: Path, who: str) -> None:
    key = authorising.read_key(signed / "keys" / who)
    value = {**json.loads((package / FILE).read_bytes()), "key": key.public.fingerprint}
    document = canonical.encode(value)
    resign(
        package,
        signed / "keys",
        {FILE: document, FILE + ".sig": sshsig.sign(key, NAMESPACE, document).encode()},
    )
    states = [line["state"] for line in told(package)]
    assert states == ["cross", "cross"], "the stranger is named, and counsel has signed nothing"


def test_classes_under_other_packs_are_not_signed(signed: Path, package: Path) -> None:
    key = authorising.read_key(signed / "keys" / "counsel")
    value = json.loads((package / FILE).read_bytes())
    value["packs"]["cn-pipl"] = "sha256:" + "0" * 64
    document = canonical.encode(value)
    resign(
        package,
        signed / "keys",
        {FILE: document, FILE + ".sig": sshsig.sign(key, NAMESPACE, document).encode()},
    )
    assert {line["state"] for line in told(package)} == {"cross"}, "the plan asks counsel for every class"


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"role":["counsel"]}', b"\xff"])
def test_a_senseless_sign_off_ends_in_a_cross(signed: Path, package: Path, content: bytes) -> None:
    key = authorising.read_key(signed / "keys" / "counsel")
    resign(
        package,
        signed / "keys",
        {FILE: content, FILE + ".sig": sshsig.sign(key, NAMESPACE, content).encode()},
    )
    assert "cross" in {line["state"] for line in told(package)}
