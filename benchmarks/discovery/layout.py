"""The tables of the report, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

WORDS = {
    "en": {
        "run": "Run of {began_at}, {seconds} s{quick}; {cpu}, {cores} cores, {memory_gib} GiB, Python {python}, load {load}.",
        "kept": " **Not of one run**: kept from the run before: {}.",
        "quick": " (`--quick`: too little data and time to quote)", "notes": "Notes", "speed": "Speed", "columns": "Columns", "memory": "Memory",
        "tools": "Tools", "tool": "tool", "version": "version", "start": "start-up, CPU s", "notrun": "not run", "ran": "ran",
        "set": "{name}: {notes} texts, {characters} characters, {labelled} labels ({origin}; {clean} texts without personal data)",
        "head": ["tool", "exact P", "R", "**F1**", "F1 of the types it knows", "names", "addresses", "identifiers", "overlap F1", "false alarms / 1,000 characters"],
        "types": "Exact F1 by type (labels in brackets)", "type": "type",
        "speedhead": ["tool", "MB/s", "notes/s", "Novation with names is ×", "identifiers only ×"],
        "colhead": ["tool", "macro-F1", "micro P", "micro R", "false alarms", "CPU s"], "table": "{name}: {columns} columns, {rows} rows",
        "memhead": ["tool", "MiB with the column in memory", "peak MiB", "grown by", "CPU s"], "memtext": "A column of {size} MB of notes, the spans kept:",
    },
    "zh": {
        "run": "运行于 {began_at}，{seconds} 秒{quick}；{cpu}，{cores} 核，{memory_gib} GiB，Python {python}，负载 {load}。",
        "kept": "**并非同一次运行**：沿用上次结果的有 {}。",
        "quick": "（`--quick`：数据和时间太少，不宜引用）", "notes": "文本", "speed": "速度", "columns": "列", "memory": "内存",
        "tools": "工具", "tool": "工具", "version": "版本", "start": "启动，CPU 秒", "notrun": "未运行", "ran": "已运行",
        "set": "{name}：{notes} 段，{characters} 字，{labelled} 处标注（其中 {clean} 段不含个人信息）",
        "head": ["工具", "精确 P", "R", "**F1**", "其所知类型的 F1", "姓名", "地址", "标识", "重叠 F1", "每千字误报"],
        "types": "各类型精确 F1（括号内为标注数）", "type": "类型",
        "speedhead": ["工具", "MB/s", "段/秒", "易主（含姓名）为其倍数", "仅标识为其倍数"],
        "colhead": ["工具", "宏 F1", "微 P", "微 R", "误报", "CPU 秒"], "table": "{name}：{columns} 列，{rows} 行",
        "memhead": ["工具", "列载入后 MiB", "峰值 MiB", "增长", "CPU 秒"], "memtext": "一列 {size} MB 的备注，保留所有结果：",
    },
}  # fmt: skip


def every(found: dict[str, Any], language: str) -> Iterator[str]:
    """Lines of Markdown."""
    say = WORDS[language]
    yield _run(found, say)
    yield from _tools(found, say)
    yield from _notes(found, say)
    yield from _speed(found, say)
    yield from _columns(found, say)
    if found["memory"]:
        yield from _memory(found, say)


def grid(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A table, with an empty line before and behind it."""
    cells = list(head)
    yield ""
    yield "| " + " | ".join(map(str, cells)) + " |"
    yield "|" + "---|" * len(cells)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""


def _run(found: dict[str, Any], say: dict[str, Any]) -> str:
    machine = found["machine"]
    load = " ".join(map(str, machine["load_1_5_15"]))
    quick = say["quick"] if found["quick"] else ""
    line = str(say["run"]).format(**{**found, **machine, "quick": quick, "load": load})
    return line + str(say["kept"]).format(", ".join(found["kept"])) if found["kept"] else line


