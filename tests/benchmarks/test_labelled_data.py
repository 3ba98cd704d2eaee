"""The labelled texts and tables: marks, slots, labels, headers."""

from __future__ import annotations

import json

import polars as pl
import pytest
from benchmarks.discovery import mapping, notes, tables
from benchmarks.discovery.filling import SLUGS, Filling
from benchmarks.discovery.running import TOOLS
from stdnum import iban, luhn
from stdnum.cn import ric, uscc

from novation.inventory.span_types import SPAN_TYPES


def test_marks_and_slots_become_spans_of_the_very_text():
    note = notes.marked("a⟦name|王小明⟧ {mobile}\n⟦addr|文三路1号⟧{order}", Filling(1))
    said = [(note.text[s:e], kind) for s, e, kind in note.spans]
    assert said[0] == ("王小明", "person-name")
    assert said[1][1] == "mobile" and said[1][0] in note.text
    assert said[2] == ("文三路1号", "address")
    assert len(said) == 3


def test_a_slot_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="nonsense"):
        notes.marked("{nonsense}", Filling(1))


def test_the_same_seed_fills_the_same_values():
    assert [Filling(3).value(slot) for slot in SLUGS] == [Filling(3).value(slot) for slot in SLUGS]


def test_filled_numbers_pass_their_checksums_and_decoys_fail_them():
    filling = Filling(4)
    for _ in range(200):
        number = filling.value("id")  # people born before a county got its code have it all the same
        assert ric.calc_check_digit(number) == number[-1]
        assert uscc.is_valid(filling.value("uscc"))
        assert iban.is_valid(filling.value("iban"))
        assert luhn.is_valid(filling.value("card").replace(" ", ""))
        bad = filling.value("badid")
        assert ric.calc_check_digit(bad) != bad[-1]
        assert not luhn.is_valid(filling.value("badcard"))


def test_hong_kong_and_taiwan_numbers_follow_published_examples(monkeypatch):
    filling = Filling(5)
    monkeypatch.setattr(filling, "_pick", lambda options: "A" if "A" in options else "1")
    monkeypatch.setattr(filling, "_d", lambda count: "23456789"[:count])
    assert filling.taiwan() == "A123456789"
    monkeypatch.setattr(filling, "_d", lambda count: "123456")
    assert filling.hong_kong() == "A123456(3)"


def test_every_slot_has_a_type_that_novation_names():
    assert set(SLUGS.values()) <= set(SPAN_TYPES)


def test_json_lines_take_slugs_and_known_labels_and_refuse_others(tmp_path):
    file = tmp_path / "n.jsonl"
    spans = [{"start": 0, "end": 3, "type": "PERSON"}, {"start": 4, "end": 5, "type": "email"}]
    file.write_text(json.dumps({"text": "Ann b", "spans": spans}) + "\n\n", "utf-8")
    names = mapping.load()["gold"]
    assert notes.json_lines(file, names)[0].spans == ((0, 3, "person-name"), (4, 5, "email"))
    file.write_text(json.dumps({"text": "Ann", "spans": [{"start": 0, "end": 3, "type": "WHO"}]}), "utf-8")
    with pytest.raises(ValueError, match="WHO"):
        notes.json_lines(file, names)
    file.write_text(json.dumps({"text": "Ann", "spans": [{"start": 1, "end": 9, "type": "PERSON"}]}), "utf-8")
    with pytest.raises(ValueError, match="outside"):
        notes.json_lines(file, names)


def test_an_address_labelled_in_pieces_is_one_span_and_a_bare_place_is_left_out(tmp_path):
    text = "at 8 Wressle Road, Polapit\n 77058; from Paris"
    pieces = [
        ("8 Wressle Road", "ADDRESS"),
        ("Polapit", "LOCATION"),
        ("77058", "ADDRESS"),
        ("Paris", "LOCATION"),
    ]
    spans = [{"start": text.index(p), "end": text.index(p) + len(p), "label": k} for p, k in pieces]
    file = tmp_path / "n.jsonl"
    file.write_text(json.dumps({"text": text, "spans": spans}), "utf-8")
    (note,) = notes.presidio_generated(file, mapping.load()["gold"])
    assert [(text[s:e], k) for s, e, k in note.spans] == [
        ("8 Wressle Road, Polapit\n 77058", "address"),
        ("Paris", notes.UNLABELLED),
    ]


def test_every_tool_has_a_table_of_types_for_what_it_is_asked():
    for tool in TOOLS:
        for part, modes in (("spans", {"spans"}), ("columns", {"columns", "schema"})):
            if modes & set(tool.modes):
                assert mapping.of(part, tool.name).known()


def test_novation_without_names_is_not_said_to_know_them():
    assert "person-name" in mapping.of("spans", "novation").known()
    assert "person-name" not in mapping.of("spans", "novation-ids").known()


def test_the_invented_table_is_the_same_under_every_kind_of_header(tmp_path):
    made = tables.invented(tmp_path, 40)
    first, *others = (pl.read_csv(t.file, infer_schema=False) for t in made)
    for other, table in zip(others, made[1:], strict=True):
        assert other.rows() == first.rows()
        assert list(table.truth.values()) == list(made[0].truth.values())
    assert made[2].truth["col_1"] == "person-name"


def test_a_given_table_is_read_with_its_labels_and_unknown_ones_refused(tmp_path):
    file, described = tmp_path / "t.csv", tmp_path / "columns.json"
    file.write_text("a,b\nx,1\n", "utf-8")
    described.write_text(
        json.dumps({"a": {"type": "PERSON", "pii": True}, "b": {"type": "NONE", "pii": False}}), "utf-8"
    )
    table = tables.given(file, described, mapping.load()["gold"], tmp_path)
    assert table.truth == {"a": "person-name", "b": None}
    described.write_text(json.dumps({"a": {"type": "WHO", "pii": True}}), "utf-8")
    with pytest.raises(ValueError, match="WHO"):
        tables.given(file, described, mapping.load()["gold"], tmp_path)
