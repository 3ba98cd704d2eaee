"""Writes the figures as JSON, and as tables into both pages of the documentation.

python -m benchmarks.law.pages    renders benchmarks/results/law.json again, without running anything
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT

PAGES = {
    "en": ROOT / "docs" / "explanation" / "law-engine.md",
    "zh": ROOT / "docs" / "explanation" / "law-engine.zh-CN.md",
}
_PLACE = re.compile(r"(<!-- figures:begin -->\n).*?(<!-- figures:end -->)", re.DOTALL)
STEPS = {
    "scan-raw": ("扫描用到的原始列（极限）", "scan the used raw columns (limit)"),
    "end-to-end": ("从原始表到写好的判定", "end to end: raw tables to written verdicts"),
    "scan-facts": ("扫描已折叠的事实（极限）", "scan the folded facts (limit)"),
    "fold": ("只折叠事实", "fold the facts alone"),
    "decide": ("判定：画像→类→判定，写出", "decide: profiles, classes, verdicts, written"),
    "per-person": ("判定接回每个人并写出", "joined back to each person, written"),
    "write": ("只写同样的结果（极限）", "write the same result alone (limit)"),
    "judge-twice": ("判定两次（如比较两版法律）", "judge twice (as in comparing two laws)"),
    "check": ("第二个引擎逐人复核", "second engine's check of everybody"),
    "same-rules": (
        "其他引擎所得的那部分规则，连同核对",
        "the part of the rules that other engines get, with its check",
    ),
}


def ratios(run: dict[str, Any]) -> dict[str, float]:
    """The ratios that the aims name, as far as the run has their parts."""
    cpu = {name: took["cpu_s"] for name, took in run["steps"].items()}
    found = {}
    if {"scan-raw", "end-to-end"} <= set(cpu):
        found["end to end / scan of raw columns"] = cpu["end-to-end"] / cpu["scan-raw"]
    if {"scan-facts", "decide", "per-person", "write"} <= set(cpu):
        limit = 1.5 * cpu["scan-facts"] + cpu["write"]
        found["decide and join back / (1.5 scan of facts + 1 write)"] = (
            cpu["decide"] + cpu["per-person"]
        ) / limit
    if {"decide", "judge-twice"} <= set(cpu):
        found["judge twice / decide"] = cpu["judge-twice"] / cpu["decide"]
    return found


def own_rate(runs: list[dict[str, Any]]) -> float | None:
    """Decisions per CPU second, judging and joining back, of the largest run on one thread."""
    fit = [r for r in runs if r["threads"] == 1 and {"decide", "per-person"} <= set(r["steps"])]
    if not fit:
        return None
    run = max(fit, key=lambda r: r["people"])
    return float(run["decisions"] / sum(run["steps"][s]["cpu_s"] for s in ("decide", "per-person")))


def same_rate(runs: list[dict[str, Any]]) -> float | None:
    """Decisions per CPU second on the very rules that the other engines get, of the largest run on one thread."""
    fit = [r for r in runs if r["threads"] == 1 and r.get("same_rules")]
    if not fit:
        return None
    same = max(fit, key=lambda r: r["people"])["same_rules"]
    return float(same["decisions"] / same["cpu_s"])


def markdown(found: dict[str, Any], language: str) -> str:
    lines = [_machine(found, language), ""]
    for run in found["runs"]:
        lines += [*_run(run, language), ""]
    if found["engines"]:
        lines += [*_engines(found, language), ""]
    return "\n".join(lines).strip() + "\n"


def _say(language: str, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def _machine(found: dict[str, Any], language: str) -> str:
    m = found["machine"]
    return _say(
        language,
        f"{found['at']}（UTC），{m['cpu']}，{m['cores']} 核，内存 {m['memory_gib']} GiB，Python {m['python']}。共享机器。",
        f"{found['at']} UTC, {m['cpu']}, {m['cores']} cores, {m['memory_gib']} GiB, Python {m['python']}. A shared machine.",
    )


def _run(run: dict[str, Any], language: str) -> list[str]:
    kind = _say(language, {"usual": "常见", "independent": "各属性独立"}[run["kind"]], str(run["kind"]))
    lines = [
        _say(
            language,
            f"**{run['people']:,} 人（{kind}），{run['threads']} 线程，内存上限 {run['memory_limit']}**：{run['decisions']:,} 项判定，"
            f"{run['profiles']:,} 种画像，{run['classes']:,} 类，{run['packs']} 个规则包；进程峰值 {run['peak_mib']:,} MiB，溢写 {run['spilled_mib']:,} MiB，"
            f"原始表 {run['raw_mib']:,} MiB；负载 {run['load']}。",
            f"**{run['people']:,} people ({kind}), {run['threads']} thread(s), memory limit {run['memory_limit']}**: {run['decisions']:,} decisions, "
            f"{run['profiles']:,} profiles, {run['classes']:,} classes, {run['packs']} packs; process peak {run['peak_mib']:,} MiB, spilled {run['spilled_mib']:,} MiB, "
            f"raw tables {run['raw_mib']:,} MiB; load {run['load']}.",
        ),
        "",
        _say(language, "| 步骤 | 墙钟秒 | CPU 秒 |", "| step | wall s | CPU s |"),
        "|---|---:|---:|",
    ]
    for name, took in run["steps"].items():
        lines.append(f"| {_say(language, *STEPS[name])} | {took['wall_s']:,} | {took['cpu_s']:,} |")
    for name, ratio in ratios(run).items():
        lines.append(f"| {name} | | {ratio:.2f} × |")
    if run["check"]:
        same = run["check"]["different"] + run["check"]["missing"]
        lines.append(
            _say(
                language,
                f"| 复核不一致的判定 | | {same} |",
                f"| decisions on which the engines differ | | {same} |",
            )
        )
    return lines


def _engines(found: dict[str, Any], language: str) -> list[str]:
    own, same = own_rate(found["runs"]), same_rate(found["runs"])
    lines = [
        _say(
            language,
            "| 引擎 | 每 CPU 秒判定数 | 与我们不一致 | 同样规则，我们快多少倍 | 全部规则包，我们快多少倍 |",
            "| engine | decisions per CPU s | differ from ours | on the same rules ours is × faster | with all packs × faster |",
        ),
        "|---|---:|---:|---:|---:|",
    ]
    if same:
        name = _say(
            language, "Novation（同样规则，判定并接回）", "Novation (the same rules, judged and joined back)"
        )
        lines.append(f"| {name} | {same:,.0f} | – | – | – |")
    if own:
        name = _say(
            language,
            "Novation（全部规则包，判定并接回，写出）",
            "Novation (all packs, judged, joined back, written)",
        )
        lines.append(f"| {name} | {own:,.0f} | – | – | – |")
    for one in found["engines"]:
        rate = one["decisions"] / one["cpu_s"]
        times = " | ".join(f"{ours / rate:,.0f}" if ours else "–" for ours in (same, own))
        lines.append(
            f"| {one['engine']} ({one['package']} {one['version']}) | {rate:,.0f} | {one['wrong']} / {one['decisions']:,} | {times} |"
        )
    return lines


def write(found: dict[str, Any], path: Path) -> None:
    """The figures as JSON, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    part.replace(path)


def refresh(found: dict[str, Any]) -> None:
    """Puts the tables between the marks of both pages; ValueError where a page has no such place."""
    for language, page in PAGES.items():
        text = page.read_text("utf-8")
        if not _PLACE.search(text):
            raise ValueError(f"{page.name} has no place for figures")
        new = _PLACE.sub(lambda m: f"{m.group(1)}\n{markdown(found, language)}\n{m.group(2)}", text)  # noqa: B023
        page.write_text(new, "utf-8")


if __name__ == "__main__":
    refresh(json.loads((ROOT / "benchmarks" / "results" / "law.json").read_bytes()))
    sys.exit(0)
