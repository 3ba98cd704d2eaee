"""The auditor takes the evidence of a case away, and the verifier that lies in it finds it sound, or says what is not."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.console.browser.journeys.readers import Reader
from tests.console.browser.server import Site

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
EXPORT = {"zh": "导出证据包", "en": "Export the evidence"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_evidence_that_an_auditor_exports_verifies_itself_offline(
    reader: Callable[..., Reader], site: Site, language: str, tmp_path: Path
) -> None:
    auditor = reader(language, "auditor", site.seeded["cases"][f"receiving-{language}"])
    auditor.see("log/audit/")
    key = auditor.page.locator("code.digest", has_text="ssh-ed25519").inner_text()
    with auditor.page.expect_download() as started:
        auditor.press(EXPORT[language])
    started.value.save_as(tmp_path / "evidence.zip")
    folder = tmp_path / "evidence"
    with zipfile.ZipFile(tmp_path / "evidence.zip") as archive:
        archive.extractall(folder)
    told = _verified(folder, key)
    assert told.returncode == 0, told.stdout + told.stderr
    auditor.see("log/")
    assert auditor.page.get_by_text("bundle.exported").count()
    entries = folder / "journal" / "entries.jsonl"
    entries.write_text(entries.read_text("utf-8").replace("case.opened", "case.closed", 1), "utf-8")
    assert _verified(folder, key).returncode != 0


def _verified(folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    """By the folder's own program, in a Python that knows of nothing else and has no network to ask."""
    command = [sys.executable, "-I", "verify.py", "--key", key]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
