"""The fact vector: everything the law may look at for one person and one data category, as closed lists."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from novation.messages import Text
from novation.terms.categories import Category, Sensitivity
from novation.terms.deal import DealForm, Phase
from novation.terms.places import Place
from novation.terms.vocabulary import Term


class Relationship(Term):
    """By the last activity before closing; the bands follow the cells of law/facts §4."""

    ACTIVE = (
        "active",
        "存续关系",
        "active contract",
    )  # an open order or warranty, or activity within 12 months
    DORMANT = "dormant", "休眠（三年内）", "dormant under 3 years"
    LAPSED = "lapsed", "休眠超三年", "dormant over 3 years"
    PROSPECT = "prospect", "仅营销联系", "marketing contact only"  # never bought anything
    EMPLOYEE = "employee", "员工", "employee"
    BUSINESS_CONTACT = "business-contact", "业务联系人", "business contact"
    UNKNOWN = "unknown", "不明", "unknown"


class AgeBand(Term):
    """Age at closing. The limits are those of COPPA 13, PIPL 14, France 15, GDPR and California 16."""

    UNDER_13 = "under-13", "不满 13 岁", "under 13"
    AGE_13 = "13", "13 岁", "13"
    AGE_14 = "14", "14 岁", "14"
    AGE_15 = "15", "15 岁", "15"
    AGE_16_17 = "16-17", "16 至 17 岁", "16 to 17"
    ADULT = "adult", "成年", "adult"
    UNKNOWN = "unknown", "不明", "unknown"


class ActivityBand(Term):
    """Time from the last transaction to closing; the limits are the retention floors of the packs in years, and
    a year more each, because many floors run from the end of a calendar year. A band ends with the close of the
    anniversary day (`law.keeping.day_after`), as floors do."""

    UNDER_1 = "under-1", "1 年内", "under 1 year"
    UNDER_3 = "1-3", "1 至 3 年", "1 to 3 years"
    UNDER_5 = "3-5", "3 至 5 年", "3 to 5 years"
    UNDER_6 = "5-6", "5 至 6 年", "5 to 6 years"
    UNDER_7 = "6-7", "6 至 7 年", "6 to 7 years"
    UNDER_8 = "7-8", "7 至 8 年", "7 to 8 years"
    UNDER_9 = "8-9", "8 至 9 年", "8 to 9 years"
    UNDER_10 = "9-10", "9 至 10 年", "9 to 10 years"
    UNDER_11 = "10-11", "10 至 11 年", "10 to 11 years"
    UNDER_30 = "11-30", "11 至 30 年", "11 to 30 years"
    UNDER_31 = "30-31", "30 至 31 年", "30 to 31 years"
    OVER_31 = "over-31", "31 年以上", "over 31 years"
    NEVER = "never", "从未交易", "never"
    UNKNOWN = "unknown", "不明", "unknown"

    @property
    def years(self) -> tuple[float, float] | None:
        """Lower and upper bound in years, or None where there is no date."""
        return _ACTIVITY_YEARS.get(self.value)


_ACTIVITY_YEARS: dict[str, tuple[float, float]] = {
    "under-1": (0, 1),
    "1-3": (1, 3),
    "3-5": (3, 5),
    "5-6": (5, 6),
    "6-7": (6, 7),
    "7-8": (7, 8),
    "8-9": (8, 9),
    "9-10": (9, 10),
    "10-11": (10, 11),
    "11-30": (11, 30),
    "30-31": (30, 31),
    "over-31": (31, float("inf")),
}


class Basis(Term):
    """The legal basis on which the seller holds the category; PIPL 13 knows no legitimate interests."""

    CONTRACT = "contract", "合同", "contract"
    CONSENT = "consent", "同意", "consent"
    LEGAL_DUTY = "legal-duty", "法定义务", "legal duty"
    LEGITIMATE_INTERESTS = "legitimate-interests", "正当利益", "legitimate interests"
    NONE = "none", "无（目的从未告知）", "none (never told)"
    UNKNOWN = "unknown", "不明", "unknown"


class Consent(Term):
    """The person's latest word on *this transfer*, for this category."""

    NONE = "none", "未征询或未答复", "not asked or no answer"
    GENERAL = "general", "概括同意", "general consent"
    SEPARATE = "separate", "单独同意", "separate consent"
    GUARDIAN = "guardian", "监护人同意", "guardian's consent"
    REFUSED = "refused", "拒绝", "refused"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"


class Marketing(Term):
    NONE = "none", "未同意", "no consent"
    CONSENTED = "consented", "已同意", "consented"
    OPTED_OUT = "opted-out", "已退订", "opted out"


class Objection(Term):
    NONE = "none", "无异议", "none"
    OBJECTED = "objected", "已提出异议", "objected"


class Hold(Term):
    NONE = "none", "无", "none"
    OPEN_CLAIM = "open-claim", "未结债权", "open claim"
    DISPUTE = "dispute", "争议未决", "open dispute"
    LEGAL_HOLD = "legal-hold", "法律保留", "legal hold"


