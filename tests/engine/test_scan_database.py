"""A database in novation.toml goes through `scan` like a file, and its password stays outside the project."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from servers import PASSWORD, Server

from novation.errors import NovationError
from novation.handover import opening
from novation.handover.project import Project
from novation.handover.scanning import scan
from novation.terms import DealForm, Party, Place

pytestmark = pytest.mark.needs("postgres", "initdb")


def opened(folder: Path, source: str) -> Project:
    seller, buyer = (Party(name, Place.CN, "c@example.com") for name in ("Seller", "Buyer"))
    form = next(iter(DealForm))
    project = opening.init(folder, deal_form=form, seller=seller, buyer=buyer, closing_on=date(2026, 12, 1))
    with project.settings_path.open("a", encoding="utf-8") as file:
        file.write(source)
    return project


def test_a_database_is_scanned_and_scanned_again_only_when_it_changed(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.admin("create database scanned template template0")
    postgres.admin(
        "create table members (id int primary key, c1 text)",
        "insert into members select i, 'a' || i || '@example.com' from generate_series(1, 50) i",
        database="scanned",
    )
    monkeypatch.setenv("SHOP_PASSWORD", PASSWORD)
    url = f"postgresql://admin@127.0.0.1:{postgres.port}/scanned"
    project = opened(
        tmp_path / "p", f'\n[[source]]\nname = "shop"\npath = "{url}"\npassword_env = "SHOP_PASSWORD"\n'
    )
    first = scan(project)
    assert [(t["table"], t["rows"], len(t["columns"])) for t in first["tables"]] == [("members", 50, 2)]
    assert first["sources"][0]["kind"] == "postgresql"
    assert scan(project) == first
    postgres.admin("insert into members values (51, 'b@example.com')", database="scanned")
    again = scan(project)
    assert again["tables"][0]["rows"] == 51
    assert again["sources"][0]["digest"] != first["sources"][0]["digest"]
    written = b"".join(p.read_bytes() for p in project.folder.rglob("*") if p.is_file())
    assert PASSWORD.encode() not in written


def test_a_password_in_the_settings_is_refused(tmp_path: Path) -> None:
    source = '\n[[source]]\nname = "shop"\npath = "mysql://u:verysecret@127.0.0.1/shop"\n'
    project = opened(tmp_path / "p", source)
    with pytest.raises(NovationError) as caught:
        project.settings()
    assert caught.value.code == "project.settings-invalid"
    assert "verysecret" not in str(caught.value.as_dict())
