"""What every page keeps to, whoever looks and whatever it shows: headers, cookies, no script in pages, no way out."""

from __future__ import annotations

import importlib
import logging
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client, override_settings
from tests.console.test_every_address import signed_in
from tests.console.walking import OPEN, deeds, pages
from tests.control.furnished import furnish
from tests.control.people import PASSWORD, House, build_house

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[2] / "src/novation"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "javascript:alert(1)",
    "/\\evil.example",
    "\\\\evil.example",
)


@pytest.fixture
def house(db: None) -> House:
    return furnish(build_house())


def looked_at(house: House, person: Person) -> list[tuple[str, Any]]:
    """Every page and every form as somebody sees it, and the pages for everybody."""
    client = signed_in(person)
    addresses = [place.filled(house) for place in pages()]
    addresses += [f"/deeds/{tag}/{target.ref}/" for tag, target in deeds(house)]
    return [(address, client.get(address)) for address in addresses]


class Found(HTMLParser):
    """What a page must not hold, and the addresses it leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.wrong.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction", "hx-get", "hx-post"):
                self.addresses.append(value or "")
                if re.match(r"\s*(javascript|data|vbscript):", value or "", re.I):
                    self.wrong.append(f"{tag} {name}={value}")


def read(response: Any) -> Found:
    found = Found()
    if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        found.feed(response.content.decode())
    return found


def test_no_page_holds_script_or_style_and_none_loads_from_elsewhere(house: House) -> None:
    for person in (house.officer, house.admin):
        for address, response in looked_at(house, person):
            found = read(response)
            assert not found.wrong, (address, found.wrong)
            outside = [one for one in found.addresses if re.match(r"(?:https?:)?//", one)]
            assert not outside, (address, outside)


def test_every_answer_carries_the_headers_that_bind_a_browser(house: House) -> None:
    for address, response in looked_at(house, house.officer):
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy, address
        if "sandbox" not in policy:  # what was uploaded: stricter still
            assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, address
        assert response["X-Frame-Options"] == "DENY", address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["Referrer-Policy"] == "same-origin", address
        assert not response.has_header("Server") and not response.has_header("X-Powered-By"), address


def test_what_was_uploaded_is_never_shown_in_place(house: House) -> None:
    for address, response in looked_at(house, house.officer):
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.status_code == 200 and kind != "text/html":
            assert response.get("Content-Disposition", "").startswith("attachment") or kind in (
                "application/json", "text/event-stream", "text/plain", "image/svg+xml",
            ), (address, kind)  # fmt: skip


def test_every_post_needs_the_token_of_its_form(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.officer)
    before = LogEntry.objects.count()
    for place in pages():
        assert not getattr(place.view, "csrf_exempt", False), place.route
        assert client.post(place.filled(house), {"language": "en"}).status_code in (403, 405), place.route
    for tag, target in deeds(house):
        assert client.post(f"/deeds/{tag}/{target.ref}/").status_code == 403, tag
    assert LogEntry.objects.count() == before


def is_ours(address: str) -> bool:
    """Whether an address stays on this server, also as browsers read it that take a backslash for a slash."""
    return not address or (address.startswith("/") and not re.match(r"[/\\]{2}", address))


def test_nothing_leads_to_another_server(house: House) -> None:
    client = signed_in(house.officer)
    for wanted in ELSEWHERE:
        for place in pages():
            response = client.get(place.filled(house), {"next": wanted})
            assert is_ours(response.get("Location", "")), place.route
            assert not [one for one in read(response).addresses if "evil" in one.split("?")[0]], place.route
        posts = [
            ("/language/", {"language": "en"}),
            (f"/deeds/deal-form.changed/{house.case.ref}/", {"deal_form": "merger"}),
        ]
        for address, given in posts:
            response = client.post(address, {**given, "next": wanted})
            assert is_ours(response.get("Location", "")), (address, wanted)
        given = {"email": house.officer.email, "password": PASSWORD, "next": wanted}
        response = Client().post("/sign-in/", given)
        assert is_ours(response.get("Location", ""))


def test_a_host_that_is_not_ours_is_refused(house: House) -> None:
    assert (
        Client(raise_request_exception=False).get("/sign-in/", headers={"Host": "evil.example"}).status_code
        == 400
    )


def test_a_reference_with_a_nul_is_not_found(house: House) -> None:
    client = signed_in(house.officer)
    for place in pages():
        if "ref" in place.arguments:
            assert client.get(place.filled(house, ref="ca%00x")).status_code in (404, 405), place.route


def test_with_tls_cookies_are_secure_and_bound_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    from novation.settings import base

    monkeypatch.setenv("NOVATION_TLS", "1")
    try:
        made = importlib.reload(base)
        assert made.SESSION_COOKIE_NAME.startswith("__Host-")
        assert made.SESSION_COOKIE_SECURE and made.CSRF_COOKIE_SECURE and made.SESSION_COOKIE_HTTPONLY
        assert made.SECURE_SSL_REDIRECT and made.SECURE_HSTS_SECONDS >= 31_536_000
    finally:
        monkeypatch.delenv("NOVATION_TLS")
        importlib.reload(base)


def test_cookies_are_not_for_scripts_and_not_for_other_sites(house: House) -> None:
    client = Client()
    client.post("/sign-in/", {"email": house.officer.email, "password": PASSWORD})
    client.post("/language/", {"language": "en"})
    assert client.cookies
    for name, cookie in client.cookies.items():
        assert cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict"), name


def test_names_and_addresses_of_people_are_in_no_entry_no_log_and_no_url(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Planted where people write; then everything is looked at from each side."""
    planted = {"Xiomara", "欧阳靖雯", "xiomara.secret", "Kryptonia"}
    Person.objects.filter(pk=house.officer.pk).update(
        name="Xiomara 欧阳靖雯", email="xiomara.secret@example.org"
    )
    Case.objects.update(title="Kryptonia")
    caplog.set_level(logging.DEBUG)
    urls = []
    for person in (house.officer, house[CaseRole.AUDITOR], house[CaseRole.RECEIVER], house.admin):
        for address, response in looked_at(house, person):
            urls += [address, *read(response).addresses]
    signed_in(house.stranger).get(f"/cases/{house.case.ref}/")
    Client().post("/sign-in/", {"email": "xiomara.secret@example.org", "password": "Kryptonia"})
    logged = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    lines = "\n".join(LogEntry.objects.values_list("line", flat=True))
    for word in planted:
        assert word not in lines and word not in logged, word
        assert not [url for url in urls if word in unquote(url)], word


