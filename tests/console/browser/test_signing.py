"""Signing with one's own key in a real browser: from a file, and with a key that never leaves the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.console.browser.looking import faults
from tests.console.browser.server import Site, running_site

from novation.evidence.authorisation import NAMESPACE
from novation.evidence.sshsig import verify
from novation.handover.authorising import authorisations
from novation.handover.project import Project

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
SEED = Path(__file__).with_name("signing_seed.py")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home: Path = tmp_path_factory.mktemp("signing")
    with running_site(home, SEED) as running:
        yield running


def project(site: Site) -> Project:
    return Project(site.home / "projects" / site.case)


def test_a_file_with_a_private_key_signs_in_the_browser_and_the_data_plane_takes_it(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site
) -> None:
    page = open_page("zh")
    sent: list[bytes] = []
    page.on("request", lambda request: sent.append(request.post_data_buffer or b""))
    sign_in(page, "owner")
    page.goto(f"/cases/{site.case}/approvals/signing/{site.people['paper']}/")
    assert not faults(page)
    page.click("[data-sign-file]")
    assert "先选私钥文件" in page.inner_text("[data-sign] [data-told]")
    (site.home / "other.key").write_bytes((site.home / "journal-key").read_bytes())
    page.set_input_files("[data-file]", site.home / "other.key")
    page.click("[data-sign-file]")
    page.locator("[data-sign] [data-told]", has_text="不是").wait_for()
    page.set_input_files("[data-file]", site.home / "owner.key")
    page.click("[data-sign-file]")
    page.wait_for_selector(".stamp")
    (signed,) = authorisations(project(site))
    assert verify(signed.signature, NAMESPACE, signed.document).fingerprint in page.content()
    secret = (site.home / "owner.key").read_bytes().splitlines()[2]
    assert not any(secret in body or b"PRIVATE" in body for body in sent)


def test_a_key_made_in_the_browser_is_registered_and_signs_without_leaving_it(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site
) -> None:
    page = open_page("en")
    sign_in(page, "compliance-officer")
    page.goto(f"/cases/{site.case}/approvals/signing/")
    assert not faults(page)
    page.click("[data-make]")
    page.wait_for_url("**/signing-key.registered/**")
    assert page.input_value("[name=line]").startswith("ssh-ed25519 ")
    page.click("form.form button.primary")
    page.wait_for_selector("dl.kv code.digest")
    fingerprint = page.inner_text("dl.kv code.digest")
    assert re.fullmatch(r"SHA256:[A-Za-z0-9+/]{43}", fingerprint)
    page.goto(f"/deeds/signer.entered/{site.case}/?next=/cases/{site.case}/approvals/")
    page.select_option("[name=person]", label="Person compliance officer")
    page.select_option("[name=role]", "compliance-officer")
    page.click("form.form button.primary")
    page.goto(f"/cases/{site.case}/approvals/")
    page.click("a[href*='authorisation.prepared']")
    page.select_option("[name=role]", "compliance-officer")
    page.click("form.form button.primary")
    page.goto(f"/cases/{site.case}/approvals/signing/")
    page.click("main th a")
    page.click("[data-sign-kept]")
    page.wait_for_selector(".stamp")
    keys = {
        verify(one.signature, NAMESPACE, one.document).fingerprint for one in authorisations(project(site))
    }
    assert fingerprint in keys


@pytest.mark.parametrize(("language", "theme", "width"), [("zh", "dark", 320), ("en", "light", 1440)])
def test_the_pages_of_approvals_journal_and_audit_are_accessible_and_fit(
    open_page: Callable[..., Any],
    sign_in: Callable[[Any, str], None],
    site: Site,
    language: str,
    theme: str,
    width: int,
) -> None:
    page = open_page(language, width, theme)
    sign_in(page, "auditor")
    said = []
    paths = (
        "approvals/",
        "approvals/committee/",
        "approvals/classes/",
        "approvals/signing/",
        "log/",
        "log/3/",
    )
    for path in (*paths, "log/audit/", f"log/audit/samples/{site.people['sample']}/"):
        page.goto(f"/cases/{site.case}/{path}")
        said += faults(page)
    assert not said, "\n".join(said)
