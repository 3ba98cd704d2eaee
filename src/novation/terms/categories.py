"""Data categories and their sensitivity: what kind of personal data a column or a table holds."""

from __future__ import annotations

from novation.messages import Text
from novation.terms.vocabulary import Term


class Sensitivity(Term):
    """The three plain tiers (law/facts §6.3); `none` is for data that is about nobody."""

    NONE = "none", "非个人信息", "not personal"
    PUBLIC = "public", "公开", "public"
    PRIVATE = "private", "一般个人信息", "private"
    SENSITIVE = "sensitive", "敏感个人信息", "sensitive"


class Category(Term):
    """By nature and use. One column has one category; one person has a decision for each category held."""

    IDENTITY = "identity", "身份", "identity"  # name, gender, birth date, nationality, photo
    CONTACT = "contact", "联系方式", "contact"  # phone, e-mail, postal address, IM handles
    GOVERNMENT_ID = "government-id", "证件号码", "government ID"
    FINANCIAL = "financial", "金融账户", "financial account"  # bank card, account, IBAN, income
    TRANSACTION = "transaction", "交易记录", "transactions"  # orders, payments, invoices, warranties
    PREFERENCE = "preference", "偏好", "preferences"  # sizes, interests, segments, points
    MARKETING = "marketing", "营销联系", "marketing contact"  # permission and history of marketing
    SERVICE = "service", "服务记录", "service records"  # service notes, complaints, free text
    ACCOUNT = "account", "账号与设备", "account and device"  # customer number, login, IP, device
    LOCATION = "location", "行踪轨迹", "whereabouts"  # GPS, precise track
    HEALTH = "health", "医疗健康", "health"
    BIOMETRIC = "biometric", "生物识别", "biometrics"
    BELIEF = "belief", "信仰与观点", "belief and opinion"  # religion, politics, union
    ETHNICITY = "ethnicity", "民族", "ethnicity"
    SEX_LIFE = "sex-life", "性生活与性取向", "sex life"
    CRIMINAL = "criminal", "违法犯罪", "criminal records"
    CREDENTIAL = "credential", "密码与凭证", "credentials"
    EMPLOYMENT = "employment", "雇佣信息", "employment"
    OTHER = "other-personal", "其他个人信息", "other personal data"
    NONE = "none", "非个人信息", "not personal"

    @property
    def sensitivity(self) -> Sensitivity:
        """The tier a category has by itself; age and combination can only raise it (PIPL 28, GDPR 9)."""
        if self is Category.NONE:
            return Sensitivity.NONE
        return Sensitivity.SENSITIVE if self in SENSITIVE_CATEGORIES else Sensitivity.PRIVATE


SENSITIVE_CATEGORIES = frozenset(
    {
        Category.FINANCIAL,
        Category.LOCATION,
        Category.HEALTH,
        Category.BIOMETRIC,
        Category.BELIEF,
        Category.ETHNICITY,
        Category.SEX_LIFE,
        Category.CRIMINAL,
        Category.CREDENTIAL,
    }
)
"""PIPL 28 with GDPR 9 and 10. The *number* of an ID card is not sensitive by itself (GB/T 45574-2025)."""

PERSONAL_CATEGORIES = tuple(c for c in Category if c is not Category.NONE)

CLASS_NAMES = {c: Text(c.text.zh, c.text.en) for c in Category}