def _tools(found: dict[str, Any], say: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"### {say['tools']}")
    rows = (
        [t["name"], t.get("version", ""), t.get("start_up_cpu_s", ""), _state(t, say)] for t in found["tools"]
    )
    yield from grid([say["tool"], say["version"], say["start"], ""], rows)


def _state(tool: dict[str, Any], say: dict[str, Any]) -> str:
    if tool["not_run"]:
        return f"**{say['notrun']}**: {tool['not_run']}"
    if not tool["failed"]:
        return str(say["ran"])
    return f"{say['ran']}; **{say['notrun']}**: " + "; ".join(f"{k}: {v}" for k, v in tool["failed"].items())


def _notes(found: dict[str, Any], say: dict[str, Any]) -> Iterator[str]:
    yield f"### {say['notes']}"
    for data in found["sets"]:
        scores = found["spans"][data["name"]]
        labelled = sum(data["labels"].values())
        yield from (
            "",
            str(say["set"]).format(**data, labelled=labelled, clean=data["without_personal_data"]),
        )
        yield from grid(say["head"], (_line(tool, score, data["labels"]) for tool, score in scores.items()))
        yield f"{say['types']}:"
        best = [
            [
                f"{slug} ({count})",
                *(_share(s["exact"]["types"].get(slug, {}).get("f1", 0.0)) for s in scores.values()),
            ]
            for slug, count in data["labels"].items()
        ]
        yield from grid([say["type"], *scores], best)


def _line(tool: str, score: dict[str, Any], labels: dict[str, int]) -> list[str]:
    exact, alarms = score["exact"], score["false_alarms"]
    rate = "–" if alarms["per_1000"] is None else f"{alarms['per_1000']:.2f}"
    micro = exact["micro"]
    return [
        tool, _share(micro["p"]), _share(micro["r"]), f"**{_share(micro['f1'])}**", _share(exact["micro_of_types_it_knows"]["f1"]),
        *(_share(exact[f]["f1"]) if exact[f]["labelled"] else "–" for f in ("names", "addresses", "identifiers")),
        _share(score["overlap"]["micro"]["f1"]), rate,
    ]  # fmt: skip


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if value < 1 else "1.000"


def _rate(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.3g}"


def _speed(found: dict[str, Any], say: dict[str, Any]) -> Iterator[str]:
    yield f"### {say['speed']}"
    for name, rates in found["speed"].items():
        yield from ("", f"{name}:")
        rows = [
            [t, _rate(r["mb_s"]), _rate(r["notes_s"]), *(_rate(r[f"{own}_is_times"]) if f"{own}_is_times" in r else "–" for own in ("novation", "novation-ids"))]
            for t, r in rates.items()
        ]  # fmt: skip
        yield from grid(say["speedhead"], rows)


def _columns(found: dict[str, Any], say: dict[str, Any]) -> Iterator[str]:
    yield f"### {say['columns']}"
    for table in found["tables"]:
        yield from ("", str(say["table"]).format(**table))
        rows = []
        for tool, score in found["columns"][table["name"]].items():
            micro, alarms = score["micro"], f"{len(score['false_alarms'])} / {score['not_personal']}"
            rows.append([tool, _share(score["macro_f1"]), _share(micro["p"]), _share(micro["r"]), alarms, f"{score['cpu_s']:.2f}"])  # fmt: skip
        yield from grid(say["colhead"], rows)


def _memory(found: dict[str, Any], say: dict[str, Any]) -> Iterator[str]:
    size = next(iter(found["memory"].values()))["column_mib"] * (1 << 20) // 1_000_000
    yield from (f"### {say['memory']}", "", str(say["memtext"]).format(size=size))
    yield from grid(
        say["memhead"],
        (
            [t, f"{m['before_mib']:,}", f"{m['peak_mib']:,}", f"{m['grown_mib']:,}", m["cpu_s"]]
            for t, m in found["memory"].items()
        ),
    )
