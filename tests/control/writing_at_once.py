"""Run by itself against a real database: four writers at once; prints how many entries there are, and whether sound."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

WRITERS, TURNS = 4, 50


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.console")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", "journal", verbosity=0)
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    report()


def write(number: int) -> None:
    """One entry a transaction in the common stream; writer 0 rolls each of its own back. A thread has its own connection."""
    from django.db import connection, transaction

    from novation.control.journal.appending import Record, append

    for turn in range(TURNS):
        with transaction.atomic():
            append("ca_common", [Record("case.opened", "pr_someone", {"writer": number, "turn": turn})])
            if number == 0:
                transaction.set_rollback(True)
    connection.close()


def report() -> None:
    from novation.control.journal.models import LogEntry
    from novation.control.journal.verifying import verify
    from novation.evidence.keys import generate_private_key, load_private_key

    indexes = list(
        LogEntry.objects.filter(stream="ca_common").order_by("index").values_list("index", flat=True)
    )
    key = load_private_key(generate_private_key())
    sound = indexes == list(range(len(indexes))) and not verify("ca_common", "novation.example/x", key.public)
    sys.stdout.write(f"{len(indexes)} {'sound' if sound else 'broken'}\n")


if __name__ == "__main__":
    main()
