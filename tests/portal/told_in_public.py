"""What an invented shop tells in public: every category described, a policy, a courier, and the release of it."""

from __future__ import annotations

from datetime import date

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.informing.recipients import enter_recipient
from novation.control.transparency.actions import describe_processing, release_transparency, write_policy
from novation.control.transparency.document import document_of, lacking
from novation.control.transparency.models import Release
from novation.evidence import canonical
from novation.terms import Basis, Category, Place


def digest(case: Case) -> str:
    return canonical.digest(document_of(case, date.today()))


def describe(officer: Person, case: Case) -> None:
    for category in lacking(document_of(case, date.today())):
        describe_processing(
            officer, case, category=category, purpose_zh="履行订单", purpose_en="to carry out orders"
        )


def released(officer: Person, case: Case) -> Release:
    describe(officer, case)
    write_policy(officer, case, text_zh="第一段。\n\n第二段。", text_en="First.\n\nSecond.")
    enter_recipient(
        officer,
        case,
        name="Kuaida Couriers",
        place=Place.CN,
        contact="privacy@kuaida.example",
        purpose_zh="送货",
        purpose_en="delivery",
        basis=Basis.CONTRACT,
        categories=[Category.CONTACT, Category.IDENTITY],
        since_on=date(2025, 1, 1),
    )
    made: Release = release_transparency(officer, case, document=digest(case))
    return made
