"""The dossier (移交清册) of the data plane, from the records alone."""

from __future__ import annotations

from novation.control.operations.folders import link_of, open_project, package_of
from novation.control.operations.models import ProjectLink
from novation.control.roles import Side
from novation.messages import Language


def dossier(link: ProjectLink, language: Language) -> str:
    """One self-contained page; what has not happened yet is said as such."""
    from novation.handover.report.gathering import gather
    from novation.handover.report.html import render

    other = link_of(link.case, Side.BUYER)
    buyer = open_project(other).folder if other and link.side is Side.SELLER else None
    return render(gather(open_project(link), package=package_of(link), buyer=buyer), language)
