"""A real deal in the formats of others: complete, consistent with the plan, nothing personal, consents encrypted."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyrage
import pytest
import yaml
from tests.handover.story import Story, novation

from novation.handover.interchange import deal_of_plan
from novation.law.interchange.consent_reading import read_record
from novation.law.interchange.fideslang_uses import data_uses
from novation.law.interchange.policy import agreement
from novation.law.interchange.policy_reading import problems, read_policy
from novation.seal import layout


@pytest.fixture
def planned(story: Story) -> Path:
    return story.at("planned")


def exported(project: Path, wanted: str) -> str:
    ran = novation("law", "export", "-p", project, "--format", wanted)
    assert ran.status == 0, ran.err
    return ran.out


def test_the_policy_of_a_deal_says_what_its_plan_says(planned: Path) -> None:
    plan = json.loads((planned / "records" / "plan.json").read_bytes())
    policy = json.loads(exported(planned, "odrl"))
    assert problems(policy) == []
    outcomes, duties = read_policy(policy)
    wanted = deal_of_plan(plan)
    assert outcomes == wanted.outcomes
    assert [(d.id, d.people) for d in duties] == [(o["id"], o["people"]) for o in plan["obligations"]]
    assert sum(o.people for o in outcomes) == sum(g["people"] for g in plan["groups"])


def test_the_package_carries_the_same_policy_readable_without_a_key(story: Story) -> None:
    plan = json.loads((story.package / layout.PLAN).read_bytes())
    policy = json.loads((story.package / layout.POLICY).read_bytes())
    assert policy == json.loads(json.dumps(agreement(deal_of_plan(plan))))
    assert problems(policy) == []


def test_a_package_from_before_that_file_is_still_whole(story: Story) -> None:
    assert layout.POLICY not in layout.REQUIRED_TAGS
    assert layout.is_tag_name(layout.POLICY)
    assert novation("verify", story.package).status == 0


def test_a_deal_in_oscal_is_a_folder_whose_profile_resolves_to_its_catalog(
    planned: Path, tmp_path: Path
) -> None:
    out = tmp_path / "oscal"
    ran = novation("law", "export", "-p", planned, "--format", "oscal", "--out", out, "--json")
    assert ran.status == 0, ran.err
    assert sorted(ran.value["files"]) == sorted(p.name for p in out.iterdir())
    profile = json.loads((out / "profile.json").read_bytes())["profile"]
    ids = [i for w in profile["imports"] for c in w["include-controls"] for i in c["with-ids"]]
    resolved = json.loads((out / "resolved.catalog.json").read_bytes())["catalog"]
    assert [c["id"] for g in resolved["groups"] for c in g["controls"]] == ids
    assert any(i.startswith("cn-pipl.") for i in ids)
    again = novation("law", "export", "-p", planned, "--out", out)
    assert again.status != 0 and again.code == "file.exists"


def test_a_deal_in_fideslang_uses_only_declared_uses(planned: Path) -> None:
    manifest = yaml.safe_load(exported(planned, "fideslang"))
    declared = [d for s in manifest["system"] for d in s["privacy_declarations"]]
    assert {d["data_use"] for d in declared} <= {u["fides_key"] for u in data_uses()}
    assert any("legal_basis_for_processing" in d for d in declared)


def test_no_format_holds_anything_about_a_person(story: Story, planned: Path) -> None:
    people = values_of(story.at("planned"))
    assert len(people) > 100
    for wanted in ("oscal", "odrl", "fideslang", "dpv"):
        text = exported(planned, wanted)
        assert not [value for value in people if value in text], wanted


def values_of(project: Path) -> set[str]:
    """Long values of the shop's own files: names are too short to look for, numbers and addresses are not."""
    found: set[str] = set()
    for path in (project / "exports").rglob("*.csv"):
        for row in csv.reader(path.read_text("utf-8", errors="replace").splitlines()):
            found |= {
                cell for cell in row if len(cell) >= 11 and any(c.isdigit() for c in cell) and "-" not in cell
            }
    return found


def test_consents_go_out_encrypted_under_references_only(story: Story, tmp_path: Path) -> None:
    project = story.copy("planned", tmp_path / "seller")
    out = tmp_path / "consents.jsonl.age"
    ran = novation("consent", "export", "-p", project, "--out", out, "--json")
    assert ran.status == 0, ran.err
    records = opened(out, story.keys / "buyer.age")
    assert len(records) == ran.value["records"] > 0
    refs = {record["pii_principal_id"] for record in records}
    assert all(len(ref) == 16 and ref.isalnum() for ref in refs)
    text = json.dumps(records, ensure_ascii=False)
    assert not [value for value in values_of(project) if value in text]
    assert len({record["record_id"] for record in records}) == len(records)
    rows = [row for n, r in enumerate(records, 1) for row in read_record(r, n, date_of(ran))[0]]
    known = sum(count for state, count in ran.value["states"].items() if state != "unknown")
    assert len(rows) == known
    assert not list(tmp_path.glob("*.partial"))
    journal = (project / "records" / "journal.jsonl").read_text("utf-8").splitlines()[-1]
    assert json.loads(journal)["tag"] == "consents.written"
    again = novation("consent", "export", "-p", project, "--out", out)
    assert again.code == "file.exists"


