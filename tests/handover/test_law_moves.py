"""When the law moves: what differs, for whom, and that nothing is sealed or destroyed on decisions of yesterday's law."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from novation.handover.project import Project
from novation.handover.staleness import ahead, stale_because

from .law_moves import copied_pack, put, reworded, said_otherwise
from .story import CLOSING, Story, authorise, novation

GUIDANCE = {
    "pack.yaml": "id: xx-late\ntitle: {zh: 新规, en: New guidance}\nversion: 2026-11-20\nkind: guidance\napplies_when:\n  - place: [cn]\n",
    "rules/all.yaml": """
- id: late
  title: {zh: 新规则, en: A late rule}
  citation: {zh: 新规第一条, en: Guidance 1}
  source: https://rules.example/late
  fact: XX-9
  confirmed: true
  in_force: {from: 2026-11-15}
  when: {category: [preference]}
  then: {to_buyer: withhold}
  reason: {zh: 新规。, en: New guidance.}
""",
    "scenarios/all.yaml": """
- name: {zh: 偏好, en: Preferences}
  facts: {place: cn, category: preference}
  catches: [late]
  on: 2026-11-20
- name: {zh: 身份, en: Identity}
  facts: {place: cn, category: identity}
  spares: [late]
  on: 2026-11-20
""",
    "SOURCES.md": "XX-9: invented for a test\n",
}


@pytest.fixture
def planned(story: Story, tmp_path: Path) -> Path:
    return story.copy("planned", tmp_path / "seller")


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """The Chinese law reworded, in a folder of packs."""
    reworded(copied_pack(tmp_path / "packs", "cn-pipl"), "23-separate-consent")
    return tmp_path / "packs"


def late_guidance(folder: Path) -> Path:
    for name, text in GUIDANCE.items():
        file = folder / "xx-late" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def code(ran: Any) -> str:
    return str(ran.value["error"]["code"])


def record(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "records" / "decisions.json").read_bytes())
    return value


def counted(decisions: dict[str, Any]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for one in decisions["classes"]:
        verdict = decisions["verdicts"][one["verdict"]]
        key = (one["facts"]["category"], one["facts"]["place"], verdict["to_buyer"], verdict["seller_copy"])
        found[key] += one["people"]
    return found


def after_moving(decisions: dict[str, Any], told: dict[str, Any]) -> Counter[tuple[str, ...]]:
    """The counts of a record once the groups that `what-if` or `law diff` names have moved."""
    found = counted(decisions)
    for entry in (*told["changed"], *told["regrounded"]):
        for side, sign in (("before", -1), ("after", 1)):
            facts, said = entry["facts"], entry[side]
            key = (facts["category"], facts["place"], said["to_buyer"], said["seller_copy"])
            found[key] += sign * entry["people"]
    return +found


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "tmp" not in file.parts and file.name != ".lock"
    }


def test_what_is_decided_today_is_not_stale(planned: Path) -> None:
    ran = novation("law", "status", "-p", planned, "--json")
    assert (ran.status, ran.value["stale"], ran.value["because"]) == (0, False, [])
    assert ran.value["decided_as_of"] == date.today().isoformat()


def test_a_reworded_pack_makes_decisions_stale_until_they_are_made_again(planned: Path, moved: Path) -> None:
    put(planned, moved)
    ran = novation("law", "status", "-p", planned, "--json")
    assert ran.status == 1
    assert [(g["code"], g["law"]) for g in ran.value["because"]] == [("pack-changed", "cn-pipl")]
    for command in ("plan", "explain"):
        assert "cn-pipl" in novation(command, "-p", planned).err
    assert novation("run", "-p", planned).status == 0
    assert novation("law", "status", "-p", planned).status == 0


def test_another_country_s_new_pack_makes_nothing_stale(planned: Path, tmp_path: Path) -> None:
    places = set(record(planned)["core"])
    assert "br" not in places
    pack = copied_pack(tmp_path / "packs", "br-lgpd")
    (pack / "SOURCES.md").write_text((pack / "SOURCES.md").read_text("utf-8") + "\n", "utf-8")
    put(planned, tmp_path / "packs")
    assert novation("law", "status", "-p", planned).status == 0


def test_nothing_is_sealed_on_stale_decisions(story: Story, tmp_path: Path, moved: Path) -> None:
    folder = story.copy("authorised", tmp_path / "seller")
    put(folder, moved)
    for extra in (("--dry-run",), ()):
        ran = novation(
            "seal", tmp_path / "out", "-p", folder, "--key", story.keys / "hander-over", "--json", *extra
        )
        assert (ran.status, code(ran)) == (4, "law.changed-since")
        assert "cn-pipl" in ran.out
    assert not (tmp_path / "out").exists()
    (told, _) = authorise(folder, story.keys, "--json")
    assert told.value["stale"][0]["law"] == "cn-pipl"


def test_nothing_is_destroyed_on_stale_decisions(story: Story, tmp_path: Path, moved: Path) -> None:
    folder = story.copy("accepted", tmp_path / "seller")
    put(folder, moved)
    before = digests(folder / "exports")
    ran = novation("destroy", "-p", folder, "--json")
    assert (ran.status, code(ran)) == (4, "law.changed-since")
    assert digests(folder / "exports") == before


def test_a_rule_that_came_into_force_after_the_day_decided_for_makes_stale(
    planned: Path, tmp_path: Path
) -> None:
    put(planned, late_guidance(tmp_path / "packs"))
    assert novation("decide", "-p", planned, "--as-of", "2026-11-14").status == 0
    ran = novation("law", "status", "-p", planned, "--json")
    assert [(g["code"], g["entries"]) for g in ran.value["because"]] == [("in-force", ["xx-late/late"])]
    project = Project(planned)
    assert stale_because(project, on=date(2026, 11, 14)) == []
    assert [str(one.day) for one in ahead(project, on=date(2026, 11, 14))][0] == "2026-11-15"
    assert novation("decide", "-p", planned).status == 0
    assert novation("law", "status", "-p", planned).status == 0


def test_decide_as_of_a_day_is_what_law_diff_foretold(planned: Path, tmp_path: Path) -> None:
    put(planned, late_guidance(tmp_path / "packs"))
    assert novation("decide", "-p", planned, "--as-of", "2026-11-14").status == 0
    before = record(planned)
    ran = novation("law", "diff", "2026-11-14", "2026-11-15", "-p", planned, "--json")
    assert ran.status == 0
    (pack,) = ran.value["packs"]
    assert [(e["change"], e["id"]) for e in pack["entries"] if e["part"] == "rule"] == [
        ("added", "xx-late/late")
    ]
    told = ran.value["project"]
    assert 0 < told["people_changed"] <= told["people"]
    assert {e["facts"]["category"] for e in told["changed"]} == {"preference"}
    for entry in told["changed"]:
        assert entry["after"]["reasons"] == ["xx-late/late"] or "xx-late/late" in entry["after"]["reasons"]
        assert set(entry["after"]["reasons"]) <= set(told["rules"])
        assert entry["classes"]
    assert novation("decide", "-p", planned, "--as-of", "2026-11-15").status == 0
    assert after_moving(before, told) == counted(record(planned))


def test_law_diff_of_a_folder_lies_over_the_shipped_packs(planned: Path, moved: Path) -> None:
    ran = novation("law", "diff", "shipped", moved, "-p", planned, "--json")
    (pack,) = ran.value["packs"]
    (entry,) = pack["entries"]
    assert (pack["id"], entry["id"]) == ("cn-pipl", "cn-pipl/23-separate-consent")
    assert [f["field"] for f in entry["fields"]] == ["title"]
    assert ran.value["project"]["people_changed"] == 0
    alone = novation("law", "diff", "shipped", moved, "--alone", "--json").value
    gone = {p["id"] for p in alone["packs"] if p["change"] == "removed"}
    assert "eu-gdpr" in gone
    assert "cn-pipl" not in gone


def test_law_diff_tells_a_changed_outcome_by_class_with_article_and_without_names(
    story: Story, planned: Path, tmp_path: Path
) -> None:
    pack = copied_pack(tmp_path / "packs", "cn-pipl")
    said_otherwise(
        pack,
        "23-separate-consent",
        "{to_buyer: needs-consent, consent_kind: separate}",
        "{to_buyer: withhold}",
    )
    told = novation("law", "diff", "shipped", tmp_path / "packs", "-p", planned, "--json")
    moved = [e for e in told.value["project"]["changed"] if e["before"]["to_buyer"] == "needs-consent"]
    assert moved
    for entry in moved:
        assert entry["after"]["to_buyer"] == "withhold"
        assert "cn-pipl/23-separate-consent" in entry["after"]["reasons"]
    assert told.value["project"]["rules"]["cn-pipl/23-separate-consent"]["citation"]["zh"]
    for person in story.truth["planted"]:
        assert person["member_no"] not in told.out


def test_a_state_that_is_nothing_is_refused() -> None:
    ran = novation("law", "diff", "2026-11-14", "no-such-folder", "--json")
    assert (ran.status, code(ran)) == (2, "law.state-unknown")


def test_two_days_without_a_project_need_none() -> None:
    told = novation("law", "diff", "2026-09-10", "2026-09-11").out
    assert "kr-pipa/34-people" in told
    assert "no difference" in novation("law", "diff", "2026-09-11", "2026-09-11").out


# --- what if ---------------------------------------------------------------------------------------------------------


def test_what_if_and_explain_tell_the_same(planned: Path) -> None:
    told = novation("what-if", "-p", planned, "--deal", "merger", "--json").value
    explained = novation("explain", "-p", planned, "--deal", "merger", "--json").value
    assert told["supposed"] == {"deal_form": ["asset-deal", "merger"]}
    assert not told["facts_gathered_anew"]
    moved = sum(
        e["people"]
        for e in told["changed"]
        if (e["before"]["to_buyer"], e["before"]["seller_copy"])
        != (e["after"]["to_buyer"], e["after"]["seller_copy"])
    )
    assert moved == sum(e["people"] for e in explained["changed"]) > 0


@pytest.mark.parametrize(
    ("options", "section", "field", "value"),
    [
        (("--purpose", "changed"), "deal", "purpose", "changed"),
        (("--closing", "2029-06-30"), "deal", "closing_on", "2029-06-30"),
        (("--promise", "no-transfer"), "seller", "promise", "no-transfer"),
        (("--buyer-place", "us"), "buyer", "place", "us"),
    ],
    ids=("purpose", "closing", "promise", "buyer"),
)
def test_what_if_foretells_what_decide_then_finds(
    planned: Path, options: tuple[str, ...], section: str, field: str, value: str
) -> None:
    before, files = record(planned), digests(planned)
    told = novation("what-if", "-p", planned, *options, "--json")
    assert told.status == 0, told.err
    assert digests(planned) == files
    assert told.value["facts_gathered_anew"] is (field == "closing_on")
    file = planned / "novation.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    document[section][field] = date.fromisoformat(value) if field == "closing_on" else value  # type: ignore[index]
    file.write_text(tomlkit.dumps(document), "utf-8")
    assert novation("decide", "-p", planned, "--as-of", before["as_of"]).status == 0
    assert told.value["decisions_changed"] + told.value["decisions_regrounded"] > 0
    assert after_moving(before, told.value) == counted(record(planned))


def test_what_if_says_that_facts_are_gathered_anew_and_in_words_what_moves(planned: Path) -> None:
    told = novation("what-if", "-p", planned, "--closing", "2029-06-30")
    assert told.status == 0
    assert f"{CLOSING} → 2029-06-30" in told.out
    assert "anew" in told.err


def test_supposing_nothing_is_a_wrong_call(planned: Path) -> None:
    assert novation("what-if", "-p", planned).status == 2
