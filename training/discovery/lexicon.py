"""Builds the hashed lexicons and sign tables of the name model from permissively licensed word lists."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from encode import mixed, word_token
from people import (
    DOUBLE,
    MONGOL,
    PARTICLES,
    RARE,
    TIBETAN,
    TRANSLIT,
    UYGHUR,
    YI,
    People,
    _beside,
    census,
    latin_lists,
)  # fmt: skip

from novation.inventory.kernels.name_model import sign_table
from novation.inventory.kernels.tokens import CUE_END

HERE = Path(__file__).parent
WORDS_BITS, TWO_BITS, THREE_BITS, FOUR_BITS, CUE_BITS = 18, 17, 17, 16, 13

ROLES = {  # address class of a Han sign: what it may close
    1: "省市区县州盟旗", 2: "镇乡村屯寨庄组社队营", 3: "路街巷道弄里胡同坊径段", 4: "号號栋棟幢座楼樓", 5: "室单元户房铺舖层層床排厅", 6: "苑园園城湾灣府庭居邸都宅墅",
    7: "厦場场馆館店院校厂廠站所库庫港", 8: "东西南北中前后上下左右内外", 9: "一二三四五六七八九十零百", 10: "旁边近对面附口处角", 11: "丁目番地道都府県郡",
}  # fmt: skip
CUES = {
    1: ["姓名", "名字", "联系", "系人", "收件", "件人", "收货", "货人", "客户", "顾客", "会员", "员工", "学生", "学员", "家长", "老师", "患者", "病人", "业主", "租客", "房东", "司机", "车主", "经手", "手人", "签收", "收人", "本人", "我叫", "我是", "叫做", "名叫", "记者", "通讯", "作者", "编辑", "摄影", "申请", "请人", "报名", "户名", "开户", "付款", "款人", "法人", "代表", "经理", "主任", "教授", "总统", "总理", "部长", "主席", "书记", "局长", "队长", "教练", "选手", "先生", "女士", "小姐", "同学", "同志", "医生", "护士", "师傅", "阿姨", "找到", "交给", "转给", "通知", "介绍", "推荐", "负责", "责人", "登记", "名单", "成员", "参加", "出席"],
    2: ["地址", "住址", "寄到", "寄往", "送到", "送往", "送至", "寄至", "发到", "发往", "搬到", "搬至", "住在", "现住", "家住", "户籍", "籍地", "坐落", "位于", "上门", "门市", "收货", "货地", "改到", "改为", "配送", "门牌", "通讯", "讯地", "住所", "公司", "店址", "取件", "取货", "派送", "货到"],
    3: ["电话", "手机", "号码", "座机", "致电", "联系", "微信", "邮箱", "身份", "份证", "卡号", "账号", "护照"],
    4: ["公司", "集团", "单位", "银行", "学校", "医院", "店铺", "品牌", "抬头", "供应", "应商", "厂家"],
}  # fmt: skip
LATIN_ROLES = {
    1: ["street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard", "blvd", "way", "court", "ct", "place", "pl", "close", "crescent", "terrace", "square", "sq", "highway", "hwy", "parkway", "row", "gardens", "grove", "walk", "hill", "lu", "jie", "straße", "strasse", "str", "platz", "weg", "allee", "gasse", "rue", "avenue", "boulevard", "chemin", "place", "calle", "avenida", "plaza", "paseo", "carrer", "via", "viale", "piazza", "corso", "rua", "travessa", "straat", "laan", "weg", "ulica", "ul", "aleja", "jalan", "jl", "đường", "phố", "duong", "gata", "gatan", "vej", "gade"],
    2: ["apt", "apartment", "unit", "suite", "ste", "flat", "room", "rm", "floor", "fl", "building", "bldg", "block", "no", "box", "po", "level", "house", "no.", "tower", "bâtiment", "appartement", "étage", "piso", "hs", "wohnung", "stock", "etage", "interior", "depto"],
    3: ["district", "county", "province", "city", "town", "village", "dist", "state", "distrito"],
    5: ["usa", "uk", "china", "london", "york", "hong", "kong", "kowloon", "australia", "canada", "germany", "deutschland", "france", "paris", "berlin", "münchen", "hamburg", "españa", "madrid", "italia", "roma", "milano", "singapore", "japan", "tokyo", "korea", "seoul", "nsw", "vic", "qld", "ny", "ca", "tx", "wa", "ma", "il", "fl"],
    4: ["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "herr", "frau", "mme", "mlle", "monsieur", "madame", "señor", "señora", "sr", "sra", "dear", "hi", "hello", "regards", "sincerely", "signora", "signor", "sig", "dott", "hr", "fr"],
}  # fmt: skip


def fold_table() -> np.ndarray:
    """Each code point below 65536 to the sign it is read as: traditional to simplified, full to half width."""
    fold = np.arange(65536, dtype=np.uint16)
    for line in (_beside("opencc", "dictionary/TSCharacters.txt")).read_text("utf-8").splitlines():
        parts = re.split(r"[\t ]", line.strip())
        if (
            len(parts) >= 2
            and len(parts[0]) == 1
            and len(parts[1]) == 1
            and max(map(ord, parts[0] + parts[1])) < 65536
        ):
            fold[ord(parts[0])] = ord(parts[1])
    for cp in range(0xFF01, 0xFF5F):
        fold[cp] = cp - 0xFEE0
    for a, b in zip("，；：（）！？　•．‧・", ",;:()!? ··" + "··", strict=True):
        fold[ord(a)] = ord(b)
    fold[0xFF0E] = 0xB7
    for a, b in zip(
        "髙﨑澤廣齋邊櫻龍濱德惠圓戸竜鉄斎浜辺沢広桜恵徳気駅県",
        "高崎泽广斋边樱龙滨德惠圆户龙铁斋滨边泽广樱惠德气驿县",
        strict=True,
    ):
        fold[ord(a)] = ord(b)
    return fold


def _hash(kind: int, a: int, b: int, c: int) -> int:
    return int(mixed(kind, a, b, c)) & 0xFFFFFFFFFFFFFFFF


def put(table: np.ndarray, a: int, b: int, c: int, d: int, label: int) -> None:
    """Writes a word into a hashed lexicon; the first comer keeps its slot, so put common words first."""
    x = _hash(91, a, b, (c << 21) ^ d)
    slot = x & (len(table) - 1)
    if table[slot] == 0:
        table[slot] = (((x >> 40) & 31) << 3) | label


@lru_cache(1)
def _plain_signs(raw: bytes) -> np.ndarray:
    return sign_table(np.frombuffer(raw, np.uint16), np.zeros(20992, np.uint8), np.zeros(20992, np.uint8))


def _signs(fold: np.ndarray) -> np.ndarray:
    return _plain_signs(fold.tobytes())


def word_id(word: str, fold: np.ndarray) -> int:
    """The token id of a Latin word, by the tokeniser itself."""
    buf = np.frombuffer(word.encode() + b"    ", np.uint8)
    ids, cls, adr, suf, ts, te = (np.zeros(len(buf) + 8, np.int64) for _ in range(6))
    return int(word_token(buf, len(buf) - 4, _signs(fold), ids, cls, adr, suf, ts, te))


GAZETTEERS = {"brands": 5, "traditional": 5, "countries": 4, "titles": 7, "words": 1}


def listed(name: str) -> list[str]:
    return [w for w in (HERE / "gazetteers" / f"{name}.txt").read_text("utf-8").splitlines() if w.strip()]


def gazetteer(two: np.ndarray, three: np.ndarray, four: np.ndarray, fold: np.ndarray) -> None:
    """Our own lists come first: they keep their slots."""
    for name, label in GAZETTEERS.items():
        for word in listed(name):
            s = [int(fold[ord(c)]) for c in word if ord(c) < 65536]
            if len(s) == 2:
                put(two, s[0], s[1], 0, 0, label)
            elif len(s) == 3:
                put(three, *s, 0, label)
            elif len(s) == 4:
                put(four, *s, label)


def chinese(fold: np.ndarray) -> dict[str, np.ndarray]:
    """Lexicons of words of two, three and four signs: 1 common, 2 rare, 3 a person's name, 4 place, 5 brand or
    other name, 6 function word, 7 title or role."""
    two, three, four = (np.zeros(1 << b, np.uint8) for b in (TWO_BITS, THREE_BITS, FOUR_BITS))
    rows = []
    for line in _beside("jieba", "dict.txt").read_text("utf-8").splitlines():
        word, count, tag = line.split(" ")
        if 2 <= len(word) <= 4 and all("\u4e00" <= c <= "\u9fff" for c in word):
            rows.append((int(count), word, tag))
    rows.sort(key=lambda r: (-r[0], r[1]))
    gazetteer(two, three, four, fold)
    for count, word, tag in rows:
        if tag.startswith("nr"):
            if count < 4:
                continue  # the list's rare "names" are mostly not
            label = 3
        elif tag.startswith("ns"):
            label = 4
        elif tag in ("nt", "nz"):
            label = 5
        elif tag[0] in "cdfmpqrtu":
            label = 6
        else:
            label = 1 if count >= 50 else 2
        s = [int(fold[ord(c)]) for c in word]
        if len(word) == 2:
            put(two, s[0], s[1], 0, 0, label)
        elif len(word) == 3:
            put(three, s[0], s[1], s[2], 0, label)
        else:
            put(four, *s, label)
    return {"two": two, "three": three, "four": four}


def _words_of(file: str) -> tuple[set[str], set[str]]:
    """Small words of a list of Debian's, and those that it has with a capital only."""
    small: set[str] = set()
    large: set[str] = set()
    for word in Path("/usr/share/dict", file).read_text("utf-8").splitlines():
        if "'" not in word:
            (small if word == word.lower() else large).add(word.lower())
    return small, large - small


