"""Weighs header against values and says what a column is, how surely, and why (in both languages)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from novation.inventory.candidate import PHONES, SHAPES, Candidate
from novation.inventory.candidates import from_values
from novation.inventory.headed import compatible
from novation.inventory.header_forms import GOODS
from novation.inventory.headers import Cue
from novation.inventory.kinds import KINDS
from novation.inventory.matters import MATTERS
from novation.inventory.profile import ColumnProfile
from novation.messages import Text
from novation.terms import Category, Sensitivity

_HEADER_ONLY = 0.6  # ceiling of trust where values could prove the kind and do not
_FREE_KINDS = 0.85  # ceiling where only a header can tell (name, preference, state)
_WEAK = 0.4
_SENSITIVE_INSIDE = frozenset({"generic.bank-card", "generic.iban"})
_IDENTITY_INSIDE = Category.GOVERNMENT_ID


_MAYBE_NAMES = frozenset({"person.title", "key.employee"})
_LARGER = frozenset({"place.country", "place.region", "place.city"})


@dataclass
class Judgement:
    """What a column was judged to be, before the table as a whole is looked at."""

    profile: ColumnProfile
    kind: str
    confidence: float
    evidence: list[Text] = field(default_factory=list)
    sensitivity: Sensitivity = Sensitivity.NONE
    category: Category = Category.NONE

    def settle(self, kind: str) -> None:
        """Takes a kind with the category and tier that belong to it."""
        self.kind = kind
        self.category = KINDS[kind].category
        self.sensitivity = KINDS[kind].sensitivity


def judge(profile: ColumnProfile, cues: tuple[Cue, ...]) -> Judgement:
    """One column: the kind with the most trust; values go before the header wherever values can tell."""
    values = from_values(profile, frozenset(cue.kind for cue in cues if cue.strength >= 0.5))
    header = _best_header(cues, profile, values)
    result = _weigh(profile, values, header)
    _tell_profile(result, values, cues, header)
    return result


def _best_header(
    cues: tuple[Cue, ...], profile: ColumnProfile, values: list[Candidate]
) -> tuple[Cue, float] | None:
    """The strongest cue that the values bear; a cue for a kind the values prove counts in full."""
    proved = {c.kind for c in values if c.how == "check"}
    best: tuple[Cue, float] | None = None
    for cue in cues:
        if any(whole.strength >= 1 and cue is not whole and cue.word in whole.word for whole in cues):
            continue  # 卡号 says nothing of its own inside 银行卡号
        bears = (
            1.0
            if cue.kind in proved or (cue.kind in PHONES and proved & PHONES)
            else compatible(cue, profile)
        )
        if bears > 0 and (best is None or cue.strength * bears > best[0].strength * best[1]):
            best = (cue, bears)
    return best


def _weigh(profile: ColumnProfile, values: list[Candidate], header: tuple[Cue, float] | None) -> Judgement:
    top = values[0] if values else None
    if header is None:
        if top is None or top.score < _WEAK:
            return _nothing(profile)
        return _made(profile, top.kind, min(0.97, top.score))
    cue, bears = header
    same = next((c for c in values if c.kind == cue.kind or {c.kind, cue.kind} <= PHONES), None)
    if same is not None and not _louder(top, same):
        kind = same.kind if same.kind in PHONES else cue.kind
        return _made(profile, kind, 1 - (1 - 0.95 * same.score) * (1 - 0.7 * cue.strength))
    if top is not None and _overrules(top, cue, profile):
        return _made(profile, top.kind, min(0.97, top.score))
    trust = cue.strength * bears
    if cue.kind == "cn.uscc" and profile.filled:
        return _made(profile, "key.other", 0.5)  # an older tax number of a company, or none at all
    if KINDS[cue.kind].proof == "check" and cue.kind != "person.birth-date":
        kind = (
            "id.number" if KINDS[cue.kind].category is Category.GOVERNMENT_ID and profile.filled else cue.kind
        )
        kind = cue.kind if cue.kind == "cn.tw-permit" and bears >= 1 else kind
        kind = "generic.phone" if kind in PHONES and profile.filled else kind
        return _made(profile, kind, min(_HEADER_ONLY, 0.15 + 0.45 * trust))
    ceiling = _FREE_KINDS if profile.filled else _HEADER_ONLY
    return _made(profile, cue.kind, min(ceiling, 0.3 + 0.6 * trust))


def _louder(top: Candidate | None, same: Candidate) -> bool:
    return top is not None and top.kind != same.kind and top.how == "check" and top.score > same.score + 0.2


def _overrules(top: Candidate, cue: Cue, profile: ColumnProfile) -> bool:
    """Proved values overrule any header; looks and lists overrule only an unsure or an unfitting one."""
    if cue.word.isascii() and len(cue.word) <= 2 and top.how != "check" and cue.kind != top.kind:
        return top.score >= 0.5 and top.kind not in (
            "time.other",
            "order.amount",
        )  # two initials mean many words
    if cue.word == GOODS:
        return False  # for whom goods are says nothing of anybody
    if top.kind in SHAPES and cue.strength >= 0.7 and cue.kind.startswith(("key.", "none", "order.")):
        return False  # a letter and eight digits may be anything
    if top.kind == "person.name" and cue.kind in _MAYBE_NAMES:
        return top.score >= 0.6
    if top.kind == "person.name" and cue.kind.startswith(("none", "key.")) and profile.closer.named >= 0.75:
        return True  # 实名, 记录人: the model of names is surer than a word that may mean much
    if top.kind == "place.address" and cue.kind in _LARGER and cue.strength < 1:
        return top.score >= 0.5
    if top.how == "words" and top.kind == "none" and cue.kind in ("text.free", "person.name", "preference"):
        return top.score >= 0.45
    if top.kind == "generic.url" and KINDS[cue.kind].proof != "check":
        return False  # a link to a photo is a photo
    if top.how == "check":
        return top.score >= 0.6
    if top.how == "words" and cue.kind == "none":
        return top.score >= 0.55
    if top.how == "words" and cue.kind.endswith(".state") and top.kind.startswith("place."):
        return top.score >= 0.6  # `state` may be one of the United States
    if top.kind == "text.free":
        return cue.strength < 0.6 and cue.kind not in {"place.address", "health", "preference"}
    if cue.kind.split(".")[0] == top.kind.split(".")[0]:
        return False
    return top.score > 0.6 and cue.strength < 0.6 and top.kind != "time.other"


def _made(profile: ColumnProfile, kind: str, confidence: float) -> Judgement:
    judgement = Judgement(profile, kind, round(min(0.99, max(0.0, confidence)), 2))
    judgement.settle(kind)
    return judgement


def _nothing(profile: ColumnProfile) -> Judgement:
    """No header known and no value recognised: a key if it looks like one, otherwise nothing personal."""
    unique = profile.distinct.unique_share > 0.95 and profile.filled >= 5
    coded = profile.share(profile.looks["integer"] + profile.looks["code"]) >= 0.9
    if unique and coded and profile.mean_length <= 40 and not profile.share(profile.looks["decimal"]) > 0.1:
        return _made(profile, "key.other", 0.5)
    return _made(profile, "none", 0.5 if profile.filled else 0.3)


def _tell_profile(
    result: Judgement, values: list[Candidate], cues: tuple[Cue, ...], header: tuple[Cue, float] | None
) -> None:
    profile, tell = result.profile, result.evidence.append
    for where, zh, en in (("header", "表头", "the header"), ("comment", "列注释", "the comment")):
        cue = next((c for c in cues if c.where == where), None)
        if cue is not None:
            meant = KINDS[cue.kind].text
            tell(Text(f"{zh}“{cue.word}”指向：{meant.zh}", f"{en} “{cue.word}” points to: {meant.en}"))
    if not cues:
        tell(Text("表头没有提供线索", "the header gives no cue"))
    if not profile.filled:
        tell(Text("整列为空", "the column is empty"))
        return
    for candidate in values[:3]:
        tell(_sentence(candidate, profile))
    if (
        cues
        and (header is None or header[0].kind != cues[0].kind)
        and not any(c.kind == cues[0].kind for c in values)
    ):
        tell(Text("值与表头所指不符", "the values do not bear out what the header says"))
    elif (
        header is not None
        and KINDS[header[0].kind].proof == "check"
        and not any(c.how == "check" for c in values)
    ):
        tell(Text("没有值通过格式或校验位检查", "no value passes the check of shape or check digit"))
    if profile.distinct.running:
        tell(Text("值有序且不重复，像流水编号", "the values are sorted and unique, like running numbers"))
    _tell_samples(result)
    if result.kind == "text.free" or profile.inside:
        _tell_inside(result)


def _sentence(candidate: Candidate, profile: ColumnProfile) -> Text:
    word = KINDS[candidate.kind].text
    share = f"{candidate.count:,}/{profile.filled:,}"
    if candidate.how == "check":
        return Text(
            f"{share} 个值通过“{word.zh}”的格式与校验检查", f"{share} values pass the checks of: {word.en}"
        )
    if candidate.how == "words":
        return Text(f"{share} 个值在“{word.zh}”词表中", f"{share} values are in the word list of: {word.en}")
    return Text(f"{share} 个值形似“{word.zh}”", f"{share} values look like: {word.en}")


def _tell_samples(result: Judgement) -> None:
    samples = result.profile.samples.get(result.kind) or result.profile.samples.get("") or []
    if result.kind in {"text.free", "health", "person.guardian"}:
        samples = []
    if samples:
        result.evidence.append(
            Text("脱敏样例：" + "、".join(samples), "masked samples: " + ", ".join(samples))
        )


def inside_of(profile: ColumnProfile, kind: str) -> Counter[str]:
    """What stands inside the values; names and addresses count where the column is free text."""
    return profile.inside + profile.named if kind == "text.free" else profile.inside


def _tell_inside(result: Judgement) -> None:
    inside = inside_of(result.profile, result.kind)
    personal = {k: n for k, n in inside.items() if KINDS[k].category is not Category.NONE}
    if personal:
        most = sorted(personal.items(), key=lambda i: -i[1])
        zh = "、".join(f"{KINDS[k].text.zh} {n:,} 处" for k, n in most)
        en = ", ".join(f"{KINDS[k].text.en} {n:,} times" for k, n in most)
        result.evidence.append(Text(f"文本中发现：{zh}", f"found inside the text: {en}"))
    if result.kind != "text.free":
        return
    hidden = {k for k in personal if k in _SENSITIVE_INSIDE or KINDS[k].category is _IDENTITY_INSIDE}
    matters = result.profile.matters
    if hidden or matters:
        result.sensitivity = Sensitivity.SENSITIVE
        result.evidence.append(_why_sensitive(dict(matters), bool(hidden)))


def _why_sensitive(matters: dict[str, int], hidden: bool) -> Text:
    said = sorted(matters.items(), key=lambda m: -m[1])
    zh = [f"{MATTERS[m].text.zh} {n:,} 行" for m, n in said] + (["证件或银行号码"] if hidden else [])
    en = [f"{MATTERS[m].text.en} in {n:,} rows" for m, n in said] + (["ID or bank numbers"] if hidden else [])
    return Text(f"按敏感信息对待：{'、'.join(zh)}", f"treated as sensitive: {', '.join(en)}")
