"""Actions on the companies of deals."""

from __future__ import annotations

from typing import Annotated, Any

from novation.control.accounts.models import Organisation
from novation.control.actions import Deed, Policy, action
from novation.control.inputs import Input
from novation.control.parties.models import Party
from novation.control.roles import HouseRole
from novation.terms import Place


def own(actor: Any, target: Any) -> Any:
    """Only the organisation itself: that there are others is nobody's business here."""
    return Organisation.objects.filter(pk=target.pk)


KEEPERS = (HouseRole.ADMINISTRATOR,)


@action(
    "party.added",
    zh="登记当事公司",
    en="Add a company",
    policy=Policy(KEEPERS, system=True),
    target=Organisation,
)
def add_party(
    deed: Deed,
    organisation: Organisation,
    *,
    name: Annotated[str, Input("公司名称", "Name of the company")],
    place: Annotated[Place, Input("所在地", "Place")],
    contact: Annotated[str, Input("联系方式", "Contact")] = "",
    itself: Annotated[
        Organisation | None, Input("在本系统中的组织", "Its organisation here", choices=own)
    ] = None,
) -> Party:
    """Adds a company to those an organisation deals with; `itself`: the organisation it is, if it is one here."""
    party = Party.objects.create(
        kept_by=organisation, name=name, place=place, contact=contact, organisation=itself
    )
    deed.record(party=party.ref, place=str(place))
    return party
