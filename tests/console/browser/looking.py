"""What a browser test asks of any page: no violation that axe knows, and nothing that makes a phone scroll sideways."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What depends on colours and width alone: asked again after the ground or the window has changed.
OF_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Any, again: bool = False) -> list[str]:
    """What is wrong with the page as it stands: rule and element, and how much wider than the window it is.

    `again`: it was asked already, only ground and width have changed.
    """
    rules = {"type": "rule", "values": OF_LOOKS} if again else {"type": "tag", "values": RULES}
    found = _AXE.run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    said = [
        f"{page.url} {violation['id']}: {node['html'][:160]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
    if (wider := page.evaluate(OVERFLOW)) > 0:
        said.append(f"{page.url} is {wider} px wider than the window")
    return said


def entries(page: Any) -> list[str]:
    """The addresses that the side of a page leads to."""
    return list(
        page.eval_on_selector_all("nav.side li a", "links => links.map(link => link.getAttribute('href'))")
    )
