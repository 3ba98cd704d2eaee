"""The acts of customers on their data's way to the buyer, and the release of the wordings they are asked by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Deed, Lifecycle, Policy, action, sight
from novation.control.cases.models import Case
from novation.control.consent.customer import KEEPERS, OWN, Customer
from novation.control.consent.matters import Answer, Channel, ConsentForm, Matter
from novation.control.consent.models import Act, ApprovedTexts, Standing, Wording
from novation.control.consent.texts import NAMES, catalogue
from novation.control.inputs import Input
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG
from novation.evidence import canonical
from novation.messages import Text

TEXTS = sight(
    "case.texts",
    zh="客户看到的文字",
    en="What customers read",
    policy=Policy((*KEEPERS, CaseRole.COUNSEL, CaseRole.COMMITTEE, CaseRole.DATA_ENGINEER)),
)
STANDING = Lifecycle("standing", Answer, field="answer")
LANGUAGES = tuple(NAMES)


def wordings_for(actor: Any, target: Standing) -> Any:
    """The released wordings of the matter that is answered."""
    return Wording.objects.filter(case=target.case, matter=target.matter, released_at__isnull=False)


def languages(actor: Any, target: Any) -> tuple[str, ...]:
    return LANGUAGES


@action("wording.released", zh="发布征询文字", en="Release a wording", policy=Policy(KEEPERS), target=Case)
def release_wording(
    deed: Deed,
    case: Case,
    *,
    matter: Annotated[Matter, Input("事项", "Matter")],
    language: Annotated[str, Input("语言", "Language", choices=languages)],
    text: Annotated[str, Input("文字", "Wording", lines=8)],
) -> Wording:
    """Fixes the words by which customers are asked; what they answer refers to exactly these."""
    wording = Wording.objects.create(
        case=case,
        matter=matter,
        language=language,
        text=text,
        digest=canonical.digest_bytes(text.encode()),
        released_at=timezone.now(),
    )
    deed.record(wording=wording.ref, matter=str(matter), digest=wording.digest)
    return wording


ChannelInput = Annotated[Channel, Input("途径", "Channel")]
EvidenceInput = Annotated[str, Input("证据摘要", "Digest of the evidence")]
WordingInput = Annotated[Wording | None, Input("所见文字", "Wording seen", choices=wordings_for)]


@action(
    "consent.given",
    zh="表示同意",
    en="Consent",
    policy=OWN,
    target=Standing,
    move=STANDING.move(*Answer, to=Answer.GIVEN),
)
def give_consent(
    deed: Deed,
    standing: Standing,
    *,
    wording: Annotated[Wording, Input("所见文字", "Wording seen", choices=wordings_for)],
    form: Annotated[ConsentForm, Input("同意方式", "Form")] = ConsentForm.SEPARATE,
    channel: ChannelInput = Channel.PORTAL,
    evidence: EvidenceInput = "",
) -> Act:
    """Consents to a matter after having seen a released wording."""
    if form is ConsentForm.NONE:
        raise INPUT_WRONG.error(
            field=Text("同意方式", "form"), problem=Text("须选一种", "one has to be chosen")
        )
    return _act(deed, standing, Answer.GIVEN, form, wording, channel, evidence)


@action(
    "consent.refused",
    zh="拒绝",
    en="Refuse",
    policy=OWN,
    target=Standing,
    move=STANDING.move(*Answer, to=Answer.REFUSED),
)
def refuse_consent(
    deed: Deed,
    standing: Standing,
    *,
    wording: WordingInput = None,
    channel: ChannelInput = Channel.PORTAL,
    evidence: EvidenceInput = "",
) -> Act:
    """Refuses what was asked; nothing has to be given as a reason."""
    return _act(deed, standing, Answer.REFUSED, ConsentForm.NONE, wording, channel, evidence)


def _plain_answer(tag: str, zh: str, en: str, answer: Answer, said: str) -> Callable[..., Act]:
    """An answer that needs no wording: these differ in their words, and in where the standing goes."""

    def act(
        deed: Deed,
        standing: Standing,
        *,
        channel: ChannelInput = Channel.PORTAL,
        evidence: EvidenceInput = "",
    ) -> Act:
        return _act(deed, standing, answer, ConsentForm.NONE, None, channel, evidence)

    act.__doc__ = said
    move = STANDING.move(*Answer, to=answer)
    return action(tag, zh=zh, en=en, policy=OWN, target=Standing, move=move)(act)


withdraw_consent = _plain_answer(
    "consent.withdrawn",
    "撤回同意",
    "Withdraw consent",
    Answer.WITHDRAWN,
    "Withdraws a consent, also one that was given to the seller before this register was kept.",
)
object_to = _plain_answer(
    "objection.raised",
    "提出异议",
    "Object",
    Answer.OBJECTED,
    "Objects to the transfer where the law lets it go ahead unless somebody objects.",
)
declare_no_objection = _plain_answer(
    "no-objection.declared",
    "表示没有异议",
    "Let it pass",
    Answer.UNASKED,
    "Lets the law take its course, also after an objection; it is no consent and stands for none.",
)


@action(
    "translation.approved",
    zh="批准译文",
    en="Approve a translation",
    policy=Policy(KEEPERS),
    target=Case,
    changes_target=False,
)
def approve_translation(
    deed: Deed,
    case: Case,
    *,
    language: Annotated[str, Input("语言", "Language", choices=languages)],
    digest: Annotated[str, Input("文字的摘要", "Digest of the texts")],
) -> ApprovedTexts:
    """Releases the customers' texts of a language as they are; once they change they are a draft again."""
    if digest != catalogue(language).digest:
        raise INPUT_WRONG.error(
            field=Text("文字的摘要", "digest"),
            problem=Text(
                "不是现在这些文字的摘要，请重新审读",
                "it is not of the words as they are now; read them again",
            ),
        )
    approved = ApprovedTexts.objects.create(case=case, language=language, digest=digest, by=deed.actor.ref)
    deed.record(texts=digest, language=language)
    return approved


def _act(
    deed: Deed,
    standing: Standing,
    answer: Answer,
    form: ConsentForm,
    wording: Wording | None,
    channel: Channel,
    evidence: str,
) -> Act:
    if not isinstance(deed.actor, Customer) and channel is Channel.PORTAL:
        raise INPUT_WRONG.error(
            field=Text("途径", "channel"),
            problem=Text("代录须写明客户用的途径", "say how the customer told you"),
        )
    standing.form, standing.answered_at = form, timezone.now()
    standing.save(update_fields=["form", "answered_at"])
    act = Act.objects.create(
        standing=standing,
        answer=answer,
        form=form,
        wording=wording,
        channel=channel,
        evidence=evidence,
        by=deed.actor.ref[:32],
    )
    refs = {"wording": wording.digest} if wording else {}
    if evidence:
        refs["evidence"] = evidence
    deed.record(
        subject=standing.subject,
        matter=str(standing.matter),
        form=str(form),
        channel=str(channel),
        act=act.ref,
        **refs,
    )
    return act
