"""Trains the name and address model: `python train.py --out ../../src/novation/inventory/models/names.npz`."""

from __future__ import annotations

import argparse
import io
import pickle
import sys
import time
import zipfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import fit  # noqa: E402
import lexicon  # noqa: E402
from corpus import Filler, Mixer, Note, evaluation  # noqa: E402
from encode import Encoder, decode  # noqa: E402

from novation.inventory.kernels import tagger  # noqa: E402
from novation.inventory.kernels.name_model import gate_rows, pack  # noqa: E402

BEAM = (400, 900, 700, 500)
"""How far below "nothing" an open name, address, organisation, place may lie: of those that win in the end one in a thousand was lower."""
TILT = (80, 0, 0, 0)
ADDRESS_COUNTS = 4  # as much as so many names, to the gate: they are fewer
GATE_RARE = 20  # features of the gate seen less often learn nothing
GATE_STEPS = 3.0  # whole weights of the gate to one of its fit; one step alone is left out, so that the file stays small
KINDS = ("name", "address", "organisation", "place")


def tagged(
    encoder: Encoder,
    packed: tuple[np.ndarray, np.ndarray, np.ndarray],
    note: Note,
    beam: tuple[int, ...],
    tilt: tuple[int, ...],
) -> list[tuple[int, int, int, int]]:
    """Spans (start, end, kind, gain) in code points."""
    n, at = encoder.tokens(note)
    back = {int(b): i for i, b in enumerate(at)}
    a = [np.zeros(n + 4, np.int64) for _ in range(7)]
    t = encoder.t
    m = decode(
        encoder.ids,
        encoder.cls,
        encoder.adr,
        encoder.suf,
        encoder.cue,
        t["two"],
        t["three"],
        t["four"],
        encoder.lx2,
        encoder.lx3,
        encoder.lx4,
        n,
        *packed,
        np.array(beam),
        np.array(tilt),
        *a,
    )
    return [
        (back[int(encoder.ts[a[3][j]])], back[int(encoder.te[a[4][j] - 1])], int(a[5][j]), int(a[6][j]))
        for j in range(m)
    ]


def measure(
    encoder: Encoder,
    packed: tuple[np.ndarray, np.ndarray, np.ndarray],
    notes: list[Note],
    beam: tuple[int, ...] = (1 << 30,) * 4,
    tilt: tuple[int, ...] = (0,) * 4,
    show: int = 0,
) -> dict[str, float]:
    out, shown = {}, 0
    hits, found, gold, overlap, alarms, plain = np.zeros(2), np.zeros(2), np.zeros(2), np.zeros(2), 0, 0
    for note in notes:
        got = [(s, e, k) for s, e, k, _ in tagged(encoder, packed, note, beam, tilt) if k < 2]
        true = [x for x in note.spans if x[2] < 2]
        for k in range(2):
            g, t = {x for x in got if x[2] == k}, {x for x in true if x[2] == k}
            hits[k] += len(g & t)
            found[k] += len(g)
            gold[k] += len(t)
            overlap[k] += sum(any(x[0] < y[1] and y[0] < x[1] for y in g) for x in t)
        if not true and not note.held:
            alarms += len(got)
            plain += len(note.text)
        if show > shown and set(got) != set(true):
            shown += 1
            print("   ", note.text[:160].replace("\n", "⏎"))
            print(
                "      +",
                [(note.text[s:e], "na"[k]) for s, e, k in got if (s, e, k) not in true],
                " -",
                [(note.text[s:e], "na"[k]) for s, e, k in true if (s, e, k) not in got],
            )
    for k in range(2):
        p, r = hits[k] / max(1, found[k]), hits[k] / max(1, gold[k])
        out[KINDS[k]] = round(float(2 * p * r / max(1e-9, p + r)), 4)
        out[KINDS[k] + "-p"], out[KINDS[k] + "-r"], out[KINDS[k] + "-over"] = (
            round(float(p), 3),
            round(float(r), 3),
            round(float(overlap[k] / max(1, gold[k])), 3),
        )
    out["alarms/1000"] = round(alarms / max(1, plain) * 1000, 3)
    return out


