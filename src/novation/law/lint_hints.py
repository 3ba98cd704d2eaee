"""What to do about each kind of finding of `lint`, said to whoever wrote the pack."""

from __future__ import annotations

from novation.messages import Text

HINTS: dict[str, Text] = {
    "missing-translation": Text("补上另一种语言：{zh: …, en: …}。", "Write the other language too: {zh: …, en: …}."),
    "missing-citation": Text("写明条文：citation: {zh: 第五条, en: Art. 5}。", "Say the article: citation: {zh: 第五条, en: Art. 5}."),
    "missing-source": Text("写明网址：source: https://…。没有网址就保持 confirmed: false。", "Give the page: source: https://…; without one leave it at confirmed: false."),
    "confirmed-without-source": Text("写明读到原文的网址，或改为 confirmed: false。", "Give the page where the text was read, or say confirmed: false."),
    "unknown-displaced": Text("改正 displaces 中的编号：本包规则写 id，所扩展的包写 包/id。", "Correct the id in `displaces`: a rule of this pack by its id, of an extended pack as pack/id."),
    "displaces-itself": Text("两条互相排除的规则只留一个方向。", "Of two rules that displace each other keep one direction."),
    "displaces-in-vain": Text("去掉 passes，或改排除只说 seller_copy 的规则。", "Drop `passes`, or displace a rule that says `seller_copy`."),
    "no-sources-file": Text("建立 SOURCES.md：读了什么、谁、何时、哪些未确认。", "Write SOURCES.md: what was read, by whom, when, and what is unconfirmed."),
    "missing-fact": Text("写 fact: 一行的编号，并在 SOURCES.md 列出。", "Write fact: the row's id, and name it in SOURCES.md."),
    "not-in-sources": Text("在 SOURCES.md 列出这一行，或改正 fact。", "Name the row in SOURCES.md, or correct `fact`."),
    "never-applies": Text("在 pack.yaml 写 applies_when，或让另一个包 extends 它。", "Write `applies_when` in pack.yaml, or have another pack extend it."),
    "wrong-year": Text("改正 pack.yaml 的 in_force 或 version（核对事实的日期），或换用当年的规则包。", "Correct `in_force` or `version` (the day the facts were checked) in pack.yaml, or use the pack of that year."),
    "expired": Text("只是提示：此前的日子仍按它判定。", "Only so that you know: it still decides for days before that."),
    "no-catching-scenario": Text("在 scenarios/ 加一个情景，写 catches: [此规则]。", "Add a scenario with catches: [this rule]."),
    "no-sparing-scenario": Text("在 scenarios/ 加一个情景，写 spares: [此规则]。", "Add a scenario with spares: [this rule]."),
    "scenario-fails": Text("改正规则或情景：`novation law test` 会写明实际结果。", "Correct the rule or the scenario: `novation law test` tells what really comes out."),
    "unknown-notice": Text("在 notices.yaml 写这份告知的内容，或改正 notice.content。", "Write the content into notices.yaml, or correct `notice.content`."),
    "unknown-threshold": Text("在 thresholds.yaml 写这个数量界限，或改正编号。", "Write the threshold into thresholds.yaml, or correct its id."),
    "dead-rule": Text("条件互相矛盾：放宽 when，或删去此规则。", "Its conditions contradict each other: widen `when`, or remove the rule."),
    "contradiction": Text("删去一条，或写清条件上的区别，或让其中一条 displaces 另一条。", "Remove one, tell apart their conditions, or let one displace the other."),
    "always-displaced": Text("缩小排除它的规则，或删去此规则。", "Narrow the rule that displaces it, or remove this one."),
    "gap": Text("加一条规则说明这些情形；法律确实未规定时，写 human: true 由人判断。", "Add a rule for these cases; where the law leaves it open, one with human: true."),
    "silent": Text("只是提示：指引和特别规定可以不作规定。", "Only so that you know: guidance and special law may be silent."),
    "overlap": Text("让其中一条 displaces 另一条，或使要求一致。", "Let one displace the other, or ask the same in both."),
    "too-large": Text("拆分规则包，或减少每条规则的条件。", "Split the pack, or give its rules fewer conditions."),
}  # fmt: skip
