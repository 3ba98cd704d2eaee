"""Runs in the other engines' own environment: one engine on the rules and vectors of a JSON file, timed and compared.

    python rivals.py ENGINE FILE     # prints {"version", "decisions", "cpu_s", "wrong"}

The file has `outcomes`, a list of [rank, test] with the strictest first, `otherwise`, `rows` of facts, and for each row
what Novation answered. A test is ["and", …], ["or", …], ["not", test] or ["in", fact, words]. Nothing of Novation is
imported here.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rows = list[dict[str, str]]
Decide = Callable[[Rows], list[int]]


def text(test: list[Any], words: dict[str, str], inside: Callable[[str, list[str]], str]) -> str:
    """A test as an expression of a language with infix operators."""
    kind, *rest = test
    if kind == "in":
        return inside(rest[0], rest[1])
    if kind == "not":
        return f"{words['not']}({text(rest[0], words, inside)})"
    if not rest:
        return "true" if kind == "and" else "false"
    return "(" + f" {words[kind]} ".join(text(one, words, inside) for one in rest) + ")"


C_LIKE = {"and": "&&", "or": "||", "not": "!"}
SPOKEN = {"and": "and", "or": "or", "not": "not "}


def chain(rules: dict[str, Any], words: dict[str, str], inside: Callable[[str, list[str]], str]) -> str:
    """`test ? rank : (test ? rank : … otherwise)`."""
    found = str(rules["otherwise"])
    for rank, test in reversed(rules["outcomes"]):
        found = f"({text(test, words, inside)} ? {rank} : {found})"
    return found


def json_in(name: str, words: list[str]) -> str:
    return f"({name} in {json.dumps(words)})"


def cel(rules: dict[str, Any]) -> Decide:
    import cel as library

    program = library.compile(chain(rules, C_LIKE, json_in))
    return lambda rows: [program.execute(row) for row in rows]


def cel_python(rules: dict[str, Any]) -> Decide:
    import celpy

    environment = celpy.Environment()
    program = environment.program(environment.compile(chain(rules, C_LIKE, json_in)))
    return lambda rows: [
        int(program.evaluate({k: celpy.celtypes.StringType(v) for k, v in row.items()})) for row in rows
    ]


def zen(rules: dict[str, Any]) -> Decide:
    import zen as library

    program = library.compile_expression(chain(rules, SPOKEN, json_in))
    return lambda rows: [int(program.evaluate(row)) for row in rows]


def json_logic(rules: dict[str, Any]) -> Decide:
    from json_logic import jsonLogic

    def logic(test: list[Any]) -> Any:
        kind, *rest = test
        if kind == "in":
            return {"in": [{"var": rest[0]}, rest[1]]}
        if kind == "not":
            return {"!": [logic(rest[0])]}
        return {kind: [logic(one) for one in rest]} if rest else kind == "and"

    steps: list[Any] = []
    for rank, test in rules["outcomes"]:
        steps += [logic(test), rank]
    program = {"if": [*steps, rules["otherwise"]]}
    return lambda rows: [jsonLogic(program, row) for row in rows]


def cedar(rules: dict[str, Any]) -> Decide:
    import cedarpy

    def inside(name: str, words: list[str]) -> str:
        return f"{json.dumps(words)}.contains(context.{name})"

    policies = "\n".join(
        f'permit(principal, action == Action::"decide", resource) when {{ {text(test, C_LIKE, inside)} }};'
        for _, test in rules["outcomes"]
    )
    ranks = [rank for rank, _ in rules["outcomes"]]

    def decide(rows: Rows) -> list[int]:
        asked = [
            {"principal": 'P::"x"', "action": 'Action::"decide"', "resource": 'D::"x"', "context": row}
            for row in rows
        ]
        found = cedarpy.is_authorized_batch(asked, policies, [])
        return [
            min((int(p.removeprefix("policy")) for p in one.diagnostics.reasons), default=-1) for one in found
        ]

    return lambda rows: [ranks[n] if n >= 0 else rules["otherwise"] for n in decide(rows)]


def rego(rules: dict[str, Any]) -> Decide:
    import regopy

    lines = ["package law", "import rego.v1"]
    names: list[str] = []

    def body(test: list[Any]) -> list[str]:
        """A test as expressions that must all hold; alternatives and negations become rules of their own."""
        kind, *rest = test
        if kind == "in":
            return [f"input.{rest[0]} in {{{', '.join(map(json.dumps, rest[1]))}}}"]
        if kind == "and":
            return [one for part in rest for one in body(part)] or ["true"]
        name = f"t{len(names)}"
        names.append(name)
        for part in rest:
            lines.append(f"{name} if {{ {'; '.join(body(part))} }}")
        return [f"not {name}" if kind == "not" else name]

    heads = [f"{rank} if {{ {'; '.join(body(test))} }}" for rank, test in rules["outcomes"]]
    lines.append(f"out := {' else := '.join(heads)} else := {rules['otherwise']}")
    interpreter = regopy.Interpreter()
    interpreter.add_module("law", "\n".join(lines))
    bundle = interpreter.build("x = data.law.out", ["law/out"])

    def one(row: dict[str, str]) -> int:
        interpreter.set_input(row)
        return int(json.loads(str(interpreter.query_bundle(bundle)))["bindings"]["x"])

    return lambda rows: [one(row) for row in rows]


ENGINES: dict[str, tuple[str, Callable[[dict[str, Any]], Decide]]] = {
    "cedar": ("cedarpy", cedar),
    "opa-rego": ("regopy", rego),
    "zen-engine": ("zen-engine", zen),
    "cel": ("common-expression-language", cel),
    "cel-python": ("cel-python", cel_python),
    "json-logic": ("json-logic-qubit", json_logic),
}


def main(name: str, file: str) -> None:
    rules = json.loads(Path(file).read_bytes())
    package, make = ENGINES[name]
    decide = make(rules)
    rows, expected = rules["rows"], rules["expected"]
    decide(rows[:10])
    decided, spent, wrong = 0, 0.0, 0
    size = 50
    while (
        spent < 3.0 and decided < 200_000
    ):  # whole rounds of rows, until three seconds of CPU time are spent
        at = decided % max(1, len(rows) - size)
        started = time.process_time()
        found = decide(rows[at : at + size])
        spent += time.process_time() - started
        wrong += sum(a != b for a, b in zip(found, expected[at : at + size], strict=True))
        decided += len(found)
        size = min(len(rows), size * 2)
    version = importlib.metadata.version(package)
    print(
        json.dumps(
            {
                "package": package,
                "version": version,
                "decisions": decided,
                "cpu_s": round(spent, 3),
                "wrong": wrong,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
