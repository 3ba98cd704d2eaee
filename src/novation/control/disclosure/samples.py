"""De-identified samples as the room shows them: risk from the project's record, rows read there and kept nowhere else."""

from __future__ import annotations

from typing import Any

from novation.control.cases.models import Case
from novation.control.disclosure.counting import project_folder
from novation.control.disclosure.models import Item
from novation.errors import NovationError
from novation.errors.protection import SAMPLE_ALTERED, SAMPLE_UNKNOWN
from novation.evidence import canonical
from novation.messages import Language, Text

PAGE = 50
PERSON = Text("代号", "pseudonym")
_MARKS = {"*": Text("（不详述）", "(any)"), "-": Text("（空）", "(empty)"), "~": Text("（其他）", "(other)")}


def title_of(item: Item) -> Text | str:
    """What an item is called: samples and tables in the reader's language, documents as somebody named them."""
    if item.sample is not None:
        return Text(f"去标识化样本 {item.sample}", f"De-identified sample {item.sample}")
    return item.layout.text if item.layout else item.title


def numbers(case: Case) -> list[int]:
    """Of all samples that the data plane drew for this case."""
    folder = project_folder(case)
    found = (folder / "records" / "samples").glob("[0-9][0-9][0-9].json") if folder else ()
    return sorted(int(path.stem) for path in found)


def sample_record(case: Case, number: int) -> dict[str, Any]:
    """What was measured of a sample; raises `sample.unknown`."""
    folder = project_folder(case)
    path = folder / "records" / "samples" / f"{number:03}.json" if folder else None
    if path is None or not path.is_file():
        raise SAMPLE_UNKNOWN.error(number=number)
    record: dict[str, Any] = canonical.parse(path.read_bytes())
    return record


def record_of(item: Item) -> dict[str, Any]:
    """The record of an item's sample, if it still is the one that was put in; raises `sample.altered`."""
    record = sample_record(item.case, item.sample or 0)
    if record["content"] != item.digest:
        raise SAMPLE_ALTERED.error(number=item.sample)
    return record


def rows_of(item: Item, start: int, most: int) -> Any:
    """Rows as they were measured; the data plane is loaded here. Raises `sample.unknown`, `sample.altered`."""
    from novation.handover.project import Project
    from novation.handover.sampling.keeping import read_rows

    record_of(item)
    folder = project_folder(item.case)
    if folder is None:
        raise SAMPLE_UNKNOWN.error(number=item.sample)
    return read_rows(Project(folder), item.sample or 0, start, most)


def is_there(item: Item) -> bool:
    """Whether the rows can be shown: they go with the working copies."""
    try:
        rows_of(item, 0, 1)
    except NovationError:
        return False
    return True


def heads(item: Item) -> list[Text]:
    """The names of the shown columns: those of the source as they are, figures and the pseudonym in words."""
    shown = [c for c in record_of(item)["columns"] if c["treatment"] in ("generalised", "kept")]
    return [PERSON, *(Text(**c["title"]) if "title" in c else Text(c["name"], c["name"]) for c in shown)]


def cell(word: str) -> Text:
    """A word of a sample; its three marks in words."""
    return _MARKS.get(word) or Text(word, word)


def lines(item: Item, language: Language) -> list[list[str]]:
    """The whole sample as rows of words, its head first."""
    head = [text.in_(language) for text in heads(item)]
    rows = rows_of(item, 0, 1_000).rows
    return [head, *([cell(word).in_(language) for word in row] for row in rows)]