def date_of(_: Any) -> Any:
    from datetime import date

    return date.today()


def opened(path: Path, identity: Path) -> list[dict[str, Any]]:
    keys = [line for line in identity.read_text().splitlines() if not line.startswith("#")]
    plain = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(keys[0])])
    return [json.loads(line) for line in plain.decode().splitlines()]


def test_without_a_recipient_no_consent_leaves_the_project(story: Story, tmp_path: Path) -> None:
    project = story.copy("planned", tmp_path / "seller")
    settings = project / "novation.toml"
    text = settings.read_text("utf-8")
    kept = [line for line in text.splitlines() if "age1" not in line]
    settings.write_text("\n".join(kept) + "\n", "utf-8")
    ran = novation("consent", "export", "-p", project, "--out", tmp_path / "c.age")
    assert ran.code == "plan.no-recipient"
    assert not (tmp_path / "c.age").exists()


RECORD = {
    "record_id": "r-1",
    "pii_principal_id": "M000001",
    "purposes": [{"purpose": "把资料移交受让方", "lawful_basis": "dpv:Consent"}],
    "event": [{"event_time": "2026-10-01T09:00:00+08:00", "event_state": "dpv:ConsentGiven"}],
}


def test_a_register_made_of_records_is_known_again_by_a_scan(tmp_path: Path) -> None:
    source, out = tmp_path / "records.jsonl", tmp_path / "consents.csv"
    lines = [{**RECORD, "record_id": f"r-{n}", "pii_principal_id": f"M{n:06}"} for n in range(60)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    ran = novation("consent", "import", source, "--out", out, "--json")
    assert ran.status == 0, ran.err
    assert (ran.value["records"], ran.value["rows"], ran.value["remarks"]) == (60, 60, {})
    found = novation("classify", out, "--json").value["tables"][0]["columns"]
    kinds = {column["name"]: column["kind"] for column in found}
    assert kinds["customer_no"] == "key.customer"
    assert [kinds[f"consent_{n}"] for n in ("purpose", "state", "at")] == [
        "consent.purpose",
        "consent.state",
        "consent.at",
    ]
    assert not kinds["record_id"].startswith("consent.")


def test_each_record_that_is_not_taken_over_is_told_by_its_number(tmp_path: Path) -> None:
    source, out = tmp_path / "records.jsonl", tmp_path / "consents.csv"
    odd = {**RECORD, "purposes": [{"purpose": "research"}]}
    parts = [json.dumps(RECORD), "no json", json.dumps({"x": 1}), json.dumps(odd)]
    source.write_text("\n".join(parts), "utf-8")
    ran = novation("consent", "import", source, "--out", out, "--json")
    told = {(r["record"], r["remark"]) for r in ran.value["of_records"]}
    assert told == {(2, "unreadable"), (3, "not-a-record"), (4, "purpose-not-understood")}


def test_a_cell_that_a_spreadsheet_would_run_is_defused(tmp_path: Path) -> None:
    source, out = tmp_path / "records.json", tmp_path / "consents.csv"
    source.write_text(json.dumps([{**RECORD, "pii_principal_id": "=cmd|' /C calc'!A0"}]), "utf-8")
    assert novation("consent", "import", source, "--out", out).status == 0
    assert list(csv.reader(out.open(encoding="utf-8")))[1][0].startswith("'=")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<xml/>", "consent.unreadable"),
        (b"", "consent.unreadable"),
        (b'{"a":1,"a":2}', "consent.unreadable"),
        (b"[" * 100_000, "consent.unreadable"),
        (b"{}", "consent.nothing-taken"),
        (b"[1, 2]", "consent.nothing-taken"),
        (b'{"pii_principal_id": "M1"}\n' + b'{"a": "' + b"x" * (1 << 20) + b'"}\n', "consent.too-large"),
    ],
)
def test_a_file_that_gives_nothing_leaves_nothing_behind(content: bytes, code: str, tmp_path: Path) -> None:
    source, out = tmp_path / "records.json", tmp_path / "consents.csv"
    source.write_bytes(content)
    ran = novation("consent", "import", source, "--out", out)
    assert ran.code == code
    assert ran.status == 3
    assert not out.exists()


def test_an_export_names_a_pack_or_a_project_and_never_both(planned: Path) -> None:
    assert novation("law", "export").status == 2
    assert novation("law", "export", "cn-pipl", "-p", planned).status == 2
    assert novation("law", "export", "xx-none").code == "law.pack-unknown"


def test_before_decide_a_deal_has_controls_but_no_policy(story: Story) -> None:
    opened_ = story.at("opened")
    assert novation("law", "export", "-p", opened_, "--format", "oscal").status == 0
    assert novation("law", "export", "-p", opened_, "--format", "odrl").code == "project.step-missing"


def test_the_vocabulary_comes_in_both_syntaxes() -> None:
    assert novation("law", "vocabulary").out.startswith("@prefix dpv: <https://w3id.org/dpv#>")
    graph = novation("law", "vocabulary", "--format", "jsonld").value["@graph"]
    assert len(graph) > 100
