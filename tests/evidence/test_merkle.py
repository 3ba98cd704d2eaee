"""Merkle trees: proofs verify, forged ones do not, and another implementation agrees."""

from __future__ import annotations

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.evidence import merkle

ENTRIES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def by_the_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return merkle.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return merkle.node_hash(by_the_definition(leaves[:k]), by_the_definition(leaves[k:]))


def hashed(entries: list[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in entries]


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_of_a_growing_tree_is_that_of_the_definition_at_every_size(entries: list[bytes]) -> None:
    leaves = hashed(entries)
    tree = merkle.Tree(leaves)
    for size in range(len(leaves) + 1):
        assert tree.root(size) == by_the_definition(leaves[:size])


@settings(max_examples=60)
@given(ENTRIES, st.data())
def test_pymerkle_has_the_same_root_and_the_same_proofs(entries: list[bytes], data: st.DataObject) -> None:
    tree = merkle.Tree(hashed(entries))
    oracle = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        oracle.append_entry(entry)
    assert tree.root() == oracle.get_root()
    index = data.draw(st.integers(0, len(entries) - 1))
    old = data.draw(st.integers(1, len(entries)))
    pymerkle.verify_inclusion(tree.leaf(index), tree.root(), oracle.prove_inclusion(index + 1, len(entries)))
    path = oracle.prove_inclusion(index + 1, len(entries)).path[1:]
    assert sorted(path) == sorted(tree.inclusion_proof(index))
    consistency = tree.consistency_proof(old)
    assert merkle.verify_consistency(old, tree.root(old), len(entries), tree.root(), consistency)
    pymerkle.verify_consistency(tree.root(old), tree.root(), oracle.prove_consistency(old, len(entries)))


@settings(max_examples=60)
@given(ENTRIES, st.data())
def test_an_inclusion_proof_holds_for_its_leaf_index_size_and_root_only(
    entries: list[bytes], data: st.DataObject
) -> None:
    tree = merkle.Tree(hashed(entries))
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    leaf, proof, root = tree.leaf(index), tree.inclusion_proof(index, size), tree.root(size)
    assert merkle.verify_inclusion(leaf, index, size, proof, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"another entry"), index, size, proof, root)
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, root], root)
    assert not merkle.verify_inclusion(leaf, index, size, proof, merkle.EMPTY_ROOT)
    assert not merkle.verify_inclusion(leaf, size, size, proof, root)
    assert not merkle.verify_inclusion(leaf, -1, size, proof, root)
    if proof:
        assert not merkle.verify_inclusion(leaf, index, size, proof[:-1], root)
        assert not merkle.verify_inclusion(leaf, index ^ 1, size, proof, root) or (
            tree.leaf(index ^ 1) == leaf and index ^ 1 < size
        )


@settings(max_examples=60)
@given(ENTRIES, st.data())
def test_a_rewritten_tree_is_not_consistent_with_the_old_one(
    entries: list[bytes], data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(entries)))
    changed = data.draw(st.integers(0, old - 1))
    tree = merkle.Tree(hashed(entries))
    rewritten = merkle.Tree(hashed([*entries[:changed], entries[changed] + b"!", *entries[changed + 1 :]]))
    for proof in (tree.consistency_proof(old), rewritten.consistency_proof(old)):
        assert not merkle.verify_consistency(old, tree.root(old), len(entries), rewritten.root(), proof)


@given(ENTRIES, st.data())
def test_a_full_subtree_is_proven_to_be_part_of_the_tree(entries: list[bytes], data: st.DataObject) -> None:
    """With one leaf, subtree consistency is inclusion: the two checks must say the same."""
    tree = merkle.Tree(hashed(entries))
    index = data.draw(st.integers(0, len(entries) - 1))
    proof = tree.inclusion_proof(index)
    args = (index, index + 1, tree.leaf(index), len(entries), tree.root())
    assert merkle.verify_subtree_consistency(*args, proof)
    assert not merkle.verify_subtree_consistency(*args, [*proof, tree.root()])


def test_an_absent_leaf_in_an_absent_root_proves_nothing() -> None:
    assert not merkle.verify_inclusion(b"", 0, 1, [], b"")
    assert not merkle.verify_subtree_inclusion(b"", 0, 0, 1, [], b"")
    assert not merkle.verify_consistency(1, b"", 1, b"", [])


def test_the_empty_tree_grows_into_nothing_that_the_rfc_could_prove() -> None:
    some = merkle.leaf_hash(b"x")
    assert merkle.verify_consistency(0, merkle.EMPTY_ROOT, 0, merkle.EMPTY_ROOT, [])
    assert not merkle.verify_consistency(0, merkle.EMPTY_ROOT, 1, some, [])
    assert not merkle.verify_consistency(2, some, 1, some, [])


def test_a_position_outside_the_tree_is_an_error() -> None:
    tree = merkle.Tree(hashed([b"a", b"b"]))
    for ask in (
        lambda: tree.inclusion_proof(2),
        lambda: tree.inclusion_proof(-1),
        lambda: tree.inclusion_proof(1, 1),
        lambda: tree.root(3),
        lambda: tree.consistency_proof(3),
        lambda: tree.leaf(2),
    ):
        with pytest.raises(NovationError) as caught:
            ask()
        assert caught.value.code == "proof.out-of-range"
