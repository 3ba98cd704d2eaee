"""The catalogue of what customers read: one file for each language, the same ids in all."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from novation.control.cases.models import Case
from novation.control.consent.models import ApprovedTexts
from novation.evidence import canonical

FOLDER = Path(__file__).with_name("texts")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`digest` is over the file: whoever approves a language approves exactly these words."""

    language: str
    draft: bool
    texts: Mapping[str, str]
    digest: str


@functools.cache
def catalogue(language: str) -> Catalogue:
    """The texts of a language, read once in a process."""
    raw = (FOLDER / f"{language}.yaml").read_bytes()
    content = yaml.safe_load(raw)
    return Catalogue(language, content["draft"], content["texts"], canonical.digest_bytes(raw))


def say(language: str, name: str, **values: object) -> str:
    """One text; a name that is no text is a mistake of ours and raises KeyError."""
    text = catalogue(language).texts[name]
    return text.format(**values) if values else text


def joined(language: str, words: list[str]) -> str:
    """A list as the language writes one."""
    if len(words) < 2:
        return "".join(words)
    head = say(language, "list.sep").join(words[:-1])
    return head + say(language, "list.last") + words[-1]


def is_draft(case: Case, language: str) -> bool:
    """Whether readers are to be told that nobody has approved these words for the case."""
    found = catalogue(language)
    if not found.draft:
        return False
    return not ApprovedTexts.objects.filter(case=case, language=language, digest=found.digest).exists()
