"""Heads, proofs and checkpoints of a stream, from the subtrees that are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from novation.control.journal.models import BLOCK_LEVEL, LogEntry, Node, SignedHead, Stream
from novation.custody.journal import Head, Inclusion
from novation.errors.evidence import PROOF_OUT_OF_RANGE
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PrivateKey
from novation.evidence.merkle import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    compose,
    consistency_path,
    inclusion_path,
    leaf_hash,
)


def head(stream: str) -> Head:
    """Size and root now; of a stream nobody wrote to, 0 and the root of nothing."""
    row = Stream.objects.filter(pk=stream).first()
    return Head(row.size, Frontier(row.size, bytes(row.frontier)).root()) if row else Head(0, EMPTY_ROOT)


@dataclass(frozen=True)
class StoredTree:
    """The tree of a stream of `size` entries; a proof reads at most two blocks of 256 entries and a few hashes."""

    stream: str
    size: int
    _blocks: dict[int, Tree] = field(default_factory=dict, repr=False)

    def root(self) -> bytes:
        return compose(0, self.size, self.subtree) if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> Inclusion:
        """Raises `proof.out-of-range`."""
        if not 0 <= index < self.size:
            raise PROOF_OUT_OF_RANGE.error(index=index, size=self.size)
        path = inclusion_path(index, self.size, self._range)
        return Inclusion(index, self.size, self.subtree(index, index + 1), tuple(path))

    def consistency(self, old_size: int) -> list[bytes]:
        """Raises `proof.out-of-range`."""
        if not 0 <= old_size <= self.size:
            raise PROOF_OUT_OF_RANGE.error(index=old_size, size=self.size + 1)
        return consistency_path(old_size, self.size, self._range)

    def _range(self, low: int, high: int) -> bytes:
        return compose(low, high, self.subtree)

    def subtree(self, low: int, high: int) -> bytes:
        """The hash of a full subtree."""
        level = (high - low).bit_length() - 1
        if level >= BLOCK_LEVEL:
            found = Node.objects.get(stream=self.stream, level=level, number=low >> level)
            return bytes(found.hash)
        start = low >> BLOCK_LEVEL << BLOCK_LEVEL
        return _range_of(self._block(start), low - start, high - start)

    def _block(self, start: int) -> Tree:
        if start not in self._blocks:
            end = min(start + (1 << BLOCK_LEVEL), self.size)
            lines = LogEntry.objects.filter(stream=self.stream, index__gte=start, index__lt=end)
            ordered = lines.order_by("index").values_list("line", flat=True)
            self._blocks[start] = Tree(leaf_hash(line.encode()) for line in ordered)
        return self._blocks[start]


def _range_of(tree: Tree, low: int, high: int) -> bytes:
    """A full subtree within a block: that of its leaves alone, as the block starts at a multiple of its width."""
    return Tree(tree.leaf(at) for at in range(low, high)).root()


def sign_head(stream: str, key: PrivateKey, origin: str) -> SignedHead:
    """Signs the head as it is now and keeps the note; the same head signed again is the same row."""
    now = head(stream)
    Stream.objects.get_or_create(name=stream)
    note = Checkpoint(origin, now.size, now.root).sign(key)
    return SignedHead.objects.get_or_create(stream_id=stream, size=now.size, defaults={"note": note})[0]
