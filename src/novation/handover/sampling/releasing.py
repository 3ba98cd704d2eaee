"""The rows as they are shown, and the last look at them: every class large enough, nothing that names anybody."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from novation.engine import Engine
from novation.engine.expressions import plain_sql
from novation.errors.protection import CHECK_FAILED, IDENTIFIER_FOUND
from novation.handover.sampling.choosing import Chosen
from novation.handover.sampling.order import SampleOrder
from novation.protection import Recoding, Treatment
from novation.protection.encoding import Encoded
from novation.protection.forms import Form

PERSON = "person"
_TEXT = (Form.WORDS, Form.PLACE)


@dataclass(frozen=True, slots=True)
class Released:
    """Names of columns and rows of words; the first column is a pseudonym. `text`: columns whose words are the source's."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    refs: tuple[str, ...]
    quasi: int
    text: tuple[int, ...]


def release(
    columns: Sequence[Chosen],
    encoded: Encoded,
    recoding: Recoding,
    number: np.ndarray,
    sensitive: np.ndarray,
    drawn: pa.Table,
) -> Released:
    """At most a thousand rows, in an order of chance; the pseudonyms are drawn, so no key gives a person back."""
    shown = np.flatnonzero(number >= 0)
    shown = shown[np.random.default_rng(secrets.randbits(128)).permutation(len(shown))]
    classes = number[shown]
    words: list[list[str]] = [_pseudonyms(len(shown))]
    for place in range(encoded.quasi):
        of_class = recoding.words(place)
        words.append([of_class[n] for n in classes.tolist()])
    for place, scale in enumerate(encoded.scales[encoded.quasi :]):
        words.append([scale.words(code, code) for code in sensitive[shown, place].tolist()])
    used = columns[: len(encoded.scales)]
    refs = drawn["subject_ref"].to_numpy(zero_copy_only=False)[shown]
    return Released(
        (PERSON, *(c.name for c in used)),
        tuple(zip(*words, strict=True)),
        tuple(refs.tolist()),
        encoded.quasi,
        tuple(n + 1 for n, c in enumerate(used) if c.form in _TEXT),
    )


def _pseudonyms(count: int) -> list[str]:
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn.add("p_" + secrets.token_hex(6))
    return list(drawn)


def checked(
    engine: Engine, query: str, columns: Sequence[Chosen], released: Released, order: SampleOrder
) -> None:
    """Counts the classes anew from the words alone, and looks for what names people; raises before anything is kept."""
    quasi = [row[1 : released.quasi + 1] for row in released.rows]
    sizes = (
        pa.table({"c": pa.array(["\0".join(row) for row in quasi])}).group_by("c").aggregate([("c", "count")])
    )
    smallest = min(sizes["c_count"].to_pylist(), default=0)
    if smallest < order.limits.smallest:
        raise CHECK_FAILED.error(smallest=smallest, least=order.limits.smallest)
    for place in released.text:
        words = sorted({row[place] for row in released.rows})
        if any(_names_somebody(words, found) for found in _identifiers(engine, query, columns, words)):
            raise IDENTIFIER_FOUND.error(column=released.columns[place])


def _identifiers(
    engine: Engine, query: str, columns: Sequence[Chosen], words: Sequence[str]
) -> Iterator[set[str]]:
    """Of each column that names people: everybody's values that are a word of the sample, and all of those drawn."""
    engine.register_arrow("sample_words", pa.table({"word": pa.array(list(words), pa.string())}))
    for column in columns:
        if column.treatment not in (Treatment.REMOVED, Treatment.REPLACED) or column.form is not None:
            continue
        value = plain_sql(f"q.{column.raw}")
        found = engine.fetch_arrow(
            f"SELECT DISTINCT {value} AS v FROM ({query}) q WHERE {value} IN (SELECT word FROM sample_words) "
            f"OR q.person IN (SELECT person FROM sampled)"
        )
        yield {v for v in found["v"].to_pylist() if v and _telling(v)}


def _telling(value: str) -> bool:
    """Too short a value stands in any text."""
    return len(value) >= (5 if value.isascii() else 2)


def _names_somebody(words: Sequence[str], identifiers: set[str]) -> bool:
    joined = "\n".join(words)
    return any(
        value in joined and (not value.isascii() or re.search(rf"\b{re.escape(value)}\b", joined))
        for value in identifiers
    )
