"""A pack of one's own, without touching code; and a verdict that lets a category pass only pseudonymised."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.handover.story import make_keys, novation, recipient_of

PACK = """
id: xx-house
title: {zh: 内部规则, en: House rules}
version: 2026-11-21
in_force: {from: 2020-01-01}
kind: statute
applies_when:
  - place: [ch]
"""
RULES = """
- id: all-passes
  title: {zh: 全部移交, en: Everything passes}
  citation: {zh: 内部规则第一条, en: House rule 1}
  source: https://rules.example/house
  fact: XX-1
  confirmed: true
  when: {category: {not: [government-id]}}
  then: {to_buyer: transfer}
  reason: {zh: 内部规则。, en: House rule.}
- id: numbers-masked
  title: {zh: 证件号码去标识化, en: Document numbers pseudonymised}
  citation: {zh: 内部规则第二条, en: House rule 2}
  source: https://rules.example/house
  fact: XX-2
  confirmed: true
  when: {category: [government-id]}
  then: {to_buyer: transfer, mask: [government-id]}
  reason: {zh: 内部规则。, en: House rule.}
- id: copy-stays
  title: {zh: 出让方保有, en: The seller keeps its copy}
  citation: {zh: 内部规则第三条, en: House rule 3}
  source: https://rules.example/house
  fact: XX-3
  confirmed: true
  when: {basis: {not: [none]}}
  then: {seller_copy: keep}
  reason: {zh: 内部规则。, en: House rule.}
"""
SCENARIOS = """
- name: {zh: 姓名, en: Names}
  facts: {place: ch, category: identity}
  catches: [all-passes, copy-stays]
  spares: [numbers-masked]
- name: {zh: 证件号码, en: Document numbers}
  facts: {place: ch, category: government-id}
  catches: [numbers-masked]
  spares: [all-passes]
- name: {zh: 没有合法性基础, en: No legal basis}
  facts: {place: ch, basis: none}
  spares: [copy-stays]
"""
NUMBERS = ("11010519491231002X", "440524188001010014")


def seal_to(keys: Path, project: Path, package: Path, exports: Path) -> None:
    make_keys(keys)
    args = ("--seller-place", "ch", "--buyer-place", "ch", "--recipient", recipient_of(keys / "buyer.age"))
    assert novation("init", exports, "--project", project, *args).status == 0
    with (project / "novation.toml").open("a") as settings:
        settings.write('\n[law]\nfolders = ["../packs"]\n')
    for role in ("owner", "compliance-officer", "hander-over"):
        novation(
            "key", "add", "--project", project, "--role", role, "--name", role, "--key", keys / f"{role}.pub"
        )
    assert novation("run", "--project", project).status == 0
    for role in ("owner", "compliance-officer"):
        done = novation(
            "authorise", "--project", project, "--role", role, "--name", role, "--key", keys / role
        )
        assert done.status == 0
    sealed = novation("seal", package, "--project", project, "--key", keys / "hander-over")
    assert sealed.status == 0, sealed.err


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    exports = tmp_path / "exports"
    exports.mkdir()
    head = "会员编号,姓名,身份证号,国家,最近消费日期\n"
    rows = "".join(f"A{n},测试{n}号,{NUMBERS[n % 2]},Schweiz,2026-10-0{n + 1}\n" for n in range(2))
    (exports / "a.csv").write_text(head + rows, "utf-8")
    more = "会员编号,身份证号\n" + "".join(f"A{n},{NUMBERS[n % 2]}\n" for n in range(2))
    (exports / "b.csv").write_text(more, "utf-8")
    folder = tmp_path / "packs" / "xx-house"
    (folder / "rules").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "rules" / "all.yaml").write_text(RULES, "utf-8")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "all.yaml").write_text(SCENARIOS, "utf-8")
    (folder / "SOURCES.md").write_text("XX-1, XX-2, XX-3\n", "utf-8")
    return tmp_path


def test_a_pack_of_ones_own_decides_and_what_it_masks_passes_as_the_same_pseudonym_everywhere(
    shop: Path,
) -> None:
    keys, project, package, buyer = shop / "keys", shop / "project", shop / "package", shop / "buyer"
    seal_to(keys, project, package, shop / "exports")
    assert novation("receive", package, "--identity", keys / "buyer.age", "--project", buyer).status == 0
    parts = sorted(buyer.glob("quarantine/*/government-id/*.parquet"))
    assert len(parts) == 2
    tables = [pq.read_table(p).sort_by("_row") for p in parts]
    values = [t["身份证号"].to_pylist() for t in tables]
    assert values[0] == values[1], "the same number has the same pseudonym in both tables"
    assert all(v.startswith("p_") and len(v) == 34 for v in values[0])
    names = [pq.read_table(p) for p in buyer.glob("quarantine/*/identity/*.parquet")]
    assert {n for t in names for n in t["姓名"].to_pylist()} == {"测试0号", "测试1号"}, (
        "other categories are as they were"
    )


TWO_GROUPS = {
    "when: {category: [government-id]}\n": "when: {category: [government-id], relationship: [active]}\n",
    "- id: copy-stays": """- id: numbers-plain
  title: {zh: 证件号码原样移交, en: Document numbers pass as they are}
  citation: {zh: 内部规则第四条, en: House rule 4}
  source: https://rules.example/house
  fact: XX-3
  confirmed: true
  when: {category: [government-id], relationship: {not: [active]}}
  then: {to_buyer: transfer}
  reason: {zh: 内部规则。, en: House rule.}
- id: copy-stays""",
}
OLD_CUSTOMERS = """- name: {zh: 老客户的证件号码, en: Document numbers of former customers}
  facts: {place: ch, category: government-id, relationship: lapsed}
  catches: [numbers-plain]
  spares: [numbers-masked]
- name: {zh: 在用客户的证件号码, en: Document numbers of customers}
  facts: {place: ch, category: government-id, relationship: active}
  catches: [numbers-masked]
  spares: [numbers-plain]
"""


def test_only_those_are_pseudonymised_whose_verdict_asks_for_it(shop: Path) -> None:
    exports, pack = shop / "exports", shop / "packs" / "xx-house"
    (exports / "b.csv").unlink()
    days = ("2026-10-01", "2026-10-02", "2019-05-01", "2019-05-02")
    numbers = (*NUMBERS, "310105194912310035", "330524188001010019")
    rows = "".join(f"A{n},测试{n}号,{numbers[n]},Schweiz,{day}\n" for n, day in enumerate(days))
    (exports / "a.csv").write_text("会员编号,姓名,身份证号,国家,最近消费日期\n" + rows, "utf-8")
    rules = RULES
    for old, new in TWO_GROUPS.items():
        rules = rules.replace(old, new)
    (pack / "rules" / "all.yaml").write_text(rules, "utf-8")
    (pack / "scenarios" / "all.yaml").write_text(SCENARIOS + OLD_CUSTOMERS, "utf-8")
    keys, project, package, buyer = shop / "keys", shop / "project", shop / "package", shop / "buyer"
    seal_to(keys, project, package, exports)
    assert novation("receive", package, "--identity", keys / "buyer.age", "--project", buyer).status == 0
    assert novation("reconcile", "--project", buyer).status == 0
    (part,) = buyer.glob("quarantine/*/government-id/*.parquet")
    values = pq.read_table(part).sort_by("_row")["身份证号"].to_pylist()
    assert values[2:] == list(numbers[2:]), "the verdict of these lets the number pass as it is"
    assert all(v.startswith("p_") and len(v) == 34 for v in values[:2])
