"""A letter to a recipient about a correction or an erasure, drafted from the register; it names nobody: the person is told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from novation.control.informing.states import Changed
from novation.messages import Text
from novation.terms import Category


@dataclass(frozen=True, slots=True)
class Draft:
    """What the letter is about. `law`: the title and the words of citation of the obligation, where a pack has one."""

    reference: str
    sender: str
    recipient: str
    kind: Changed
    categories: Sequence[Category]
    purpose: Text
    since_on: date
    done_on: date
    answer_by: date
    law: tuple[Text, Text] | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and paragraphs in both languages; a recipient gets the language that it reads, or both."""

    subject: Text
    paragraphs: tuple[Text, ...]


_DONE = {
    Changed.CORRECT: Text("更正（补充）", "corrected or completed"),
    Changed.ERASE: Text("删除", "erased"),
}
_ASKED = {
    Changed.CORRECT: Text(
        "请按附件在贵方留存的资料中作相同的更正，并停用旧值。",
        "Please make the same correction in the data that you hold, as the enclosure says, and use the old values no more.",
    ),
    Changed.ERASE: Text(
        "请在贵方留存的资料中删除附件所指之人的上述资料。如有法定义务须继续保存，请说明依据，并停止除保存之外的处理。",
        "Please erase these data of the person named in the enclosure from what you hold. If a law obliges you to keep "
        "them, please name it, and do nothing with them but keep them.",
    ),
}


def letter_of(draft: Draft) -> Letter:
    """Who wrote, what was done, what is asked, by which law, by when to answer; no word about who the person is."""
    done, words = _DONE[draft.kind], _listed(draft.categories)
    since, on, by = draft.since_on.isoformat(), draft.done_on.isoformat(), draft.answer_by.isoformat()
    return Letter(
        Text(
            f"关于{done.zh}个人信息的告知（编号 {draft.reference}）",
            f"Notice that personal data were {done.en} (reference {draft.reference})",
        ),
        (
            Text(f"{draft.recipient}：", f"To {draft.recipient}"),
            Text(
                f"自 {since} 起，我方为“{draft.purpose.zh}”向贵方提供过客户资料。{on}，应本人请求，"
                f"我方{done.zh}了其中一人的以下资料：{words.zh}。",
                f"Since {since} you have had data of our customers from us, for this purpose: {draft.purpose.en}. "
                f"On {on}, at the request of the person concerned, we {done.en} these data of one of "
                f"them: {words.en}.",
            ),
            _ASKED[draft.kind],
            _ground(draft),
            Text(
                "所涉之人写在另行交付的附件里，附件经加密或当面交付；请勿在回信的主题或正文中写出其姓名。",
                "Who the person is stands in an enclosure that reaches you apart, encrypted or by hand. Please do not "
                "write the name into the subject or the text of your answer.",
            ),
            Text(
                f"请于 {by} 前书面回复编号 {draft.reference}：已照办；或部分照办、不能照办及理由；"
                "并写明你们又把这些资料给了谁。",
                f"Please answer in writing by {by}, giving the reference {draft.reference}: that it is done; or done in "
                "part or not, and why; and to whom you have passed these data on.",
            ),
            Text(draft.sender, draft.sender),
        ),
    )


def _listed(categories: Sequence[Category]) -> Text:
    return Text("、".join(c.text.zh for c in categories), ", ".join(c.text.en for c in categories))


def _ground(draft: Draft) -> Text:
    if draft.law is None:
        return Text(
            "适用的规则包没有写明告知接收方的条文；我方依本单位的规则告知，并请贵方按适用于贵方的法律办理。",
            "No article of the packs that apply says that recipients are told; we do so by our own rule, and ask you to "
            "act as the law that applies to you says.",
        )
    title, cited = draft.law
    if draft.confirmed:
        return Text(f"依据：{title.zh}，{cited.zh}。", f"The ground is: {title.en}, {cited.en}.")
    return Text(
        f"依据：{title.zh}，{cited.zh}（条文尚未核对）。",
        f"The ground is: {title.en}, {cited.en} (the article has not been checked yet).",
    )
