"""The lawyer's list: every class once, signed off class by class, and open again when anything signed for changes."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from novation.handover.lawyers_list import lawyers_list
from novation.handover.lawyers_sheet import workbook
from novation.handover.project import Project
from novation.handover.report.classes import render_classes

from .damage import flip
from .law_moves import copied_pack, put, reworded, want_signed
from .story import Story, authorise, novation

NAME = "刘律师"


@pytest.fixture
def planned(story: Story, tmp_path: Path) -> Path:
    folder = story.copy("planned", tmp_path / "seller")
    keys = tmp_path / "counsel"
    assert novation("key", "sign", keys).status == 0
    assert novation("key", "add", "-p", folder, "--role", "counsel", "--name", NAME, "--key", f"{keys}.pub").status == 0  # fmt: skip
    return folder


def listed(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = novation("law", "classes", "-p", folder, "--json").value
    return value


def sign(folder: Path, *what: object, name: str = NAME, key: str = "counsel") -> Any:
    return novation(
        "law", "sign-off", "-p", folder, "--name", name, "--key", folder.parent / key, *what, "--json"
    )


def classes(value: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {c["id"]: c for g in value["groups"] for c in g["classes"]}


def code(ran: Any) -> str:
    return str(ran.value["error"]["code"])


def test_every_class_is_listed_once_in_one_group_the_largest_first(planned: Path) -> None:
    value = listed(planned)
    decisions = json.loads((planned / "records" / "decisions.json").read_bytes())
    told = [c["id"] for g in value["groups"] for c in g["classes"]]
    assert sorted(told) == sorted(c["id"] for c in decisions["classes"])
    sizes = [g["decisions"] for g in value["groups"]]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == sum(c["people"] for c in decisions["classes"])
    assert value["states"] == {"signed": 0, "changed": 0, "open": len(told)}


def test_a_group_has_one_place_one_outcome_and_one_ground(planned: Path) -> None:
    value = listed(planned)
    decisions = json.loads((planned / "records" / "decisions.json").read_bytes())
    verdict_of = {c["id"]: (c, decisions["verdicts"][c["verdict"]]) for c in decisions["classes"]}
    for group in value["groups"]:
        for one in group["classes"]:
            entry, verdict = verdict_of[one["id"]]
            assert entry["facts"]["place"] == group["place"]
            for field in ("to_buyer", "seller_copy", "reasons", "seller_reasons", "human", "unconfirmed"):
                assert verdict[field] == group[field]
            others = {o["law"] for o in one["others"]}
            assert others == {*verdict["conflicts"], *verdict["seller_conflicts"]}
    assert any(g["conflicts"] for g in value["groups"])
    assert any(g["unconfirmed"] for g in value["groups"])
    assert any(g["human"] for g in value["groups"])


def test_a_class_is_signed_off_by_counsel_and_the_journal_says_so(planned: Path) -> None:
    group = listed(planned)["groups"][0]
    one = group["classes"][0]["id"]
    assert sign(planned, "--class", one).status == 0
    found = classes(listed(planned))
    assert found[one]["state"] == "signed"
    assert found[one]["signed_by"][0]["name"] == NAME
    assert sum(c["state"] == "signed" for c in found.values()) == 1
    entry = Project(planned).journal.entries()[-1]
    assert entry.tag == "class.signed"
    assert entry.refs["classes"] == 1
    assert sign(planned, "--group", group["id"]).value["states"]["signed"] == len(group["classes"])


def test_only_a_signer_in_the_role_signs(story: Story, planned: Path, tmp_path: Path) -> None:
    assert code(sign(planned, "--all", name="王")) == "class.signer-unknown"
    assert novation("key", "sign", tmp_path / "stranger").status == 0
    assert code(sign(planned, "--all", key="stranger")) == "class.signer-unknown"
    assert code(sign(planned, "--class", "C-000000000000")) == "class.unknown"
    assert code(sign(planned, "--group", "G-0000000000")) == "class.unknown"
    assert sign(planned).status == 2
    assert not (planned / "records" / "sign-offs").exists()


def test_a_record_that_was_tampered_with_counts_for_nothing(planned: Path) -> None:
    assert sign(planned, "--all").status == 0
    file = planned / "records" / "sign-offs" / "001-counsel.json"
    file.write_bytes(file.read_bytes().replace(NAME.encode(), "赵律师".encode()))
    value = listed(planned)
    assert value["states"]["signed"] == 0
    assert value["sign_offs"][0]["faults"]
    told = novation("verify", planned, "--json")
    assert any(line["state"] == "cross" and "001-counsel" in line["file"] for line in lines(told.value))


def lines(value: Any) -> list[dict[str, Any]]:
    """Every line of a verification, however deep."""
    if isinstance(value, dict):
        own = [value] if {"state", "file"} <= set(value) else []
        return own + [one for inner in value.values() for one in lines(inner)]
    return [one for inner in value for one in lines(inner)] if isinstance(value, list) else []


def test_a_signature_file_that_is_gone_or_broken_counts_for_nothing(planned: Path) -> None:
    assert sign(planned, "--all").status == 0
    flip(planned / "records" / "sign-offs" / "001-counsel.json.sig", 120)
    assert listed(planned)["states"]["signed"] == 0


def test_reworded_law_must_be_signed_again_and_other_law_not(planned: Path, tmp_path: Path) -> None:
    """The British pack's rule says the same outcome in other words: ids of classes stay, their signatures do not."""
    assert sign(planned, "--all").status == 0
    decisions = json.loads((planned / "records" / "decisions.json").read_bytes())
    verdicts = {c["id"]: decisions["verdicts"][c["verdict"]] for c in decisions["classes"]}
    british = {name for name, verdict in verdicts.items() if "uk-gdpr" in verdict["laws"]}
    rule = next(r for r in sorted(decisions["rules"]) if r.startswith("uk-gdpr/"))
    resting = {
        n for n, v in verdicts.items() if any(rule in (*a["rules"], *a["seller_rules"]) for a in v["answers"])
    }
    reworded(copied_pack(tmp_path / "packs", "uk-gdpr"), rule.split("/")[1])
    put(planned, tmp_path / "packs")
    assert novation("decide", "-p", planned).status == 0
    found = classes(listed(planned))
    assert {name for name, one in found.items() if one["state"] == "changed"} == british
    assert {name for name, one in found.items() if "rule" in one["differing"]} == resting
    assert all("pack" in found[name]["differing"] for name in british)
    assert {one["state"] for name, one in found.items() if name not in british} == {"signed"}
    assert sign(planned, *(w for name in sorted(british) for w in ("--class", name))).status == 0
    assert listed(planned)["states"]["signed"] == len(found)


