"""Run by itself against a real database: four processes write at once; prints how many entries there are, and whether sound."""

from __future__ import annotations

import os
import subprocess
import sys

ALL, TURNS = 4, 50


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.console")
    import django

    django.setup()
    if len(sys.argv) > 1:
        write(int(sys.argv[1]))
        return
    running = [subprocess.Popen([sys.executable, __file__, str(number)]) for number in range(ALL)]
    assert [one.wait(120) for one in running] == [0] * ALL
    report()


def write(number: int) -> None:
    """One entry a transaction in the common stream; writer 0 rolls every other one back, half of the time after it."""
    from django.db import transaction

    from novation.control.journal.appending import Record, append

    for turn in range(TURNS):
        with transaction.atomic():
            append("ca_common", [Record("case.opened", "pr_someone", {"writer": number, "turn": turn})])
            if number == 0:
                transaction.set_rollback(True)


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
