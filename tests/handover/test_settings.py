"""Every way to write novation.toml wrongly is told with a code and the place, in both languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.handover.settings import from_document, read

GOOD = """
format = 1
case = "NV-1"
[deal]
form = "asset-deal"
phase = "closing"
closing_on = 2027-01-15
[seller]
name = "甲"
place = "cn"
contact = ""
[buyer]
name = "乙"
place = "de"
recipients = ["age1x"]
[approval]
seal = ["owner", "compliance-officer"]
destroy = ["owner", "compliance-officer"]
[relationship]
active_months = 12
[export]
route = "standard contract"
[engine]
kind = "spark"
master = "local[4]"
memory = "4g"
[basis]
contact = "contract"
[[source]]
name = "a"
path = "a.csv"
encoding = "gb18030"
[[signer]]
role = "owner"
name = "某"
key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII9YgQBjXyIAai4IQCX9i6qAEyM3HP6KOjz1PkaC66I4"
[[override]]
source = "a"
table = "a"
column = "b"
reason = "known"
kind = "key.customer"
category = "contact"
sensitivity = "private"
[[notice]]
law = "cn-pipl"
given_on = 2026-10-01
evidence = "sha256:00"
"""

CHANGES = {
    "no toml at all": ("format = 1", "format = = 1", "novation.toml"),
    "an unknown entry": ("format = 1", "frmat = 1", "frmat"),
    "a format of the future": ("format = 1", "format = 2", "format"),
    "an unknown entry of the deal": ("form = ", "size = 3\nform = ", "size"),
    "an unknown deal form": ('"asset-deal"', '"heist"', "deal.form"),
    "a deal form that is no text": ('form = "asset-deal"', "form = 7", "deal.form"),
    "no deal form": ('form = "asset-deal"', "", "deal.form"),
    "an unknown engine": ('"spark"', '"sparkle"', "engine.kind"),
    "a memory that Java would not take": ('"4g"', '"4 GB"', "engine.memory"),
    "an unknown phase": ('"closing"', '"soon"', "deal.phase"),
    "a date that is none": ("closing_on = 2027-01-15", 'closing_on = "soon"', "deal.closing_on"),
    "no date": ("closing_on = 2027-01-15", "", "deal.closing_on"),
    "a number for the date": ("closing_on = 2027-01-15", "closing_on = 20270115", "deal.closing_on"),
    "an instant for the date": ("closing_on = 2027-01-15", "closing_on = 2027-01-15T10:00:00Z", "deal.closing_on"),
    "a seller without name": ('name = "甲"', 'name = ""', "seller.name"),
    "a seller without place": ('place = "cn"', "", "seller.place"),
    "an unknown place": ('place = "de"', 'place = "mars"', "buyer.place"),
    "a seller that is a text": ("[seller]", "[seler]", "seler"),
    "an unknown entry of a party": ('contact = ""', 'phone = ""', "seller"),
    "one recipient not in a list": ('["age1x"]', '"age1x"', "buyer.recipients"),
    "a recipient that is a number": ('["age1x"]', "[7]", "buyer.recipients"),
    "one role twice": ('seal = ["owner", "compliance-officer"]', 'seal = ["owner", "owner"]', "approval.seal"),
    "an unknown role": ('destroy = ["owner", "compliance-officer"]', 'destroy = ["owner", "chief"]', "approval.destroy"),
    "roles not in a list": ('destroy = ["owner", "compliance-officer"]', 'destroy = "owner"', "approval.destroy"),
    "roles that are numbers": ('destroy = ["owner", "compliance-officer"]', "destroy = 2", "approval.destroy"),
    "an unknown action to approve": ("destroy = [", "burn = [", "approval"),
    "months in words": ("active_months = 12", 'active_months = "many"', "relationship.active_months"),
    "no months": ("active_months = 12", "active_months = 0", "relationship.active_months"),
    "a route that is none": ('route = "standard contract"', "route = true", "export.route"),
    "an unknown category of a basis": ('contact = "contract"', 'soul = "contract"', "basis"),
    "an unknown basis": ('contact = "contract"', 'contact = "whim"', "basis.contact"),
    "a source without path": ('path = "a.csv"', "", "source[0].path"),
    "an unknown entry of a source": ('path = "a.csv"', 'path = "a.csv"\nfile = "x"', "source[0]"),
    "two sources of one name": ("[[signer]]", '[[source]]\nname = "a"\npath = "b.csv"\n[[signer]]', "source[1].name"),
    "an encoding that is a number": ('encoding = "gb18030"', "encoding = 7", "source[0].encoding"),
    "an encoding that is none": ('encoding = "gb18030"', 'encoding = "klingon"', "source[0].encoding"),
    "an unknown role of a signer": ('role = "owner"', 'role = "butler"', "signer[0].role"),
    "a key that is none": ("key = \"ssh-ed25519 AAAAC3", "key = \"ssh-rsa AAAAB3", "signer[0].key"),
    "an unknown entry of a signer": ('role = "owner"', 'role = "owner"\nage = 3', "signer[0]"),
    "an override without reason": ('reason = "known"', "", "override[0].reason"),
    "a kind that is no text": ('kind = "key.customer"', "kind = 3", "override[0].kind"),
    "an unknown category": ('category = "contact"', 'category = "soul"', "override[0].category"),
    "an unknown sensitivity": ('sensitivity = "private"', 'sensitivity = "very"', "override[0].sensitivity"),
    "a notice without law": ('law = "cn-pipl"', "", "notice[0].law"),
    "a notice with a wrong date": ("given_on = 2026-10-01", 'given_on = "autumn"', "notice[0].given_on"),
    "an unknown entry of a notice": ('law = "cn-pipl"', 'law = "cn-pipl"\nby = "mail"', "notice[0]"),
    "sources that are no list": ('[[source]]\nname = "a"\npath = "a.csv"\nencoding = "gb18030"', "[source]\nname = 1", "source"),
}  # fmt: skip


def test_the_good_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "novation.toml"
    path.write_text(GOOD, "utf-8")
    found = read(path)
    assert (found.case, found.active_months, len(found.sources), len(found.signers)) == ("NV-1", 12, 1, 1)


@pytest.mark.parametrize(("old", "new", "where"), CHANGES.values(), ids=CHANGES.keys())
def test_what_is_written_wrongly_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    assert GOOD.count(old) >= 1
    path = tmp_path / "novation.toml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(NovationError) as told:
        read(path)
    assert told.value.code == "project.settings-invalid"
    for language in ("zh", "en"):
        assert where in told.value.message(language)
        assert "{" not in told.value.message(language).replace("{}", "")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"\x00", b"case = 1\n", b"source = ['a']\n", b"deal = []\n"]
)
def test_a_file_that_is_nothing_like_it_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "novation.toml"
    path.write_bytes(content)
    with pytest.raises(NovationError) as told:
        read(path)
    assert told.value.code == "project.settings-invalid"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
@limits(max_examples=150, deadline=None)
def test_any_value_in_any_place_is_either_good_or_told(data: st.DataObject) -> None:
    document = tomllib.loads(GOOD)
    place = document
    name = data.draw(st.sampled_from(sorted(place)))
    while data.draw(st.booleans()):
        inner = place[name][0] if isinstance(place[name], list) and place[name] else place[name]
        if not isinstance(inner, dict):
            break
        place, name = inner, data.draw(st.sampled_from(sorted(inner)))
    place[name] = data.draw(VALUES.filter(lambda v: v is not None))
    try:
        from_document(document)
    except NovationError as told:
        assert told.code == "project.settings-invalid"
