"""What a closer look at a few hundred values of a column tells: odd telephones, days, illness codes, secrets, staff."""

from __future__ import annotations

import re

from novation.inventory.closer_days import days_of
from novation.inventory.profile import ColumnProfile
from novation.inventory.tables import load

_SAID = r"[^\d+。；！？]{0,8}"  # words round a number: 妈妈, (微信同号), 急
_MOBILE = r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_HIDDEN = r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?[*xX•·#]{4}[- ]?\d{4}"
_ROUNDED = r"1\.[3-9]\d*E\+10"  # what a spreadsheet makes of a mobile number
_FIXED = r"(?:\(0\d{2,3}\)|0\d{2,3}[- ]?)[2-8]\d{2,3}[- ]?\d{4}(?:(?:-|转| ?ext\.? ?| ?x)\d{1,5})?"
_MASKED_FIXED = r"0\d{2,3}[- ]?(?:\d{1,4}[*x]{3,5}\d{0,4}|[*x]{4}\d{4})"
_ABROAD = (
    r"(?:\+|00)[1-9]\d{0,2}[-. (]*\d[\d\-. ()/]{5,15}\d|"  # E.164
    r"\(?[2-9]\d{2}\)?[-. ][2-9]\d{2}[-. ]\d{4}(?: ?x\d{1,5})?|[2-9]\d{2}[2-9]\d{6}|"  # North America
    r"\(?0\d{1,4}\)?[-/. ](?:\d{5,8}|\d{3,4}[- ]\d{3,5})|0[1-9](?:[. ]?\d{2}){4}|0[127]\d{8,9}|"  # Europe, Korea, Japan
    r"0\d{1,3}-\d{3,4}-\d{4}|01[016-9]\d{7,8}|0[789]0\d{8}|09\d{2}-?\d{3}-?\d{3}|"
    r"(?:\(?852\)?[- ]?)?[235-9]\d{3}[- ]?\d{4}"  # Hong Kong
)
_MANY = r"(?:\s*[/、,，;；|]\s*|\s+)"
_OF_MOBILE = f"(?:{_MOBILE}|{_HIDDEN}|{_ROUNDED})"
_OF_PHONE = f"(?:{_OF_MOBILE}|{_FIXED}|{_MASKED_FIXED}|{_ABROAD})"
MOBILES = re.compile(f"{_SAID}{_OF_MOBILE}{_SAID}(?:{_MANY}{_SAID}{_OF_MOBILE}{_SAID})*", re.I)
PHONES = re.compile(f"{_SAID}{_OF_PHONE}{_SAID}(?:{_MANY}{_SAID}{_OF_PHONE}{_SAID})*", re.I)
_WHOLE_MOBILE = re.compile(f"{_SAID}{_MOBILE}{_SAID}")
PHONE_LIKE = re.compile(r"\+?(?:[ ().\-/]*\d){7,15}(?: ?(?:x|ext\.?|-) ?\d{1,5})?")
HIDDEN_CARDS = re.compile(
    r"(?:62|4\d|5[1-5]|2[2-7]|3[457]|60|65)(?:\d{2}|\d{4})?(?:[ -]?[*xX•]{2,4}){1,4}[ -]?\d{2,4}"
)
_GROUPED = re.compile(r"[\d)][-. ()/]+\d|^\+")
_MAIL = re.compile(r"\S+@\S+\.\w+")

VERSIONS = re.compile(r"(?:\d{1,2}\.){3}\d{1,2}")
ILLNESSES = re.compile(r"[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?[*†+]?")
_PARTED = re.compile(r"[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}[*†+]?")
SECRETS = re.compile(
    r"\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|\$[156y]\$\S{20,}|\$argon2(?:id?|d)\$\S+|\$P\$\S{31}|\$S\$\S{52}|"
    r"(?:pbkdf2|scrypt|bcrypt)[_:$]\S{20,}|\{S?SHA(?:256|512)?\}\S{20,}|\{bcrypt\}\S{20,}"
)
_MACHINE_MADE = re.compile(r"[A-Za-z]{0,12}[_\-:]?[0-9a-f]{8,}(?:-[0-9a-f]{4,})*")
_BY_TWO = re.compile(r"[A-Z]{1,12}(?:/|, ?)[A-Z]{1,20}(?: [A-Z]{1,20})?(?: (?:MR|MRS|MS|MISS|MSTR))?")
_STREET = re.compile(
    r".*(?:str\.|straße|strasse|weg|gasse|platz|allee|ring|damm|ufer|markt|grund|steig|hof|straat|laan|plein|gracht|gatan|"
    r"vägen|vej|gade|veien|utca|ulica|ul\.|katu) ?\d{1,4} ?[a-z]?|(?:rue|via|calle|rua|avenida|viale|piazza) .+",
    re.I,
)
_HOUSE = re.compile(r"[^\W\d][\w .'’\-]{2,40}? \d{1,4} ?[a-zA-Z]?(?:[-/]\d{1,4})?")
_PLACE = re.compile(
    r"(?:[一-鿿]{2,}(?:路|街|巷|弄|道|里|胡同|村|庄|屯|园|苑|府|城|湾|居|邸|庭|花园|小区|公寓|家园|大厦|新村|广场|厦)[一-鿿()]{0,4}\d+.*"
    r"|[一-鿿]{2,}\d+(?:#|号|幢|栋|座|-\d+-).*|[一-鿿]{1,6}(?:镇|乡|街道|苏木)[一-鿿]{2,8}.*"
    r"|[一-鿿]{2,9}(?:家属院|花园|小区|公寓|家园|新村|雅苑|宿舍).*)"
)
_CERTIFICATE = re.compile(r".*(?:权|证|字|令|号)第 ?[0-9A-Za-z\-]{4,} ?号?")
_SUM = re.compile(r"[¥$€£￥]?\s?\d[\d,.]*\s?(?:[kKwW万千元]|yuan|cny|usd|eur)?.{0,6}")
_BYTES = re.compile(r"\d+(?:\.\d+)?\s?(?:[KMGT]i?B|bytes?|[kMGT]bit|px|MP)", re.I)
_LOG_LEVELS = re.compile(
    r"(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|TRACE|VERBOSE|ALERT|EMERG)", re.I
)
_LOCALES = re.compile(r"[a-z]{2,3}[-_][A-Z][A-Za-z]{1,3}(?:[-_][A-Z]{2})?|[a-z]{2}")
TAIWAN_PERMITS = re.compile(r"[TL]\d{8}|\d{8}(?:\d{2})?(?:\([A-Z]\))?")
PERMITS = re.compile(r"[CW](?:\d{8}|[A-HJ-NP-Z]\d{7})")
_TITLED = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Miss|Sir|Herr|Frau|Mme)\.?|(?:Hr|Fr|M|Sr|Sra|Mlle|Me)\.) ?[A-Z][^\d]*|[A-Z][^\d]*,? (?:MD|M\.D\.|NP|RN|DO|PA|PhD|DDS|DVM|Esq|Jr)\.?"
    r"|[一-鿿]{1,3}(?:先生|女士|小姐|太太|老师|師傅|师傅|医生|醫生|医师|醫師|教练|教練|经理|主任|护士|律师|同学|阿姨)"
)
_HIDDEN_NAME = re.compile(r"[一-鿿]{1,2}(?:[*＊○×]{1,3}|某{1,2})[一-鿿]?")
_LAST_FIRST = re.compile(r"([^\W\d][\w'’ \-]+), ?([^\W\d][\w'’ .\-]+)")
_BLOOD = re.compile(r"(?:A|B|O|AB)(?: ?型)?(?: ?(?:Rh)? ?\(?[+\-]\)?)?", re.I)
_FOR_SALE = re.compile(r".*(?:款|装|童|unisex|中性|通用).*", re.I)
_HAN = re.compile(r"[一-鿿]{2,}")
_BAND = re.compile(
    r"(?:under |over |below |above |[<>≤≥＜＞]=?)?\d{1,2}(?: ?[-~–—至到] ?\d{1,3})? ?(?:岁|周岁|歳|세|代|yrs?|years?)?(?:以下|以上|及以上|及以下|以内|\+| and over| or older| or under)?",
    re.I,
)
_YEARS = re.compile(r"岁|歳|세|years|yrs")
_CLOSED, _OPEN = (
    re.compile(r"(\d\d) ?[-~–—至到] ?(\d\d)"),
    re.compile(r"[<>≤≥+]|以[上下]|under|over|older|above|below", re.I),
)
_DOSE = r"(?: ?\d+(?:\.\d+)? ?(?:mg|mcg|µg|g|ml|iu|units?|%).*)?"
DRUGS = re.compile(
    r"[A-Za-z]*(?:cillin|mycin|micin|floxacin|cycline|azole|pril|sartan|olol|statin|prazole|dipine|formin|gliptin|gliflozin|glitazone|"
    r"azepam|azolam|oxetine|traline|triptan|afil|vir|mab|tidine|sone|solone|thyroxine|terol|parin|fenac|profen|caine|codone|setron|"
    r"barbital|thiazide|semide|lukast|xaban|grel|insulin|acetaminophen|paracetamol|aspirin|panadol|tylenol|ventolin|lipitor|nexium)"
    rf"(?: [A-Z]{{2,4}})?{_DOSE}(?: .*)?|"
    r".*(?:霉素|西林|沙星|头孢.{0,3}|头孢|他汀|硝唑|康唑|拉定|洛尔|地平|普利|沙坦|拉唑|双胍|格列.{1,2}|布洛芬|阿司匹林|匹林|氨基酚|胰岛素|撲熱息痛|扑热息痛|必理痛|"
    r"缓释片|肠溶片|分散片|胶囊|颗粒|口服液|注射液|滴眼液|软膏|止痛药)(?:片|钠|胶囊|注射液)?(?: ?\d.*)?",
    re.I,
)
_AGED = re.compile(r"(?:\d{1,3} ?(?:岁|周岁|歳|세)(?:半|以上|以下|\d{1,2}个月)?)|\d{1,2}个月")


