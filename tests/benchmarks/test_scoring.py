"""Exact, overlapping and micro scores on cases small enough to count by hand."""

from __future__ import annotations

import pytest
from benchmarks.discovery.mapping import Mapping
from benchmarks.discovery.notes import UNLABELLED, Note
from benchmarks.discovery.scoring import Tally, columns, false_alarms, score

TABLE = Mapping(
    {
        "PHONE": ["phone", "mobile"],
        "NAME": ["person-name"],
        "DATE": {"only-hits": ["birth-date"]},
        "URL": "nothing",
    }
)
NOTE = Note("0123456789" * 3, ((0, 4, "person-name"), (10, 21, "mobile")))


def scored(found, exact=True, notes=(NOTE,)):
    return score(notes, [found] * len(notes), TABLE, exact=exact)


def test_a_span_hits_exactly_only_with_both_ends_and_a_type_that_may_hit():
    assert scored([(0, 4, "NAME"), (10, 21, "PHONE")]).micro() == Tally(2, 0, 0)
    assert scored([(0, 5, "NAME"), (10, 21, "PHONE")]).micro() == Tally(1, 1, 1)
    assert scored([(0, 4, "PHONE"), (10, 21, "NAME")]).micro() == Tally(0, 2, 2)


def test_overlap_wants_one_shared_character_and_counts_each_side_once():
    assert scored([(3, 9, "NAME"), (20, 25, "PHONE")], exact=False).micro() == Tally(2, 0, 0)
    assert scored([(4, 9, "NAME")], exact=False).micro() == Tally(0, 1, 2)
    two_halves = [(10, 15, "PHONE"), (15, 21, "PHONE")]
    assert scored(two_halves, exact=False).types["mobile"] == Tally(1, 0, 0)
    assert scored(two_halves, exact=False).types["phone"] == Tally(0, 1, 0)


def test_where_several_overlap_the_pair_that_shares_most_is_taken():
    note = Note("x" * 20, ((0, 10, "person-name"), (10, 12, "person-name")))
    found = [(8, 12, "NAME"), (0, 9, "NAME")]
    assert score([note], [found], TABLE, exact=False).micro() == Tally(2, 0, 0)


def test_a_false_alarm_counts_against_the_first_type_and_a_miss_against_the_label():
    types = scored([(22, 25, "PHONE")]).types
    assert types["phone"] == Tally(0, 1, 0)
    assert types["mobile"] == Tally(0, 0, 1)
    assert types["person-name"] == Tally(0, 0, 1)


def test_a_type_that_only_hits_is_never_a_false_alarm():
    born = Note("born 1990-01-02, on 2020-01-01", ((5, 15, "birth-date"),))
    found = [(5, 15, "DATE"), (20, 30, "DATE"), (0, 3, "URL")]
    assert score([born], [found], TABLE, exact=True).micro() == Tally(1, 0, 0)


def test_what_touches_an_unlabelled_region_is_neither_hit_nor_false_alarm():
    note = Note("Paris is 12345", ((0, 5, UNLABELLED),))
    assert score([note], [[(0, 5, "NAME"), (3, 8, "NAME")]], TABLE, exact=True).micro() == Tally()
    assert score([note], [[(9, 14, "NAME")]], TABLE, exact=True).micro() == Tally(0, 1, 0)


def test_micro_adds_spans_up_and_can_be_of_some_types_only():
    both = scored([(0, 4, "NAME"), (22, 25, "PHONE")], notes=(NOTE, NOTE))
    assert both.micro() == Tally(2, 2, 2)
    assert both.micro({"person-name"}) == Tally(2, 0, 0)
    assert both.micro({"email"}) == Tally()


@pytest.mark.parametrize(
    ("tally", "precision", "recall", "f1"),
    [
        (Tally(3, 1, 2), 0.75, 0.6, 2 / 3),
        (Tally(0, 5, 0), 0.0, 0.0, 0.0),
        (Tally(0, 0, 4), 0.0, 0.0, 0.0),
        (Tally(), 0.0, 0.0, 0.0),
    ],
)
def test_precision_recall_and_their_mean(tally, precision, recall, f1):
    assert (tally.precision, tally.recall) == (precision, recall)
    assert tally.f1 == pytest.approx(f1)


def test_false_alarms_are_counted_in_texts_without_personal_data_only():
    clean = Note("y" * 500)
    reports = [[(20, 25, "NAME")], [(0, 2, "NAME"), (5, 9, "PHONE"), (9, 12, "URL")]]
    found = false_alarms([NOTE, clean], reports, TABLE)
    assert found == {
        "characters": 500,
        "alarms": 2,
        "per_1000": 4.0,
        "types": {"person-name": 1, "phone": 1},
    }
    assert false_alarms([NOTE], [[]], TABLE)["per_1000"] is None


def test_columns_are_scored_by_the_mean_of_their_types():
    truth = {"a": "person-name", "b": "mobile", "c": "email", "d": None, "e": UNLABELLED}
    found = {"a": "NAME", "b": "PHONE", "c": "NAME", "d": "PHONE", "e": "PHONE"}
    said = columns(truth, found, TABLE)
    assert said["types"]["person-name"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert said["macro_f1"] == pytest.approx((2 / 3 + 1 + 0) / 3, abs=1e-4)
    assert said["false_alarms"] == ["d: PHONE"]
    assert said["not_personal"] == 1


def test_a_type_nobody_judged_is_named_and_not_dropped():
    assert TABLE.unknown(["PHONE", "CRYPTO", "URL"]) == ["CRYPTO"]
    with pytest.raises(KeyError):
        score([NOTE], [[(0, 4, "CRYPTO")]], TABLE, exact=True)