def _given_and_family(people: People) -> tuple[set[str], set[str]]:
    """Every first name and every last name in Latin script that the generators know, in small letters."""
    first = {"".join(g.split()).lower() for _, g in people._syllabaries}
    last = {s.lower() for s, _ in people._syllabaries}
    for some_first, some_last in latin_lists().values():
        first |= {part.lower() for name in some_first for part in name.split()}
        last |= {part.lower() for name in some_last for part in name.split()}
    first |= {w.lower() for w in people.HK_GIVEN + people.KR_GIVEN} | {
        p.lower() for f, _ in people._latin for p in f.split()
    }
    last |= {w.lower() for w in people.HK_LAST + people.TW_LAST + people.KR_LAST} | {
        p.lower() for _, s in people._latin for p in s.split()
    }
    for name in people._romaji_pool:
        first.add(name.split()[0].lower())
        last.add(name.split()[-1].lower())
    return first, last


def latin(people: People, fold: np.ndarray) -> np.ndarray:
    """Latin words: 1 common word, 2 first name, 3 last name, 4 both, 5 name that is a common word, 6 place, people, month, brand, 7 particle of names."""
    first, last = _given_and_family(people)
    often_first = {
        w.lower() for file in ("dist.male.first", "dist.female.first") for w, _ in census(file)[:1500]
    }
    often_last = {w.lower() for w, _ in census("dist.all.last")[:4000]}
    first |= {w.lower() for file in ("dist.male.first", "dist.female.first") for w, _ in census(file)}
    last |= {w.lower() for w, _ in census("dist.all.last")[:40000]}
    american, british = _words_of("american-english"), _words_of("british-english")
    common, capitals = american[0] | british[0], american[1] | british[1]
    table = np.zeros(1 << WORDS_BITS, np.uint8)
    done: set[str] = set()

    def write(words: set[str], label: int) -> None:
        for word in sorted(words - done, key=lambda w: (len(w), w)):
            put(table, word_id(word, fold), 0, 0, 0, label)
        done.update(words)

    write(set(PARTICLES), 7)
    write({w.lower() for w in months_and_places()}, 6)
    write((often_first | often_last) & common, 5)
    write({w for w in common if len(w) < 5}, 1)
    write(common & set(several_senses()), 1)
    write((first & last) - common, 4)
    write(first - common, 2)
    write(last - common, 3)
    write(capitals, 6)
    write(common, 1)
    return table