def test_another_verdict_gives_another_id_and_is_known_by_its_facts(planned: Path) -> None:
    """People who pass after a notice in a merger need consent in an asset deal: the deal is another, nothing is signed."""
    assert sign(planned, "--all").status == 0
    before = set(classes(listed(planned)))
    file = planned / "novation.toml"
    text = file.read_text("utf-8")
    file.write_text(text + '\n[[transfer_ground]]\ncategory = "contact"\nbasis = "contract"\nsigned_by = "刘律师"\nreason = "合同"\n', "utf-8")  # fmt: skip
    assert novation("decide", "-p", planned).status == 0
    found = classes(listed(planned))
    for name, one in found.items():
        if one["category"] != "contact":
            assert (name in before, one["state"]) == (True, "signed")
    contact = [one for one in found.values() if one["category"] == "contact"]
    assert contact
    assert all(one["state"] != "signed" for one in contact)
    assert any("facts" in one["differing"] for one in contact)


def test_a_changed_outcome_is_changed_and_not_merely_open(planned: Path, tmp_path: Path) -> None:
    assert sign(planned, "--all").status == 0
    before = set(classes(listed(planned)))
    pack = copied_pack(tmp_path / "packs", "uk-gdpr")
    for file in (pack / "rules").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("confirmed: true", "confirmed: false"), "utf-8")
    put(planned, tmp_path / "packs")
    assert novation("decide", "-p", planned).status == 0
    found = classes(listed(planned))
    new = {name: one for name, one in found.items() if name not in before}
    assert new
    for one in new.values():
        assert (one["state"], one["differing"]) == ("changed", ["verdict"])


