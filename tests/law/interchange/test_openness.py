"""The public record of processing: every name is DPV's or ours, and it is read back as it was written."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from novation.law.interchange.dpv_terms import strangers
from novation.law.interchange.namespaces import names_in
from novation.law.interchange.openness import Handling, Openness, Receiver, Term, as_jsonld, read_jsonld
from novation.law.interchange.properties import PROPERTIES
from novation.messages import Text
from novation.terms import Basis, Category, Place

WORDS = st.sampled_from(["a", "送货", '"quoted"', "two\nlines", "𠮷野 & <b>", "@id"])
TEXTS = st.builds(Text, WORDS, WORDS)
CATEGORIES = st.sampled_from([c for c in Category if c is not Category.NONE])
HANDLINGS = st.builds(
    Handling,
    CATEGORIES,
    TEXTS,
    st.sampled_from(Basis),
    st.lists(st.builds(Term, WORDS, st.sampled_from(["", "5", "10"]), TEXTS), max_size=2).map(tuple),
)
RECEIVERS = st.builds(
    Receiver,
    WORDS,
    st.sampled_from(Place),
    TEXTS,
    st.sampled_from(Basis),
    st.lists(CATEGORIES, max_size=3, unique=True).map(tuple),
    WORDS,
)
RECORDS = st.builds(
    Openness,
    WORDS,
    st.sampled_from(Place),
    WORDS,
    st.just("2026-11-30"),
    st.lists(HANDLINGS, max_size=4).map(tuple),
    st.lists(RECEIVERS, max_size=3).map(tuple),
)


@given(RECORDS)
def test_a_record_is_read_back_as_it_was_written(told: Openness) -> None:
    assert read_jsonld(json.loads(json.dumps(as_jsonld(told)))) == told


@given(RECORDS)
def test_no_name_is_invented_and_no_basis_claimed_where_there_is_none(told: Openness) -> None:
    document = as_jsonld(told)
    names = set(names_in(document))
    assert not strangers(names)
    own = {name.removeprefix("nov:") for name in names if name.startswith("nov:")}
    assert own <= set(PROPERTIES)
    for node in document["dpv:hasProcess"]:
        assert ("dpv:hasLegalBasis" in node) == (node["nov:basis"] not in ("none", "unknown"))
