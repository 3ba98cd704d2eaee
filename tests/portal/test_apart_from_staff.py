"""The portal's process: no page of staff, no session of staff, nothing that a page may load from elsewhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from tests.control.people import PASSWORD
from tests.portal.conftest import Portal

from novation.portal import urls as portal_urls
from novation.settings import console as console_settings
from novation.settings import portal as portal_settings

SOURCE = Path(portal_urls.__file__).parent


def test_no_page_of_staff_has_an_address_here() -> None:
    names = {pattern.name for pattern in get_resolver("novation.portal.urls").url_patterns}
    assert names == {"live", "start", "link", "code", "code-answer", "who", "documents", "lesson", "left", "me",
                     "choices", "data", "copy", "ask", "requests", "request", "stay", "leave",
                     "transparency", "transparency-data", "transparency-version", "transparency-document"}  # fmt: skip
    assert not [app for app in portal_settings.INSTALLED_APPS if app in ("novation.console", "novation.api")]
    assert not [one for one in portal_settings.MIDDLEWARE if "auth" in one or "console" in one]
    assert portal_settings.SESSION_COOKIE_NAME != console_settings.SESSION_COOKIE_NAME


def test_the_portal_imports_nothing_of_the_console_or_the_api() -> None:
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.startswith(("novation.console", "novation.api"))], file


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["sign-in/", "cases/", "house/", "api/v1/", "deeds/x/y/", "search/", "metrics/"]
)
def test_addresses_of_the_console_are_not_there(portal: Portal, path: str) -> None:
    assert Client().get(f"/{path}").status_code == 404
    assert Client().get(f"/{path}{portal.case.ref}/").status_code == 404


@pytest.mark.django_db
def test_a_session_of_staff_is_nobody_here(portal: Portal) -> None:
    client = Client()
    client.force_login(portal.house.officer)
    assert PASSWORD and client.get(portal.at("me/")).status_code == 302
    assert client.get(portal.at("me/data/")).status_code == 302


@pytest.mark.django_db
def test_every_page_allows_its_own_files_only_and_is_kept_by_nobody(portal: Portal) -> None:
    client = portal.inside("M00001")
    for path in ("", "me/", "me/data/", "code/"):
        response = client.get(portal.at(path))
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert response["Cache-Control"] == "no-store" and "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "same-origin" and response["X-Frame-Options"] == "DENY"
        page = response.content.decode()
        assert "<style" not in page and " style=" not in page and " onclick=" not in page
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"


@pytest.mark.django_db
def test_nothing_is_done_without_the_proof_of_the_form(portal: Portal) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    for path in ("code/", "documents/", "me/choices/", "me/copy/", "me/ask/delete/", "me/leave/", "me/stay/"):
        response = strict.post(portal.at(path), {})
        assert response.status_code == 403 and "try once more" in response.content.decode(), path
    assert strict.post(portal.link("M00001")).status_code == 403


@pytest.mark.django_db
def test_a_case_that_is_not_there_and_one_not_opened_answer_alike(portal: Portal) -> None:
    from novation.control.operations.models import ProjectLink

    there = Client().get("/ca_nowhere/").content
    ProjectLink.objects.all().delete()
    assert Client().get(portal.at()).content == there