def corpus(path: Path, filler: Filler, count: int, without: frozenset[str]) -> list[Note]:
    if path.exists():
        return pickle.loads(path.read_bytes())
    mixer = Mixer(filler, without)
    notes = []
    began = time.time()
    for i in range(count):
        notes.append(mixer.draw())
        if i % 10000 == 0:
            print(f"  drawn {i} in {time.time() - began:.0f} s", flush=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(notes))
    return notes


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--notes", type=int, default=160000)
    p.add_argument("--passes", type=int, default=4)
    p.add_argument("--rate", type=float, default=0.15)
    p.add_argument("--decay", type=float, default=1e-5)
    p.add_argument(
        "--parts",
        type=int,
        default=12,
        help="how often the weights of the last pass are added up to their mean",
    )
    p.add_argument("--margin", type=float, default=0.0)
    p.add_argument("--drop", type=int, default=45, help="features left out at each token, of 256")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--prose", type=int, default=1, help="how often the taught prose is repeated")
    p.add_argument("--rare", type=int, default=4, help="features seen less often are left out")
    p.add_argument("--most", type=int, default=52000, help="features kept")
    p.add_argument(
        "--pass-rate", type=float, default=0.995, help="share of the beginnings that the gate lets through"
    )
    p.add_argument("--off", default="", help="features left out, to see what they bring")
    p.add_argument("--without", default="", help="authors left out, comma between")
    p.add_argument("--cache", type=Path, default=None)
    p.add_argument("--keep", type=Path, default=None, help="where the weights go before they are rounded")
    p.add_argument("--show", type=int, default=0)
    p.add_argument("--out", type=Path, default=None)
    given = p.parse_args()
    filler = Filler(given.seed)
    notes = corpus(
        given.cache or HERE / "build" / f"notes-{given.seed}-{given.notes}.pickle",
        filler,
        given.notes,
        frozenset(given.without.split(",")),
    )
    if (prose := HERE / "build" / "prose.pickle").exists() and given.prose:
        taught = pickle.loads(prose.read_bytes())
        print(f"{len(taught)} lines of prose")
        notes = notes + taught * given.prose
    tables = lexicon.build(filler.people)
    encoder = Encoder(tables)
    rows, gold, starts, lost, spans, gates = [], [], [0], 0, 0, []
    began = time.time()
    for note in notes:
        n, at = encoder.tokens(note)
        if n == 3:
            continue
        action, gone = encoder.gold(note, n, at)
        lost += gone
        spans += len(note.spans)
        rows.append(encoder.features(n))
        gold.append(action)
        gates.append(encoder.gate(n))
        starts.append(starts[-1] + n - 3)
    rows, gold, starts = np.concatenate(rows), np.concatenate(gold), np.array(starts)
    print(
        f"{len(starts) - 1} notes, {len(gold)} tokens, {spans} spans, {lost} fit no tokens; encoded in {time.time() - began:.0f} s",
        flush=True,
    )
    if given.off:
        rows = np.delete(rows, [int(f) for f in given.off.split(",")], axis=1)
    size = 1 << tagger.FEATURE_BITS
    seen = np.bincount(rows.ravel(), minlength=size)
    print(
        f"rows used {np.count_nonzero(seen)} of {size}; seen {given.rare} times or more {np.count_nonzero(seen >= given.rare)}"
    )
    blocked = seen < given.rare
    weights, squares = np.zeros((size, 16), np.float32), np.full((size, 16), 1e-2, np.float32)
    squares[blocked] = 1e30  # never moves
    rng = np.random.default_rng(given.seed)
    filler.rng.seed(99)
    sets = {
        f.stem: evaluation(f, filler)
        for f in sorted((HERE / "evaluation").glob("*.txt"))
        if f.stem in ("dev", "news", "ordinary", "fresh1", "fresh-english")
    }
    open_gate = gate_rows(np.zeros((4, tagger.GATE_SIZE), np.int8), 1)
    for turn in range(given.passes):
        began = time.time()
        if turn == given.passes - 1:  # the last pass fits those features alone that are kept
            kept = fit.chosen(weights, seen, given.most)
            total = np.zeros((len(kept), 16), np.float32)
            others = np.ones(size, bool)
            others[kept] = False
            weights[others] = 0
            squares[others] = 1e30
        loss, order = 0.0, rng.permutation(len(starts) - 1)
        for part in np.array_split(order, given.parts):
            loss += fit.pass_over(
                rows, gold, starts, part, weights, squares, given.rate, given.decay, given.margin, given.drop, int(rng.integers(1 << 30)), True,
            )  # fmt: skip
            if (
                turn == given.passes - 1
            ):  # the weights that count are the mean of those met on the way (Polyak and Juditsky 1992)
                total += weights[kept]
        if turn == given.passes - 1:
            weights[kept] = total / given.parts
        if turn < given.passes - 1:
            kept = fit.chosen(weights, seen, given.most)
        r, w = fit.quantise(weights, kept, 128.0)
        packed = (open_gate, *pack(r, w))
        if turn % 3 != 2 and turn != given.passes - 1:
            continue
        print(
            f"pass {turn + 1}: loss {loss / len(gold):.5f} a token, {time.time() - began:.0f} s; rows kept {len(r)}",
            flush=True,
        )
        for name, some in sets.items():
            print(
                "   ",
                name,
                measure(encoder, packed, some, show=given.show if turn == given.passes - 1 else 0),
                flush=True,
            )
    for bias in (0, 40, 80):
        for name, some in sets.items():
            print("    bias", bias, name, measure(encoder, packed, some, tilt=(bias, bias, 0, 0)), flush=True)
    gate, least = learn_gate(np.concatenate(gates), gold, starts, given.pass_rate)
    for beam in ((1 << 30,) * 4, BEAM):
        for name, some in sets.items():
            print(
                "    gated, beam",
                beam,
                name,
                measure(encoder, (gate_rows(gate, least), *packed[1:]), some, beam, TILT),
                flush=True,
            )
    if given.keep:
        np.savez(given.keep, kept=kept, weights=weights[kept], seen=seen[kept], gate=gate, least=least)
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        save(given.out, {**tables, "gate": gate}, r, w, [60, 100, *BEAM, *TILT, 200, least])
        both = (given.out, given.out.with_name("lexicon.npz"))
        print("written", *(f"{file}: {file.stat().st_size:,} bytes" for file in both))


