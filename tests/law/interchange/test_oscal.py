"""OSCAL: valid by its schema, the same in every run, read back as it was, and a deal's profile selects what applies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from novation.law import Pack, Packs
from novation.law.deadlines import Situation, applying
from novation.law.interchange.oscal_catalog import GROUPS, catalog, control_id
from novation.law.interchange.oscal_pieces import line
from novation.law.interchange.oscal_profile import catalog_file, profile, resolve
from novation.law.interchange.oscal_reading import read_catalog
from novation.terms import DealForm

from .conftest import deal

TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
HEAD = "title: {zh: 题, en: Title}, citation: {zh: 第一条, en: Art. 1}, source: https://example.org"


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def entries(pack: Pack) -> Iterator[tuple[str, Any]]:
    for kind, found in zip(
        GROUPS, (pack.controls, pack.rules, pack.obligations, pack.notices, pack.clocks), strict=True
    ):
        yield from ((kind, entry) for entry in found)


@pytest.fixture(scope="module")
def catalogs(packs: Packs) -> dict[str, dict[str, Any]]:
    return {pack.id: catalog(pack, packs) for pack in packs}


def test_every_pack_is_a_catalog_that_the_schema_accepts(catalogs: dict[str, dict[str, Any]]) -> None:
    models = import_module("trestle.oscal.catalog")
    for document in catalogs.values():
        read = models.Catalog(**document["catalog"])
        written = json.loads(read.model_dump_json(by_alias=True, exclude_none=True))
        assert same_instant(written) == same_instant(document["catalog"])


def same_instant(document: dict[str, Any]) -> dict[str, Any]:
    """`Z` and `+00:00` are one instant."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return json.loads(text.replace("T00:00:00Z", "T00:00:00+00:00"))


def test_every_piece_has_the_form_that_oscal_demands(catalogs: dict[str, dict[str, Any]]) -> None:
    for document in catalogs.values():
        ids = [node["id"] for node in walk(document) if "id" in node]
        assert len(ids) == len(set(ids))
        for node in walk(document):
            assert [] not in node.values(), node
            assert TOKEN.match(node.get("id", "a")), node
            assert UUID.match(node.get("uuid", document["catalog"]["uuid"]))
            if "ns" in node and "value" in node:
                assert TOKEN.match(node["name"])
                assert re.fullmatch(r"\S(.*\S)?", node["value"])
            if "title" in node:
                assert "\n" not in node["title"]
            assert not ("groups" in node and "controls" in node)


def test_a_catalog_reads_back_as_the_pack_was(packs: Packs, catalogs: dict[str, dict[str, Any]]) -> None:
    for pack in packs:
        found = {(e.kind, e.id): e for e in read_catalog(json.loads(json.dumps(catalogs[pack.id])))}
        wanted = dict(entries(pack)) and {(kind, entry.id): entry for kind, entry in entries(pack)}
        assert found.keys() == (wanted or {}).keys()
        for key, entry in (wanted or {}).items():
            read = found[key]
            assert read.title.zh == line(entry.title.zh)
            assert read.title.en == line(entry.title.en)
            assert (read.citation.zh, read.citation.en) == (
                line(entry.citation.text.zh),
                line(entry.citation.text.en),
            )
            assert (read.source, read.fact, read.confirmed) == (
                entry.citation.source,
                entry.citation.fact,
                entry.citation.confirmed,
            )
            told = {w.split("!=")[0].split("=")[0] for w in read.when}
            assert told == {c.field for c in entry.when}
        for rule in pack.rules:
            read = found["rule", rule.id]
            assert read.values.get("to-buyer", (None,))[0] == (rule.then.to_buyer and str(rule.then.to_buyer))
            assert read.parts["statement"] == rule.reason


