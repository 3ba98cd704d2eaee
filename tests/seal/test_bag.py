"""Bags: written whole or not at all; every changed byte found and named; nothing outside the folder touched."""

from __future__ import annotations

import hashlib
import ntpath
import os
import posixpath
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.seal import bag as bag_module
from novation.seal.bag import SIGNATURES, BagLimits, BagWriter, add_signature, check_bag, verify_bag
from novation.seal.manifest import manifest_text, parse_manifest
from novation.seal.names import is_safe
from novation.seal.package import verify

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "conformance" / "seal" / "valid" / "whole-package" / "package"
FILES = sorted(str(path.relative_to(BASE)) for path in BASE.rglob("*") if path.is_file())
MANIFESTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
LISTED = [name for name in FILES if name not in MANIFESTS]
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _write(folder: Path) -> Path:
    with BagWriter(folder) as writer:
        writer.add_tag("plan.json", b"{}")
        writer.add_payload("data/contact/t01.parquet.age", b"not really encrypted")
        return writer.finish({"Bagging-Date": "2026-11-21"})


def test_what_the_writer_writes_is_complete_and_valid(tmp_path):
    check = check_bag(_write(tmp_path / "bag"))
    assert check.problems == check.warnings == []
    assert (check.payload_bytes, check.payload_files) == (20, 1)
    assert dict(check.info) == {"Bagging-Date": "2026-11-21", "Payload-Oxum": "20.1"}


def test_other_software_finds_the_bag_valid(tmp_path):
    bagit = pytest.importorskip("bagit", reason="needs the bagit library of the [dev] extra")
    assert bagit.Bag(str(_write(tmp_path / "bag"))).is_valid()
    assert bagit.Bag(str(shutil.copytree(BASE, tmp_path / "vector"))).validate()


def test_a_block_that_ends_early_leaves_nothing(tmp_path):
    with pytest.raises(KeyError), BagWriter(tmp_path / "bag") as writer:
        writer.add_tag("plan.json", b"{}")
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_leaves_a_partial_folder_which_the_next_run_replaces(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from novation.seal.bag import BagWriter\n"
        "with BagWriter(Path(sys.argv[1])) as writer:\n"
        "    writer.add_tag('left-over.txt', b'x'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "bag")], check=False)
    assert [path.name for path in tmp_path.iterdir()] == ["bag.partial"]
    assert verify_bag(_write(tmp_path / "bag")) == []
    assert [path.name for path in tmp_path.iterdir()] == ["bag"]


def test_an_existing_folder_is_never_overwritten(tmp_path):
    _write(tmp_path / "bag")
    with pytest.raises(NovationError, match="seal.folder-taken"):
        _write(tmp_path / "bag")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../plan.json", "seal.forbidden-name"),
        ("/plan.json", "seal.forbidden-name"),
        ("data/x", "seal.forbidden-name"),
        ("bagit.txt", "seal.forbidden-name"),
        ("signatures/hander-over.sig", "seal.forbidden-name"),
        ("a\nb", "seal.forbidden-name"),
        ("PLAN.json", "seal.name-collision"),
    ],
)
def test_the_writer_refuses_names_a_reader_would_refuse(tmp_path, name, code):
    with pytest.raises(NovationError, match=code), BagWriter(tmp_path / "bag") as writer:
        writer.add_tag("plan.json", b"{}")
        writer.add_tag(name, b"")


def test_a_line_break_cannot_be_smuggled_into_bag_info(tmp_path):
    with pytest.raises(NovationError, match="seal.bag-info"), BagWriter(tmp_path / "bag") as writer:
        writer.finish({"Source-Organization": "x\nPayload-Oxum: 0.0"})


def test_signatures_come_with_the_bag_or_after_it_and_no_other_file_may(tmp_path):
    with BagWriter(tmp_path / "bag") as writer:
        writer.add_tag("plan.json", b"{}")
        folder = writer.finish({}, lambda message: {"signatures/hander-over.sig": b"signs " + message[:9]})
    add_signature(folder, "receiver", b"later")
    assert verify_bag(folder) == []
    with pytest.raises(NovationError, match="seal.unexpected-file"):
        add_signature(folder, "passer-by", b"x")