def several_senses() -> list[str]:
    """Words with more than one sense in WordNet: the common ones, which must not lose their slot."""
    out = []
    for part in ("noun", "verb", "adj", "adv"):
        for line in Path("/usr/share/wordnet", f"index.{part}").read_text("ascii").splitlines():
            fields = line.split(" ")
            if not line.startswith(" ") and "_" not in fields[0] and int(fields[2]) > 1:
                out.append(fields[0])
    return out


def months_and_places() -> list[str]:
    """Capitalised English words that are no people: months, days, countries, their peoples and languages, large cities."""
    import calendar

    import faker.providers.address.en as addresses

    out = [
        w
        for some in (calendar.month_name, calendar.month_abbr, calendar.day_name, calendar.day_abbr)
        for w in some
        if w and w != "May"
    ]
    for country in addresses.Provider.countries:
        out += [
            w
            for w in re.findall(r"[A-Z][a-z]+", country)
            if w not in ("Saint", "Martin", "Helena", "Barthelemy", "Lucia", "Jan", "Georgia")
        ]
    return out + MORE_CAPITALS


MORE_CAPITALS = [
    "English",
    "Chinese",
    "Mandarin",
    "Cantonese",
    "French",
    "German",
    "Spanish",
    "Italian",
    "Japanese",
    "Korean",
    "Russian",
    "Arabic",
    "Hindi",
    "Portuguese",
    "Dutch",
    "Turkish",
    "Polish",
    "Swedish",
    "Danish",
    "Norwegian",
    "Finnish",
    "Greek",
    "Hebrew",
    "Thai",
    "Vietnamese",
    "Malay",
    "Tamil",
    "American",
    "British",
    "Canadian",
    "Australian",
    "European",
    "African",
    "Asian",
    "Indian",
    "Irish",
    "Scottish",
    "Welsh",
    "Mexican",
    "Brazilian",
    "Egyptian",
    "Swiss",
    "Belgian",
    "Austrian",
    "London",
    "Paris",
    "Berlin",
    "Madrid",
    "Rome",
    "Milan",
    "Munich",
    "Hamburg",
    "Vienna",
    "Zurich",
    "Geneva",
    "Brussels",
    "Amsterdam",
    "Dublin",
    "Edinburgh",
    "Glasgow",
    "Manchester",
    "Liverpool",
    "Birmingham",
    "Leeds",
    "Bristol",
    "Oxford",
    "Cambridge",
    "Boston",
    "Chicago",
    "Seattle",
    "Denver",
    "Dallas",
    "Houston",
    "Miami",
    "Atlanta",
    "Philadelphia",
    "Toronto",
    "Montreal",
    "Vancouver",
    "Ottawa",
    "Brisbane",
    "Melbourne",
    "Perth",
    "Adelaide",
    "Auckland",
    "Beijing",
    "Shanghai",
    "Guangzhou",
    "Shenzhen",
    "Hangzhou",
    "Nanjing",
    "Suzhou",
    "Chengdu",
    "Wuhan",
    "Tianjin",
    "Taipei",
    "Kaohsiung",
    "Tokyo",
    "Osaka",
    "Kyoto",
    "Seoul",
    "Busan",
    "Bangkok",
    "Jakarta",
    "Manila",
    "Hanoi",
    "Mumbai",
    "Delhi",
    "Bangalore",
    "Chennai",
    "Kolkata",
    "Dubai",
    "Cairo",
    "Lagos",
    "Nairobi",
    "Johannesburg",
    "Istanbul",
    "Ankara",
    "Moscow",
    "Warsaw",
    "Prague",
    "Budapest",
    "Stockholm",
    "Oslo",
    "Copenhagen",
    "Helsinki",
    "Lisbon",
    "Porto",
    "Barcelona",
    "Valencia",
    "California",
    "Texas",
    "Florida",
    "Nevada",
    "Arizona",
    "Oregon",
    "Ohio",
    "Illinois",
    "Michigan",
    "Massachusetts",
    "Pennsylvania",
    "Yorkshire",
    "Lancashire",
    "Kent",
    "Essex",
    "Surrey",
    "Sussex",
    "Devon",
    "Cornwall",
    "Ontario",
    "Quebec",
    "Queensland",
    "Victoria",
    "Bavaria",
    "Christmas",
    "Easter",
    "Thanksgiving",
    "Halloween",
    "Ramadan",
    "Diwali",
    "Monday",
    "Tuesday",
    "Google",
    "Amazon",
    "Microsoft",
    "Facebook",
    "Samsung",
    "Toyota",
    "Honda",
    "Nissan",
    "Volkswagen",
    "Sony",
    "Nike",
    "Adidas",
    "Ikea",
    "Starbucks",
    "Netflix",
    "YouTube",
    "WhatsApp",
    "WeChat",
    "Instagram",
    "Excel",
    "Windows",
    "Android",
    "Linux",
    "Python",
    "Java",
    "Bluetooth",
    "Ltd",
    "Inc",
    "LLC",
    "GmbH",
    "Corp",
    "PLC",
    "Pty",
    "University",
    "College",
    "Hospital",
    "Street",
    "Road",
    "Avenue",
    "Lane",
    "Drive",
    "Limited",
    "Company",
    "Group",
    "Hotel",
    "Bank",
    "Airport",
    "Church",
    "School",
    "Invoice",
    "Order",
    "Receipt",
]


