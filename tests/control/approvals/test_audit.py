"""The auditor's evidence: samples anybody can draw again, a bundle that verifies itself, checkpoints that change hands."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.control.approvals.conftest import Committee
from tests.control.people import House

from novation.control.approvals.actions.auditing import (
    compare_checkpoint,
    draw_sample,
    export_bundle,
    export_names,
    keep_checkpoint,
    sign_checkpoint,
)
from novation.control.approvals.actions.deciding import submit_plan
from novation.control.approvals.actions.voting import vote
from novation.control.approvals.bundle import evidence_bundle
from novation.control.approvals.models import Vote
from novation.control.approvals.sampling import strata
from novation.control.approvals.terms import Choice
from novation.control.cases.texts import commitment
from novation.control.journal.archives import zipped
from novation.control.journal.models import LogEntry
from novation.control.journal.proofs import proof_files
from novation.control.journal.signing import installation_key, origin_of
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.evidence import canonical
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.evidence.merkle import Tree, leaf_hash
from novation.handover.project import Project
from novation.seal.keys import generate_identity

pytestmark = pytest.mark.django_db


def unpacked(archive: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    return folder


def verified(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The verifier as a stranger runs it: no path, no environment, none of this software."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *options]
    return subprocess.run(command, cwd="/", env={"PYTHONUTF8": "1"}, capture_output=True, text=True)


@pytest.fixture
def bundle(house: House, committee: Committee, project: Project, tmp_path: Path) -> Path:
    submission = submit_plan(house.officer, house.case)
    vote(committee.people[0], submission, choice=Choice.DECLINE, reason="Withhold all of it.")
    sign_checkpoint(house.officer, house.case)
    return unpacked(export_bundle(house[CaseRole.AUDITOR], house.case), tmp_path / "bundle")


@pytest.mark.action("bundle.exported")
def test_the_bundle_verifies_itself_offline(bundle: Path) -> None:
    ran = verified(bundle)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "everything fits" in ran.stdout and "全部相符" in ran.stdout
    key = installation_key().public.line()
    assert verified(bundle, "--key", key).returncode == 0
    other = load_private_key(generate_private_key()).public.line()
    assert verified(bundle, "--key", other).returncode == 1


def test_nobody_is_named_in_the_bundle_and_no_reason_stands_in_it(house: House, bundle: Path) -> None:
    whole = b"".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())
    for person in house.people.values():
        assert person.name.encode() not in whole and person.email.encode() not in whole
    assert b"Withhold all of it" not in whole
    votes = [json.loads(x) for x in (bundle / "records" / "decisions.jsonl").read_text().splitlines()]
    given = Vote.objects.get()
    assert commitment(given.salt, given.reason) in {one.get("reason") for one in votes}


def test_the_same_journal_gives_the_same_bytes(house: House, project: Project) -> None:
    from novation.control.journal.signing import sign

    size = sign(house.case.ref).size
    assert evidence_bundle(house.case, size) == evidence_bundle(house.case, size)


def change_line(folder: Path) -> None:
    path = folder / "journal" / "entries.jsonl"
    path.write_text(path.read_text("utf-8").replace('"choice":"decline"', '"choice":"approve"'), "utf-8")


def drop_last(folder: Path) -> None:
    path = folder / "journal" / "entries.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def change_record(folder: Path) -> None:
    path = folder / "records" / "decisions.jsonl"
    path.write_text(path.read_text("utf-8").replace('"choice":"decline"', '"choice":"approve"'), "utf-8")


def add_file(folder: Path) -> None:
    (folder / "records" / "more.jsonl").write_text("{}\n")


def list_anew(folder: Path) -> None:
    """Somebody careful: changes the record and its digest in the list."""
    change_record(folder)
    lines = []
    for line in (folder / "manifest-sha256.txt").read_text().splitlines():
        name = line.split("  ", 1)[1]
        lines.append(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n")
    (folder / "manifest-sha256.txt").write_text("".join(lines))


@pytest.mark.parametrize("tamper", [change_line, drop_last, change_record, add_file, list_anew])
def test_the_verifier_finds_what_was_tampered_with(bundle: Path, tamper: object) -> None:
    tamper(bundle)  # type: ignore[operator]
    ran = verified(bundle)
    assert ran.returncode == 1 and "WRONG" in ran.stdout, ran.stdout + ran.stderr


@pytest.mark.parametrize("tamper", [change_line, drop_last])
def test_even_where_the_list_is_signed_anew_the_journal_does_not_fit_its_heads(
    bundle: Path, tamper: object
) -> None:
    """Somebody who holds the list's key, but cannot touch the checkpoint that was given out."""
    from novation.control.journal.archives import MANIFEST, NAMESPACE
    from novation.evidence import sshsig

    (bundle / MANIFEST).touch()
    tamper(bundle)  # type: ignore[operator]
    lines = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(bundle).as_posix()}\n"
        for path in sorted(bundle.rglob("*"))
        if path.is_file() and not path.name.startswith(MANIFEST)
    )
    (bundle / MANIFEST).write_text(lines)
    (bundle / f"{MANIFEST}.sig").write_text(sshsig.sign(installation_key(), NAMESPACE, lines.encode()))
    ran = verified(bundle)
    assert ran.returncode == 1 and "journal/entries.jsonl" in ran.stdout, ran.stdout