def test_unsigned_classes_stop_authorising_and_sealing_where_that_is_wanted(
    story: Story, planned: Path, tmp_path: Path
) -> None:
    want_signed(planned, "counsel")
    assert novation("plan", "-p", planned).status == 0
    refused = authorise(planned, story.keys, "--json")
    assert [code(ran) for ran in refused] == ["class.unsigned"] * 2
    assert sign(planned, "--all").status == 0
    assert [ran.status for ran in authorise(planned, story.keys)] == [0, 0]
    key = ("--key", story.keys / "hander-over")
    assert novation("seal", tmp_path / "out", "-p", planned, *key, "--dry-run").status == 0
    for file in (planned / "records" / "sign-offs").iterdir():
        file.unlink()
    ran = novation("seal", tmp_path / "out", "-p", planned, *key, "--json")
    assert (ran.status, code(ran)) == (4, "class.unsigned")
    assert not (tmp_path / "out").exists()


def test_nobody_has_to_sign_by_default(story: Story, planned: Path) -> None:
    assert novation("plan", "-p", planned).status == 0
    assert [ran.status for ran in authorise(planned, story.keys)] == [0, 0]


def test_every_role_that_must_sign_has_to(planned: Path, tmp_path: Path) -> None:
    want_signed(planned, "counsel", "committee")
    assert sign(planned, "--all").status == 0
    assert listed(planned)["states"]["signed"] == 0
    keys = tmp_path / "committee"
    assert novation("key", "sign", keys).status == 0
    assert novation("key", "add", "-p", planned, "--role", "committee", "--name", "陈", "--key", f"{keys}.pub").status == 0  # fmt: skip
    assert sign(planned, "--all", "--role", "committee", name="陈", key="committee").status == 0
    value = listed(planned)
    assert value["states"]["signed"] == value["classes"]


# --- the workbook and the page ---------------------------------------------------------------------------------------


def sheets(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}


def test_the_workbook_has_every_class_a_frozen_head_and_filters(planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.xlsx"
    ran = novation("law", "classes", "-p", planned, "--xlsx", out, "--json")
    value = ran.value
    frame = pl.read_excel(out, sheet_name="Classes")
    assert frame.height == value["classes"]
    assert frame["People"].sum() == sum(g["decisions"] for g in value["groups"])
    assert set(frame["Class"]) == set(classes(value))
    parts = sheets(out.read_bytes())
    for n in (1, 2, 3):
        sheet = parts[f"xl/worksheets/sheet{n}.xml"]
        assert 'state="frozen"' in sheet
        assert "<autoFilter" in sheet


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_from_outside_never_become_formulas_or_markup(planned: Path, language: Any) -> None:
    evil = '=HYPERLINK("http://x.example","<script>alert(1)</script>")'
    value = lawyers_list(Project(planned))
    value["case"] = evil
    value["groups"][0]["classes"][0]["signed_by"] = [
        {"role": "counsel", "name": evil, "key": "k", "signed_at": "2026-11-30T00:00:00Z", "file": "f"}
    ]
    parts = sheets(workbook(value, language))
    assert not any("<f>" in text or "<hyperlink" in text for text in parts.values())
    assert "=HYPERLINK" in parts["xl/sharedStrings.xml"]
    page = render_classes(value, Project(planned).settings(), language)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_shows_every_class_group_and_rule_in_both_languages(planned: Path) -> None:
    value = lawyers_list(Project(planned))
    for language in ("zh", "en"):
        page = render_classes(value, Project(planned).settings(), language)  # type: ignore[arg-type]
        anchors = set(re.findall(r' id="([CG]-[0-9a-f]+)"', page))
        assert anchors == {*classes(value), *(g["id"] for g in value["groups"])}
        links = set(re.findall(r'href="#(r\d+)"', page))
        assert links <= set(re.findall(r'id="(r\d+)"', page))
        assert "http" not in re.sub(r"<[^>]*>[^<]*", lambda m: "", page.split("<body>")[0])
        assert page == render_classes(value, Project(planned).settings(), language)  # type: ignore[arg-type]


def test_the_list_names_nobody(story: Story, planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.html"
    ran = novation("law", "classes", "-p", planned, "--html", out, "--all")
    assert ran.status == 0
    for person in story.truth["planted"]:
        assert person["member_no"] not in ran.out + out.read_text("utf-8")
