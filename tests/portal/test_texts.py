"""What customers read: the same in six languages, in plain words, a draft until somebody approves it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.portal.conftest import Portal

from novation.control.consent.actions import LANGUAGES as RELEASED_IN
from novation.control.consent.actions import approve_translation
from novation.control.consent.matters import Answer, Matter
from novation.control.consent.texts import catalogue
from novation.control.operations.words import LookPurpose
from novation.control.rights.states import Behalf, Ground, Outcome, State
from novation.errors import NovationError
from novation.law.entry_words import Right
from novation.portal.asking import ASKED
from novation.portal.languages import LANGUAGES
from novation.portal.learning import LESSONS
from novation.terms import Basis, Category, Place, SellerCopy, ToBuyer

_FIELD = re.compile(r"\{(\w+)\}")
WORDS = {
    "category": Category, "out": ToBuyer, "copy": SellerCopy, "basis": Basis, "place": Place, "matter": Matter,
    "answer": Answer, "state": State, "ground": Ground, "look": LookPurpose, "ask.for": Behalf,
}  # fmt: skip


def test_every_language_has_the_same_texts_with_the_same_places_to_fill() -> None:
    assert set(LANGUAGES) == set(RELEASED_IN)
    shapes = {
        language: {
            name: sorted(set(_FIELD.findall(text))) for name, text in catalogue(language).texts.items()
        }
        for language in LANGUAGES
    }
    for language in LANGUAGES:
        assert shapes[language] == shapes["en"], language
        assert all(text.strip() for text in catalogue(language).texts.values())


def test_every_word_of_a_vocabulary_that_a_page_may_show_has_its_text() -> None:
    texts = catalogue("en").texts
    wanted = [f"{name}.{term}" for name, terms in WORDS.items() for term in terms]
    wanted += [f"outcome.{one}" for one in Outcome if one is not Outcome.NONE]
    wanted += [f"right.{one}" for one in Right] + [
        f"right.{one}.{part}" for one in ASKED for part in ("hint", "ask")
    ]
    assert not [name for name in wanted if name not in texts]


def test_nobody_is_called_a_user_or_a_data_subject() -> None:
    for language, words in {"zh": ("用户", "数据主体", "你"), "en": ("data subject", " user "), "de": ("betroffene Person", "Nutzer"), "fr": ("personne concernée", "utilisateur")}.items():  # fmt: skip
        whole = "\n".join(catalogue(language).texts.values())
        assert not [word for word in words if word in whole], language


def test_every_lesson_is_whole_in_every_language_and_is_about_nobody() -> None:
    for language in LANGUAGES:
        texts = catalogue(language).texts
        for lesson in LESSONS:
            paragraphs = texts[f"learn.{lesson}.text"].split("\n\n")
            assert len(paragraphs) == len(catalogue("en").texts[f"learn.{lesson}.text"].split("\n\n")), (
                language
            )
            assert not _FIELD.search(" ".join(paragraphs)) and all(len(one) > 20 for one in paragraphs)


def test_chinese_is_set_with_chinese_signs() -> None:
    odd = {
        name: text
        for name, text in catalogue("zh").texts.items()
        if re.search(r"[\u4e00-\u9fff][,;:?!()]", text)
    }
    assert not odd


@pytest.mark.django_db
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_page_is_there_in_every_language(asked: Portal, language: str) -> None:
    client = asked.inside("M00001", language)
    paths = ["", "code/", "documents/", "left/", *(f"learn/{lesson}/" for lesson in LESSONS), "me/", "me/choices/", "me/data/",
             "me/copy/", "me/requests/", *(f"me/ask/{right}/" for right in ASKED)]  # fmt: skip
    for path in paths:
        response = client.get(asked.at(path))
        page = response.content.decode()
        assert response.status_code == 200, path
        assert f'<html lang="{"zh-CN" if language == "zh" else language}">' in page
        assert ('class="draft"' in page) == (language not in ("zh", "en")), path


@pytest.mark.django_db
@pytest.mark.action("translation.approved")
def test_a_translation_is_marked_as_a_draft_until_it_is_approved(portal: Portal) -> None:
    german = Client(headers={"accept-language": "de-DE,de;q=0.9"})
    assert "Übersetzung im Entwurf" in german.get(portal.at()).content.decode()
    approve_translation(portal.house.officer, portal.case, language="de", digest=catalogue("de").digest)
    assert "Übersetzung im Entwurf" not in german.get(portal.at()).content.decode()
    with pytest.raises(NovationError, match=r"input\.wrong"):
        approve_translation(portal.house.officer, portal.case, language="fr", digest="sha256:" + "0" * 64)
    french = Client(headers={"accept-language": "fr"}).get(portal.at()).content.decode()
    assert "Traduction provisoire" in french


@pytest.mark.django_db
def test_a_language_is_chosen_at_any_address_and_remembered(portal: Portal) -> None:
    client = Client(headers={"accept-language": "en"})
    assert "お知らせ" in client.get(portal.at("code/?language=ja")).content.decode()
    assert 'lang="ja"' in client.get(portal.at()).content.decode()
    assert client.get(portal.at("?language=xx")).status_code == 200
