"""Codes and invitations leave by the mail server that notices leave by, or into a folder where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from novation.settings import environment


def test_without_a_server_messages_lie_in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NOVATION_SMTP", raising=False)
    assert environment.mail(tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "mail"


@pytest.mark.parametrize(
    ("address", "port", "ssl", "tls"),
    [
        ("smtp://us%40er@mail.example?from=notices@shop.example", 587, False, True),
        ("smtps://user@mail.example?from=notices@shop.example", 465, True, False),
        ("smtp://127.0.0.1:2525?from=notices@shop.example&tls=none", 2525, False, False),
    ],
)
def test_the_server_is_named_once_for_all_mail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, port: int, ssl: bool, tls: bool
) -> None:
    monkeypatch.setenv("NOVATION_SMTP", address)
    found = environment.mail(tmp_path)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)
    assert found["DEFAULT_FROM_EMAIL"] == "notices@shop.example"
