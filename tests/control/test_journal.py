"""The journal in the database: append-only, provable, and what was changed behind its back is named."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction

from novation.control.journal import appending
from novation.control.journal.appending import Record, append
from novation.control.journal.models import LogEntry
from novation.control.journal.proving import StoredTree, head, sign_head
from novation.control.journal.verifying import verify
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.evidence.merkle import Tree, leaf_hash, verify_consistency, verify_inclusion

pytestmark = pytest.mark.django_db
ORIGIN = "novation.example/test/console"


@pytest.fixture(scope="module")
def key() -> PrivateKey:
    return load_private_key(generate_private_key())


def write(count: int, stream: str = "ca_test", start: int = 0) -> None:
    with transaction.atomic():
        append(stream, [Record("case.opened", "pr_someone", {"number": start + n}) for n in range(count)])


def plain_tree(stream: str = "ca_test") -> Tree:
    lines = LogEntry.objects.filter(stream=stream).order_by("index").values_list("line", flat=True)
    return Tree(leaf_hash(line.encode()) for line in lines)


def tamper(sql: str, *values: object) -> None:
    """As somebody with the database's own tools would: the triggers go first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_no_update")
            cursor.execute("DROP TRIGGER journal_entry_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(sql, values)


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 700])
def test_head_and_proofs_are_those_of_the_plain_tree(count: int) -> None:
    write(count)
    plain, stored = plain_tree(), StoredTree("ca_test", count)
    assert head("ca_test").root == plain.root() == stored.root()
    for index in {0, count // 2, count - 1}:
        proof = stored.inclusion(index)
        assert list(proof.proof) == plain.inclusion_proof(index)
        assert verify_inclusion(proof.leaf, index, count, proof.proof, plain.root())
    for old in {1, count // 3 + 1, count}:
        assert verify_consistency(old, plain.root(old), count, plain.root(), stored.consistency(old))


def test_streams_do_not_share_entries() -> None:
    write(3, "ca_one")
    write(2, "ca_two")
    assert (head("ca_one").size, head("ca_two").size) == (3, 2)


@pytest.mark.parametrize("sql", ["UPDATE journal_entry SET line = 'x'", "DELETE FROM journal_entry"])
def test_the_database_refuses_to_change_or_remove_an_entry(sql: str) -> None:
    write(2)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert head("ca_test").size == LogEntry.objects.count() == 2


def test_a_sound_stream_has_no_problem(key: PrivateKey) -> None:
    write(300)
    sign_head("ca_test", key, ORIGIN)
    write(20, start=300)
    sign_head("ca_test", key, ORIGIN)
    assert verify("ca_test", ORIGIN, key.public) == []


def test_a_changed_entry_is_named(key: PrivateKey) -> None:
    write(10)
    tamper('UPDATE journal_entry SET line = replace(line, \'"number":4\', \'"number":5\') WHERE "index" = 4')
    codes = [(p.kind.code, p.values) for p in verify("ca_test", ORIGIN, key.public)]
    assert codes[0] == ("log.entry-changed", {"index": 4})
    assert "log.head-differs" in [code for code, _ in codes]


def test_columns_that_do_not_say_what_the_text_says_are_named(key: PrivateKey) -> None:
    write(3)
    tamper("UPDATE journal_entry SET tag = 'case.closed' WHERE \"index\" = 1")
    assert [p.kind.code for p in verify("ca_test", ORIGIN, key.public)] == ["log.columns-differ"]


def test_a_removed_entry_is_named(key: PrivateKey) -> None:
    write(5)
    tamper('DELETE FROM journal_entry WHERE "index" = 2')
    found = verify("ca_test", ORIGIN, key.public)
    assert (found[0].kind.code, found[0].values) == ("log.index-wrong", {"expected": 2, "found": 3})


def test_a_rewritten_log_does_not_fit_the_checkpoint_the_other_side_keeps(key: PrivateKey) -> None:
    """Somebody who may write every table and rewrites leaves, subtrees and head still lacks the signing key."""
    write(4)
    note = sign_head("ca_test", key, ORIGIN).note
    with connection.cursor() as cursor:
        tamper("DELETE FROM journal_entry")
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_head_no_delete")
    from novation.control.journal.models import Stream

    Stream.objects.filter(pk="ca_test").update(size=0, frontier=b"")
    write(4, start=100)
    found = verify("ca_test", ORIGIN, key.public)
    assert note and [p.kind.code for p in found] == ["journal.checkpoint-mismatch"]


def test_an_entry_outside_a_transaction_is_a_defect() -> None:
    with (
        patch.object(appending, "connection", SimpleNamespace(in_atomic_block=False)),
        pytest.raises(RuntimeError),
    ):
        append("ca_test", [Record("case.opened")])