def signs(people: People, fold: np.ndarray) -> np.ndarray:
    """Class of each Han sign 0 to 23: how often it is a surname (3 steps), a sign of given names (4), or of foreign names (2)."""
    from faker.providers.person.zh_CN import Provider

    surname = np.zeros(20992, np.uint8)
    weights = dict(Provider.last_names)
    ranked = sorted(weights, key=lambda s: -weights[s])
    for s in RARE:
        surname[ord(s) - 0x4E00] = 1
    for i, s in enumerate(ranked):
        if len(s) == 1:
            surname[ord(s) - 0x4E00] = 2 if i < 60 else 1
    for s in DOUBLE:
        surname[ord(s[0]) - 0x4E00] = max(1, surname[ord(s[0]) - 0x4E00])
    given = np.zeros(20992, np.uint8)
    values, male, female = people._given
    both = sorted(
        zip(values, (m + f for m, f in zip(male, female, strict=True)), strict=True), key=lambda x: -x[1]
    )
    for i, (c, _) in enumerate(both):
        if len(c) == 1 and 0x4E00 <= ord(c) <= 0x9FFF:
            given[ord(c) - 0x4E00] = 3 if i < 250 else 2 if i < 800 else 1
    foreign = np.zeros(20992, np.uint8)
    for c in TRANSLIT + "".join(UYGHUR + TIBETAN + MONGOL + YI):
        foreign[ord(c) - 0x4E00] = 1
    return (surname * 8 + given * 2 + foreign).astype(np.uint8)