def learn_gate(
    hashes: np.ndarray, gold: np.ndarray, starts: np.ndarray, pass_rate: float
) -> tuple[np.ndarray, int]:
    """Small weights (4, rows of the table) such that `pass_rate` of the tokens at which a name begins, and an address, have a sum above 0; and what each sum begins with."""
    first = (gold < 0) | (gold % 4 == 0) | (gold % 4 == 3)
    begins = [first & (gold // 4 == kind) for kind in (0, 1)]  # -1 // 4 is -1
    wanted = begins[0] + ADDRESS_COUNTS * begins[1].astype(np.int8)
    rare = (np.bincount(hashes.ravel(), minlength=1 << 24) < GATE_RARE)[hashes]
    rows, notes = hashes & (tagger.GATE_SIZE - 1), np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    weights = fit.fit_gate(
        rows, rare, notes, wanted, first.astype(np.int8), tagger.GATE_SIZE, 2, 12.0, 0.1, 1e-4
    )
    whole = np.clip(np.round(weights * GATE_STEPS), -127, 127).astype(np.int8)
    whole[np.abs(whole) == 1] = 0
    sums = fit.gate_sums(rows, notes, whole)
    least = int(np.floor(min(np.quantile(sums[some], 1 - pass_rate) for some in begins)))
    others = first & (wanted == 0)
    print(
        f"gate: least sum {least}, lets {np.mean(sums[wanted > 0] >= least):.4f} of the beginnings through and {np.mean(sums[others] >= least):.4f} of the other tokens"
    )
    return whole.T, 1 - least


WEIGHTS = ("rows", "weights", "gate", "levels")


def save(
    path: Path, tables: dict[str, np.ndarray], rows: np.ndarray, weights: np.ndarray, levels: list[int]
) -> None:
    """The weights into `path`, word lists and sign tables beside them into `lexicon.npz`.

    `levels`: least gain of a name, of an address, beams of the four kinds, tilts, scale of the confidence, what the gate begins with.
    """
    fold = tables["fold"]
    changed = np.flatnonzero(fold != np.arange(65536)).astype(np.uint16)
    steps = np.diff(rows, prepend=0)
    arrays = {
        "rows": steps.astype(np.uint16 if steps.max() < 65536 else np.int32), "weights": (weights.T // fit.STEP).astype(np.int8),
        "fold_from": changed, "fold_to": fold[changed], "levels": np.array(levels, np.int32), **{k: v for k, v in tables.items() if k != "fold"},
    }  # fmt: skip
    written(path, {k: v for k, v in arrays.items() if k in WEIGHTS})
    written(path.with_name("lexicon.npz"), {k: v for k, v in arrays.items() if k not in WEIGHTS})


def written(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """An .npz that numpy reads, packed by LZMA: a fifth smaller than what numpy writes, and the same bytes each time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as out:
        for name, array in arrays.items():
            raw = io.BytesIO()
            np.lib.format.write_array(raw, np.ascontiguousarray(array), allow_pickle=False)
            out.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), raw.getvalue(), zipfile.ZIP_LZMA
            )


if __name__ == "__main__":
    main()
