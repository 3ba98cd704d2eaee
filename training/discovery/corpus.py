"""Fills the authors' notes with invented people and places; gives texts with spans, and reads the evaluation files."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from people import People
from places import Places
from things import Things

from novation.inventory.kernels.tokens import NUMBER, PHONE

HERE = Path(__file__).parent
NAME, ADDRESS, ORGANISATION, PLACE = 0, 1, 2, 3
_PART = re.compile(r"\{([a-z.]+)\}|⟦(name|addr|org|place)\|([^⟧]*)⟧")
MARKED = {"name": NAME, "addr": ADDRESS, "org": ORGANISATION, "place": PLACE}
_LATIN_WORD = re.compile(r"\b[A-Za-z][a-z]+\b")
_HAN_NAME = re.compile("[\u4e00-\u9fff]{3}")
_LATIN_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_KANA = re.compile("[\u3040-\u30ff]")
_EAST = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_MARK = re.compile(r"⟦(name|addr)\|([^⟧]*)⟧|\{([a-z.]+)\}")


@dataclass
class Note:
    """A text, its labelled spans (start, end, kind) and its identifiers (start, end, token class, slot), in code points."""

    text: str
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    held: list[tuple[int, int, int, str]] = field(default_factory=list)
    author: str = ""
    line: int = 0


class Filler:
    """Turns templates into notes."""

    def __init__(self, seed: int, pool: int = 4000) -> None:
        self.rng = random.Random(seed)
        self.people = People(self.rng, pool)
        self.places = Places(self.rng, self.people)
        self.things = Things(self.rng, self.people, self.places)
        p, a, t = self.people, self.places, self.things
        self.makers = {
            "name": (p.zh, NAME), "name.hant": (p.hant, NAME), "name.en": (p.en, NAME), "name.latin": (p.latin, NAME), "name.pinyin": (p.pinyin, NAME),
            "name.ja": (p.ja, NAME), "name.romaji": (p.romaji, NAME), "name.ko": (p.ko, NAME), "name.koreanlatin": (p.korean_latin, NAME), "name.minority": (p.minority, NAME),
            "name.trans": (p.trans, NAME), "name.ru": (p.ru, NAME), "given.en": (p.first_en, NAME), "given.latin": (p.first_latin, NAME), "last.en": (p.last_en, NAME), "given": (lambda: p.given(2), NAME), "surname": (p.surname, None),
            "addr": (a.zh, ADDRESS), "addr.detail": (a.detail, ADDRESS), "addr.rural": (a.rural, ADDRESS), "addr.campus": (a.campus, ADDRESS), "addr.hant": (a.hant, ADDRESS), "addr.en": (a.en, ADDRESS),
            "addr.foreign": (a.foreign, ADDRESS), "addr.ja": (a.ja, ADDRESS), "addr.ko": (a.ko, ADDRESS),
            "org": (t.org, ORGANISATION), "shop": (t.shop, ORGANISATION), "school": (t.school, ORGANISATION), "place": (a.name, PLACE), "product": (t.product, None), "date": (t.date, None), "time": (t.time, None),
            "money": (t.money, None), "n": (lambda: str(t.n(1, 60)), None), "order": (lambda: t.pick(["", "SF", "JD", "YT", "DD", "NO."]) + t.d(t.n(8, 18)), None), "sku": (lambda: t.pick("ABCDEFGHX") + t.pick("ABKTZ") + t.pick(["-", ""]) + t.d(t.n(3, 6)), None),
            "word": (t.word, None),
        }  # fmt: skip
        self.identifiers = {
            "mobile": (t.mobile, PHONE), "landline": (t.landline, PHONE), "phone.intl": (t.phone_intl, PHONE), "id": (t.resident, NUMBER), "card": (t.card, NUMBER), "uscc": (t.uscc, NUMBER),
            "passport": (lambda: t.pick("EG") + t.d(8), NUMBER), "permit": (lambda: t.pick("CHM") + t.d(8), NUMBER), "plate": (t.plate, NUMBER), "email": (t.email, NUMBER), "wechat": (t.wechat, NUMBER),
            "qq": (lambda: str(t.n(10000000, 999999999)), NUMBER), "birth": (t.birth, NUMBER), "ip": (lambda: ".".join(str(t.n(1, 254)) for _ in range(4)), NUMBER), "mac": (lambda: ":".join(f"{t.n(0, 255):02x}" for _ in range(6)), NUMBER),
            "iban": (t.iban, NUMBER), "hkid": (t.hkid, NUMBER), "twid": (t.twid, NUMBER), "ssn": (lambda: f"{t.n(100, 700)}-{t.n(10, 99)}-{t.n(1000, 9999)}", NUMBER),
        }  # fmt: skip
        self.han = False  # Japanese names as Chinese text writes them
        self.plain = {"badid": lambda: t.resident(False), "badcard": lambda: t.card(False)}

    def fill(self, template: str, latin: bool = False) -> Note:
        """One note of a template; `latin` says that {org} and {place} stand in Latin-script text."""
        note, out, at = Note(""), [], 0
        length = 0

        def put(text: str) -> tuple[int, int]:
            nonlocal length
            out.append(text)
            length += len(text)
            return length - len(text), length

        template = template.replace("\\n", "\n").replace("\\t", "\t")
        for slot in _PART.finditer(template):
            put(template[at : slot.start()])
            at = slot.end()
            if slot.group(1):
                self._put(slot.group(1), note, put, latin)
            else:
                kind = MARKED[slot.group(2)]
                s, e = put(self.another(slot.group(3), kind))
                note.spans.append((s, e, kind))
        put(template[at:])
        note.text = "".join(out)
        return note

    def another(self, text: str, kind: int) -> str:
        """What stands in the place of a marked text at this drawing: other digits, often another name of its form."""
        if kind == ADDRESS:
            return self.other_digits(text)
        if kind != NAME or self.rng.random() < 0.4:
            return text
        if _HAN_NAME.fullmatch(text):
            return self.people.zh()
        if _LATIN_NAME.fullmatch(text):
            return self.people.en() if self.rng.random() < 0.6 else self.people.latin()
        return text

    def other_digits(self, text: str) -> str:
        """The digits of a marked address drawn anew: as many, no number begins with a nought that did not."""
        if self.rng.random() < 0.2:
            return text
        rng = self.rng
        return re.sub(
            r"[1-9][0-9]*",
            lambda m: str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in m.group()[1:]),
            text,
        )

    def _put(self, name: str, note: Note, put, latin: bool) -> None:  # type: ignore[no-untyped-def]
        if name in self.identifiers:
            make, kind = self.identifiers[name]
            s, e = put(make())
            note.held.append((s, e, kind, name))
        elif name in self.plain:
            put(self.plain[name]())
        elif name in self.makers:
            make, label = self.makers[name]
            if name == "name.ja" and self.han:
                make = self.people.ja_news
            if latin and name in ("org", "shop", "school"):
                make = self.things.org_en
            if latin and name == "place":
                make = lambda: self.places.pick(Places._CITIES)  # noqa: E731
            if latin and name in ("date", "money"):
                make = self.things.date_en if name == "date" else self.things.money_en
            s, e = put(make())
            if label is not None:
                note.spans.append((s, e, label))
        else:
            raise ValueError(f"unknown slot {{{name}}}")


def templates(folder: Path = HERE / "notes") -> Iterator[tuple[str, int, str]]:
    """(author, line number, template) of every author's file."""
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text("utf-8").splitlines()):
            if line.strip():
                yield file.stem, number, line