class Retention(Term):
    """Whether a statutory floor still runs for this category under the law that is asked."""

    NO_FLOOR = "no-floor", "无法定期限", "no floor"
    RUNNING = "floor-running", "法定期限未满", "floor running"
    OVER = "floor-over", "法定期限已满", "floor over"


class Export(Term):
    """Whether the data leave the area in which the seller holds them, and whether a route is in place."""

    DOMESTIC = "domestic", "不出境", "domestic"
    ROUTE_IN_PLACE = "route-in-place", "已备出境路径", "route in place"
    NO_ROUTE = "no-route", "未备出境路径", "no route"


class Purpose(Term):
    """What the recipient wants to do with the data, compared with the purposes told at collection."""

    SAME = "same", "目的不变", "same purpose"
    CHANGED = "changed", "目的改变", "changed purpose"


class Promise(Term):
    """What the seller promised, in the policy in force at collection, about passing the data on."""

    NONE = "none", "未作承诺", "no promise"
    NO_TRANSFER = "no-transfer", "承诺不转让", "promised not to pass on"


class Regime(Term):
    """A special statutory path under which the seller holds the records (law/facts §4.1, last row)."""

    ORDINARY = "ordinary", "一般", "ordinary"
    ANTI_MONEY_LAUNDERING = "anti-money-laundering", "反洗钱义务机构", "anti-money-laundering duty"
    CREDIT_REPORTING = "credit-reporting", "征信数据库", "credit-reporting database"
    IMPORTANT_DATA = "important-data", "重要数据", "important data"


class TransferBasis(Term):
    """A basis other than consent on which counsel has signed that this category may be passed (PIPL 13, last para)."""

    NONE = "none", "无", "none"
    CONTRACT = "contract", "履行个人自己的合同所必需", "needed for the person's own contract"
    LEGAL_DUTY = "legal-duty", "法定义务所必需", "needed for a legal duty"


@dataclass(frozen=True, slots=True)
class Facts:
    """One fact vector. `retention` is filled per law, from its retention table, before its rules are judged."""

    place: Place
    seller_place: Place
    buyer_place: Place
    deal_form: DealForm
    phase: Phase
    category: Category
    sensitivity: Sensitivity
    relationship: Relationship
    age: AgeBand
    activity: ActivityBand
    basis: Basis
    consent: Consent
    marketing: Marketing
    objection: Objection
    hold: Hold
    export: Export
    purpose: Purpose = Purpose.SAME
    promise: Promise = Promise.NONE
    regime: Regime = Regime.ORDINARY
    transfer_basis: TransferBasis = TransferBasis.NONE

    def as_dict(self) -> dict[str, str]:
        return {f.name: str(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_dict(cls, values: dict[str, str]) -> Facts:
        read: dict[str, Any] = {name: vocabulary(values[name]) for name, vocabulary in FACT_FIELDS.items()}
        return cls(**read)


FACT_FIELDS: dict[str, type[Term]] = {
    "place": Place,
    "seller_place": Place,
    "buyer_place": Place,
    "deal_form": DealForm,
    "phase": Phase,
    "category": Category,
    "sensitivity": Sensitivity,
    "relationship": Relationship,
    "age": AgeBand,
    "activity": ActivityBand,
    "basis": Basis,
    "consent": Consent,
    "marketing": Marketing,
    "objection": Objection,
    "hold": Hold,
    "export": Export,
    "purpose": Purpose,
    "promise": Promise,
    "regime": Regime,
    "transfer_basis": TransferBasis,
}
"""Every field of `Facts` and its vocabulary; rules may also ask `retention` and, for the seller's copy, `passes`."""

FACT_NAMES: dict[str, Text] = {
    "place": Text("所在地", "place"),
    "seller_place": Text("出让方所在地", "place of the seller"),
    "buyer_place": Text("受让方所在地", "place of the buyer"),
    "deal_form": Text("交易形式", "deal form"),
    "phase": Text("阶段", "phase"),
    "category": Text("类别", "category"),
    "sensitivity": Text("敏感度", "sensitivity"),
    "relationship": Text("关系", "relationship"),
    "age": Text("年龄", "age"),
    "activity": Text("末次交易", "last transaction"),
    "basis": Text("合法性基础", "legal basis"),
    "consent": Text("对移交的同意", "consent to the transfer"),
    "marketing": Text("营销", "marketing"),
    "objection": Text("异议", "objection"),
    "hold": Text("保留", "hold"),
    "export": Text("出境", "export"),
    "purpose": Text("接收方的处理目的", "purpose of the recipient"),
    "promise": Text("出让方的承诺", "promise of the seller"),
    "regime": Text("特别法定路径", "special statutory path"),
    "transfer_basis": Text("移交的其他合法性基础", "other basis of the transfer"),
}
"""What people call each field of `Facts`."""
