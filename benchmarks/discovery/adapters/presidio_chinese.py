"""presidio-analyzer with the recognisers a good user would write for China, over a blank Chinese pipeline.

Written by us for this comparison. They use what Presidio offers: patterns with scores, context words, checksums by
`validate_result`, and digit borders in place of the word borders that fail beside Chinese characters.
"""

from __future__ import annotations

from typing import Any

from presidio_default import Presidio
from protocol import main

_NO_DIGIT_BEFORE, _NO_DIGIT_BEHIND = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SHAPES: dict[str, tuple[str, float, list[str]]] = {
    "CN_MOBILE": (r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}", 0.7, ["手机", "电话", "联系", "微信"]),
    "CN_LANDLINE": (r"\(?0\d{2,3}\)?[- ]?[2-9]\d{6,7}", 0.5, ["电话", "座机", "传真"]),
    "CN_ID": (
        r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]",
        0.6,
        ["身份证"],
    ),
    "CN_BANK_CARD": (
        r"(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?",
        0.5,
        ["卡号", "银行", "账号"],
    ),
    "CN_USCC": (r"[159Y][1-39]\d{6}[0-9A-HJ-NPQRTUWXY]{10}", 0.5, ["税号", "信用代码", "营业执照"]),
    "CN_PASSPORT": (r"[EG][A-Z\d]?\d{7,8}", 0.4, ["护照", "passport"]),
    "CN_PERMIT": (r"[CHMW]\d{8}", 0.4, ["通行证", "回乡证"]),
    "CN_PLATE": (rf"[{_PROVINCE}][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{{5,6}}", 0.6, ["车牌", "车"]),
    "CN_WECHAT": (r"wxid_[0-9a-z]{8,}|(?<=微信)[:：号 ]*[A-Za-z][-_0-9A-Za-z]{5,19}", 0.5, ["微信"]),
    "CN_QQ": (r"(?<=[Qq])[:：号 ]*[1-9]\d{4,10}", 0.5, ["QQ"]),
    "EMAIL_ADDRESS": (r"[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+", 0.8, ["邮箱"]),
    "IP_ADDRESS": (r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)", 0.6, ["IP"]),
    "BIRTH_DATE": (
        r"(?:19|20)\d{2}[-/.年](?:1[0-2]|0?[1-9])[-/.月](?:3[01]|[12]\d|0?[1-9])日?(?=生|出生)"
        r"|(?<=生日|出生)[:：日期于 ]*(?:19|20)\d{2}[-/.年]?(?:1[0-2]|0?[1-9])[-/.月]?(?:3[01]|[12]\d|0?[1-9])日?",
        0.6,
        ["生日", "出生"],
    ),
    "CN_ADDRESS": (
        r"[\u4e00-\u9fff]{2,7}(?:省|市|自治区)?[\u4e00-\u9fff]{2,6}[市区县][\u4e00-\u9fff\d]{2,20}[路街道巷弄镇村][\u4e00-\u9fff]{0,6}\d+号"
        r"(?:[\u4e00-\u9fff\d-]{0,16}(?:室|楼|层|单元|栋|幢|\d))?",
        0.5,
        ["地址", "住址", "收货"],
    ),
}
_LED = {"CN_WECHAT", "CN_QQ", "BIRTH_DATE"}  # their patterns may begin with the signs behind a cue word


class PresidioChinese(Presidio):
    name = "presidio-zh"
    language = "zh"

    def load(self) -> None:
        import spacy
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import SpacyNlpEngine

        nlp = SpacyNlpEngine(models=[{"lang_code": "zh", "model_name": "blank"}])
        nlp.nlp = {"zh": spacy.blank("zh")}
        registry = RecognizerRegistry(recognizers=[], supported_languages=["zh"])
        for recognizer in recognizers():
            registry.add_recognizer(recognizer)
        self.engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["zh"])

    def find(self, texts: Any) -> list[list[tuple[int, int, str]]]:
        spans = super().find(texts)
        return [[_trimmed(text, span) for span in found] for text, found in zip(texts, spans, strict=True)]


def _trimmed(text: str, span: tuple[int, int, str]) -> tuple[int, int, str]:
    """Python's look-behind has one length, so the signs behind a cue word are cut off afterwards."""
    start, end, kind = span
    while kind in _LED and start < end and text[start] in ":：号日期于 ":
        start += 1
    return start, end, kind


def recognizers() -> list[Any]:
    """Ours, and of Presidio's own those that speak no language: IBAN and foreign telephones."""
    from presidio_analyzer import Pattern, PatternRecognizer
    from presidio_analyzer.predefined_recognizers import IbanRecognizer, PhoneRecognizer

    class Checked(PatternRecognizer):
        def validate_result(self, pattern_text: str) -> bool | None:
            check = _CHECKS.get(self.supported_entities[0])
            return check(pattern_text) if check else None

    made: list[Any] = []
    for entity, (shape, score, context) in _SHAPES.items():
        bounded = shape if entity in _LED else f"{_NO_DIGIT_BEFORE}(?:{shape}){_NO_DIGIT_BEHIND}"
        pattern = Pattern(entity.lower(), bounded, score)
        made.append(
            Checked(supported_entity=entity, patterns=[pattern], context=context, supported_language="zh")
        )
    made.append(IbanRecognizer(supported_language="zh"))
    made.append(PhoneRecognizer(supported_language="zh", supported_regions=["US", "GB", "HK", "JP", "KR"]))
    return made


def _resident(text: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(text, weights, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()


def _luhn(text: str) -> bool:
    digits = [int(c) for c in text if c.isdigit()][::-1]
    return (sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])) % 10 == 0


_CHECKS = {"CN_ID": _resident, "CN_BANK_CARD": _luhn}


if __name__ == "__main__":
    main(PresidioChinese())
