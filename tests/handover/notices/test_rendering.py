"""A template has a closed set of placeholders, and a value is never more than text."""

from __future__ import annotations

import pyarrow as pa
import pytest

from novation.errors import NovationError
from novation.handover.notices.channels import harmless
from novation.handover.notices.localising import language_of
from novation.handover.notices.rendering import one_line, render
from novation.handover.notices.templates import parse, preview
from novation.law import load_packs
from novation.terms import Place


def test_a_batch_is_rendered_by_columns() -> None:
    template = parse("{name}, {seller} sells to {buyer}: {link}.").filled({"seller": "S", "buyer": "B"})
    assert template.names == ("name", "link")
    columns = {"name": one_line(pa.array(["Ann", None, "  "]), "customer"), "link": pa.array(["1", "2", "3"])}
    columns["link"] = columns["link"].cast(pa.large_string())
    assert render(template, columns, 3).to_pylist() == [
        "Ann, S sells to B: 1.",
        "customer, S sells to B: 2.",
        "customer, S sells to B: 3.",
    ]
    assert render(parse("the same"), {}, 2).to_pylist() == ["the same", "the same"]


@pytest.mark.parametrize(
    "text", ["{nmae}", "{Name}", "{name", "}", "{{name}}", "{name!r}", "{0}", "{name.x}", "{}"]
)
def test_an_unknown_placeholder_or_a_stray_brace_is_refused(text: str) -> None:
    with pytest.raises(NovationError, match="notices.placeholder-unknown"):
        parse(text)


def test_what_is_not_known_is_not_left_empty() -> None:
    with pytest.raises(NovationError, match="notices.value-missing"):
        parse("until {window_end}").filled({"window_end": ""})
    assert preview("until {window_end}, {name}", {"name": "Ann"}) == "until {window_end}, Ann"


def test_a_name_adds_no_line_and_no_placeholder() -> None:
    (name,) = one_line(pa.array(["Ann\r\nBcc: x@y.example\u2028{seller}"]), "customer").to_pylist()
    assert name == "Ann Bcc: x@y.example {seller}"
    rendered = render(parse("{name}"), {"name": pa.array([name], pa.large_string())}, 1)
    assert rendered.to_pylist() == [name]


@pytest.mark.parametrize("cell", ["=1+1", "+49 30 1", "-2", "@cmd", "\t=1"])
def test_a_cell_of_the_mail_merge_is_no_formula(cell: str) -> None:
    assert harmless(cell) == "'" + cell and harmless("Ann = Bea") == "Ann = Bea"


def test_people_are_told_in_the_language_of_their_place() -> None:
    packs = load_packs()
    assert [language_of(packs, place) for place in (Place.CN, Place.DE, Place.FR, Place.UK, Place.OTHER)] == [
        *("zh", "de", "fr", "en", "en"),
    ]
