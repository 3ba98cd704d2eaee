"""Merkle trees with inclusion and consistency proofs (RFC 9162 §2.1, SHA-256)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from novation.errors.evidence import PROOF_OUT_OF_RANGE

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry), RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right), RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


Subtree = Callable[[int, int], bytes]
"""The hash over the leaves [low, high); low is a multiple of the smallest power of two that holds them."""


def inclusion_path(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path of a leaf, from wherever the hashes are kept (RFC 9162 §2.1.3.1)."""
    low, high, path = 0, size, list[bytes]()
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(subtree(middle, high))
            high = middle
        else:
            path.append(subtree(low, middle))
            low = middle
    return path[::-1]


def consistency_path(old_size: int, size: int, subtree: Subtree) -> list[bytes]:
    """That the tree of `size` leaves only appends to the one of `old_size` (RFC 9162 §2.1.4.1)."""
    if old_size in (0, size):
        return []
    low, high, path = 0, size, list[bytes]()
    while old_size != high:
        middle = low + _split(high - low)
        if old_size <= middle:
            path.append(subtree(middle, high))
            high = middle
        else:
            path.append(subtree(low, middle))
            low = middle
    if low:  # the old root is not itself a node of the path: name the subtree it ends with
        path.append(subtree(low, high))
    return path[::-1]


def compose(low: int, high: int, full: Subtree) -> bytes:
    """The hash over any range that a tree has, of full subtrees: `full` is asked for powers of two only."""
    width = high - low
    if width & (width - 1) == 0:
        return full(low, high)
    middle = low + _split(width)
    return node_hash(full(low, middle), compose(middle, high, full))


