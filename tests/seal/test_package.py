"""Packages as a whole: looked at without a key, verified offline, opened into quarantine, checked by the recipe."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from novation.errors import NovationError
from novation.messages import Text
from novation.seal import quarantine as quarantine_module
from novation.seal.bag import BagWriter
from novation.seal.envelope import decrypt_to
from novation.seal.keys import generate_identity, parse_recipients, read_identities
from novation.seal.layout import index_parts, is_payload_name, opened_name, register_part, table_part
from novation.seal.package import Check, OpenLimits, inspect, open_into, verify
from novation.seal.parts import ROW_GROUP, PartWriter, read_part, write_part
from novation.seal.recipe import commands_of, recipe

PART = "data/contact/t01-members.parquet.age"
OPENED = {
    "contact/t01-members.parquet",
    "index/t01-members.contact.blocks.parquet",
    "register/subjects.parquet",
}


def test_a_package_is_looked_at_without_a_key(package):
    seen = inspect(package)
    assert seen["version"] == "1"
    assert seen["dates"] == {"Bagging-Date": "2026-11-21"}
    assert seen["plan"] == seen["info"]["Novation-Plan"]
    assert seen["counts"] == {"subjects": 2}
    assert seen["recipients"]["stanzas"] == {"X25519": 3}
    assert [part["file"] for part in seen["parts"]][0] == PART
    assert seen["payload_bytes"] == sum(part["bytes"] for part in seen["parts"])
    assert seen["signatures"] == ["hander-over"]
    json.dumps(seen)


def test_looking_at_a_broken_package_tells_what_can_be_told(package):
    (package / "counts.json").write_bytes(b"[" * 100_000)
    (package / "recipients.txt").write_bytes(b"\xff")
    (package / PART).write_bytes(b"PK")
    seen = inspect(package)
    assert seen["counts"] is None
    assert seen["recipients"] == {"listed": [], "stanzas": {"X25519": 2, "none": 1}}


def test_a_sound_package_gets_a_tick_on_every_line(package, check_signature):
    result = verify(package, verify_signature=check_signature)
    assert result.holds
    assert {check.name: check.state for check in result.checks} == {
        "integrity": "tick",
        "contents": "tick",
        "encryption": "tick",
        "plan": "tick",
        "signature-hander-over": "tick",
    }


def test_without_a_verifier_the_signature_is_unknown_and_never_a_tick(package):
    states = {check.name: check.state for check in verify(package).checks}
    assert states["signature-hander-over"] == "unknown"


def test_further_checks_run_on_a_sound_bag_only(package):
    cross = Check("journal", "cross", Text("日志不符", "the journal does not match"))
    result = verify(package, further=[lambda folder: [cross]])
    assert cross in result.checks
    assert not result.holds
    (package / "plan.json").write_bytes(b"")
    assert cross not in verify(package, further=[lambda folder: [cross]]).checks


def test_opening_gives_every_part_and_remembers_what_it_opened(package, buyer, tmp_path):
    opened = open_into(package, tmp_path / "q", buyer)
    assert set(opened.parts) == OPENED
    assert opened.resumed == ()
    assert pq.read_table(tmp_path / "q" / "contact" / "t01-members.parquet")["cell"].to_pylist() == [
        "a",
        None,
    ]
    again = open_into(package, tmp_path / "q", buyer)
    assert (again.parts, set(again.resumed)) == (opened.parts, OPENED)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package", "q"]


def test_opening_goes_on_where_it_was_broken_off(package, buyer, tmp_path, monkeypatch):
    calls: list[str] = []

    def breaking(path, target, *rest, **named):
        calls.append(named["name"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return decrypt_to(path, target, *rest, **named)

    monkeypatch.setattr(quarantine_module, "decrypt_to", breaking)
    with pytest.raises(KeyboardInterrupt):
        open_into(package, tmp_path / "q", buyer)
    assert not (tmp_path / "q").exists()
    opened = open_into(package, tmp_path / "q", buyer)
    assert opened.resumed == (opened_name(calls[0]),)
    assert set(opened.parts) == OPENED
    assert calls[2:] == sorted(set(calls[1:]))


def test_a_part_spoilt_between_two_runs_is_opened_again(package, buyer, tmp_path):
    open_into(package, tmp_path / "q", buyer)
    (tmp_path / "q").rename(tmp_path / "q.partial")
    spoilt = tmp_path / "q.partial" / "contact" / "t01-members.parquet"
    content = spoilt.read_bytes()
    spoilt.write_bytes(content[:-1] + b"?")
    opened = open_into(package, tmp_path / "q", buyer)
    assert "contact/t01-members.parquet" not in opened.resumed
    assert (tmp_path / "q" / "contact" / "t01-members.parquet").read_bytes() == content


def test_what_another_package_left_is_not_mixed_in(package, buyer, tmp_path):
    (tmp_path / "q.partial").mkdir()
    (tmp_path / "q.partial" / "opened.json").write_text('{"package": "sha256:other", "parts": {}}')
    (tmp_path / "q.partial" / "stray.parquet").write_bytes(b"")
    open_into(package, tmp_path / "q", buyer)
    assert not (tmp_path / "q" / "stray.parquet").exists()
    (tmp_path / "q" / "contact" / "t01-members.parquet").write_bytes(b"changed")
    with pytest.raises(NovationError, match="seal.folder-taken"):
        open_into(package, tmp_path / "q", buyer)


def test_a_link_in_the_place_of_the_quarantine_is_not_followed(package, buyer, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "q.partial").symlink_to(tmp_path / "elsewhere")
    open_into(package, tmp_path / "q", buyer)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (tmp_path / "r").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NovationError, match="seal.folder-taken"):
        open_into(package, tmp_path / "r", buyer)


def _package_of(folder: Path, content: bytes) -> tuple[Path, list[object]]:
    recipients = parse_recipients(generate_identity(folder / "key.txt"))
    with BagWriter(folder / "p") as writer:
        with writer.encrypted(PART, recipients) as sink:
            sink.write(content)
        writer.finish()
    return folder / "p", read_identities(folder / "key.txt")


def _parquet(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def test_a_part_that_unpacks_past_the_limit_is_not_kept(tmp_path):
    bomb = _parquet(pa.table({"a": [b"\0" * 50_000_000]}), compression="zstd", use_dictionary=False)
    package, identities = _package_of(tmp_path, bomb)
    assert len(bomb) < 100_000
    for limits in (
        OpenLimits(unpacked_bytes=10_000_000),
        OpenLimits(ratio_from_bytes=1_000_000, unpacked_ratio=100),
        OpenLimits(part_rows=0),
        OpenLimits(footer_bytes=10),
        OpenLimits(total_bytes=1000),
    ):
        with pytest.raises(NovationError, match="seal.bomb"):
            open_into(package, tmp_path / "q", identities, limits)
        assert not (tmp_path / "q").exists()
        assert not list((tmp_path / "q.partial").rglob("*.parquet"))
    open_into(package, tmp_path / "q", identities)


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1\xff\xff\xff\x7fPAR1", b"x" * 1000, b"PAR1" + b"\0" * 99 + b"PAR1"]
)
def test_a_part_that_is_no_parquet_is_refused(tmp_path, content):
    package, identities = _package_of(tmp_path, content)
    with pytest.raises(NovationError, match="seal.bad-part"):
        open_into(package, tmp_path / "q", identities)


def test_parts_are_written_in_batches_and_read_back(tmp_path):
    table = pa.table({"_row": range(ROW_GROUP + 10), "名": ["甲"] * (ROW_GROUP + 10)})
    seen: list[int] = []
    with (tmp_path / "part.parquet").open("wb") as sink:
        batches = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=1000))
        rows = write_part(
            sink, batches, observe=lambda batch: seen.append(batch.num_rows), metadata={"k": "v"}
        )
    assert rows == sum(seen) == table.num_rows
    assert pq.ParquetFile(tmp_path / "part.parquet").num_row_groups == 2
    with read_part(tmp_path / "part.parquet") as reader:
        assert reader.schema.metadata[b"k"] == b"v"
        assert reader.read_all().replace_schema_metadata(None) == table


def test_an_empty_part_and_one_with_huge_cells_are_written(tmp_path):
    for rows in (0, 40):
        table = pa.table({"cell": pa.array(["x" * 4_000_000] * rows, pa.string())})
        with (tmp_path / "part.parquet").open("wb") as sink, PartWriter(sink, table.schema) as part:
            for batch in table.to_batches(max_chunksize=1):
                part.add(batch)
        file = pq.ParquetFile(tmp_path / "part.parquet")
        assert file.metadata.num_rows == part.rows == rows
        assert rows == 0 or file.num_row_groups > 1


def test_names_of_parts_follow_the_format_and_bad_ones_are_refused():
    names = [
        table_part("t01-members", "government-id"),
        *index_parts("t01-members", "none"),
        register_part("subjects"),
    ]
    assert all(is_payload_name(name) for name in names)
    assert opened_name(names[0]) == "government-id/t01-members.parquet"
    for name in (
        "data/x.parquet.age",
        "data/a/b/c.parquet.age",
        "data/contact/t.csv.age",
        "data/index/t.parquet.age",
    ):
        assert not is_payload_name(name)
    for word in ("../x", "", "T01", "a/b", "x" * 200):
        with pytest.raises(NovationError, match="seal.forbidden-name"):
            table_part(word, "contact")


@pytest.mark.needs("sha256sum", "ssh-keygen", "age")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_printed_recipe_works_as_it_is_printed(language, package, vectors, tmp_path):
    commands = commands_of((package / f"VERIFY.{language}.txt").read_text("utf-8"))
    assert commands == commands_of(recipe(language).decode())
    said = [_run(command, package, vectors, tmp_path) for command in commands]
    assert [result.returncode for result in said] == [0] * 5
    assert said[2].stdout == "nothing else\n"
    assert said[3].stdout.startswith(
        'Good "novation-package" signature for hander-over with ED25519 key SHA256:'
    )
    assert {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.parquet")} == OPENED


def _run(command: str, package: Path, vectors: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    places = {
        "KEY": str(vectors / "buyer-test-key.txt"),
        "OUT": str(folder / "out"),
        "PATH": "/usr/bin:/bin:/usr/local/bin",
    }
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=package, env=places, capture_output=True, text=True, check=False
    )


@pytest.mark.needs("sha256sum", "ssh-keygen", "age")
@pytest.mark.parametrize(
    ("defect", "step"),
    [
        ("flipped-plan-byte", 0),
        ("flipped-payload-byte", 1),
        ("missing-file", 1),
        ("extra-file", 2),
        ("unlisted-tag-file", 2),
        ("changed-after-signing", 3),
        ("signed-by-another", 3),
        ("wrong-namespace", 3),
        ("other-recipient", 4),
        ("cut-stream", 4),
    ],
)
def test_the_printed_recipe_fails_where_the_package_is_broken(defect, step, vectors, tmp_path):
    package = shutil.copytree(vectors / "invalid" / defect / "package", tmp_path / "package")
    result = _run(commands_of(recipe("en").decode())[step], package, vectors, tmp_path)
    assert result.returncode != 0


def test_the_recipe_says_the_same_commands_in_both_languages():
    zh, en = recipe("zh").decode(), recipe("en").decode()
    assert commands_of(zh) == commands_of(en)
    assert len(commands_of(en)) == 5
    assert all(len(line) <= 300 for line in en.splitlines())