def mobiles(profile: ColumnProfile) -> tuple[float, bool]:
    """Part of the values that are Chinese mobile numbers: plain, hidden in part, rounded, with words, several in one;
    and whether some of them are written in full, so that more than their look is known."""
    share = profile.closer.share(MOBILES)
    return share, share > 0 and profile.closer.share(_WHOLE_MOBILE) >= 0.1


def telephones(profile: ColumnProfile) -> float:
    """Part of the values that are telephones of any kind; digits without a mark count only beside grouped ones."""
    closer = profile.closer
    if closer.holds(_GROUPED) < 0.2 and closer.share(MOBILES) < 0.3:
        return 0.0
    phones = closer.share(PHONES)
    if phones < 0.55:
        return 0.0
    mailed = closer.share(_MAIL)
    return 0.0 if profile.shapes < 2 and not mailed else phones + mailed


def versions(profile: ColumnProfile) -> bool:
    """Four small numbers with dots: of addresses on the net hardly one in thirty has none above 99."""
    return profile.closer.share(VERSIONS) >= 0.9


def illnesses(profile: ColumnProfile) -> float:
    """Part of the values that are codes of ICD-10, where many have a part behind the dot and several chapters occur."""
    closer = profile.closer
    if len(closer.values) < 8 or closer.share(_PARTED) < 0.3:
        return 0.0
    chapters = {value[0] for value in closer.values if ILLNESSES.fullmatch(value)}
    return closer.share(ILLNESSES) if len(chapters) >= 4 else 0.0


