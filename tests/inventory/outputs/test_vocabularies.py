"""The words of other vocabularies: no kind forgotten, no word invented, nothing sensitive called harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from novation.inventory import KINDS
from novation.inventory.finding import ColumnFinding
from novation.inventory.outputs.vocabularies import OF_CATEGORY, OF_KIND, SPECIAL, Words, words_of
from novation.terms import Category, Sensitivity

ALL = {**{f"kind {n}": w for n, w in OF_KIND.items()}, **{f"category {c}": w for c, w in OF_CATEGORY.items()}}
TAGS = {
    "PII.None",
    "PII.NonSensitive",
    "PII.Sensitive",
    "PersonalData.Personal",
    "PersonalData.SpecialCategory",
}
PD_WORDS = """
Age Authenticating BankAccount Behavioral Biometric BirthDate City Communication Contact Country Criminal DeviceBased
EmailAddress EthnicOrigin Financial FinancialAccountNumber GPSCoordinate Gender Health IPAddress Identifying Income Job
Location MACAddress Name Nationality OfficialID Offspring Parent Passport PaymentCardNumber PhysicalAddress Picture
PoliticalOpinion PostalCode Preference PrivacyPreference Professional Profile Purchase Region ReligiousBelief Sexual
SocialMedia TelephoneNumber Transactional UID Username VehicleLicense
"""
PD = set(PD_WORDS.split())
"""Concepts as they stand in pd.csv of the extension PD 2.1, not derived from our table."""


def column(kind: str, **changes: object) -> ColumnFinding:
    known = KINDS[kind]
    plain = ColumnFinding("c", "string", known.category, known.sensitivity, kind, 0.9)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_no_kind_and_no_category_is_forgotten() -> None:
    assert set(OF_KIND) == set(KINDS)
    assert set(OF_CATEGORY) == set(Category)


@pytest.mark.parametrize("words", ALL.values(), ids=ALL.keys())
def test_every_word_is_one_of_its_vocabulary(words: Words) -> None:
    assert words.fideslang
    assert all(re.fullmatch(r"(user|system)(\.[a-z_]+)*", key) for key in words.fideslang)
    assert set(words.dpv) <= {f"pd:{concept}" for concept in PD} | {"dpv:PersonalData"}
    assert set(words.openmetadata) <= TAGS
    assert len(words.openmetadata) == (1 if words.openmetadata == ("PII.None",) else 2)


def test_fideslang_keys_are_those_of_the_default_taxonomy() -> None:
    taxonomy = pytest.importorskip("fideslang.default_taxonomy", reason="needs the package fideslang")
    keys = {category.fides_key for category in taxonomy.DEFAULT_TAXONOMY.data_category}
    assert {key for words in ALL.values() for key in words.fideslang} <= keys


@pytest.mark.parametrize("name", KINDS)
def test_what_is_personal_here_is_personal_there_and_the_other_way_round(name: str) -> None:
    kind, words = KINDS[name], OF_KIND[name]
    personal = kind.category is not Category.NONE
    assert (words.fideslang != ("system.operations",)) is personal
    assert bool(words.dpv) is personal
    assert (words.openmetadata != ("PII.None",)) is personal
    assert ("PersonalData.SpecialCategory" in words.openmetadata) is (kind.category in SPECIAL)


def test_a_column_that_became_sensitive_is_never_called_harmless() -> None:
    plain, grave = column("person.gender"), column("person.gender", sensitivity=Sensitivity.SENSITIVE)
    assert words_of(plain).openmetadata == ("PII.NonSensitive", "PersonalData.Personal")
    assert words_of(grave).openmetadata == ("PII.Sensitive", "PersonalData.Personal")


def test_a_corrected_category_wins_over_the_kind() -> None:
    corrected = column("other", category=Category.HEALTH, sensitivity=Sensitivity.SENSITIVE)
    assert words_of(corrected).fideslang == ("user.health_and_medical",)
    assert words_of(column("cn.mobile", category=Category.NONE)).openmetadata == ("PII.None",)


def test_what_stands_inside_a_text_is_named_too_and_once() -> None:
    words = words_of(column("text.free", inside={"cn.mobile": 3, "health": 1, "generic.phone": 2}))
    assert words.fideslang == ("user.content.private", "user.contact.phone_number", "user.health_and_medical")
    assert words.openmetadata == ("PII.Sensitive", "PersonalData.SpecialCategory")
    nothing = words_of(column("generic.url", inside={"generic.email": 1}))
    assert nothing.fideslang == ("user.contact.email",)


def test_the_words_of_dpv_that_are_used_stand_in_its_own_examples(shared_data: Path) -> None:
    folder = shared_data / "suites" / "dpv_examples" / "examples"
    text = "\n".join(path.read_text() for path in sorted(folder.glob("*.ttl")))
    for word in (
        "dpv:hasPersonalData", "dpv:PersonalData", "dpv:SensitivePersonalData",
        "dpv:SpecialCategoryPersonalData", "skos:broader",
    ):  # fmt: skip
        assert re.search(rf"{word}\b", text), word
