"""The catalogue of what customers read: one file for each language, the same ids in all, a draft until it is approved."""

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
NAMES = {"zh": "中文", "en": "English", "de": "Deutsch", "fr": "Français", "ja": "日本語", "ko": "한국어"}
"""Each language in itself."""


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


def approval(case: Case, language: str) -> ApprovedTexts | None:
    """The latest approval of the words as they are now; nothing where they were changed since, or never approved."""
    found = ApprovedTexts.objects.filter(case=case, language=language, digest=catalogue(language).digest)
    return found.order_by("-id").first()


def is_draft(case: Case, language: str) -> bool:
    """Whether readers are to be told that nobody has approved these words for the case."""
    return catalogue(language).draft and approval(case, language) is None
