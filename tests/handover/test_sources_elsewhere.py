"""Sources that are no single file: how they are added, when a plan on them is stale, and that nobody destroys by halves."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from novation.errors import NovationError
from novation.handover.planning import check_fresh
from novation.handover.project import Project
from novation.handover.source_places import removable_from

from .story import build_shop, novation


def opened(folder: Path) -> Path:
    """A project without sources, beside an empty folder of exports."""
    (folder / "exports").mkdir(parents=True)
    project = folder / "seller"
    ran = novation(
        "init", folder / "exports", "-p", project, "--deal", "asset-deal", "--seller", "青松", "--seller-place", "cn",
        "--buyer", "海澜", "--buyer-place", "cn", "--closing-on", "2027-01-15",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    return project


def added(project: Path, *words: object) -> list[str]:
    ran = novation("source", "add", *words, "-p", project, "--json")
    assert ran.status == 0, ran.err
    return list(ran.value["added"])


def stale(folder: Path) -> str:
    """The code with which the plan is refused, or nothing."""
    project = Project(folder)
    try:
        check_fresh(project, project.read_record("plan.json", "plan"))
    except NovationError as refused:
        return refused.code
    return ""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return opened(tmp_path)


def test_urls_are_added_as_they_are_written(project: Path) -> None:
    urls = ["postgresql://reader@db.example:5433/shop?schema=crm", "s3://bucket/exports/"]
    names = added(project, *urls, "--password-env", "SHOP_PASSWORD")
    assert names == ["shop", "exports"]
    text = (project / "novation.toml").read_text("utf-8")
    assert all(f'path = "{url}"' in text for url in urls)
    assert text.count('password_env = "SHOP_PASSWORD"') == 1  # a store has credentials of its own
    assert added(project, *urls) == []


def test_two_databases_of_one_name_have_names_of_their_own(project: Path) -> None:
    names = added(project, "mysql://u@a.example/shop", "mysql://u@b.example/shop")
    assert len(set(names)) == 2


@pytest.mark.parametrize("url", ["mysql://u:verysecret@db.example/shop", "s3://key:verysecret@bucket/a.csv"])
def test_a_url_with_a_password_is_not_added(project: Path, url: str) -> None:
    before = (project / "novation.toml").read_bytes()
    ran = novation("source", "add", url, "-p", project)
    assert ran.code == "sources.url-password"
    assert "verysecret" not in ran.err + ran.out
    assert (project / "novation.toml").read_bytes() == before


def test_a_file_that_is_not_there_is_told(project: Path) -> None:
    assert novation("source", "add", project / "nothing.csv", "-p", project).code == "sources.not-found"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan for a shop of which one part lies in a ZIP file, one behind a URL, and one in plain files."""
    root = tmp_path_factory.mktemp("elsewhere")
    build_shop(root / "shop", customers=200, orders=300)
    project = opened(root)
    zipped = sorted((root / "shop").glob("订单*"))
    assert zipped
    with zipfile.ZipFile(root / "orders.zip", "w") as archive:
        for path in zipped:
            archive.write(path, path.name)
            path.unlink()
    (root / "behind").mkdir()
    goods = root / "shop" / "商品.csv"
    shutil.move(goods, root / "behind" / "商品.csv")
    added(project, root / "shop", root / "orders.zip", f"file://{root / 'behind'}/")
    ran = novation("run", "-p", project)
    assert ran.status == 0, ran.err
    return root


@pytest.fixture
def moved(planned: Path, tmp_path: Path) -> Path:
    """A copy of that plan whose files a test may change."""
    root = tmp_path / "copy"
    shutil.copytree(planned, root)

    return root / "seller"


def test_the_plan_says_which_sources_a_person_has_to_clear(planned: Path) -> None:
    document = json.loads((planned / "seller" / "records" / "plan.json").read_bytes())
    kinds = {s["kind"] for s in document["stages"] if "订单" in s["label"] or "orders.zip" in s["label"]}
    assert "remove-by-hand" in kinds
    assert "remove-rows" not in kinds
    assert "remove-rows" in {s["kind"] for s in document["stages"]}
    told = novation("explain", "-p", planned / "seller").out
    assert "须由人删除" in told or "a person has to remove" in told


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_nothing_is_destroyed_anywhere_if_one_source_can_not_be_cleared(
    planned: Path, options: tuple[str, ...]
) -> None:
    before = {p: p.read_bytes() for p in (planned / "shop").rglob("*") if p.is_file()}
    ran = novation("destroy", "-p", planned / "seller", *options)
    assert (ran.status, ran.code) == (4, "sources.by-hand")
    assert "orders.zip" in ran.err
    assert {p: p.read_bytes() for p in before} == before
    assert not (planned / "seller" / "records" / "destruction-state.json").exists()


def test_a_plan_stands_while_archive_and_url_are_what_they_were(moved: Path) -> None:
    assert stale(moved) == ""


def test_a_plan_is_stale_when_an_archive_changed(moved: Path) -> None:
    with zipfile.ZipFile(moved.parent / "orders.zip", "a") as archive:
        archive.writestr("more.csv", "a,b\n1,2\n")
    assert stale(moved) == "plan.stale"


@pytest.mark.parametrize(("change", "code"), [("grown", "plan.stale"), ("gone", "sources.unchecked")])
def test_a_plan_is_not_carried_out_when_files_behind_a_url_changed(
    planned: Path, change: str, code: str
) -> None:
    path = planned / "behind" / "商品.csv"
    before = path.read_bytes()
    try:
        path.unlink()
        if change == "grown":
            path.write_bytes(before + b"x,y\r\n")
        assert stale(planned / "seller") == code
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(
    ("kind", "name", "head", "removable"),
    [
        ("csv", "a.csv", b"a\n", True),
        ("excel", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        ("document", "a.txt", b"x", False),
        ("collection", "a.zip", b"PK", False),
        ("postgresql", "postgresql://u@h/d", None, False),
        ("remote", "s3://bucket/a.csv", None, False),
    ],
)
def test_a_part_can_be_removed_from_what_can_be_rewritten_only(
    project: Path, kind: str, name: str, head: bytes | None, removable: bool
) -> None:
    if head is not None:
        (project / name).write_bytes(head)
    assert removable_from(Project(project), {"kind": kind, "path": name}) is removable