def evaluation(file: Path, filler: Filler) -> list[Note]:
    """Notes with literal, marked names and addresses."""
    notes = []
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        if not line.strip():
            continue
        line = line.replace("\\n", "\n").replace("\\t", "\t")
        note, out, at = Note("", author=file.stem, line=number), [], 0
        size = 0
        for m in _MARK.finditer(line):
            head = line[at : m.start()]
            out.append(head)
            size += len(head)
            at = m.end()
            text = m.group(2)
            if text is None:
                name = m.group(3)
                if name in filler.identifiers:
                    make, kind = filler.identifiers[name]
                    text = make()
                    note.held.append((size, size + len(text), kind, name))
                else:
                    text = (filler.plain.get(name) or filler.makers[name][0])()
            else:
                note.spans.append((size, size + len(text), NAME if m.group(1) == "name" else ADDRESS))
            out.append(text)
            size += len(text)
        out.append(line[at:])
        note.text = "".join(out)
        notes.append(note)
    return notes


class Mixer:
    """Draws notes for training: fills, joins, drops punctuation, changes script; the spans move along."""

    def __init__(self, filler: Filler, without: frozenset[str] = frozenset()) -> None:
        self.filler, self.rng = filler, filler.rng
        self.groups: dict[str, list[str]] = {}
        for author, _, line in templates():
            if author not in without:
                self.groups.setdefault(author, []).extend([line] * (2 if author.startswith("nothing") else 1))
        self.lines = [(a, line) for a, group in self.groups.items() for line in group]

    @cached_property
    def _tables(self):  # type: ignore[no-untyped-def]
        from opencc import OpenCC

        return [OpenCC("s2t"), OpenCC("s2tw"), OpenCC("s2hk")]

    def latin(self, author: str) -> bool:
        """Whether an author writes in Latin script: three lines in five at least without a sign of the East."""
        return author in self._latin

    @cached_property
    def _latin(self) -> frozenset[str]:
        def share(lines: list[str]) -> float:
            return sum(not _EAST.search(_MARK.sub("", line)) for line in lines) / len(lines)

        return frozenset(author for author, lines in self.groups.items() if share(lines) >= 0.6)

    @cached_property
    def _by_tag(self) -> dict[tuple[str, int], list[str]]:
        """Words of the jieba list by part of speech and length, as often as the root of their count says."""
        groups: dict[tuple[str, int], tuple[list[str], list[float]]] = {}
        for word, weight, tag in self.filler.things.words:
            values, weights = groups.setdefault((tag[0] if tag[0] != "n" else tag[:2], len(word)), ([], []))
            values.append(word)
            weights.append(weight)
        return {k: self.rng.choices(v, w, k=3000) for k, (v, w) in groups.items()}

    @cached_property
    def _cut(self) -> dict[str, list[tuple[str, str]]]:
        return {}

    def vary(self, line: str, share: float) -> str:
        """Some words outside the slots replaced by others of the same part of speech and length."""
        import jieba.posseg

        if line not in self._cut:
            parts: list[tuple[str, str]] = []
            at = 0
            for slot in _PART.finditer(line):
                parts += [(p.word, p.flag) for p in jieba.posseg.lcut(line[at : slot.start()])]
                parts.append((slot.group(), ""))
                at = slot.end()
            parts += [(p.word, p.flag) for p in jieba.posseg.lcut(line[at:])]
            self._cut[line] = parts
        out = []
        keeps = self.rng.random() < 0.1
        cut = self._cut[line]
        for at, (word, tag) in enumerate(cut):
            if keeps and any(not t and w[:1] in "{⟦" for w, t in cut[max(0, at - 1) : at + 2]):
                out.append(word)  # the words beside a name say most about it
                continue
            others = (
                self._by_tag.get((tag[0] if tag[:1] != "n" else tag[:2], len(word)))
                if tag and tag[:2] != "nr"
                else None
            )
            out.append(self.rng.choice(others) if others and self.rng.random() < share else word)
        return "".join(out)

    @cached_property
    def _latin_words(self) -> dict[str, list[str]]:
        """Small English words by how they end: others that may stand where one stands."""
        groups: dict[str, list[str]] = {}
        for word in Path("/usr/share/dict/american-english").read_text("utf-8").splitlines():
            if word.isascii() and word.isalpha() and word == word.lower() and len(word) > 2:
                groups.setdefault(_ending(word), []).append(word)
        return groups

    def vary_latin(self, line: str, share: float) -> str:
        """Some words outside the slots replaced by others of the same ending and case, so that no line is learnt by heart."""
        out, at = [], 0

        def other(m: re.Match[str]) -> str:
            word = m.group()
            if len(word) < 4 or self.rng.random() >= share:
                return word
            new = self.rng.choice(self._latin_words[_ending(word.lower())])
            return new.capitalize() if word[0].isupper() else new

        def varied(text: str, behind: bool, before: bool) -> str:
            """The words beside a name or address say most about it: two of them stay on each side."""
            words = [m.span() for m in re.finditer(r"[^\W\d_]+", text)]
            first = words[1][1] if behind and len(words) > 1 else len(text) if behind and words else 0
            last = words[-2][0] if before and len(words) > 1 else 0 if before and words else len(text)
            if last <= first:
                return text
            return text[:first] + _LATIN_WORD.sub(other, text[first:last]) + text[last:]

        keeps = self.rng.random() < 0.1
        for slot in _PART.finditer(line):
            out += [varied(line[at : slot.start()], keeps and at > 0, keeps), slot.group()]
            at = slot.end()
        out.append(varied(line[at:], keeps and at > 0, False))
        return "".join(out)

    @cached_property
    def _glosses(self) -> list[str]:
        """Definitions and examples of WordNet without capitals inside: English prose about nobody."""
        lines = []
        for part in ("noun", "verb", "adj", "adv"):
            for line in Path("/usr/share/wordnet", f"data.{part}").read_text("ascii").splitlines():
                if not line.startswith("  "):
                    text = line.partition(" | ")[2].strip()
                    if 20 < len(text) < 240 and not re.search(r"(?<!^)(?<![\".] )[A-Z]", text):
                        lines.append(text)
        return lines

    def gloss(self) -> Note:
        """A line of such prose, at times as a sentence or a heading."""
        text = self.rng.choice(self._glosses)
        if self.rng.random() < 0.5:
            quoted = re.findall(r'"([^"]+)"', text)
            text = self.rng.choice(quoted) if quoted else text
        x = self.rng.random()
        if x < 0.4:
            text = text[:1].upper() + text[1:] + self.rng.choice([".", ".", "", "!"])
        elif x < 0.55:
            text = " ".join(w.capitalize() for w in re.findall(r"[\w'-]+", text)[: self.rng.randint(1, 9)])
        elif x < 0.6:
            text = text.upper()
        return Note(text)

    def titled(self, line: str) -> str:
        """Some names get a title or role before or behind them; some words of the lists stand beside names."""
        lists = self.filler.things.lists

        def more(m: re.Match[str]) -> str:
            x = self.rng.random()
            if x < 0.07:
                return self.rng.choice(lists["titles"]) + m.group()
            if x < 0.11:
                return m.group() + self.rng.choice(lists["titles"])
            if x < 0.13:
                return m.group() + self.rng.choice(lists["words"])
            if x < 0.15:
                return self.rng.choice(lists["words"]) + m.group()
            return m.group()

        return re.sub(r"\{name(\.minority|\.trans)?\}", more, line)

    def draw(self) -> Note:
        author, line = self.lines[int(self.rng.random() * len(self.lines))]
        if self.rng.random() < 0.55 and not self.latin(author):
            line = self.vary(line, self.rng.choice([0.1, 0.2, 0.4]))
        elif self.latin(author) and self.rng.random() < 0.6:
            line = self.vary_latin(line, self.rng.choice([0.1, 0.2, 0.4]))
        if not self.latin(author) and not _KANA.search(line):
            line = self.titled(line)
        self.filler.han = not _KANA.search(line) and not self.latin(author)
        note = self.filler.fill(line, self.latin(author))
        note.author = author
        x = self.rng.random()
        if x < 0.06:
            note = _drop(note, self.rng, ",.;:!?" if self.latin(author) else "，。；、：,.;:！!？? ")
        elif x < 0.12:
            note = _swap(note, self.rng, "，。；、：,;！", " ")
        elif x < 0.15 and not self.latin(author):
            converted = self._tables[int(self.rng.random() * 3)].convert(note.text)
            if len(converted) == len(note.text):
                note.text = converted
        elif x < 0.19:
            other = self.filler.fill(self.rng.choice(self.lines)[1], self.latin(author))
            note = _join(note, other, self.rng.choice([" ", "\n", "；", "。", "/", "  ", ""]))
        elif x < 0.29 and self.latin(author):
            other = note.text.lower() if x < 0.27 else note.text.upper()
            note.text = other if len(other) == len(note.text) else note.text
        elif x < 0.33 and self.latin(author):
            note = self.gloss()
        elif x < 0.25:
            note = _join(self.salad(), note, self.rng.choice(["", "，", " "]))
        elif x < 0.29:
            note = _join(note, self.salad(), self.rng.choice(["", "，", " "]))
        elif x < 0.32:
            note = self.salad()
        return note

    def salad(self) -> Note:
        """Common words in a row, nothing personal among them."""
        k = self.rng.randint(2, 12)
        x = self.rng.random()
        if x < 0.12:
            return Note(self._technical(k))
        if x < 0.46:
            glue = self.rng.choice(["、", " ", "，", "/", ",", "\n"])
            lists = self.filler.things.lists
            kind = self.rng.choice(
                ["words", "words", "brands", "countries", "brands", "traditional", "latin"]
            )
            return Note(glue.join(self.rng.choice(lists[kind]) for _ in range(k)))
        return Note(
            "".join(
                self.filler.things.word() + self.rng.choice(["", "", "", "的", "了", "，", "在", "和", "是"])
                for _ in range(k)
            )
        )

    def _technical(self, k: int) -> str:
        """Capitals, codes and numbers in a row, as in documentation, logs and headings."""
        rng, things = self.rng, self.filler.things
        heads = [
            "UTF",
            "GB",
            "ISO",
            "IEC",
            "RFC",
            "AMD",
            "EPYC",
            "CPU",
            "API",
            "CSV",
            "JSON",
            "PDF",
            "SQLite",
            "Parquet",
            "Excel",
            "Python",
            "Java",
            "Linux",
            "Windows",
            "OpenSSL",
            "Rule",
            "True",
            "False",
            "Valid",
            "Note",
            "See",
            "Section",
            "Figure",
            "Table",
            "Version",
            "Part",
            "Order",
            "Status",
            "Total",
            "Error",
        ]
        parts = []
        for _ in range(k):
            y = rng.random()
            if y < 0.35:
                parts.append(rng.choice(heads) + rng.choice(["", "-", " ", "_"]) + str(things.n(1, 70000)))
            elif y < 0.5:
                parts.append(rng.choice(things.lists["latin"]))
            elif y < 0.6:
                parts.append(
                    rng.choice(things.lists["countries"])
                    if rng.random() < 0.3
                    else rng.choice(Places._CITIES)
                )
            elif y < 0.8:
                parts.append(
                    rng.choice(
                        [
                            str(things.n(1, 99999)),
                            f"{things.n(1, 99):,}",
                            f"{things.n(1, 20)}.{things.n(0, 20)}.{things.n(0, 9)}",
                            f"#{things.n(1, 9999)}",
                            f"§{things.n(1, 40)}.{things.n(1, 9)}",
                        ]
                    )
                )
            else:
                parts.append(rng.choice(heads))
        return rng.choice([" ", ", ", " / ", "; ", " | ", " (", "，", "、"]).join(parts)