@pytest.mark.action("names.exported")
def test_the_list_of_names_is_sealed_to_those_who_may_know(house: House, tmp_path: Path) -> None:
    recipient = generate_identity(tmp_path / "auditor.age")
    sealed = export_names(house[CaseRole.AUDITOR], house.case, recipients=recipient)
    assert house.officer.name.encode() not in sealed
    secret = (tmp_path / "auditor.age").read_text().splitlines()[-1]
    opened = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)])
    assert json.loads(opened)["names"][house.officer.ref] == house.officer.name
    with pytest.raises(NovationError, match="access.refused"):
        export_names(house[CaseRole.RECEIVER], house.case, recipients=recipient)


@pytest.mark.action("sample.drawn")
def test_a_sample_is_drawn_again_by_anybody_from_seed_and_size(house: House) -> None:
    sample = draw_sample(house[CaseRole.AUDITOR], house.case, each=2, seed="seed-1")
    found = {one.tag: [entry.index for entry in one.entries] for one in strata(sample)}
    lines = LogEntry.objects.filter(stream=house.case.ref, index__lt=sample.size).values_list("index", "tag")
    by_tag: dict[str, list[int]] = {}
    for index, tag in lines:
        by_tag.setdefault(tag, []).append(index)
    for tag, indices in by_tag.items():
        ranked = sorted(indices, key=lambda i: hashlib.sha256(f"seed-1:{i}".encode()).hexdigest())
        assert found[tag] == sorted(ranked[:2])
    draw_sample(house[CaseRole.AUDITOR], house.case, each=2)
    assert {one.tag: [e.index for e in one.entries] for one in strata(sample)} == found


def test_a_seed_like_a_telephone_number_is_no_trouble(house: House) -> None:
    assert draw_sample(house[CaseRole.AUDITOR], house.case, seed="13800002207").seed == "13800002207"
    with pytest.raises(NovationError, match="input.wrong"):
        draw_sample(house[CaseRole.AUDITOR], house.case, seed="王 某")


@pytest.mark.action("checkpoint.signed")
@pytest.mark.action("checkpoint.compared")
def test_a_checkpoint_the_other_side_kept_is_held_against_the_journal(house: House) -> None:
    note = sign_checkpoint(house.officer, house.case).encode()
    assert compare_checkpoint(house[CaseRole.RECEIVER], house.case, note=SimpleUploadedFile("n", note)).size
    key = installation_key()
    origin = origin_of(house.case.ref, key.public)
    wrong = Checkpoint(origin, 2, b"\x01" * 32).sign(key).encode()
    with pytest.raises(NovationError, match="exchange.split-view"):
        compare_checkpoint(house.officer, house.case, note=SimpleUploadedFile("n", wrong))
    ahead = Checkpoint(origin, 10_000, b"\x01" * 32).sign(key).encode()
    with pytest.raises(NovationError, match="checkpoint.ahead"):
        compare_checkpoint(house.officer, house.case, note=SimpleUploadedFile("n", ahead))


class TheirLog:
    """The journal of the buyer's own installation."""

    origin = "novation.example/elsewhere/ca_theirs"

    def __init__(self) -> None:
        self.key: PrivateKey = load_private_key(generate_private_key())
        self.tree = Tree(leaf_hash(str(n).encode()) for n in range(9))

    def note(self, size: int) -> SimpleUploadedFile:
        made = Checkpoint(self.origin, size, self.tree.root(size)).sign(self.key)
        return SimpleUploadedFile("note", made.encode())

    def proof(self, old: int, size: int) -> SimpleUploadedFile:
        path = [node.hex() for node in self.tree.consistency_proof(old, size)]
        return SimpleUploadedFile("p", canonical.encode({"old_size": old, "size": size, "proof": path}))


@pytest.mark.action("checkpoint.kept")
def test_the_other_sides_checkpoints_are_kept_if_each_continues_the_one_before(house: House) -> None:
    theirs = TheirLog()
    with pytest.raises(NovationError, match="input.wrong"):
        keep_checkpoint(house.officer, house.case, note=theirs.note(5))
    keep_checkpoint(house.officer, house.case, note=theirs.note(5), key=theirs.key.public.line())
    with pytest.raises(NovationError, match="exchange.unproven"):
        keep_checkpoint(house.officer, house.case, note=theirs.note(9))
    keep_checkpoint(house.officer, house.case, note=theirs.note(9), proof=theirs.proof(5, 9))
    theirs.tree = Tree(leaf_hash(b"x" + str(n).encode()) for n in range(9))
    with pytest.raises(NovationError, match="exchange.split-view"):
        keep_checkpoint(house.officer, house.case, note=theirs.note(9))


def test_the_key_is_made_once_and_readable_by_its_owner_alone(home: Path) -> None:
    first = installation_key()
    assert installation_key().public == first.public
    assert (home / "journal-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == ["journal-key"]


@pytest.mark.needs("openssl", "ssh-keygen", "bash")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_printed_recipe_proves_an_entry(house: House, tmp_path: Path, language: str) -> None:
    sign_checkpoint(house.officer, house.case)
    for index in (0, 5, 10):
        folder = unpacked(zipped(proof_files(house.case.ref, index)), tmp_path / str(index))
        text = (folder / f"VERIFY.{language}.txt").read_text("utf-8")
        recipe = re.search(r"--- recipe\n(.*)--- end", text, re.S)
        assert recipe is not None
        ran = subprocess.run(["bash", "-ec", recipe[1]], cwd=folder, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.splitlines()[0] in ("the entry is in the journal", "这条日志确在其中")
        assert verified(folder).returncode == 0


def test_a_changed_entry_is_not_proven(house: House, tmp_path: Path) -> None:
    folder = unpacked(zipped(proof_files(house.case.ref, 3)), tmp_path / "proof")
    (folder / "entry.json").write_bytes((folder / "entry.json").read_bytes().replace(b'"at"', b'"aT"'))
    assert verified(folder).returncode == 1
