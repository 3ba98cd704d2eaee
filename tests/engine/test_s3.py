"""Files in S3 through s3fs, against a store on loopback; credentials come from where Amazon's client looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs

sys.path.insert(0, str(Path(__file__).parent))
from reading import rows_of
from s3_store import s3_store

from novation.engine.sources import open_source
from novation.errors import NovationError

SECRET = "only-for-tests-on-loopback"
OBJECTS = {
    "exports/会员.csv": "姓名,手机\n张三,1\n".encode(),
    "exports/sub/notes.jsonl": b'{"a": "x"}\n',
    "exports/logo.png": b"\x89PNG",
    "forbidden.csv": b"a\n1\n",
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    s3fs.S3FileSystem.clear_instance_cache()
    with s3_store("bucket", OBJECTS) as (address, asked):
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tester")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield asked
    s3fs.S3FileSystem.clear_instance_cache()


def test_one_file_is_read_and_fetched_once(asked: list[str]) -> None:
    (table,) = open_source("s3://bucket/exports/会员.csv", name="s").tables()
    assert rows_of(table) == [(0, "张三", "1")]
    assert asked.count("GET exports/会员.csv") == 1


def test_a_prefix_is_read_with_all_below_it_and_what_is_no_table_is_said(asked: list[str]) -> None:
    source = open_source("s3://bucket/exports/", name="s")
    assert {table.name for table in source.tables()} == {"会员.csv", "sub/notes.jsonl"}
    assert [(s.source, s.code) for s in source.skipped] == [("s/logo.png", "sources.unknown-kind")]
    assert source.digest() == open_source("s3://bucket/exports/", name="s").digest()


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("exports/nothing.csv", "sources.not-found"),
        ("forbidden.csv", "sources.unreadable"),
        ("nowhere/", "sources.not-found"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_what_can_not_be_fetched_is_said_without_credentials(key: str, code: str) -> None:
    source = open_source(f"s3://bucket/{key}", name="s")
    assert source.tables() == []
    (skipped,) = source.skipped
    assert skipped.code == code
    assert SECRET not in str(skipped)


def test_credentials_in_the_address_are_refused() -> None:
    with pytest.raises(NovationError) as caught:
        open_source(f"s3://tester:{SECRET}@bucket/a.csv", name="s")
    assert caught.value.code == "sources.url-broken"
    assert SECRET not in str(caught.value.as_dict())
