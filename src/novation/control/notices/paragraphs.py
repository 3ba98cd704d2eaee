"""The paragraphs a draft is made of: each a heading, plain words, and the words of the law's lists that it answers."""

from __future__ import annotations

from dataclasses import dataclass

from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`signs`: words in the English text of a checklist item by which the paragraph answers it; any one is enough."""

    heading: Text
    text: Text
    signs: tuple[str, ...]


BLANK = Text("〔待填写：{what}〕", "[to be filled in: {what}]")
_KINDS = Text("列明实际移交的资料种类", "the kinds of data that really pass")
_PURPOSES = Text("受让方的目的和法律依据", "the buyer’s purposes and legal basis")
_TIME = Text("保存期限或确定期限的标准", "how long, or how that is decided")


def _blank(what: Text) -> tuple[str, str]:
    return BLANK.zh.format(what=what.zh), BLANK.en.format(what=what.en)


def _with(zh: str, en: str, what: Text) -> Text:
    blank_zh, blank_en = _blank(what)
    return Text(zh.replace("□", blank_zh), en.replace("□", blank_en))


PARAGRAPHS: tuple[Paragraph, ...] = (
    Paragraph(
        Text("发生了什么", "What is happening"),
        Text(
            "您是{seller}的客户。{seller}的相关业务将由{buyer}接手，您的资料也在移交之列。",
            "You are a customer of {seller}. {buyer} is taking over the business that you deal with, and data about you is to go with it.",
        ),
        (
            "the fact that personal information will be moved", "is to pass to the buyer", "took place", "has been completed",
            "was disclosed", "claim has been assigned", "reason of the transfer", "contract over", "e-commerce ceases",
        ),
    ),
    Paragraph(
        Text("谁来接手", "Who takes over"),
        Text(
            "接收方：{buyer}（{buyer_place}）。您可以这样联系接收方：{buyer_contact}。",
            "The recipient is {buyer} ({buyer_place}). You can reach them here: {buyer_contact}.",
        ),
        (
            "recipient's name", "contact", "name and contact", "name of the recipient", "name of the collector", "identity and contact",
            "to whom the data", "names and contacts", "name and country", "contact for questions", "country of the recipient",
        ),
    ),
    Paragraph(
        Text("接手后做什么用", "What they will use it for"),
        _with(
            "用途和依据：□。用途与现在不同的，会先另行征求您的同意。",
            "Purposes and legal basis: □. If a purpose were to differ from today’s, you would be asked first.",
            _PURPOSES,
        ),
        (
            "purpose", "used for", "for what", "how the use differs", "what the policy at collection promised",
            "what is to change", "legal basis",
        ),
    ),
    Paragraph(
        Text("如何处理", "How they will handle it"),
        _with(
            "处理方式：□。",
            "How data is handled: □.",
            Text("收集、存储、使用、提供等方式及安全措施", "collecting, storing, using, passing on, and the safeguards"),
        ),
        ("manner", "safeguards", "comparable protection", "method of the move", "protective measures"),
    ),
    Paragraph(
        Text("涉及哪些资料", "Which data"),
        _with("移交的资料：□。", "The data that passes: □.", _KINDS),
        ("kinds of", "categories of", "which data", "items of personal", "nature of the data", "itemised", "kinds"),
    ),
    Paragraph(
        Text("为什么需要敏感资料、对您有什么影响", "Why sensitive data is needed, and what it means for you"),
        _with(
            "必要性和影响：□。",
            "Why it is needed, and its effect on you: □.",
            Text("逐类说明必要性和对个人权益的影响", "for each kind why it is needed and how it affects people"),
        ),
        ("why handling it is needed", "effect on the person", "why it is needed"),
    ),
    Paragraph(
        Text("资料从哪里来", "Where the data comes from"),
        Text(
            "这些资料由{seller}向您收集，并非来自公开来源。",
            "{seller} collected the data from you; it does not come from public sources.",
        ),
        ("source",),
    ),
    Paragraph(
        Text("保存多久", "How long it is kept"),
        _with("保存期限：□。", "How long data is kept: □.", _TIME),
        ("how long", "storage period", "retention", "period, area", "stored"),
    ),
    Paragraph(
        Text("何时发生", "When"),
        Text("移交的计划日期：{closing_on}。", "The planned day of the transfer: {closing_on}."),
        ("date, or planned date", "time and method", "when the service closes", "deadline", "when it will be erased"),
    ),
    Paragraph(
        Text("不愿移交怎么办", "If you do not want this"),
        Text(
            "您可以拒绝，或撤回已经给出的同意，不需要理由，也不收费。请在{window_end}之前打开您的专属链接：{link}；也可以联系{seller_contact}。您拒绝的，您的资料不会交给{buyer}。",
            "You may refuse, or withdraw a consent you have given, without a reason and free of charge. Please open your own link before {window_end}: {link}; or write to {seller_contact}. If you refuse, your data does not go to {buyer}.",
        ),
        (
            "say no", "refus", "object", "does not want", "withdraw", "opt out", "opt-out", "consent or", "how to agree",
            "written consent", "choices people have", "stopped", "approval",
        ),
    ),
    Paragraph(
        Text("您的权利", "Your rights"),
        Text(
            "您可以查阅、复制、更正、补充、删除、转移您的资料，可以限制或反对处理，可以注销账号。同一链接可以办理：{link}。移交之后，也可以向{buyer}提出：{buyer_contact}。",
            "You may see, copy, correct, complete, delete and move your data, restrict its use or object to it, and close your account. The same link is the way to do it: {link}. After the transfer you may also ask {buyer}: {buyer_contact}.",
        ),
        (
            "right", "access", "correct", "view, copy", "exercise",
        ),
    ),
    Paragraph(
        Text("向谁投诉", "Where to complain"),
        _with(
            "您可以向主管机关投诉：□。",
            "You may complain to the authority: □.",
            Text("主管机关的名称和联系方式", "name and contact of the authority"),
        ),
        ("complain", "supervisory authority", "data protection board"),
    ),
)  # fmt: skip
