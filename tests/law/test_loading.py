"""Packs on disk: found, replaced by id, digested, and refused where a folder is not what it should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.law import load_pack, load_packs, read_pack
from novation.terms import Place

SPICE = [
    b"&a ",
    b"*a",
    b"!!x ",
    b"\n",
    b"\t",
    b": ",
    b"- ",
    b"{",
    b"[",
    b"'",
    b"|\n",
    b"---\n",
    b"? ",
    b"\x00",
]


@pytest.fixture
def write(tmp_path: Path, make_rule: Callable[..., str]) -> Callable[..., Path]:
    def write(pack_id: str, *, under: str = "packs", title: str = "Law", more: str = "") -> Path:
        folder = tmp_path / under / pack_id
        (folder / "rules").mkdir(parents=True)
        head = f"id: {pack_id}\ntitle: {{zh: 法, en: {title}}}\nversion: 2026-11-21\nkind: statute\n{more}"
        (folder / "pack.yaml").write_text(head, encoding="utf-8")
        (folder / "rules" / "all.yaml").write_text(make_rule("first"), encoding="utf-8")
        return folder

    return write


def refused(folder: Path) -> NovationError:
    with pytest.raises(NovationError) as caught:
        load_packs([folder], shipped=False)
    return caught.value


def test_a_later_folder_replaces_a_pack_and_adds_others(write: Callable[..., Path]) -> None:
    first = write("aa", title="Old").parent
    second = write("aa", under="own", title="New").parent
    write("bb", under="own")
    packs = load_packs([first, second], shipped=False)
    assert packs.ids == ("aa", "bb")
    assert packs["aa"].title.en == "New"


def test_a_folder_may_be_a_pack_itself(write: Callable[..., Path]) -> None:
    assert load_packs([write("aa")], shipped=False).ids == ("aa",)


def test_any_change_of_a_byte_or_a_name_changes_the_digest(write: Callable[..., Path]) -> None:
    folder = write("aa")
    (folder / "SOURCES.md").write_text("x", encoding="utf-8")
    before = load_pack(folder).digest
    assert before == load_pack(folder).digest
    (folder / "SOURCES.md").write_text("y", encoding="utf-8")
    changed = load_pack(folder).digest
    (folder / "rules" / "all.yaml").rename(folder / "rules" / "other.yaml")
    assert len({before, changed, load_pack(folder).digest}) == 3
    assert before.startswith("sha256:")
    assert len(before) == 71


def test_the_digest_of_a_set_names_every_pack(write: Callable[..., Path]) -> None:
    one = load_packs([write("aa").parent], shipped=False).digest
    write("bb")
    assert load_packs([write("cc").parent], shipped=False).digest != one


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_to_a_file_is_harmless_or_told(make_rule: Callable[..., str], data: st.DataObject) -> None:
    when = "{deal_form: [merger], consent: {not: [none]}}"
    sound = {
        "pack.yaml": b"id: aa\ntitle: {zh: X, en: Y}\nversion: 2026-11-21\nkind: statute\n",
        "rules/all.yaml": make_rule("first", when, more="  displaces: [x]\n").encode(),
    }
    name = data.draw(st.sampled_from(sorted(sound)))
    content = bytearray(sound[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 6))] = data.draw(
            st.binary(max_size=4) | st.sampled_from(SPICE)
        )
    try:
        read_pack("aa", {**sound, name: bytes(content)})
    except NovationError as error:
        assert error.code == "law.pack-invalid"
        assert error.values["file"] == f"aa/{name}"
        assert isinstance(error.values["line"], int)


def test_a_byte_order_mark_does_no_harm(make_rule: Callable[..., str]) -> None:
    head = b"\xef\xbb\xbfid: aa\ntitle: {zh: X, en: Y}\nversion: 2026-11-21\nkind: statute\n"
    assert read_pack("aa", {"pack.yaml": head}).id == "aa"


@pytest.mark.parametrize(
    "name", ["rule/all.yaml", "rules/all.yml", "rules/deep/all.yaml", "retentions.yaml", "x"]
)
def test_a_file_that_would_be_overlooked_is_refused(write: Callable[..., Path], name: str) -> None:
    folder = write("aa")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("- x\n", encoding="utf-8")
    error = refused(folder)
    assert error.code == "law.folder-invalid"
    assert f"aa/{name}" in error.message("zh")


def test_links_are_refused_wherever_they_lead(write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write("aa")
    (tmp_path / "outside.yaml").write_text("[]", encoding="utf-8")
    (folder / "rules" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert "links" in refused(folder).message("en")


def test_an_oversized_file_is_refused(write: Callable[..., Path]) -> None:
    folder = write("aa")
    (folder / "rules" / "big.yaml").write_bytes(b"#" * 2_000_000)
    assert refused(folder).values["file"] == "aa/rules/big.yaml"


def test_a_folder_without_packs_and_a_missing_one_are_told(tmp_path: Path) -> None:
    assert "no pack" in refused(tmp_path).message("en")
    assert "no such folder" in refused(tmp_path / "none").message("en")


def test_no_error_tells_where_on_the_machine_a_pack_lies(write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write("aa", more="nonsense: 1\n")
    assert str(tmp_path) not in str(refused(folder).as_dict())


def test_an_extended_pack_must_be_loaded(write: Callable[..., Path]) -> None:
    error = refused(write("aa", more="extends: [zz]\n"))
    assert error.code == "law.pack-missing"
    assert "zz" in error.message("en")


def test_packs_can_t_extend_each_other_in_a_circle(write: Callable[..., Path]) -> None:
    write("aa", more="extends: [bb]\n")
    assert refused(write("bb", more="extends: [aa]\n").parent).code == "law.pack-circle"


def test_an_unknown_pack_is_told_with_the_known_ones(write: Callable[..., Path]) -> None:
    packs = load_packs([write("aa")], shipped=False)
    with pytest.raises(NovationError, match=r"law\.pack-unknown.*aa"):
        packs["zz"]


def test_places_of_one_area_are_no_export_to_each_other(write: Callable[..., Path]) -> None:
    more = "applies_when: [{place: [de, fr]}]\nexport_areas: [[de, fr, eu]]\nadequate: [jp]\n"
    packs = load_packs([write("aa", more=more)], shipped=False)
    assert not packs.is_export(Place.DE, Place.FR)
    assert not packs.is_export(Place.JP, Place.JP)
    assert packs.is_export(Place.DE, Place.JP)
    assert packs.is_adequate(Place.DE, Place.JP)
    assert not packs.is_adequate(Place.CN, Place.JP)
    assert not packs.is_adequate(Place.DE, Place.US)
