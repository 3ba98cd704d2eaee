"""Writes the invented shop 青松文体: `python examples/qingsong/generate.py OUT_DIR`. The same seed gives the same bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from shop.build import build  # noqa: E402

SCALES = {
    "small": (300, 1_200, "xlsx"),
    "shop": (5_000, 20_000, "xlsx"),
    "bench": (1_000_000, 3_000_000, "csv"),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="folder to write into (made if missing)")
    parser.add_argument(
        "--scale", choices=SCALES, default="shop", help="a size by name; the numbers below win over it"
    )
    parser.add_argument("--customers", type=int, help="number of people (5000)")
    parser.add_argument("--orders", type=int, help="number of orders (20000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--format", choices=["xlsx", "csv"], help="form of the card book; csv for sizes Excel can't hold"
    )
    parser.add_argument(
        "--no-titles", action="store_true", help="leave out the title lines above the headers"
    )
    parser.add_argument("--truth", type=Path, metavar="FILE", help="also write what was planted, for tests")
    given = parser.parse_args(arguments)
    customers, orders, form = SCALES[given.scale]
    try:
        truth = build(
            given.out,
            customers=customers if given.customers is None else given.customers,
            orders=orders if given.orders is None else given.orders,
            seed=given.seed,
            excel=(given.format or form) == "xlsx",
            titles=not given.no_titles,
        )
    except ValueError as problem:
        parser.error(str(problem))
    if given.truth:
        truth.write(given.truth)
    for name, rows in truth.rows.items():
        print(f"{rows:>9,}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
