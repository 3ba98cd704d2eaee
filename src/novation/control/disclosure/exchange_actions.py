"""Actions of the exchange with the other side's installation: naming it, writing an exchange, taking one in."""

from __future__ import annotations

from typing import Annotated

from django.core.files.uploadedfile import UploadedFile

from novation.control.actions import Deed, Policy, action
from novation.control.agreements.actions import PAPERS
from novation.control.agreements.sides import BUYERS
from novation.control.cases.models import Case
from novation.control.disclosure.exchange import MAX_DOCUMENT, packed, unpacked, verified
from novation.control.disclosure.exporting import exchange_document
from novation.control.disclosure.importing import take_over
from novation.control.disclosure.models import Counterpart, Received
from novation.control.disclosure.sections import SECTIONS
from novation.control.inputs import Input
from novation.control.journal.signing import installation_key
from novation.errors.disclosure import (
    EXCHANGE_KEY_UNKNOWN,
    EXCHANGE_MALFORMED,
    EXCHANGE_NO_COUNTERPART,
)
from novation.evidence import canonical
from novation.evidence.keys import load_public_key
from novation.messages import Text

EXCHANGERS = (*PAPERS, *BUYERS)


@action(
    "counterpart.named",
    zh="登记对方系统",
    en="Enter the other side’s installation",
    policy=Policy(PAPERS),
    target=Case,
    changes_target=False,
)
def name_counterpart(
    deed: Deed,
    case: Case,
    *,
    public_key: Annotated[
        str,
        Input(
            "对方系统的公钥",
            "Its public key",
            lines=3,
            help=Text("以电话或当面核对指纹", "compare the fingerprint by telephone or in person"),
        ),
    ],
    their_number: Annotated[str, Input("对方的案件编号", "What it calls this case")],
) -> Counterpart:
    """Enters the key with which the other installation signs, after its fingerprint was compared by another way."""
    key = load_public_key(public_key)
    if key == installation_key().public:
        raise EXCHANGE_KEY_UNKNOWN.error()
    named, _ = Counterpart.objects.update_or_create(
        case=case, defaults={"public_key": key.line(), "number": their_number[:40], "origin": ""}
    )
    deed.record(counterpart=named.ref, key=key.fingerprint)
    return named


@action(
    "room-exchange.exported",
    zh="导出交换文件",
    en="Write an exchange",
    policy=Policy(EXCHANGERS),
    target=Case,
    changes_target=False,
    api=False,
)
def export_exchange(deed: Deed, case: Case) -> bytes:
    """Index, questions, released answers and the record of looks, signed, for the other side's installation."""
    document = exchange_document(case)
    deed.record(
        digest=canonical.digest(document),
        items=len(document["items"]),
        questions=len(document["questions"]),
        entries=len(document["entries"]),
    )
    for section in SECTIONS.values():
        section.gone(case, document[section.name])
    return packed(document, installation_key())


@action(
    "room-exchange.imported",
    zh="收入交换文件",
    en="Take in an exchange",
    policy=Policy(EXCHANGERS),
    target=Case,
    changes_target=False,
)
def import_exchange(
    deed: Deed, case: Case, *, archive: Annotated[UploadedFile, Input("交换文件（ZIP）", "Exchange (ZIP)")]
) -> Received:
    """Verifies an exchange of the other side from end to end, and takes it over only if all of it holds."""
    counterpart = Counterpart.objects.select_for_update().filter(case=case).first()
    if counterpart is None:
        raise EXCHANGE_NO_COUNTERPART.error()
    if (archive.size or 0) > MAX_DOCUMENT:
        raise EXCHANGE_MALFORMED.error(part="ZIP")
    data, signature = unpacked(b"".join(archive.chunks()))
    key = load_public_key(counterpart.public_key)
    exchange = verified(data, signature, key, counterpart.number, counterpart.origin)
    received = take_over(case, counterpart, exchange, deed.actor.ref)
    deed.record(exchange=received.ref, digest=received.digest, size=received.size, key=key.fingerprint)
    return received