def drugs(profile: ColumnProfile) -> float:
    """Part of the values that end as names of medicines do (the stems of WHO's international nonproprietary names)."""
    return profile.closer.share(DRUGS)


def secrets(profile: ColumnProfile) -> float:
    """Part of the values that are hashes of passwords in a form that says so."""
    return profile.closer.share(SECRETS)


def machine_made(profile: ColumnProfile) -> bool:
    """Handles that no person would choose: a word and hexadecimal digits."""
    return profile.closer.share(_MACHINE_MADE) >= 0.8


def names_by_two(profile: ColumnProfile) -> float:
    """Part of the values written as airlines write names: WANG/WEI, SMITH/JOHN MR."""
    return profile.closer.share(_BY_TWO)


def house_numbers(profile: ColumnProfile) -> float:
    """Part of the values that are a street with a number, or an estate with one, without the town."""
    closer = profile.closer
    if closer.share(_STREET) >= 0.35:
        return max(closer.share(_HOUSE), closer.share(_STREET))
    return closer.share(_PLACE)


def certificates(profile: ColumnProfile) -> bool:
    """Numbers of certificates and rulings, which name a place as addresses do."""
    return profile.closer.share(_CERTIFICATE) >= 0.5


def sums(profile: ColumnProfile) -> float:
    """Part of the values that are sums of money or ranges of them."""
    return profile.closer.share(_SUM)


