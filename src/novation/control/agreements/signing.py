"""Actions by which parties sign: what was signed elsewhere is recorded with its evidence, an SSH signature is verified."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile

from novation.control.accounts.models import Person
from novation.control.actions import Condition, Deed, Policy, action
from novation.control.agreements.actions import PAPERS
from novation.control.agreements.drafting import parties_of
from novation.control.agreements.kinds import EVIDENCED, AgreementState, SignatureMeans
from novation.control.agreements.models import Agreement, AgreementText, Signature
from novation.control.agreements.sides import BUYERS, keep_apart, stands_for
from novation.control.agreements.standing import missing, today
from novation.control.cases.audience import Audience
from novation.control.cases.file_actions import keep_file
from novation.control.cases.models import Case
from novation.control.cases.team import LEADERS
from novation.control.inputs import Input
from novation.control.parties.models import Party
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError
from novation.errors.agreements import KEY_OF_NOBODY, NO_TEXT, SIGNED_ALREADY
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PublicKey, load_public_key
from novation.messages import Text

NAMESPACE = "novation-agreement"
SIGNERS = (*PAPERS, CaseRole.HANDER_OVER, *BUYERS)


def signing_parties(actor: Any, agreement: Agreement) -> list[Party]:
    return parties_of(agreement)


def evidenced(actor: Any, agreement: Agreement) -> list[str]:
    return [str(means) for means in EVIDENCED]


def statement(text: AgreementText, party: Party) -> bytes:
    """The bytes a party signs by SSH: this version, by its digest, of this agreement, for this party."""
    agreement = text.agreement
    return canonical.encode(
        {
            "type": "novation-agreement-signature@v1",
            "case": agreement.case.number,
            "agreement": agreement.ref,
            "kind": str(agreement.kind),
            "number": text.number,
            "digest": text.digest,
            "party": party.ref,
        }
    )


def side_of_party(case: Case, party: Party) -> Side:
    """Other parties, such as a processor of the seller's, are the seller's to look after."""
    return Side.BUYER if party.pk == case.buyer_id else Side.SELLER


def _for_own_side(actor: Any, agreement: Agreement, inputs: Mapping[str, Any]) -> bool:
    party = inputs.get("party")
    if party is None:  # only the form is being asked for
        return True
    side = side_of_party(agreement.case, party)
    if stands_for(actor, agreement.scope) is side:
        return True
    leads = actor.roles_in(agreement.scope) & {str(role) for role in LEADERS}
    return bool(leads) and party.organisation_id is None


OWN_SIDE = Condition(
    Text(
        "每一方的签署由本方的人登记；不在本系统中的公司，由案件负责人登记",
        "each side records its own signatures; for a company that is not on this installation the leaders of the case do",
    ),
    _for_own_side,
)


@action(
    "signature.recorded",
    zh="登记签署",
    en="Record a signature",
    policy=Policy(SIGNERS, (OWN_SIDE,)),
    target=Agreement,
)
def record_signature(
    deed: Deed,
    agreement: Agreement,
    *,
    party: Annotated[Party, Input("签署方", "Party", choices=signing_parties)],
    means: Annotated[SignatureMeans, Input("方式", "By which means", choices=evidenced)],
    signatory: Annotated[str, Input("签署人", "Who signed")],
    signed_on: Annotated[date, Input("签署日", "Signed on")],
    evidence: Annotated[
        UploadedFile,
        Input(
            "扫描件或证明文件",
            "Scan or evidence",
            help=Text("软件记下它的摘要", "its digest is recorded"),
        ),
    ],
) -> Signature:
    """Records that a party signed the version out for signature by hand or by a service, with what shows it."""
    if signed_on > today():
        raise INPUT_WRONG.error(
            field=Text("签署日", "signed on"), problem=Text("还没有到", "it is in the future")
        )
    text = _unsigned_text(deed, agreement, party)
    shared = agreement.parties.filter(pk=agreement.case.buyer_id).exists()
    audience = Audience.BOTH if shared else Audience.SELLER
    file = keep_file(deed, agreement.case, evidence, audience, about=agreement.ref)
    signature = Signature.objects.create(
        text=text,
        party=party,
        means=means,
        signatory=signatory[:200],
        signed_on=signed_on,
        file=file,
        recorded_by=deed.actor.ref,
    )
    keep_apart(deed, agreement)
    deed.record(
        agreement=agreement.ref,
        number=text.number,
        digest=text.digest,
        party=party.ref,
        means=str(means),
        evidence=file.digest,
        signed_on=signed_on.isoformat(),
    )
    _conclude(deed, agreement)
    return signature


@action(
    "signature.verified",
    zh="以 SSH 签名签署",
    en="Sign by SSH",
    policy=Policy(SIGNERS, (OWN_SIDE,)),
    target=Agreement,
)
def verify_signature(
    deed: Deed,
    agreement: Agreement,
    *,
    party: Annotated[Party, Input("签署方", "Party", choices=signing_parties)],
    armour: Annotated[
        str,
        Input(
            "签名",
            "Signature",
            lines=8,
            help=Text(
                "对下载的签署文件执行 ssh-keygen -Y sign -n novation-agreement 的结果",
                "what ssh-keygen -Y sign -n novation-agreement gives for the statement you downloaded",
            ),
        ),
    ],
) -> Signature:
    """Takes a party's SSH signature over the version's digest, if it verifies and the key is somebody's on its side."""
    text = _unsigned_text(deed, agreement, party)
    key = sshsig.verify(armour + "\n", NAMESPACE, statement(text, party))
    signatory = _holder(agreement.case, key, side_of_party(agreement.case, party))
    signature = Signature.objects.create(
        text=text,
        party=party,
        means=SignatureMeans.SSH,
        signatory=signatory.name,
        signed_on=today(),
        armour=armour + "\n",
        fingerprint=key.fingerprint,
        recorded_by=deed.actor.ref,
    )
    keep_apart(deed, agreement)
    deed.record(
        agreement=agreement.ref,
        number=text.number,
        digest=text.digest,
        party=party.ref,
        means=str(SignatureMeans.SSH),
        key=key.fingerprint,
        signatory=signatory.ref,
    )
    _conclude(deed, agreement)
    return signature


def _unsigned_text(deed: Deed, agreement: Agreement, party: Party) -> AgreementText:
    if agreement.state is not AgreementState.RELEASED:
        raise STATE_WRONG.error(deed=deed.action.title, state=agreement.state.text)
    text = agreement.text
    if text is None:
        raise NO_TEXT.error()
    if text.signatures.filter(party=party).exists():
        raise SIGNED_ALREADY.error()
    return text


def _holder(case: Case, key: PublicKey, side: Side) -> Person:
    """Whose key it is among the people of this side on the team; raises `agreement.key-of-nobody`."""
    team = Person.objects.filter(grants__scope=case.ref, grants__ended_at=None, is_active=True)
    for person in team.exclude(public_key="").distinct():
        if _key_of(person) == key and stands_for(person, case.ref) is side:
            return person
    raise KEY_OF_NOBODY.error()


def _key_of(person: Person) -> PublicKey | None:
    try:
        return load_public_key(person.public_key)
    except NovationError:
        return None


def _conclude(deed: Deed, agreement: Agreement) -> None:
    """The last signature makes the agreement a signed one; from here the day alone says whether it is in force."""
    if missing(agreement):
        return
    agreement.state = AgreementState.SIGNED
    agreement.save(update_fields=["state"])
    deed.record(tag="agreement.signed", agreement=agreement.ref, kind=str(agreement.kind))