CONTROL = ("control", "console", "api", "ui", "settings")
CONTROL_PLANE = (
    ["-s", "B101"],
    [SOURCE / room for room in CONTROL],
)  # asserts narrow types here, and guard nothing
DATA_PLANE = (
    # Texts of SQL are gone through one by one in tests/engine/sql_parts.toml; what is of low severity names imports.
    ["-ll", "-s", "B101,B608"],
    [one for one in sorted(SOURCE.iterdir()) if one.name not in CONTROL],
)


@pytest.mark.parametrize(("options", "places"), [CONTROL_PLANE, DATA_PLANE], ids=["control", "data"])
def test_bandit_finds_nothing_that_is_not_explained(options: list[str], places: list[Path]) -> None:
    command = [sys.executable, "-m", "bandit", "-q", *options, "-r", *map(str, places)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    for path in (file for place in places for file in ([place] if place.is_file() else place.rglob("*.py"))):
        if path.suffix != ".py":
            continue
        for line in path.read_text("utf-8").splitlines():
            said = re.search(r"#\s*nosec(.*)", line)
            assert said is None or re.search(r"B\d+.*\s-\s\w", said[1]), (
                f"{path.name}: a nosec says which and why"
            )


def test_whoever_is_not_signed_in_sees_only_what_is_listed() -> None:
    names = {place.name for place in pages()}
    assert set(OPEN) - {"openapi-json", "problem", "api-root"} <= names


@override_settings(DEBUG=False)
def test_an_error_shows_no_trace(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from novation.console.case import overview

    def broken(*_: Any) -> None:
        raise RuntimeError("/srv/novation/secret-path")

    monkeypatch.setattr(overview, "render", broken)
    response = signed_in(house.officer).get(f"/cases/{house.case.ref}/")
    assert response.status_code == 500 and b"secret-path" not in response.content