def test_what_is_unconfirmed_never_reads_as_confirmed(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    pack = make_pack("one", make_rule("sure"), make_rule("unsure", more="  confirmed: false\n"))
    found = {e.id: e.confirmed for e in read_catalog(catalog(pack, Packs([pack])))}
    assert found == {"one/sure": True, "one/unsure": False}


def test_a_clock_is_a_parameter_with_its_number_and_its_unit(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    clocks = (
        f"- {{id: told, {HEAD}, who: buyer, what: {{zh: 告知, en: Tell}}, starts: incident-discovered, due: {{hours: 72}}, threshold: many}}\n"
        f"- {{id: soon, {HEAD}, who: seller, what: {{zh: 做, en: Do}}, starts: closing, due: {{word: promptly}}, every: {{years: 1}}}}\n"
    )
    thresholds = f"- {{id: many, {HEAD}, counts: people, at_least: 1000000, what: {{zh: 多, en: Many}}}}\n"
    pack = make_pack("one", make_rule("first"), files={"clocks.yaml": clocks, "thresholds.yaml": thresholds})
    found = {e.id: e for e in read_catalog(catalog(pack, Packs([pack]))) if e.kind == "clock"}
    assert found["one/told"].params == {"due-1": "72 hours", "threshold": "1000000 people"}
    assert found["one/told"].values["starts"] == ("incident-discovered",)
    assert found["one/soon"].params == {"due-1": "promptly", "every": "1 years"}
    assert found["one/told"].parts["statement"].zh == "告知"


def test_a_catalog_is_the_same_in_every_run_and_another_for_another_pack(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    one, same, other = (
        make_pack("one", make_rule("first", more=extra)) for extra in ("", "", "  derived: true\n")
    )
    first, again, changed = (catalog(pack, Packs([pack])) for pack in (one, same, other))
    assert json.dumps(first) == json.dumps(again)
    assert first["catalog"]["uuid"] != changed["catalog"]["uuid"]


def test_a_profile_selects_the_packs_that_apply_and_of_them_what_fits_the_deal(packs: Packs) -> None:
    for form in DealForm:
        situation = deal(form)
        chosen = profile(packs, situation, "NV-1", {})["profile"]
        named = {
            p["value"] for r in chosen["back-matter"]["resources"] for p in r["props"] if p["name"] == "pack"
        }
        assert named <= {pack.id for pack in applying(packs, situation)}
        ids = {i for wanted in chosen["imports"] for c in wanted["include-controls"] for i in c["with-ids"]}
        for pack in packs:
            for kind, entry in entries(pack):
                fits = all(c.accepts(form) for c in entry.when if c.field == "deal_form")
                if control_id(kind, entry.id) in ids:
                    assert fits and pack.id in named
                elif not fits:
                    assert control_id(kind, entry.id) not in ids
    assert selected_by(packs, DealForm.MERGER) != selected_by(packs, DealForm.ASSET_DEAL)


def selected_by(packs: Packs, form: DealForm) -> set[str]:
    imports = profile(packs, deal(form), "", {})["profile"]["imports"]
    return {i for wanted in imports for c in wanted["include-controls"] for i in c["with-ids"]}


def test_a_profile_resolves_to_exactly_what_it_selects_as_another_tool_resolves_it(
    packs: Packs, situation: Situation, catalogs: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    chosen = profile(packs, situation, "NV-1", {})
    by_file = {catalog_file(name): document for name, document in catalogs.items()}
    resolved = resolve(chosen, by_file)
    own = [c["id"] for g in resolved["catalog"]["groups"] for c in g["controls"]]
    assert set(own) == {
        i for w in chosen["profile"]["imports"] for c in w["include-controls"] for i in c["with-ids"]
    }
    assert resolve(chosen, by_file) == resolved
    resolver = import_module("trestle.core.profile_resolver").ProfileResolver
    other = resolved_by_trestle(resolver, chosen, catalogs, tmp_path)
    assert sorted(other) == sorted(own)


def resolved_by_trestle(
    resolver: Any, chosen: dict[str, Any], catalogs: dict[str, dict[str, Any]], root: Path
) -> list[str]:
    """The control ids that compliance-trestle resolves; it wants its own folders and addresses."""
    (root / ".trestle").mkdir()
    (root / ".trestle" / "config.ini").write_text("")
    document = json.loads(json.dumps(chosen))
    files = {f"#{r['uuid']}": r["rlinks"][0]["href"] for r in document["profile"]["back-matter"]["resources"]}
    for wanted in document["profile"]["imports"]:
        pack_id = files[wanted["href"]].removesuffix(".catalog.json")
        folder = root / "catalogs" / pack_id
        folder.mkdir(parents=True)
        (folder / "catalog.json").write_text(json.dumps(catalogs[pack_id]))
        wanted["href"] = f"trestle://catalogs/{pack_id}/catalog.json"
    path = root / "profiles" / "deal" / "profile.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document))
    found = resolver.get_resolved_profile_catalog(root, str(path))
    return [
        node["id"]
        for node in walk(json.loads(found.model_dump_json(by_alias=True, exclude_none=True)))
        if "parts" in node and "class" in node
    ]


def test_the_profile_is_valid_too(packs: Packs, situation: Situation) -> None:
    models = import_module("trestle.oscal.profile")
    chosen = profile(packs, situation, "NV-1", {"cn-pipl": "0" * 64})
    models.Profile(**chosen["profile"])


def test_a_catalog_without_what_the_profile_names_is_refused(
    packs: Packs, situation: Situation, catalogs: dict[str, dict[str, Any]]
) -> None:
    chosen = profile(packs, situation, "NV-1", {})
    by_file = {catalog_file(name): json.loads(json.dumps(d)) for name, d in catalogs.items()}
    by_file["cn-pipl.catalog.json"]["catalog"]["groups"].pop()
    with pytest.raises(LookupError):
        resolve(chosen, by_file)
