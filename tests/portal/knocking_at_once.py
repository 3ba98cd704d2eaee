"""Run by itself: knocks from four threads at once on one address; prints how many were let through."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import django

ADDRESS = "203.0.113.7"


def main() -> None:
    django.setup()
    with ThreadPoolExecutor(4) as pool:
        sys.stdout.write(f"{sum(pool.map(through, range(40)))}\n")


def through(_: int) -> int:
    from django.db import connection

    from novation.control.identity.limits import knock
    from novation.errors import NovationError

    try:
        knock(ADDRESS)
    except NovationError:
        return 0
    finally:
        connection.close()
    return 1


if __name__ == "__main__":
    main()
