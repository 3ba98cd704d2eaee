"""Names in a package: which tag files there are, and where tables, indexes and registers lie (docs/specs/package.md §2)."""

from __future__ import annotations

import re

from novation.errors import seal as errors

PACKAGE_VERSION = "1"
NAMESPACE = "novation-package"
"""SSHSIG namespace of the signatures over the tag manifest."""

PLAN, COUNTS, OBLIGATIONS, LAWS = "plan.json", "counts.json", "obligations.json", "laws.json"
POLICY = "obligations.odrl.jsonld"
"""The same dispositions and obligations as an ODRL policy in DPV terms; a package may lack it."""

SIGN_OFFS = "sign-offs"
"""Folder of counsel's sign-offs of classes; a package may lack it."""

JOURNAL, CHECKPOINT = "journal.jsonl", "checkpoint.note"
ALLOWED_SIGNERS, RECIPIENTS = "allowed_signers", "recipients.txt"
RECIPE_ZH, RECIPE_EN = "VERIFY.zh.txt", "VERIFY.en.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
HANDER_OVER_SIGNATURE = "signatures/hander-over.sig"

BAG_TAGS = frozenset({"bagit.txt", "bag-info.txt", "manifest-sha256.txt", TAGMANIFEST})
REQUIRED_TAGS = frozenset(
    {
        PLAN,
        COUNTS,
        OBLIGATIONS,
        LAWS,
        JOURNAL,
        CHECKPOINT,
        ALLOWED_SIGNERS,
        RECIPIENTS,
        RECIPE_ZH,
        RECIPE_EN,
    }
)
REGISTERS = ("subjects", "dispositions", "consents", "suppression", "retention", "open-matters")
DATAPACKAGE = "data/register/datapackage.json.age"

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_AUTHORISATION = re.compile(r"authorisations/[^/]+\.json(\.sig)?")
_SIGN_OFF = re.compile(r"sign-offs/[0-9]{3,}-[a-z-]+\.json(\.sig)?")
_PAYLOAD = re.compile(
    r"data/(index/[^/]+\.[a-z0-9-]+\.(blocks|cells)|(?!index/|register/)[a-z0-9-]+/[^/]+|register/[a-z0-9_-]+)"
    r"\.parquet\.age|data/register/[a-z0-9_-]+\.json\.age"
)


def table_part(table_id: str, category: str) -> str:
    """Path of the part of a table that holds one data category. Raises `seal.forbidden-name`."""
    return f"data/{_slug(category)}/{_slug(table_id)}.parquet.age"


def index_parts(table_id: str, category: str) -> tuple[str, str]:
    """Paths of the two parts of its reconciliation index: (block digests, cell prints)."""
    stem = f"data/index/{_slug(table_id)}.{_slug(category)}"
    return f"{stem}.blocks.parquet.age", f"{stem}.cells.parquet.age"


def register_part(name: str) -> str:
    """Path of a register (`subjects`, `consents`, …)."""
    return f"data/register/{_slug(name)}.parquet.age"


def _slug(word: str) -> str:
    if not _SLUG.fullmatch(word):
        raise errors.FORBIDDEN_NAME.error(file=word)
    return word


def is_payload_name(name: str) -> bool:
    return _PAYLOAD.fullmatch(name) is not None


def is_tag_name(name: str) -> bool:
    """True for the tag files that this version of the format names."""
    named = name in BAG_TAGS | REQUIRED_TAGS | {POLICY}
    return named or any(kind.fullmatch(name) for kind in (_AUTHORISATION, _SIGN_OFF))


def sign_off(name: str) -> str:
    """Path of a sign-off whose file in the project has this name. Raises `seal.forbidden-name`."""
    path = f"{SIGN_OFFS}/{name}"
    if not _SIGN_OFF.fullmatch(path):
        raise errors.FORBIDDEN_NAME.error(file=name)
    return path


def opened_name(name: str) -> str:
    """Where a payload file goes in the quarantine: without `data/` and `.age`."""
    return name.removeprefix("data/").removesuffix(".age")