def _ending(word: str) -> str:
    return next((e for e in ("ing", "ed", "ly", "tion", "s", "er", "y", "e", "t") if word.endswith(e)), "")


def _join(a: Note, b: Note, glue: str) -> Note:
    shift = len(a.text) + len(glue)
    spans = a.spans + [(s + shift, e + shift, k) for s, e, k in b.spans]
    held = a.held + [(s + shift, e + shift, k, n) for s, e, k, n in b.held]
    return Note(a.text + glue + b.text, spans, held, a.author)


def _free(note: Note) -> list[bool]:
    inside = [True] * len(note.text)
    for s, e, *_ in [*note.spans, *note.held]:
        inside[s:e] = [False] * (e - s)
    return inside


def _swap(note: Note, rng: random.Random, signs: str, to: str) -> Note:
    free = _free(note)
    text = "".join(to if c in signs and free[i] else c for i, c in enumerate(note.text))
    return Note(text, note.spans, note.held, note.author)


def _drop(note: Note, rng: random.Random, signs: str) -> Note:
    free = _free(note)
    keep = [not (c in signs and free[i]) or rng.random() < 0.15 for i, c in enumerate(note.text)]
    at, new = [], 0
    for k in keep:
        at.append(new)
        new += k
    at.append(new)
    text = "".join(c for c, k in zip(note.text, keep, strict=True) if k)
    return Note(
        text,
        [(at[s], at[e], k) for s, e, k in note.spans],
        [(at[s], at[e], k, n) for s, e, k, n in note.held],
        note.author,
    )
