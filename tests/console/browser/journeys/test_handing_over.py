"""The package: checked and awaited by the job, sealed with the hander-over's own key, signed by the witness, verified."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.console.browser.journeys.readers import DONE, WAITS, Reader, carry_out
from tests.console.browser.server import Site

from novation.handover.sealing import signatures_on
from novation.terms import Role

pytestmark = [pytest.mark.needs("chromium", "ssh-keygen"), pytest.mark.slow]
WORDS = {
    "zh": {
        "enter": "把人员登记为签署人",
        "register": "登记一把公钥",
        "check": "封装前核对",
        "on": "继续",
        "sealed": "已封装，受让方还没有启封",
        "sign": "签署封装包",
        "file": "下载文件",
        "hand-in": "交上签名",
        "verify": "离线查验",
        "witness": "监交人",
    },
    "en": {
        "enter": "Enter somebody as a signer",
        "register": "Register a public key",
        "check": "Check before sealing",
        "on": "Go on",
        "sealed": "Sealed; the buyer has not opened it yet",
        "sign": "Sign the package",
        "file": "Download the document",
        "hand-in": "Hand in the signature",
        "verify": "Verify offline",
        "witness": "Witness",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hander_over_and_witness_sign_with_keys_of_their_own_and_the_package_holds(
    reader: Callable[..., Reader], site: Site, language: str, tmp_path: Path
) -> None:
    words, case = WORDS[language], site.seeded["cases"][f"handing-over-{language}"]
    officer, witness = reader(language, "compliance-officer", case), reader(language, "witness", case)
    if language == "zh":
        _make_a_key_in_the_browser(witness)
    else:
        _register_a_key_of_ssh(witness, words, tmp_path)
    _enter_as_signer(officer, words)
    _seal(reader(language, "hander-over", case), site, words)
    _sign_the_package(witness, words, tmp_path)
    officer.see("package/")
    officer.run(words["verify"])
    officer.see("package/")
    assert words["witness"] in officer.told
    (folder,) = [path for path in (site.home / "projects").iterdir() if _is_of(path, site, case)]
    signed = signatures_on(folder / "package")
    assert [role for role, key in signed if key] == [Role.HANDER_OVER, Role.WITNESS]


def _make_a_key_in_the_browser(witness: Reader) -> None:
    witness.see("approvals/signing/")
    witness.page.click("[data-make]")
    witness.page.wait_for_url("**/signing-key.registered/**")
    witness.send()
    witness.page.wait_for_url("**/approvals/signing/")


def _register_a_key_of_ssh(witness: Reader, words: dict[str, str], folder: Path) -> None:
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / "key")]
    subprocess.run(make, check=True, timeout=30)
    witness.see("approvals/signing/")
    witness.press(words["register"])
    witness.send(line=(folder / "key.pub").read_text("utf-8"))
    witness.page.wait_for_url("**/approvals/signing/")


def _enter_as_signer(officer: Reader, words: dict[str, str]) -> None:
    officer.see("approvals/")
    officer.press(words["enter"])
    officer.page.select_option("form.form [name=person]", label="Person witness")
    officer.send(role="witness")
    officer.page.wait_for_url("**/approvals/")


def _seal(hander_over: Reader, site: Site, words: dict[str, str]) -> None:
    """The job checks and waits; the package is sealed where the key is; the job sees it and is done."""
    hander_over.see("plan/")
    hander_over.press(words["check"])
    assert hander_over.follow_job() == WAITS[hander_over.language], hander_over.told
    carry_out(hander_over, site.home, key=site.home / "keys" / "hander-over")
    hander_over.press(words["on"])
    assert hander_over.follow_job() == DONE[hander_over.language], hander_over.told
    hander_over.see("package/")
    assert hander_over.title == words["sealed"]


def _sign_the_package(witness: Reader, words: dict[str, str], folder: Path) -> None:
    witness.see("package/")
    witness.press(words["sign"])
    witness.look()
    witness.send(role="witness")
    witness.page.locator("main th a").first.click()
    witness.look()
    if witness.language == "zh":
        witness.page.click("[data-sign-kept]")
    else:
        _sign_by_ssh_keygen(witness, words, folder)
    witness.page.wait_for_selector(".stamp")
    witness.look()


def _sign_by_ssh_keygen(witness: Reader, words: dict[str, str], folder: Path) -> None:
    """As the page tells it: the document is downloaded, signed in a terminal, and the .sig file handed in."""
    with witness.page.expect_download() as started:
        witness.press(words["file"])
    document = folder / started.value.suggested_filename
    started.value.save_as(document)
    told = witness.page.locator("main li code", has_text="ssh-keygen").inner_text().split()
    told[told.index("-f") + 1] = "key"
    subprocess.run(told, cwd=folder, check=True, capture_output=True, timeout=30)
    witness.page.set_input_files("[name=file]", f"{document}.sig")
    witness.press(words["hand-in"])


def _is_of(folder: Path, site: Site, case: str) -> bool:
    number = list(site.seeded["cases"].values()).index(case)
    return folder.name == f"journey-{number}"
