"""Two hundred customers at once, and then the same with a flood of attempts to come in: medians, 99th percentiles, errors.

python -m benchmarks.portal.load                      a shop of 100,000 customers; minutes
python -m benchmarks.portal.load --small              a small one, to see that it runs
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.portal.building import mail_of
from benchmarks.portal.serving import Browser, Site, build, served

_NO = re.compile(r'name="([\w-]+)" value="(refuse|object)"')
# What somebody does next, and how often; `code` is a second browser in which the same person asks for a code.
MIX = {
    "me": 25, "data": 15, "shown": 8, "refuse": 10, "choices": 6, "lesson": 6, "start": 6, "form": 8, "requests": 6,
    "explain": 2, "copy": 1, "code": 7,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, value in (("customers", 100_000), ("people", 200), ("seconds", 60), ("flooders", 16)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--think", type=float, default=4.0, help="seconds between two steps of one person")
    parser.add_argument("--small", action="store_true")
    parser.add_argument(
        "--home", type=Path, help="where the installation lies, or is made (default: for the moment)"
    )
    parser.add_argument("--out", type=Path, help="write the result here as JSON")
    asked = parser.parse_args()
    if asked.small:
        asked.customers, asked.people, asked.seconds, asked.flooders = 2_000, 20, 6, 4
    with tempfile.TemporaryDirectory(prefix="novation-portal-") as folder:
        result = run(asked, (asked.home or Path(folder)).resolve())
    text = json.dumps(result, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")
    return 1 if result["errors"] else 0


def run(asked: argparse.Namespace, home: Path) -> dict[str, Any]:
    built = build(home, asked.customers, 2 * asked.people)
    before = os.getloadavg()[0]  # processes that were running or waiting already
    with served(home, built, asked.workers, asked.threads) as site:
        first = _first_page(site)
        alone = _crowd(site, asked, site.tokens[: asked.people], flooders=0)
        flooded = _crowd(site, asked, site.tokens[asked.people :], flooders=asked.flooders)
    return {
        "alone": alone,
        "flooded": flooded,
        "errors": alone["errors"] + flooded["errors"],
        "first_page_ms": first,
        "built_s": site.built_s,
        "on": {
            "cpus": os.cpu_count(), "python": sys.version.split()[0], "database": "sqlite", "workers": asked.workers,
            "threads": asked.threads, "customers": asked.customers, "people": asked.people, "think_s": asked.think,
            "seconds": asked.seconds, "note": "server and visitors share the processors",
            "others_running": round(before, 1),
        },
    }  # fmt: skip


def _first_page(site: Site) -> float:
    """Of a server that nobody has asked yet."""
    return round(Browser(site.port, "127.3.0.1").get(f"/{site.case}/")[1] * 1000, 1)


class Visitor(threading.Thread):
    """Comes in by a link, then does one thing after the other until it is over."""

    def __init__(self, number: int, site: Site, token: str, asked: argparse.Namespace) -> None:
        super().__init__(daemon=True)
        self.rng, self.number, self.site, self.token, self.asked = (
            random.Random(number), number, site, token, asked
        )  # fmt: skip
        self.me = Browser(site.port, f"127.1.{number // 250}.{number % 250 + 1}")
        self.times: dict[str, list[float]] = defaultdict(list)
        self.problems: list[str] = []
        self.until = 0.0

    def run(self) -> None:
        self._think()
        self._link()
        names, weights = list(MIX), list(MIX.values())
        while time.monotonic() < self.until:
            self._think()
            getattr(self, f"_{self.rng.choices(names, weights)[0]}")()

    def _think(self) -> None:
        time.sleep(self.rng.uniform(0, 2) * self.asked.think)

    def _step(
        self, name: str, browser: Browser, path: str, given: dict[str, str] | None = None, good: int = 200
    ) -> None:
        try:
            answer = browser.get(self._at(path)) if given is None else browser.post(self._at(path), given)
        except (OSError, http.client.HTTPException) as problem:
            self.problems.append(f"{name}: {type(problem).__name__}")
            return
        if answer[0] != good:
            self.problems.append(f"{name}: {answer[0]}")
        self.times[name].append(answer[1])

    def _at(self, path: str) -> str:
        return f"/{self.site.case}/{path}"

    def _link(self) -> None:
        self._step("link opened", self.me, f"k/{self.token}/")
        self._step("link used", self.me, f"k/{self.token}/", {}, 302)
        self._me()

    def _me(self) -> None:
        self._step("own page", self.me, "me/")

    def _data(self) -> None:
        self._step("my data", self.me, "me/data/")

    def _shown(self) -> None:
        self._data()
        self._step("my data in plain", self.me, "me/data/", {})

    def _refuse(self) -> None:
        self._me()
        if asked := _NO.search(self.me.text):
            self._step("choice saved", self.me, "me/choices/", {asked[1]: asked[2]}, 302)
        self._choices()

    def _choices(self) -> None:
        self._step("receipts", self.me, "me/choices/")

    def _lesson(self) -> None:
        self._step("lesson", self.me, "learn/rights/")

    def _start(self) -> None:
        self._step("start", self.me, "")

    def _form(self) -> None:
        self._step("form of a request", self.me, "me/ask/delete/")

    def _requests(self) -> None:
        self._step("my requests", self.me, "me/requests/")

    def _explain(self) -> None:
        self._step("form of a request", self.me, "me/ask/explain/")
        self._step("request made", self.me, "me/ask/explain/", {"behalf": "self", "words": "?"}, 302)

    def _copy(self) -> None:
        self._step("copy page", self.me, "me/copy/")
        self._step("copy", self.me, "me/copy/", {"passphrase": ""})

    def _code(self) -> None:
        number = self.rng.randrange(self.asked.customers)
        other = Browser(self.site.port, f"127.2.{self.rng.randrange(250)}.{self.rng.randrange(1, 250)}")
        self._step("code page", other, "code/")
        value = mail_of(number) if self.rng.random() < 0.5 else f"nobody{number}@mail.example"
        self._step("code asked", other, "code/", {"kind": "email", "value": value}, 302)


class Flooder(threading.Thread):
    """Asks for code after code from one address, without a pause; all but the first are refused."""

    def __init__(self, number: int, site: Site) -> None:
        super().__init__(daemon=True)
        self.browser, self.site, self.over = Browser(site.port, "127.9.9.9"), site, threading.Event()
        self.number, self.answers = number, defaultdict[int, int](int)

    def run(self) -> None:
        path, count = f"/{self.site.case}/code/", 0
        self.browser.get(path)
        while not self.over.is_set():
            count += 1
            given = {"kind": "email", "value": f"f{self.number}x{count}@mail.example"}
            try:
                self.answers[self.browser.post(path, given)[0]] += 1
            except (OSError, http.client.HTTPException):
                self.answers[0] += 1


def _crowd(site: Site, asked: argparse.Namespace, tokens: list[str], flooders: int) -> dict[str, Any]:
    crowd = [Visitor(n + (1000 if flooders else 0), site, token, asked) for n, token in enumerate(tokens)]
    flood = [Flooder(n, site) for n in range(flooders)]
    used = site.cpu()
    for one in crowd:
        one.until = time.monotonic() + asked.seconds
    for thread in (*flood, *crowd):
        thread.start()
    for one in crowd:
        one.join()
    for one in flood:
        one.over.set()
        one.join(60)
    by_step: dict[str, list[float]] = defaultdict(list)
    for one in crowd:
        for name, times in one.times.items():
            by_step[name] += times
    problems = [problem for one in crowd for problem in one.problems]
    found = {
        "all": _told([t for times in by_step.values() for t in times]),
        "steps": {name: _told(times) for name, times in sorted(by_step.items())},
        "server_cpu_s": round(site.cpu() - used, 1),
        "errors": len(problems),
        "first_errors": problems[:5],
    }
    if flood:
        answers: dict[str, int] = defaultdict(int)
        for one in flood:
            for status, count in one.answers.items():
                answers[str(status)] += count
        found["flood"] = {"connections": flooders, "answers": dict(sorted(answers.items()))}
    return found


def _told(times: list[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(times)
    at = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] if ordered else 0.0
    middle = statistics.median(ordered) if ordered else 0.0
    return {"count": len(ordered), "median_ms": round(middle * 1000, 1), "p99_ms": round(at * 1000, 1)}


if __name__ == "__main__":
    sys.exit(main())