class Frontier:
    """The full subtrees of an append-only tree, largest first: enough to append and to know the root.

    Holds at most log2(size) + 1 hashes; `packed` is what is stored, its hashes one after the other.
    """

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        if len(packed) != size.bit_count() * HASH_SIZE:
            raise ValueError("a frontier has one hash for each bit of its size")
        self.size = size
        self._peaks = [packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)]

    @property
    def packed(self) -> bytes:
        return b"".join(self._peaks)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Adds a leaf hash; gives each full subtree it completes above the leaf as (level, number, hash)."""
        node, size, level = leaf, self.size, 0
        self.size += 1
        completed = []
        while size & 1:
            node = node_hash(self._peaks.pop(), node)
            size >>= 1
            level += 1
            completed.append((level, size, node))
        self._peaks.append(node)
        return completed

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        *others, result = self._peaks
        for peak in reversed(others):
            result = node_hash(peak, result)
        return result


class Tree:
    """An append-only tree of leaf hashes; an append costs O(log n) at most and two hashes on average.

    `_levels[k][i]` is the hash of the full subtree over the leaves [i·2^k, (i+1)·2^k).
    """

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaf_hashes:
            self.append(leaf)

    @property
    def size(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> int:
        """Adds a leaf hash of 32 bytes and returns its index."""
        if len(leaf) != HASH_SIZE:
            raise ValueError("a leaf hash has 32 bytes")
        index = self.size
        node, level = leaf, 0
        self._levels[0].append(node)
        while len(self._levels[level]) % 2 == 0:
            node = node_hash(*self._levels[level][-2:])
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(node)
        return index

    def leaf(self, index: int) -> bytes:
        self._check(index, self.size)
        return self._levels[0][index]

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (default: all)."""
        size = self._size(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of a leaf in the tree of the first `size` leaves (RFC 9162 §2.1.3.1)."""
        size = self._size(size)
        self._check(index, size)
        return inclusion_path(index, size, self._range)

    def consistency_proof(self, old_size: int, size: int | None = None) -> list[bytes]:
        """That the tree of `size` leaves only appends to the one of `old_size` (RFC 9162 §2.1.4.1)."""
        size = self._size(size)
        self._check(old_size, size + 1)
        return consistency_path(old_size, size, self._range)

    def _range(self, low: int, high: int) -> bytes:
        """The hash over the leaves [low, high), where low is a multiple of the next power of two."""
        return compose(low, high, self._full)

    def _full(self, low: int, high: int) -> bytes:
        width = high - low
        return self._levels[width.bit_length() - 1][low // width]

    def _size(self, size: int | None) -> int:
        if size is None:
            return self.size
        self._check(size, self.size + 1)
        return size

    def _check(self, index: int, size: int) -> None:
        if not 0 <= index < size:
            raise PROOF_OUT_OF_RANGE.error(index=index, size=self.size)


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The tree's root; of no leaves SHA-256 of nothing."""
    return Tree(leaf_hashes).root()


def inclusion_proof(leaf_hashes: Iterable[bytes], index: int) -> list[bytes]:
    return Tree(leaf_hashes).inclusion_proof(index)


def consistency_proof(leaf_hashes: Iterable[bytes], old_size: int) -> list[bytes]:
    return Tree(leaf_hashes).consistency_proof(old_size)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the leaf hash stands at `index` of the tree of `size` with this root (RFC 9162 §2.1.3.2)."""
    return verify_subtree_inclusion(leaf, index, 0, size, proof, root_hash)


def verify_consistency(
    old_size: int, old_root: bytes, size: int, root_hash: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of `size` only appends to the one of `old_size` (RFC 9162 §2.1.4.2).

    The RFC proves nothing about an empty old tree: it is consistent with an empty new one only, and a caller
    for whom "nothing yet" may grow into anything says so itself.
    """
    if old_size == 0:
        return size == 0 and not proof and old_root == root_hash == EMPTY_ROOT
    return verify_subtree_consistency(0, old_size, old_root, size, root_hash, proof)


def verify_subtree_inclusion(
    leaf: bytes, index: int, start: int, end: int, proof: Sequence[bytes], subtree_hash: bytes
) -> bool:
    """Whether the leaf hash at `index` lies under the hash of the subtree of the leaves [start, end)."""
    if not (_is_subtree(start, end) and start <= index < end and _are_hashes([leaf, subtree_hash, *proof])):
        return False
    node, last, result = index - start, end - 1 - start, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and result == subtree_hash


def verify_subtree_consistency(
    start: int, end: int, subtree_hash: bytes, size: int, root_hash: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the subtree of the leaves [start, end) is part of the tree of `size` with this root.

    With start 0 this is the consistency of two trees; with one leaf it is inclusion.
    """
    if not 0 <= start <= end <= size:
        return False
    if start == end:  # nothing is part of everything
        return not proof and subtree_hash == EMPTY_ROOT and (size > 0 or start == 0)
    if end - start == size:  # no hash is computed here: the two roots are equal or they are not
        return not proof and subtree_hash == root_hash != b""
    if not (_is_subtree(start, end) and _are_hashes([subtree_hash, root_hash, *proof])):
        return False
    first, last, top = start, end - 1, size - 1
    while first != last and (last == top or last & 1):
        first, last, top = first >> 1, last >> 1, top >> 1
    path = list(proof)
    if first == last:
        old = new = subtree_hash
    elif path:
        old = new = path.pop(0)
    else:
        return False
    for node in path:
        if top == 0:
            return False
        if last & 1 or last == top:
            if first < last:
                old = node_hash(node, old)
            new = node_hash(node, new)
            while not last & 1 and last:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            new = node_hash(new, node)
        first, last, top = first >> 1, last >> 1, top >> 1
    return top == 0 and old == subtree_hash and new == root_hash


def _split(width: int) -> int:
    """The largest power of two smaller than the width."""
    return 1 << (width - 1).bit_length() - 1


def _is_subtree(start: int, end: int) -> bool:
    """A subtree begins at a multiple of the smallest power of two that holds it."""
    return 0 <= start < end and start % (1 << (end - start - 1).bit_length()) == 0


def _are_hashes(values: Sequence[bytes]) -> bool:
    # A textbook check compares an absent leaf with an absent root and says yes; a hash has 32 bytes.
    return all(isinstance(value, bytes) and len(value) == HASH_SIZE for value in values)
