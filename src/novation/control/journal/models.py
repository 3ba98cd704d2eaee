"""The tables of the journal: streams, their entries, the subtrees kept for proofs, and signed heads."""

from __future__ import annotations

from django.db import models

BLOCK_LEVEL = 8
"""Hashes of full subtrees are kept from this level on (one for 256 entries); below, entries are few enough to read."""


class Stream(models.Model):
    """One Merkle log: of a case, of an organisation, or of the installation. `frontier`: `merkle.Frontier.packed`."""

    name = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")

    class Meta:
        db_table = "journal_stream"


class LogEntry(models.Model):
    """One deed. `line` is its canonical JSON and the leaf's data; the other columns repeat it for finding."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="entries")
    index = models.BigIntegerField()
    at = models.CharField(max_length=32)
    tag = models.CharField(max_length=64)
    by = models.CharField(max_length=64, default="")
    line = models.TextField()
    leaf = models.BinaryField()

    class Meta:
        db_table = "journal_entry"
        constraints = [models.UniqueConstraint(fields=["stream", "index"], name="journal_entry_place")]
        indexes = [
            models.Index(fields=["stream", "tag", "index"], name="journal_entry_tag"),
            models.Index(fields=["stream", "by", "index"], name="journal_entry_by"),
        ]


class Opening(models.Model):
    """What an entry of one side says: the line it would have been, and the salt of its commitment.

    The entry itself, which both sides have, holds the commitment and nothing else (record 0012 §2).
    """

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="openings")
    index = models.BigIntegerField()
    side = models.CharField(max_length=20)
    tag = models.CharField(max_length=64)
    line = models.TextField()
    salt = models.CharField(max_length=32)

    class Meta:
        db_table = "journal_opening"
        constraints = [models.UniqueConstraint(fields=["stream", "index"], name="journal_opening_place")]
        indexes = [models.Index(fields=["stream", "tag", "index"], name="journal_opening_tag")]


class Node(models.Model):
    """The hash of the full subtree number `number` of 2^level entries."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="nodes")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_node"
        constraints = [
            models.UniqueConstraint(fields=["stream", "level", "number"], name="journal_node_place")
        ]


class SignedHead(models.Model):
    """A checkpoint of a stream as it was signed (C2SP tlog-checkpoint), to be kept by the other side too."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="heads")
    size = models.BigIntegerField()
    note = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "journal_head"
        constraints = [models.UniqueConstraint(fields=["stream", "size"], name="journal_head_size")]
