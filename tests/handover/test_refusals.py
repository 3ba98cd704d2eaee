"""What must be refused is refused, with its code, and nothing is written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from novation.errors import NovationError
from novation.evidence import canonical
from novation.evidence.authorisation import Authorisation
from novation.handover import authorising, planning
from novation.handover.project import Project

from .damage import flip
from .story import Ran, Story, authorise, novation


def code(ran: Ran) -> str:
    return str(ran.value["error"]["code"])


def seal(folder: Path, story: Story, key: str = "hander-over") -> Ran:
    return novation("seal", folder.parent / "out", "-p", folder, "--key", story.keys / key, "--json")


def refused_to_seal(folder: Path, story: Story) -> Ran:
    ran = seal(folder, story)
    assert ran.status == 4, (ran.status, ran.err)
    assert not list(folder.parent.glob("out*"))
    assert not (folder / "records" / "sealed.json").exists()
    return ran


@pytest.fixture
def planned(story: Story, tmp_path: Path) -> Path:
    return story.copy("planned", tmp_path / "seller")


@pytest.fixture
def authorised(story: Story, tmp_path: Path) -> Path:
    return story.copy("authorised", tmp_path / "seller")


def test_without_authorisation_nothing_is_sealed(story: Story, planned: Path) -> None:
    assert code(refused_to_seal(planned, story)) == "plan.not-authorised"


def test_one_person_is_not_enough(story: Story, planned: Path) -> None:
    novation(
        "authorise", "-p", planned, "--role", "owner", "--name", "owner 某", "--key", story.keys / "owner"
    )
    ran = refused_to_seal(planned, story)
    assert code(ran) == "plan.not-authorised"
    assert "compliance-officer" in ran.out


def test_one_key_for_two_roles_is_not_enough(story: Story, planned: Path) -> None:
    novation("key", "add", "-p", planned, "--role", "compliance-officer", "--name", "owner 某", "--key", story.keys / "owner.pub")  # fmt: skip
    for role in ("owner", "compliance-officer"):
        novation(
            "authorise", "-p", planned, "--role", role, "--name", "owner 某", "--key", story.keys / "owner"
        )
    ran = refused_to_seal(planned, story)
    assert code(ran) == "plan.not-authorised"
    assert "authorisation.one-key-two-roles" in ran.out


def test_a_stranger_s_key_is_not_enough(story: Story, planned: Path) -> None:
    for role in ("owner", "compliance-officer"):
        novation(
            "authorise",
            "-p",
            planned,
            "--role",
            role,
            "--name",
            f"{role} 某",
            "--key",
            story.keys / "stranger",
        )
    assert "authorisation.unknown-key" in refused_to_seal(planned, story).out


def test_a_known_key_in_the_wrong_role_is_not_enough(story: Story, planned: Path) -> None:
    novation(
        "authorise", "-p", planned, "--role", "owner", "--name", "owner 某", "--key", story.keys / "owner"
    )
    novation("authorise", "-p", planned, "--role", "compliance-officer", "--name", "witness 某", "--key", story.keys / "witness")  # fmt: skip
    assert "authorisation.wrong-role" in refused_to_seal(planned, story).out


@pytest.mark.parametrize(
    ("issued", "expires", "expected"),
    [(-30, -1, "authorisation.expired"), (1, 30, "authorisation.not-yet-valid")],
)
def test_an_authorisation_counts_in_its_time_only(
    story: Story, planned: Path, issued: int, expires: int, expected: str
) -> None:
    for role in ("owner", "compliance-officer"):
        write_authorisation(story, planned, role, issued, expires)
    assert expected in refused_to_seal(planned, story).out


def write_authorisation(
    story: Story,
    folder: Path,
    role: str,
    issued: int,
    expires: int,
    actions: tuple[str, ...] = ("destroy", "seal"),
) -> None:
    """An authorisation as `authorise` writes it, but issued and expiring so many days from now."""
    project = Project(folder)
    key = authorising.read_key(story.keys / role)
    at = datetime.now(UTC)
    document = Authorisation(
        plan=planning.plan_digest(project.read_record("plan.json", "plan")),
        actions=actions,
        role=role,
        name=f"{role} 某",
        key=key.public.fingerprint,
        issued_at=(at + timedelta(days=issued)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        expires_at=(at + timedelta(days=expires)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).sign(key)
    path = folder / "records" / "authorisations" / f"{len(role):03}-{role}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(document.document)
    path.with_name(path.name + ".sig").write_text(document.signature)


def test_an_authorisation_for_destroying_does_not_allow_sealing(story: Story, planned: Path) -> None:
    for role in ("owner", "compliance-officer"):
        write_authorisation(story, planned, role, 0, 5, actions=("destroy",))
    assert "authorisation.wrong-action" in refused_to_seal(planned, story).out


def test_authorisations_of_the_last_plan_do_not_hold_for_the_next(story: Story, authorised: Path) -> None:
    assert novation("plan", "-p", authorised).status == 0
    assert "authorisation.wrong-plan" in refused_to_seal(authorised, story).out


def test_a_changed_authorisation_is_none(story: Story, authorised: Path) -> None:
    for path in (authorised / "records" / "authorisations").glob("*.json"):
        flip(path, path.stat().st_size // 2)
    assert code(refused_to_seal(authorised, story)) == "plan.not-authorised"


def change_source(folder: Path) -> None:
    with (folder / "exports" / "商品.csv").open("ab") as file:
        file.write(b"\r\n")


def change_consents(folder: Path) -> None:
    path = folder / "exports" / "同意记录.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))


def take_a_source_away(folder: Path) -> None:
    (folder / "exports" / "订单.csv").unlink()


def change_buyer(folder: Path) -> None:
    path = folder / "novation.toml"
    path.write_text(path.read_text("utf-8").replace('place = "cn"', 'place = "us"'), "utf-8")


def change_decisions(folder: Path) -> None:
    path = folder / "records" / "decisions.json"
    path.write_bytes(path.read_bytes().replace(b'"passes_now":false', b'"passes_now":true', 1))


def change_notice(folder: Path) -> None:
    assert novation("notice", "-p", folder, "--law", "cn-pipl", "--given-on", "2026-01-01", "--evidence", folder / "novation.toml").status == 0  # fmt: skip


CHANGES = (change_source, change_consents, take_a_source_away, change_buyer, change_decisions, change_notice)


@pytest.mark.parametrize("change", CHANGES, ids=lambda f: f.__name__)
def test_a_plan_is_stale_after_anything_it_rests_on_changed(
    story: Story, authorised: Path, change: Callable[[Path], None]
) -> None:
    change(authorised)
    assert code(refused_to_seal(authorised, story)) == "plan.stale"


def test_a_record_that_no_longer_is_canonical_json_is_told_with_a_code(
    story: Story, authorised: Path
) -> None:
    for name in ("plan.json", "scan.json", "link.json", "decisions.json"):
        path = authorised / "records" / name
        content = path.read_bytes()
        path.write_bytes(content[:-20])
        ran = seal(authorised, story)
        assert ran.status not in (0, 1), name
        assert "." in code(ran)
        path.write_bytes(content)


def test_a_plan_judged_by_a_day_to_come_is_not_carried_out_before_it(story: Story, planned: Path) -> None:
    tomorrow = date.today() + timedelta(days=1)
    assert novation("run", "-p", planned, "--as-of", tomorrow.isoformat()).status == 0
    authorise(planned, story.keys)
    assert code(refused_to_seal(planned, story)) == "plan.too-early"


def test_a_changed_signer_does_not_make_the_plan_stale(story: Story, authorised: Path) -> None:
    assert novation("key", "add", "-p", authorised, "--role", "witness", "--name", "某", "--key", story.keys / "stranger.pub").status == 0  # fmt: skip
    assert seal(authorised, story).status == 0


def test_without_a_recipient_nothing_is_sealed(story: Story, planned: Path) -> None:
    path = planned / "novation.toml"
    text = path.read_text("utf-8")
    line = next(entry for entry in text.splitlines() if entry.startswith("recipients"))
    path.write_text(text.replace(line, "recipients = []"), "utf-8")
    assert novation("plan", "-p", planned).status == 0
    authorise(planned, story.keys)
    assert code(refused_to_seal(planned, story)) == "plan.no-recipient"


@pytest.mark.parametrize("recipient", ["age1notakey", "alice", "ssh-rsa AAAA"])
def test_a_recipient_that_is_none_is_told_before_anything_is_written(
    story: Story, planned: Path, recipient: str
) -> None:
    path = planned / "novation.toml"
    text = path.read_text("utf-8")
    line = next(entry for entry in text.splitlines() if entry.startswith("recipients"))
    path.write_text(text.replace(line, f'recipients = ["{recipient}"]'), "utf-8")
    assert novation("plan", "-p", planned).status == 0
    authorise(planned, story.keys)
    ran = seal(planned, story)
    assert code(ran) == "seal.bad-recipient"
    assert not list(planned.parent.glob("out*"))


def test_where_nothing_passes_nothing_is_sealed(story: Story, planned: Path) -> None:
    assert novation("run", "-p", planned, "--deal", "share-deal").status == 0
    authorise(planned, story.keys)
    assert code(refused_to_seal(planned, story)) == "plan.nothing-passes"


def test_an_existing_folder_is_not_overwritten(story: Story, authorised: Path) -> None:
    taken = authorised.parent / "out"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    ran = seal(authorised, story)
    assert code(ran) == "seal.folder-taken"
    assert [p.name for p in taken.iterdir()] == ["mine.txt"]


# -- receive ---------------------------------------------------------------------------------------------------------


def receive(story: Story, package: Path, folder: Path, identity: str = "buyer.age") -> Ran:
    return novation("receive", package, "-i", story.keys / identity, "-p", folder, "--json")


def test_a_package_for_another_buyer_is_refused_and_nothing_written(story: Story, tmp_path: Path) -> None:
    ran = receive(story, story.package, tmp_path / "buyer", "stranger.age")
    assert code(ran) == "seal.other-recipient"
    assert not (tmp_path / "buyer").exists()


def test_a_key_file_that_is_none_is_told(story: Story, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hello\n")
    ran = novation("receive", story.package, "-i", tmp_path / "key", "-p", tmp_path / "buyer", "--json")
    assert code(ran) == "seal.bad-identity"
    assert not (tmp_path / "buyer").exists()


@pytest.mark.parametrize(
    "name", ["data/register/subjects.parquet.age", "plan.json", "signatures/hander-over.sig", "bagit.txt"]
)
def test_a_tampered_package_is_refused_and_nothing_written(story: Story, tmp_path: Path, name: str) -> None:
    package = Path(shutil.copytree(story.package, tmp_path / "package"))
    flip(package / name, (package / name).stat().st_size // 2)
    ran = receive(story, package, tmp_path / "buyer")
    assert ran.status in (3, 5)
    assert "{" not in ran.value["error"]["message"]["en"]
    assert not (tmp_path / "buyer").exists()


def test_links_in_a_package_are_refused(story: Story, tmp_path: Path) -> None:
    package = Path(shutil.copytree(story.package, tmp_path / "package"))
    part = package / "data" / "register" / "subjects.parquet.age"
    part.rename(tmp_path / "elsewhere")
    part.symlink_to(tmp_path / "elsewhere")
    ran = receive(story, package, tmp_path / "buyer")
    assert code(ran).startswith("seal.")
    assert not (tmp_path / "buyer").exists()


# -- receipt and destroy ---------------------------------------------------------------------------------------------


def test_a_receipt_needs_a_reconciliation(story: Story, tmp_path: Path) -> None:
    buyer = story.copy("received", tmp_path / "buyer")
    ran = novation("receipt", "-p", buyer, "--answer", "accept", "--key", story.keys / "receiver", "--json")
    assert code(ran) == "receipt.not-reconciled"


def test_nothing_is_destroyed_without_a_receipt(story: Story, tmp_path: Path) -> None:
    seller = story.copy("sealed", tmp_path / "seller")
    before = digests(seller / "exports")
    ran = novation("destroy", "-p", seller, "--json")
    assert (code(ran), ran.status) == ("destroy.no-receipt", 4)
    assert digests(seller / "exports") == before


def test_nothing_is_destroyed_after_a_rejection(story: Story, tmp_path: Path) -> None:
    seller = story.copy("sealed", tmp_path / "seller")
    buyer = story.copy("reconciled", tmp_path / "buyer")
    assert (
        novation("receipt", "-p", buyer, "--answer", "reject", "--key", story.keys / "receiver").status == 0
    )
    taken = novation("receipt", "-p", seller, "--import", buyer / "records" / "receipt.json", "--json")
    assert taken.value["answer"] == "reject"
    before = digests(seller / "exports")
    assert code(novation("destroy", "-p", seller, "--json")) == "destroy.no-receipt"
    assert digests(seller / "exports") == before


def test_nothing_is_destroyed_without_authorisation(story: Story, tmp_path: Path) -> None:
    seller = story.copy("accepted", tmp_path / "seller")
    for path in (seller / "records" / "authorisations").glob("*compliance*"):
        path.unlink()
    before = digests(seller / "exports")
    assert code(novation("destroy", "-p", seller, "--json")) == "plan.not-authorised"
    assert digests(seller / "exports") == before


def test_nothing_is_destroyed_after_a_source_changed(story: Story, tmp_path: Path) -> None:
    seller = story.copy("accepted", tmp_path / "seller")
    change_source(seller)
    before = digests(seller / "exports")
    assert code(novation("destroy", "-p", seller, "--json")) == "plan.stale"
    assert digests(seller / "exports") == before


def test_a_certificate_needs_a_destruction(story: Story, tmp_path: Path) -> None:
    seller = story.copy("accepted", tmp_path / "seller")
    ran = novation("certificate", "-p", seller, "--key", story.keys / "hander-over", "--json")
    assert code(ran) == "project.step-missing"


def test_a_receipt_for_another_package_or_by_a_stranger_is_not_taken_in(story: Story, tmp_path: Path) -> None:
    buyer = story.copy("reconciled", tmp_path / "buyer")
    seller = story.copy("sealed", tmp_path / "seller")
    assert (
        novation("receipt", "-p", buyer, "--answer", "accept", "--key", story.keys / "stranger").status == 0
    )
    ran = novation("receipt", "-p", seller, "--import", buyer / "records" / "receipt.json", "--json")
    assert code(ran) == "receipt.untrusted"
    sealed = json.loads((seller / "records" / "sealed.json").read_bytes())
    sealed["package"] = "sha256:" + "0" * 64
    (seller / "records" / "sealed.json").write_bytes(canonical.encode(sealed))
    good = story.at("receipted") / "records" / "receipt.json"
    assert code(novation("receipt", "-p", seller, "--import", good, "--json")) == "receipt.other-package"
    assert not (seller / "records" / "receipt.json").exists()


def digests(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# -- again, out of order, and at once --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "missing"),
    [("link", "scan"), ("decide", "scan"), ("plan", "scan"), ("explain", "plan"), ("authorise", "plan"),
     ("seal", "plan"), ("reconcile", "receive"), ("destroy", "plan"), ("certificate", "destroy")],
)  # fmt: skip
def test_a_step_out_of_order_says_which_comes_first(
    story: Story, tmp_path: Path, step: str, missing: str
) -> None:
    folder = story.copy("opened", tmp_path / "seller")
    options = {
        "authorise": ("--role", "owner", "--name", "x", "--key", story.keys / "owner"),
        "seal": (tmp_path / "out", "--key", story.keys / "hander-over"),
        "certificate": ("--key", story.keys / "hander-over"),
    }
    ran = novation(step, *options.get(step, ()), "-p", folder, "--json")
    assert code(ran) == "project.step-missing"
    assert missing in ran.err


def test_steps_done_again_work_or_say_why(story: Story, tmp_path: Path) -> None:
    seller = story.copy("destroyed", tmp_path / "seller")
    buyer = story.copy("receipted", tmp_path / "buyer")
    again = {
        "receive": novation("receive", story.package, "-i", story.keys / "buyer.age", "-p", buyer, "--json"),
        "reconcile": novation("reconcile", "-p", buyer, "--json"),
        "receipt": novation("receipt", "-p", buyer, "--answer", "accept", "--key", story.keys / "receiver", "--json"),
        "import": novation("receipt", "-p", seller, "--import", story.at("receipted") / "records" / "receipt.json", "--json"),
        "destroy": novation("destroy", "-p", seller, "--json"),
        "certificate": novation("certificate", "-p", seller, "--key", story.keys / "hander-over", "--json"),
        "init": novation("init", "-p", seller, "--json"),
    }  # fmt: skip
    refused = {name: code(ran) for name, ran in again.items() if ran.status}
    assert refused == {"init": "project.exists", "receipt": "document.exists"}


def test_two_at_once_are_kept_apart(story: Story, tmp_path: Path) -> None:
    folder = story.copy("planned", tmp_path / "seller")
    with Project(folder).held():
        for step in ("scan", "link", "decide", "plan"):
            ran = novation(step, "-p", folder, "--json")
            assert (code(ran), ran.status) == ("project.busy", 6)
    assert novation("plan", "-p", folder).status == 0


def test_the_lock_of_a_killed_process_does_not_stay(story: Story, tmp_path: Path) -> None:
    folder = story.copy("planned", tmp_path / "seller")
    program = (
        "import sys, os, signal\nfrom novation.handover.project import Project\n"
        "with Project(sys.argv[1]).held():\n    print('held', flush=True)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True)
    assert ran.stdout == "held\n"
    assert novation("plan", "-p", folder).status == 0


def test_errors_of_the_library_are_the_same(story: Story, tmp_path: Path) -> None:
    with pytest.raises(NovationError) as told:
        Project(tmp_path)
    assert told.value.code == "project.not-found"