@pytest.mark.parametrize("name", FILES)
def test_flipping_any_byte_of_any_file_is_found_and_the_file_named(name, package, check_signature):
    content = (package / name).read_bytes()
    step = max(1, len(content) // 16)
    for at in {*range(0, len(content), step), len(content) - 1} if content else ():
        for bit in (1, 32):
            changed = bytearray(content)
            changed[at] ^= bit
            (package / name).write_bytes(bytes(changed))
            result = verify(package, verify_signature=check_signature)
            assert name in {problem.file for problem in result.problems}, (at, bit)
            assert not result.holds


@few
@given(name=st.sampled_from(FILES), data=st.data())
def test_cutting_or_lengthening_any_file_is_found(name, data, tmp_path_factory):
    package = shutil.copytree(BASE, tmp_path_factory.mktemp("cut") / "package")
    content = (package / name).read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    more = data.draw(st.binary(min_size=1 if cut == len(content) else 0, max_size=3))
    if content[:cut] + more == content:
        return
    (package / name).write_bytes(content[:cut] + more)
    problems = verify_bag(package)
    # A signature is not in the tag manifest: that is what the signature check itself is for.
    assert problems or name in SIGNATURES


@few
@given(st.lists(st.sampled_from(LISTED), min_size=1, max_size=3, unique=True))
def test_taking_any_file_away_is_found_and_named(names):
    with tempfile.TemporaryDirectory() as folder:
        package = Path(shutil.copytree(BASE, Path(folder) / "package"))
        for name in names:
            (package / name).unlink()
        named = {problem.file for problem in verify(package).problems}
        assert named >= set(names)


hostile = st.lists(
    st.sampled_from(
        ["..", ".", "", "data", "~", "C:", "etc", "\\", "..\\..", "%2e%2e", "a", "\x00", " ", "\u202e"]
    ),
    max_size=6,
).map("/".join) | st.text(max_size=20)


@few
@given(st.lists(hostile, max_size=6))
def test_hostile_manifest_lines_never_lead_out_of_the_folder(paths):
    opened: list[Path] = []
    with tempfile.TemporaryDirectory() as outer:
        package = Path(shutil.copytree(BASE, Path(outer) / "in" / "package"))
        (Path(outer) / "outside.txt").write_bytes(b"")
        lines = "".join(f"{'0' * 64}  data/{path}\n{'0' * 64}  {path}\n" for path in paths)
        for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt"):
            with (package / name).open("ab") as out:
                out.write(lines.encode("utf-8", "replace"))
        original = bag_module.open_plain
        digest = bag_module.digest_file
        try:
            bag_module.open_plain = lambda path: opened.append(path) or original(path)
            bag_module.digest_file = lambda path, *rest: opened.append(path) or digest(path, *rest)
            for profile in ("novation", None):
                verify_bag(package, profile)
        finally:
            bag_module.open_plain, bag_module.digest_file = original, digest
        assert opened
        assert all(Path(os.path.normpath(path)).is_relative_to(package) and path.exists() for path in opened)


@given(st.text())
def test_a_safe_path_stays_below_the_folder_on_every_system(path):
    if is_safe(path):
        for system in (posixpath, ntpath):
            assert not system.isabs(path)
            assert not system.splitdrive(path)[0]
            assert system.normpath(path).split(system.sep)[0] != ".."


@given(
    st.dictionaries(
        st.from_regex(r"data/[a-z]{1,9}(/[a-zé中]{1,9}){0,2}", fullmatch=True), st.binary(max_size=4)
    )
)
def test_a_manifest_reads_back_as_it_was_written(contents):
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
    text = manifest_text(digests).decode()
    manifest = parse_manifest("manifest-sha256.txt", text, strict=True, version=(1, 0))
    assert manifest.digests == digests
    assert manifest.problems == []


def test_limits_are_checked_before_anything_is_read(tmp_path, monkeypatch):
    folder = _write(tmp_path / "bag")
    with (folder / "data" / "contact" / "t01.parquet.age").open("r+b") as out:
        out.truncate(1 << 40)  # a sparse file: a terabyte to read, nothing on the disk
    problems = verify_bag(folder, limits=BagLimits(total_bytes=1 << 30))
    assert {"seal.too-large", "seal.wrong-oxum"} <= {problem.code for problem in problems}
    with (folder / "plan.json").open("r+b") as out:
        out.truncate(1 << 40)
    assert "seal.too-many-files" in {p.code for p in verify_bag(folder, limits=BagLimits(files=3))}


def test_progress_counts_every_byte_of_the_listed_files(package):
    seen: list[int] = []
    check = check_bag(package, progress=seen.append)
    assert check.problems == []
    assert sum(seen) == sum((package / name).stat().st_size for name in check.expected)


def test_a_file_name_that_is_not_utf_8_is_named_printably(package):
    (package / os.fsdecode(b"data/\xff\x1b[2J.age")).write_bytes(b"")
    named = [problem for problem in verify_bag(package) if problem.code == "seal.forbidden-name"]
    assert len(named) == 1
    assert named[0].file.isprintable()
    assert named[0].text.zh.isprintable()


def test_a_folder_reached_by_a_link_or_not_there_is_no_package(package, tmp_path):
    (tmp_path / "link").symlink_to(package)
    for path in (tmp_path / "link", tmp_path / "absent", package / "plan.json"):
        with pytest.raises(NovationError, match="seal.not-a-package"):
            verify_bag(path)