def places(fold: np.ndarray) -> np.ndarray:
    """Address role of each Han sign, and whether it may end a cue word."""
    table = np.zeros(20992, np.uint8)
    for role, text in ROLES.items():
        for c in text:
            f = int(fold[ord(c)])
            if 0x4E00 <= f <= 0x9FFF and table[f - 0x4E00] == 0:
                table[f - 0x4E00] = role
    for words in CUES.values():
        for w in words:
            table[int(fold[ord(w[-1])]) - 0x4E00] |= CUE_END
    return table


def cues(fold: np.ndarray) -> np.ndarray:
    """Cue words of two or three signs before names (1), addresses (2), numbers (3), companies (4); Latin words of addresses."""
    table = np.zeros(1 << CUE_BITS, np.uint8)
    for label, words in CUES.items():
        for w in words:
            s = [int(fold[ord(c)]) for c in w]
            put(table, s[0], s[1], 0, 0, label)
    for role, words in LATIN_ROLES.items():
        for w in words:
            put(table, word_id(w, fold), 7, 0, 0, role)
    return table


def build(people: People) -> dict[str, np.ndarray]:
    fold = fold_table()
    return {
        "fold": fold,
        **chinese(fold),
        "words": latin(people, fold),
        "han": signs(people, fold),
        "places": places(fold),
        "cues": cues(fold),
    }
