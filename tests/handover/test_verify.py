"""`verify` accepts what the story left, and names every file of it of which a single bit is changed."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from novation.errors import NovationError
from novation.evidence import canonical
from novation.handover import authorising, checking, receiving, sealing
from novation.handover.findings import Line, holds

from .damage import flip, flipped, places
from .story import Story


def crosses(*paths: Path, trust: Path | None = None) -> list[Line]:
    lines = checking.verify(list(paths), trust)
    assert holds(lines) is not any(entry["state"] == "cross" for entry in lines)
    return [entry for entry in lines if entry["state"] == "cross"]


def names(lines: list[Line], file: str) -> bool:
    """Whether a cross names the file, in the place for it or in its words."""
    return any(file in entry["file"] or file in entry["detail"]["en"] for entry in lines)


@pytest.fixture
def package(story: Story, tmp_path: Path) -> Path:
    return Path(shutil.copytree(story.package, tmp_path / "package"))


@pytest.fixture
def both(story: Story, tmp_path: Path) -> tuple[Path, Path]:
    """Seller and buyer as they are in the end; only their records, for nothing else is verified."""
    kept = []
    for side, moment in (("seller", "destroyed"), ("buyer", "receipted")):
        folder = tmp_path / side
        shutil.copytree(story.at(moment) / "records", folder / "records")
        shutil.copy(story.at(moment) / "novation.toml", folder)
        kept.append(folder)
    return kept[0], kept[1]


def test_everything_that_the_story_left_holds(story: Story, both: tuple[Path, Path]) -> None:
    lines = checking.verify([story.package, *both])
    assert holds(lines)
    assert {entry["state"] for entry in lines if entry["name"] != "trust"} == {"tick"}


def test_each_thing_holds_by_itself(story: Story, both: tuple[Path, Path]) -> None:
    seller, buyer = both
    for path in (
        story.package,
        seller,
        buyer,
        seller / "records" / "certificate.json",
        seller / "records" / "receipt.json",
        seller / "records" / "journal.jsonl",
        buyer / "records" / "journal.jsonl",
    ):
        assert not crosses(path), path.name


def test_a_flipped_bit_in_any_tag_file_or_signature_is_found_and_the_file_named(package: Path) -> None:
    files = [
        p for p in sorted(package.rglob("*")) if p.is_file() and "data" not in p.relative_to(package).parts
    ]
    assert len(files) > 15
    for file in files:
        for place, bit in places(file, 1, "tag"):
            with flipped(file, place, bit):
                found = crosses(package)
            assert names(found, file.name), (file.name, place, bit, found)


def test_a_flipped_bit_in_every_payload_file_at_once_is_found_in_each(package: Path) -> None:
    files = [p for p in sorted((package / "data").rglob("*")) if p.is_file()]
    assert len(files) > 50
    for count in range(2):
        for file in files:
            place, bit = places(file, 3, f"payload{count}")[count]
            flip(file, place, bit)
        found = {entry["file"] for entry in crosses(package)}
        assert {p.relative_to(package).as_posix() for p in files} <= found


def test_a_flipped_bit_in_one_payload_file_is_found_in_that_one_only(package: Path) -> None:
    files = [p for p in sorted((package / "data").rglob("*")) if p.is_file()]
    for file in files[::17]:
        place, bit = places(file, 1, "one")[-1]
        with flipped(file, place, bit):
            found = crosses(package)
        told = {entry["file"] for entry in found if entry["file"].startswith("data/")}
        assert told == {file.relative_to(package).as_posix()}


@pytest.mark.parametrize("side", [0, 1], ids=["seller", "buyer"])
def test_a_flipped_bit_in_any_record_is_found_and_the_file_named(both: tuple[Path, Path], side: int) -> None:
    folder = both[side]
    files = [p for p in sorted((folder / "records").rglob("*")) if p.is_file() and p.name != ".lock"]
    assert len(files) > 6
    for file in files:
        for place, bit in places(file, 1, "record"):
            with flipped(file, place, bit):
                found = crosses(folder)
            assert names(found, file.name), (file.name, place, bit, found)


@pytest.mark.parametrize("side", [0, 1], ids=["seller", "buyer"])
def test_a_record_that_is_gone_is_missed(both: tuple[Path, Path], side: int) -> None:
    folder = both[side]
    for file in sorted((folder / "records").glob("*")):
        if file.is_file() and file.name not in (".lock", "receipt.checkpoint.note"):
            content = file.read_bytes()
            file.unlink()
            found = crosses(folder)
            assert names(found, file.name.removesuffix(".sig")), (file.name, found)
            file.write_bytes(content)


def test_a_truncated_file_is_found(package: Path) -> None:
    for name in ("plan.json", "journal.jsonl", "checkpoint.note", "manifest-sha256.txt", "counts.json"):
        file = package / name
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])
        assert names(crosses(package), name)
        file.write_bytes(content)


def test_a_missing_file_is_found(package: Path) -> None:
    part = next(p for p in sorted((package / "data").rglob("*.age")))
    for file in (
        part,
        package / "plan.json",
        package / "bagit.txt",
        package / "signatures" / "hander-over.sig",
    ):
        content = file.read_bytes()
        file.unlink()
        assert names(crosses(package), file.name)
        file.write_bytes(content)


def test_an_extra_file_is_found(package: Path) -> None:
    for name in ("data/contact/zz.parquet.age", "note.txt", "data/readme.txt"):
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_bytes(b"x")
        assert names(crosses(package), name)
        (package / name).unlink()


def test_a_reordered_manifest_is_found(package: Path) -> None:
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        file = package / name
        content = file.read_bytes()
        lines = content.splitlines(keepends=True)
        file.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))
        assert names(crosses(package), name)
        file.write_bytes(content)


def test_swapped_manifests_are_found(package: Path) -> None:
    one, two = package / "manifest-sha256.txt", package / "tagmanifest-sha256.txt"
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    found = crosses(package)
    assert names(found, one.name)
    assert names(found, two.name)


def test_two_swapped_parts_are_found(package: Path) -> None:
    one, two = sorted((package / "data").rglob("*.parquet.age"))[:2]
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    found = crosses(package)
    assert names(found, one.name)
    assert names(found, two.name)


def test_a_journal_rewritten_after_its_checkpoint_was_removed_shows_at_the_other_side(
    story: Story, both: tuple[Path, Path]
) -> None:
    seller, buyer = both
    journal = seller / "records" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:3], *lines[4:]]))
    assert names(crosses(seller), "journal.jsonl")
    (seller / "records" / "journal.checkpoint.note").unlink()
    assert crosses(seller)
    assert crosses(story.package, seller, buyer)


def test_a_receipt_or_certificate_of_another_package_is_found(
    story: Story, both: tuple[Path, Path], tmp_path: Path
) -> None:
    other = Path(shutil.copytree(story.package, tmp_path / "other"))
    manifest = other / "tagmanifest-sha256.txt"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    found = crosses(other, both[0])
    assert {e["file"] for e in found if e["name"] == "binding"} == {"receipt.json", "certificate.json"}


def test_one_s_own_list_of_signers_counts_more_than_the_package_s(story: Story, tmp_path: Path) -> None:
    trust = tmp_path / "allowed_signers"
    trust.write_bytes((story.package / "allowed_signers").read_bytes())
    assert not crosses(story.package, trust=trust)
    stranger = (story.keys / "stranger.pub").read_text().split()
    trust.write_text(f"hander-over {stranger[0]} {stranger[1]}\n", "utf-8")
    assert names(crosses(story.package, trust=trust), "hander-over")


def test_what_is_nothing_of_ours_is_refused_with_a_code(tmp_path: Path) -> None:
    for name in ("folder", "text.txt", "list.json"):
        path = tmp_path / name
        path.mkdir() if name == "folder" else path.write_text("[]")
        with pytest.raises(NovationError) as told:
            checking.verify([path])
        assert told.value.code == "verify.nothing"


SENSELESS = {
    "an empty list": [],
    "no approval": {"type": "novation-plan@v1"},
    "an unknown deal form": {
        "deal": {"form": "heist", "closing_on": "2027-01-15"},
        "approval": {"seal": ["a", "b"]},
    },
    "a number for roles": {"approval": {"seal": 7}, "case": "x"},
    "one role twice": {"approval": {"seal": ["owner", "owner"]}, "case": "x"},
}


@pytest.mark.parametrize("plan", SENSELESS.values(), ids=SENSELESS.keys())
def test_a_well_packed_and_signed_package_with_a_senseless_plan_ends_in_a_code(
    story: Story, package: Path, tmp_path: Path, plan: object
) -> None:
    repack(package, {"plan.json": canonical.encode(plan)})
    sealing.add_signature(package, "hander-over", authorising.read_key(story.keys / "hander-over"))
    assert crosses(package)
    with pytest.raises(NovationError):
        receiving.receive(tmp_path / "buyer", package, story.keys / "buyer.age")
    assert not (tmp_path / "buyer").exists()


@pytest.mark.parametrize("name", ["journal.jsonl", "checkpoint.note", "allowed_signers", "recipients.txt"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"{}\n", b"x y z\n"], ids=["empty", "bytes", "json", "words"]
)
def test_a_well_packed_and_signed_package_with_a_senseless_tag_file_fails_without_a_traceback(
    story: Story, package: Path, name: str, content: bytes
) -> None:
    repack(package, {name: content})
    sealing.add_signature(package, "hander-over", authorising.read_key(story.keys / "hander-over"))
    assert crosses(package)


def repack(package: Path, changed: dict[str, bytes]) -> None:
    """Writes files and makes the manifest fit again, as a forger would."""
    manifest = package / "tagmanifest-sha256.txt"
    lines = []
    for entry in manifest.read_text().splitlines():
        digest, _, name = entry.partition("  ")
        if name in changed:
            (package / name).write_bytes(changed[name])
            digest = hashlib.sha256(changed[name]).hexdigest()
        lines.append(f"{digest}  {name}\n")
    manifest.write_text("".join(lines))