def of_machines(profile: ColumnProfile) -> bool:
    """Sizes of files, levels of logs, codes of languages."""
    closer = profile.closer
    told = max(closer.share(_BYTES), closer.share(_LOG_LEVELS), closer.share(_LOCALES))
    return profile.mean_length <= 16 and told >= 0.8


_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:[ae]ng?|ai|ei|ao|ou|ong|er?|i(?:ao?|e|u|ang?|ng?|ong)?|u(?:ai?|o|i|ang?|n|e)?|v|a|o))"
    r"{1,3}",
    re.I,
)


def surnames_in_pinyin(profile: ColumnProfile) -> float:
    known = frozenset(load("columns.yaml")["words"]["pinyin_surname"])
    return profile.closer.part([value.lower() in known for value in profile.closer.values])


def syllables(profile: ColumnProfile) -> float:
    """Part of the values that are one to three syllables of pinyin."""
    return profile.closer.share(_SYLLABLES)


def hidden_names(profile: ColumnProfile) -> float:
    """Part of the values that are a surname with the rest hidden: 王**, 李某."""
    return profile.closer.share(_HIDDEN_NAME)


def last_first(profile: ColumnProfile) -> bool:
    """Names as Richter, Leonie: taken for names by the model once they are turned round; Austin, Texas is not."""
    if profile.closer.share(_LAST_FIRST) < 0.8:
        return False
    turned = [_LAST_FIRST.sub(r"\2 \1", value).title() for value in profile.closer.values]
    return profile.closer.named_as(turned) >= 0.5


def blood_groups(profile: ColumnProfile) -> bool:
    values = {value.upper().replace("型", "").strip() for value in profile.closer.values}
    return {"AB", "O"} <= {v.rstrip("+- ") for v in values} and profile.closer.share(_BLOOD) >= 0.95


def for_sale(profile: ColumnProfile) -> bool:
    """男款, 女装, unisex: for whom goods are made."""
    return profile.closer.share(_FOR_SALE) >= 0.1


def of_one_maker(profile: ColumnProfile, kind: str) -> bool:
    """Codes with the letter of no passport, or of one kind of permit only: numbers that some system gives out."""
    heads = {value[:1] for value in profile.closer.values}
    if kind == "cn.passport":
        return len(heads) == 1 and not heads & {"E", "G"}
    return len(heads) == 1


def titled(profile: ColumnProfile) -> float:
    """Part of the values that are a name with a form of address or a degree."""
    return profile.closer.share(_TITLED)


def nobodys(profile: ColumnProfile) -> bool:
    """Han words of which next to none is a name by its look or by the model: companies, departments, goods."""
    looks, share = profile.looks, profile.share
    if len(profile.closer.values) < 10 or share(looks["name"] + looks["name.east"] + looks["masked"]) > 0.15:
        return False
    written = profile.closer.share(_HAN) >= 0.8 and profile.mean_length >= 3
    return written and profile.closer.named < 0.1


def age_bands(profile: ColumnProfile) -> float:
    """Part of the values that are bands of ages: with the word for years, or of usual width with an open end."""
    closer = profile.closer
    if not 3 <= len(closer.values) <= 16:
        return 0.0
    closed = [(int(m[1]), int(m[2])) for v in closer.values if (m := _CLOSED.search(v))]
    usual = len(closed) >= 3 and min(closed)[0] <= 26 and all(4 <= b - a <= 20 for a, b in closed)
    open_ended = any(_OPEN.search(v) for v in closer.values)
    if closer.holds(_YEARS) >= 0.5 or (usual and open_ended):
        return closer.share(_BAND)
    return 0.0


def ages_in_words(profile: ColumnProfile) -> float:
    return profile.closer.share(_AGED)


def born_on(profile: ColumnProfile) -> tuple[float, dict[int, int]]:
    """Part of the values that are days in a form of which the year can be read, and the rows by year."""
    return days_of(profile.closer)
