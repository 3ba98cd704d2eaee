"""What a request says of where it comes from: coarse browser, and the site it was sent to (its address: `ui.addresses`)."""

from __future__ import annotations

from django.http import HttpRequest

from novation.control.accounts.passkeys import Site

# The first that fits counts: Edge and Chrome name others too.
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def agent_of(request: HttpRequest) -> str:
    """Browser and system by name: enough to know one's own telephone again, too little to be followed by."""
    told = request.headers.get("User-Agent", "")
    parts = [next((name for mark, name in marks if mark in told), "") for marks in (_BROWSERS, _SYSTEMS)]
    return " · ".join(part for part in parts if part)


def site_of(request: HttpRequest) -> Site:
    """The console's own name as the browser sees it; `get_host` has checked it against the allowed ones."""
    host = request.get_host()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return Site(name, f"{request.scheme}://{host}")
