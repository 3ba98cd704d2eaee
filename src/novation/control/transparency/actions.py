"""The actions of transparency: saying what for, writing the policy, and releasing a version to the public."""

from __future__ import annotations

from typing import Annotated

from django.utils import timezone

from novation.control.actions import Deed, Policy, action, sight
from novation.control.cases.models import Case
from novation.control.consent.customer import KEEPERS
from novation.control.inputs import Input
from novation.control.rights.actions import WORKERS
from novation.control.roles import CaseRole
from novation.control.transparency.document import document_of, lacking
from novation.control.transparency.models import Described, Release, Statement
from novation.errors.control import INPUT_WRONG, STALE_FORM
from novation.errors.transparency import NOT_DESCRIBED
from novation.evidence import canonical
from novation.messages import Text
from novation.terms import Category

WRITING = Policy((*KEEPERS, CaseRole.COUNSEL))
TRANSPARENCY = sight(
    "case.transparency",
    zh="公开说明",
    en="What is told in public",
    policy=Policy((*WORKERS, CaseRole.AUDITOR)),
)


@action(
    "processing.described",
    zh="说明一类资料的用途",
    en="Say what a category of data is for",
    policy=WRITING,
    target=Case,
    changes_target=False,
)
def describe_processing(
    deed: Deed,
    case: Case,
    *,
    category: Annotated[Category, Input("资料类别", "Category of data")],
    purpose_zh: Annotated[str, Input("目的（中文）", "Purpose, in Chinese")],
    purpose_en: Annotated[str, Input("目的（英文）", "Purpose, in English")],
) -> Described:
    """In plain words, for customers; it is in public only with the next release."""
    if max(len(purpose_zh), len(purpose_en)) > 300:
        raise INPUT_WRONG.error(field=Text("目的", "purpose"), problem=Text("太长", "too long"))
    said, _ = Described.objects.update_or_create(
        case=case, category=category, defaults={"purpose_zh": purpose_zh, "purpose_en": purpose_en}
    )
    digest = canonical.digest({"zh": purpose_zh, "en": purpose_en})
    deed.record(case=case.ref, category=str(category), text=digest)
    return said


@action(
    "policy.written",
    zh="写隐私政策",
    en="Write the privacy policy",
    policy=WRITING,
    target=Case,
    changes_target=False,
)
def write_policy(
    deed: Deed,
    case: Case,
    *,
    text_zh: Annotated[str, Input("中文", "In Chinese", lines=14)],
    text_en: Annotated[str, Input("英文", "In English", lines=14)],
) -> Statement:
    """The policy in words; it is in public only with the next release."""
    said, _ = Statement.objects.update_or_create(case=case, defaults={"text_zh": text_zh, "text_en": text_en})
    deed.record(case=case.ref, text=canonical.digest({"zh": text_zh, "en": text_en}))
    return said


@action(
    "transparency.released",
    zh="发布公开说明",
    en="Release to the public",
    policy=Policy((CaseRole.COMPLIANCE_OFFICER,)),
    target=Case,
    changes_target=False,
)
def release_transparency(
    deed: Deed, case: Case, *, document: Annotated[str, Input("所见内容的摘要", "Digest of what was seen")]
) -> Release:
    """Makes public exactly what the preview showed; if anything changed since, nothing is released."""
    drawn = document_of(case, timezone.localdate())
    if missing := lacking(drawn):
        names = Text("、".join(one.text.zh for one in missing), ", ".join(one.text.en for one in missing))
        raise NOT_DESCRIBED.error(categories=names)
    if canonical.digest(drawn) != document:
        raise STALE_FORM.error()
    released = Release.objects.create(
        case=case,
        number=Release.objects.filter(case=case).count() + 1,
        document=canonical.encode(drawn).decode(),
        digest=document,
        released_by=deed.actor.ref,
    )
    deed.record(release=released.ref, number=released.number, document=document)
    return released
