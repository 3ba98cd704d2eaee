"""Invented people, firms, numbers and notes for make2.py: plain Python, every choice from the row's own random numbers.

A cell is a function of a row. What belongs together in a row (a person's name, sex, birth, ID and pinyin) agrees.
"""

# ruff: noqa: SIM905, S311

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

TODAY = date(2026, 5, 31)


@dataclass
class Row:
    """One row: its random numbers, what it has already decided, and what the whole table shares."""

    rng: random.Random
    n: int
    shared: dict[str, Any]
    kept: dict[str, Any] = field(default_factory=dict)

    def keep(self, key: str, make: Callable[[], Any]) -> Any:
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


Cell = Callable[[Row], str]

# --- Chinese people

_SURNAMES = """王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he 林lin 高gao
罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 冯feng 邓deng 曹cao 彭peng 曾zeng 肖xiao 田tian 董dong 潘pan 袁yuan 蔡cai 蒋jiang
余yu 于yu 杜du 叶ye 程cheng 魏wei 苏su 吕lv 丁ding 任ren 卢lu 姚yao 沈shen 钟zhong 姜jiang 崔cui 谭tan 陆lu 范fan 汪wang 廖liao 石shi 金jin
韦wei 贾jia 夏xia 付fu 方fang 邹zou 熊xiong 白bai 孟meng 秦qin 邱qiu 侯hou 江jiang 尹yin 薛xue 闫yan 段duan 雷lei 黎li 史shi 陶tao 贺he 毛mao
郝hao 顾gu 龚gong 邵shao 万wan 覃qin 武wu 钱qian 戴dai 严yan 莫mo 孔kong 向xiang 常chang 欧阳ouyang 上官shangguan 诸葛zhuge 司徒situ""".split()
_OLD_M = "建jian 国guo 华hua 明ming 军jun 平ping 志zhi 德de 永yong 福fu 贵gui 金jin 生sheng 根gen 宝bao 祥xiang 荣rong 兴xing 庆qing 民min 忠zhong 富fu".split()
_OLD_F = "秀xiu 英ying 兰lan 桂gui 珍zhen 凤feng 淑shu 芳fang 玉yu 梅mei 琴qin 云yun 香xiang 花hua 菊ju 月yue 翠cui 素su 莲lian 美mei".split()
_MID_M = "伟wei 强qiang 磊lei 洋yang 勇yong 杰jie 涛tao 超chao 刚gang 辉hui 鹏peng 宇yu 浩hao 凯kai 健jian 俊jun 斌bin 峰feng 波bo 海hai 晨chen 翔xiang 毅yi 亮liang 成cheng".split()
_MID_F = "娜na 敏min 静jing 丽li 艳yan 娟juan 霞xia 燕yan 玲ling 红hong 萍ping 莉li 婷ting 雪xue 慧hui 颖ying 琳lin 洁jie 倩qian 蕾lei 薇wei 佳jia 晓xiao 丹dan 璐lu".split()
_NEW_M = "轩xuan 睿rui 博bo 泽ze 宸chen 梓zi 逸yi 铭ming 皓hao 然ran 浩hao 宇yu 子zi 昊hao 奕yi 霖lin 恒heng 钧jun 沐mu 煜yu 骏jun 辰chen 一yi 嘉jia".split()
_NEW_F = "欣xin 怡yi 悦yue 涵han 诗shi 雨yu 馨xin 妍yan 彤tong 萱xuan 琪qi 瑶yao 思si 梓zi 语yu 桐tong 苒ran 若ruo 可ke 诺nuo 伊yi 糖tang 玥yue 芊qian".split()

AREAS = [
    line.split()
    for line in """110105 北京市 北京市 朝阳区|110108 北京市 北京市 海淀区|310115 上海市 上海市 浦东新区|310112 上海市 上海市 闵行区
330106 浙江省 杭州市 西湖区|330110 浙江省 杭州市 余杭区|330212 浙江省 宁波市 鄞州区|330326 浙江省 温州市 平阳县|320106 江苏省 南京市 鼓楼区|320583 江苏省 苏州市 昆山市
320206 江苏省 无锡市 惠山区|440106 广东省 广州市 天河区|440305 广东省 深圳市 南山区|440605 广东省 佛山市 南海区|510107 四川省 成都市 武侯区|510184 四川省 成都市 崇州市
420106 湖北省 武汉市 武昌区|421182 湖北省 黄冈市 武穴市|430104 湖南省 长沙市 岳麓区|430281 湖南省 株洲市 醴陵市|370202 山东省 青岛市 市南区|370782 山东省 潍坊市 诸城市
610113 陕西省 西安市 雁塔区|500105 重庆市 重庆市 江北区|350203 福建省 厦门市 思明区|350582 福建省 泉州市 晋江市|210102 辽宁省 沈阳市 和平区|340104 安徽省 合肥市 蜀山区
341222 安徽省 阜阳市 太和县|410105 河南省 郑州市 金水区|411328 河南省 南阳市 唐河县|120104 天津市 天津市 南开区|230103 黑龙江省 哈尔滨市 南岗区|530102 云南省 昆明市 五华区
360102 江西省 南昌市 东湖区|361128 江西省 上饶市 鄱阳县|130102 河北省 石家庄市 长安区|140105 山西省 太原市 小店区|450103 广西壮族自治区 南宁市 青秀区|520103 贵州省 贵阳市 云岩区""".replace(
        "\n", "|"
    ).split("|")
]
_WEIGHTS = [1 / (i + 6) for i in range(len(_SURNAMES))]


def _split(word: str) -> tuple[str, str]:
    chars = "".join(c for c in word if not c.isascii())
    return chars, word[len(chars) :]


@dataclass
class Person:
    surname: str
    given: str
    pinyin: tuple[str, str]
    male: bool
    birth: date
    area: Sequence[str]
    tail: int

    @property
    def name(self) -> str:
        return self.surname + self.given

    @property
    def resident_id(self) -> str:
        serial = self.tail - self.tail % 2 + self.male
        body = f"{self.area[0]}{self.birth:%Y%m%d}{serial % 1000:03d}"
        total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(body))
        return body + "10X98765432"[total % 11]

    @property
    def age(self) -> int:
        b = self.birth
        return TODAY.year - b.year - ((TODAY.month, TODAY.day) < (b.month, b.day))


def a_person(
    rng: random.Random, ages: tuple[int, int] = (18, 70), male: bool | None = None, surname: str = ""
) -> Person:
    male = rng.random() < 0.5 if male is None else male
    birth = TODAY - timedelta(days=rng.randint(ages[0] * 365 + 5, ages[1] * 365))
    if surname:
        last = next(_split(s) for s in _SURNAMES if _split(s)[0] == surname)
    else:
        last = _split(rng.choices(_SURNAMES, _WEIGHTS)[0])
    era = 0 if birth.year < 1972 else 1 if birth.year < 2002 else 2
    chars = [(_OLD_M, _MID_M, _NEW_M), (_OLD_F, _MID_F, _NEW_F)][not male][era]
    if rng.random() < 0.15 and era == 1:
        chars = chars + (_OLD_M if male else _OLD_F)
    count = 1 if rng.random() < (0.16, 0.38, 0.12)[era] else 2
    given = [_split(g) for g in rng.sample(chars, count)]
    return Person(
        last[0],
        "".join(g[0] for g in given),
        (last[1], "".join(g[1] for g in given)),
        male,
        birth,
        rng.choice(AREAS),
        rng.randrange(1000),
    )


def person(
    row: Row, key: str = "p", ages: tuple[int, int] = (18, 70), male: bool | None = None, surname_of: str = ""
) -> Person:
    """The person of that key in this row, made on first use."""

    def make() -> Person:
        other = row.kept[surname_of].surname if surname_of else ""
        return a_person(row.rng, ages, male, other)

    return row.keep(key, make)


def name(
    key: str = "p",
    ages: tuple[int, int] = (18, 70),
    male: bool | None = None,
    surname_of: str = "",
    masked: float = 0.0,
) -> Cell:
    def cell(row: Row) -> str:
        one = person(row, key, ages, male, surname_of)
        if row.rng.random() < masked:
            return one.surname[0] + row.rng.choice(
                ("**", "*" * len(one.given), "*" + one.given[-1] if len(one.given) > 1 else "*")
            )
        return one.name

    return cell


def called(key: str = "p", full: float = 0.65) -> Cell:
    """A full name, or how one says it on the telephone."""

    def cell(row: Row) -> str:
        one = person(row, key, (18, 60))
        return one.name if row.rng.random() < full else one.surname + ("先生" if one.male else "女士")

    return cell


def pinyin(key: str = "p") -> Cell:
    return lambda row: " ".join(person(row, key).pinyin).upper()


def sex(key: str = "p", words: Sequence[str] = ("男", "女")) -> Cell:
    return lambda row: words[not person(row, key).male]


def born(key: str = "p", *forms: str) -> Cell:
    def cell(row: Row) -> str:
        b = person(row, key).birth
        form = forms[0] if len(forms) == 1 or row.rng.random() < 0.85 else row.rng.choice(forms[1:])
        return form.format(y=b.year, m=b.month, d=b.day, b=b)

    return cell


def resident(key: str = "p", masked: float = 0.0, lower: float = 0.02) -> Cell:
    def cell(row: Row) -> str:
        text = person(row, key).resident_id
        if row.rng.random() < masked:
            return text[:6] + "********" + text[-4:]
        return text.lower() if row.rng.random() < lower else text

    return cell


def staff(pool: str, size: int, ages: tuple[int, int] = (22, 55)) -> Cell:
    """One of the few people who work there."""

    def cell(row: Row) -> str:
        if pool not in row.shared:
            row.shared[pool] = [a_person(row.shared["rng"], ages).name for _ in range(size)]
        return row.rng.choice(row.shared[pool])

    return cell


# --- telephones and accounts

_HEADS = "130 131 132 133 134 135 136 137 138 139 150 151 152 155 156 157 158 159 166 173 175 176 177 178 180 181 182 183 185 186 187 188 189 191 193 198 199".split()
_AREAS = "010:8 021:8 0571:8 0574:8 025:8 0512:8 020:8 0755:8 028:8 027:8 0731:8 0532:8 029:8 0592:7 0558:7 0377:7 0793:7".split()


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def a_mobile(rng: random.Random) -> str:
    return rng.choice(_HEADS) + digits(rng, 8)


def a_landline(rng: random.Random) -> str:
    area, size = rng.choice(_AREAS).split(":")
    mark = rng.choice(("-", "-", "-", "", " "))
    return f"{area}{mark}{rng.choice('23568')}{digits(rng, int(size) - 1)}"


def mobile(dirt: float = 0.1, landlines: float = 0.0, masked: float = 0.0, key: str = "") -> Cell:
    """Mobiles, some written otherwise; with a share of fixed lines."""

    def cell(row: Row) -> str:
        rng = row.rng
        if rng.random() < landlines:
            return a_landline(rng)
        tel = row.keep("mob:" + key, lambda: a_mobile(rng)) if key else a_mobile(rng)
        if rng.random() < masked:
            return tel[:3] + "****" + tel[7:]
        if rng.random() >= dirt:
            return tel
        return rng.choice(
            (
                f"{tel[:3]} {tel[3:7]} {tel[7:]}",
                f"{tel[:3]}-{tel[3:7]}-{tel[7:]}",
                "+86" + tel,
                "+86 " + tel,
                "86-" + tel,
                tel + " ",
                tel[:10],
                tel + "/" + a_mobile(rng),
            )
        )

    return cell


def landline(row: Row) -> str:
    return a_landline(row.rng) + (f"-{row.rng.randint(1, 899)}" if row.rng.random() < 0.08 else "")


def luhn(body: str) -> str:
    total = sum(
        int(d) if i % 2 else (int(d) * 2 - 9 if int(d) > 4 else int(d) * 2)
        for i, d in enumerate(reversed(body))
    )
    return body + str(-total % 10)


_CARDS = "621226:19 622202:19 621700:19 622848:19 621661:19 621799:19 622588:16 622622:16 621483:16 622908:18".split()


def a_card(rng: random.Random) -> str:
    head, size = rng.choice(_CARDS).split(":")
    return luhn(head + digits(rng, int(size) - 7))


def card(spaced: float = 0.08, masked: float = 0.0) -> Cell:
    def cell(row: Row) -> str:
        text = a_card(row.rng)
        if row.rng.random() < masked:
            return text[:6] + "*" * (len(text) - 10) + text[-4:]
        return (
            " ".join(text[i : i + 4] for i in range(0, len(text), 4)) if row.rng.random() < spaced else text
        )

    return cell


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def a_uscc(rng: random.Random) -> str:
    unit = "MA" + "".join(rng.choice(_USCC) for _ in range(6))
    rest = -sum(int(c, 36) * w for c, w in zip(unit, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    body = (
        rng.choice(("91", "91", "91", "92", "91", "52")) + rng.choice(AREAS)[0] + unit + "0123456789X"[rest]
    )
    total = sum(_USCC.index(c) * (3**i % 31) for i, c in enumerate(body))
    return body + _USCC[-total % 31]


def qq(row: Row) -> str:
    return str(row.rng.randint(1, 9)) + digits(row.rng, row.rng.randint(6, 9))


def wechat(key: str = "p", phones: float = 0.2) -> Cell:
    def cell(row: Row) -> str:
        rng, one = row.rng, person(row, key)
        if rng.random() < phones:
            return a_mobile(rng)
        last, first = one.pinyin
        return rng.choice(
            (
                f"{last}{first}{rng.randint(1, 999)}",
                f"{first}_{one.birth:%m%d}",
                f"wxid_{''.join(rng.choice(string.ascii_lowercase + string.digits) for _ in range(14))}",
                f"{last[0]}{first[0]}{digits(rng, 6)}",
                f"{first}-{last}{one.birth.year % 100:02d}",
                f"{last}_{first}",
                f"a{rng.choice(_HEADS)}{digits(rng, 4)}{first[:3]}",
            )
        ).ljust(6, "0")

    return cell


def email(key: str = "p") -> Cell:
    def cell(row: Row) -> str:
        rng, (last, first) = row.rng, person(row, key).pinyin
        host = rng.choice(
            "qq.com qq.com qq.com 163.com 163.com 126.com foxmail.com sina.com outlook.com 139.com gmail.com".split()
        )
        user = (
            qq(row)
            if host == "qq.com" and rng.random() < 0.75
            else rng.choice(
                (
                    f"{last}{first}",
                    f"{first}.{last}",
                    f"{last}{first}{rng.randint(1, 99)}",
                    f"{first}{person(row, key).birth.year}",
                    f"{last[0]}{first}_{rng.randint(10, 999)}",
                )
            )
        )
        return f"{user}@{host}"

    return cell


def plate(green: float = 0.15) -> Cell:
    def cell(row: Row) -> str:
        rng = row.rng
        head = rng.choices("浙苏沪京粤皖赣鲁川鄂闽豫湘", [30, 8, 5, 3, 4, 4, 3, 2, 1, 1, 1, 1, 1])[
            0
        ] + rng.choice("ABCDEFG")
        chars = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789" + "0123456789" * 5
        if rng.random() < green:
            return head + rng.choice("DF") + digits(rng, 5)
        tail = "".join(rng.choice(chars) for _ in range(4)) + rng.choice("0123456789")
        return head + ("·" if rng.random() < 0.05 else "") + tail

    return cell


# --- places and firms in China

_ROADS = "文汇 新华 解放 青年 环城北 望江 育才 振兴 学院 龙潭 东风 滨河 梧桐 迎宾 秋涛 长青 白云 凤起 人民中 中山西 体育场 金沙 紫荆 科技二 南湖 建设三".split()
_ESTATES = "翠湖花园 锦绣江南 阳光名邸 金色家园 碧水云天 城市之星 紫金公寓 枫林雅苑 绿都百合 万和新城 香樟里 云锦东方 桂语江南 丽景湾 东方明珠苑 学府壹号 和平里小区 西溪里 兰亭雅居 幸福新村".split()
_TOWNS = "石桥镇 龙山镇 双溪镇 白塔镇 青云镇 柳河镇 横塘镇".split()
_VILLAGES = "前进村 王家湾村 大塘村 上李村 新民村 东坡村 西河村 杨树坪村".split()


def a_house(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.randint(1, 38)}幢{rng.randint(1, 4)}单元{rng.randint(1, 28)}0{rng.randint(1, 4)}室",
            f"{rng.randint(1, 38)}栋{rng.randint(1, 33)}{rng.randint(1, 9):02d}",
            f"{rng.randint(1, 38)}-{rng.randint(1, 3)}-{rng.randint(1, 18)}0{rng.randint(1, 4)}",
            f"{rng.randint(1, 60)}号楼{rng.randint(1, 6)}0{rng.randint(1, 4)}",
        )
    )


def an_address(rng: random.Random, area: Sequence[str] | None = None, whole: float = 0.6) -> str:
    _, province, city, district = area or rng.choice(AREAS)
    lead = rng.random()
    head = (
        ""
        if lead > whole + 0.3
        else f"{city}{district}"
        if lead > whole or province == city
        else f"{province}{city}{district}"
    )
    if rng.random() < 0.12:
        return f"{head}{rng.choice(_TOWNS)}{rng.choice(_VILLAGES)}{rng.choice(('', f'{rng.randint(1, 9)}组'))}{rng.randint(1, 180)}号"
    road = rng.choice(_ROADS)
    road += "路" if road[-1] in "中西二三" else rng.choice(("路", "路", "路", "街", "大道"))
    estate = rng.choice(_ESTATES) if rng.random() < 0.8 else ""
    return f"{head}{road}{rng.randint(1, 899)}号{estate}{a_house(rng)}"


def address(key: str = "", whole: float = 0.6) -> Cell:
    return lambda row: an_address(row.rng, person(row, key).area if key else None, whole)


def local(where: int, whole: float = 0.25) -> Cell:
    """An address in the one town the firm works in."""
    return lambda row: an_address(row.rng, AREAS[where], whole)


def place(key: str, part: int) -> Cell:
    return lambda row: row.keep("area:" + key, lambda: row.rng.choice(AREAS))[part]


_MARKS = "恒达 鑫源 华瑞 卓越 天宇 瑞丰 佳信 博远 启航 汇通 金桥 嘉禾 盛世 联创 三和 宏图 优品 蓝海 正泰隆 百川 新锐 诚悦".split()
_LINES = "商贸 科技 餐饮管理 建筑工程 电子商务 文化传媒 机械设备 服饰 物流 信息技术 环保科技 食品 装饰设计 医疗器械 五金制品 企业管理咨询".split()


def a_firm(rng: random.Random) -> str:
    city = rng.choice(AREAS)[2].removesuffix("市")
    return rng.choice(
        (
            f"{city}{rng.choice(_MARKS)}{rng.choice(_LINES)}有限公司",
            f"{city}{rng.choice(_MARKS)}{rng.choice(_LINES)}有限公司",
            f"{city}市{rng.choice(_MARKS)}{rng.choice(_LINES)}有限责任公司",
            f"{rng.choice(_MARKS)}{rng.choice(_LINES)}（{city}）有限公司",
            f"{city}{rng.choice(_MARKS)}{rng.choice(_LINES)}合伙企业（有限合伙）",
            f"{city}{rng.choice(_ROADS)}{rng.choice(('小吃店', '便利店', '五金店', '美容院'))}",
        )
    )


def firm(row: Row) -> str:
    return a_firm(row.rng)


BANKS = "中国工商银行 中国建设银行 中国农业银行 中国银行 招商银行 交通银行 中国邮政储蓄银行 浦发银行 杭州银行 宁波银行".split()


def branch(row: Row) -> str:
    city = row.rng.choice(AREAS)[2].removesuffix("市")
    return f"{row.rng.choice(BANKS)}{row.rng.choice(('', '股份有限公司'))}{city}{row.rng.choice(_ROADS)}支行"


# --- plain columns


def one_of(text: str | Sequence[str], *weights: float) -> Cell:
    words = text.split() if isinstance(text, str) else text
    return lambda row: row.rng.choices(words, weights or None)[0]


def kept(key: str, cell: Cell) -> Cell:
    return lambda row: row.keep("cell:" + key, lambda: cell(row))


def same(key: str) -> Cell:
    return lambda row: row.kept["cell:" + key]


def code(form: str) -> Cell:
    """# a digit, @ a capital, & a hexadecimal digit, anything else itself."""

    def cell(row: Row) -> str:
        rng = row.rng
        return "".join(
            rng.choice(string.digits)
            if c == "#"
            else rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
            if c == "@"
            else rng.choice("0123456789abcdef")
            if c == "&"
            else c
            for c in form
        )

    return cell


def counter(form: str, start: int = 1, step: int = 1) -> Cell:
    """Running numbers, with gaps as rows are deleted."""

    def cell(row: Row) -> str:
        at = row.shared.get("at:" + form, start) + row.rng.randint(1, step)
        row.shared["at:" + form] = at
        return form.format(at)

    return cell


def count(lo: int, hi: int) -> Cell:
    return lambda row: str(row.rng.randint(lo, hi))


def decimal(lo: float, hi: float, places: int = 2) -> Cell:
    return lambda row: f"{row.rng.uniform(lo, hi):.{places}f}"


def money(key: str, choices: Sequence[float] | tuple[int, int], form: str = "{:.2f}") -> Cell:
    """A sum kept under a key; a pair of whole numbers is a range."""

    def cell(row: Row) -> str:
        span = len(choices) == 2 and isinstance(choices, tuple)
        value = row.keep(
            "sum:" + key, lambda: round(row.rng.uniform(*choices), 2) if span else row.rng.choice(choices)
        )
        return form.format(value)

    return cell


def worked_out(
    key: str, how: Callable[[Callable[[str], float], random.Random], float], form: str = "{:.2f}"
) -> Cell:
    """A sum that follows from others of its row."""
    return lambda row: form.format(
        row.keep("sum:" + key, lambda: round(how(lambda k: row.kept["sum:" + k], row.rng), 2))
    )


def when(
    key: str, form: str, first: str = "2025-01-01", last: str = "2026-05-30", hours: tuple[int, int] = (8, 22)
) -> Cell:
    """A moment kept under a key."""

    def make(row: Row) -> datetime:
        a, b = date.fromisoformat(first), date.fromisoformat(last)
        day = a + timedelta(days=row.rng.randint(0, (b - a).days))
        return datetime(
            day.year,
            day.month,
            day.day,
            row.rng.randint(*hours),
            row.rng.randrange(60),
            row.rng.randrange(60),
        )

    return lambda row: _moment(row.keep("at:" + key, lambda: make(row)), form)


def later(key: str, base: str, form: str, lo: float, hi: float) -> Cell:
    """So many days after another moment of the row."""
    return lambda row: _moment(
        row.keep(
            "at:" + key,
            lambda: row.kept["at:" + base] + timedelta(seconds=int(row.rng.uniform(lo, hi) * 86400)),
        ),
        form,
    )


def _moment(at: datetime, form: str) -> str:
    return form.format(at=at, y=at.year, m=at.month, d=at.day) if "{" in form else at.strftime(form)


def hole(cell: Cell, share: float, *instead: str) -> Cell:
    """Missing so often; now and then a placeholder for it."""

    def made(row: Row) -> str:
        value = cell(row)
        if row.rng.random() >= share:
            return value
        return row.rng.choice(instead) if instead and row.rng.random() < 0.5 else ""

    return made


def either(share: float, cell: Cell, other: Cell) -> Cell:
    return lambda row: cell(row) if row.rng.random() < share else other(row)


def said(*forms: str) -> Cell:
    """A sentence of one of the forms; {…} names a filling below."""

    def cell(row: Row) -> str:
        rng = row.rng
        text = rng.choice(forms)
        for slot, fill in FILL.items():
            while slot in text:
                text = text.replace(slot, fill(rng), 1)
        if rng.random() < 0.25 and not text.isascii():
            text += rng.choice(("。", "，谢谢", "！", "，已知悉", "，麻烦了"))
        return text

    return cell


FILL: dict[str, Callable[[random.Random], str]] = {
    "{name}": lambda r: a_person(r).name,
    "{sir}": lambda r: a_person(r).surname + r.choice(("先生", "女士", "老师", "总", "姐", "阿姨")),
    "{tel}": a_mobile,
    "{addr}": lambda r: an_address(r, whole=0.1),
    "{day}": lambda r: r.choice(
        ("周六", "周日", "下周一", "月底", "10号", "明天下午", "元旦后", "五一以后", "3月15日")
    ),
    "{time}": lambda r: f"{r.randint(8, 20)}点{r.choice(('', '半', '后', '前'))}",
    "{sum}": lambda r: str(r.choice((200, 300, 500, 680, 800, 1000, 1280, 2000))),
    "{ename}": lambda r: english(r, "us")[2],
    "{eday}": lambda r: r.choice(
        ("Monday", "next week", "the 14th", "end of Q2", "after Easter", "Thursday pm")
    ),
    "{etel}": lambda r: us_tel(r),
    "{dname}": lambda r: german(r)[2],
}

# --- English and German

_US_F = "Emma Olivia Ava Sophia Isabella Mia Charlotte Amelia Harper Evelyn Abigail Ella Madison Chloe Grace Zoe Hannah Aaliyah Camila Layla Naomi Brianna Ximena Jasmine".split()
_US_M = "Liam Noah Mason Ethan Logan Lucas Jackson Aiden Oliver Elijah Carter Wyatt Jayden Dylan Caleb Isaac Hunter Diego Malik Owen Tyler Brandon Xavier Mateo".split()
_US_S = "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Thomas Taylor Moore Jackson Lee Thompson White Harris Clark Ramirez Lewis Robinson Walker Young Nguyen King Flores Patel Kim Carter O'Brien Washington".split()
_UK_F = "Margaret Susan Karen Emily Charlotte Fiona Gemma Zara Priya Alison Heather Lucy Imogen Rosie Bethan Siobhan Aisha Nicola Poppy Daphne Maureen Freya".split()
_UK_M = "Graham Nigel Alistair Callum Harry George Rhys Oliver Simon Keith Imran Gareth Trevor Stuart Ewan Declan Rupert Colin Jamie Tariq Alfie Barnaby".split()
_UK_S = "Smith Jones Taylor Williams Evans Hughes Wright Green Hall Clarke Patel Khan Campbell Mitchell Bailey Cooper Richardson Shaw Murphy Wood Begum Fraser MacDonald Whittaker Ashworth Pritchard Thornton Singh Barlow Hargreaves".split()
_DE_F = "Anna Sabine Petra Julia Katharina Monika Lena Ursula Heike Sophie Claudia Birgit Laura Marie Renate Stefanie Johanna Gisela Elif Nadine Ingrid Mila Frieda Angelika".split()
_DE_M = "Thomas Michael Andreas Lukas Jonas Stefan Wolfgang Maximilian Peter Klaus Jürgen Felix Tobias Markus Finn Sebastian Günter Uwe Emre Dieter Björn Matthias Anton Leon".split()
_DE_S = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Werner Krause Lehmann Köhler Maier Yılmaz Nowak Böhm Vogt von_der_Heide".split()


def english(rng: random.Random, land: str) -> tuple[str, str, str, bool]:
    """First name, surname, both, and whether a man."""
    male = rng.random() < 0.5
    first = rng.choice({"us": (_US_F, _US_M), "uk": (_UK_F, _UK_M)}[land][male])
    last = rng.choice({"us": _US_S, "uk": _UK_S}[land])
    return first, last, f"{first} {last}", male


def german(rng: random.Random) -> tuple[str, str, str, bool]:
    male = rng.random() < 0.52
    first, last = rng.choice((_DE_F, _DE_M)[male]), rng.choice(_DE_S).replace("_", " ")
    return first, last, f"{first} {last}", male


def western(land: str, part: int, key: str = "w") -> Cell:
    return lambda row: row.keep(
        f"{land}:{key}", lambda: german(row.rng) if land == "de" else english(row.rng, land)
    )[part]


def western_sex(land: str, words: tuple[str, str], key: str = "w") -> Cell:
    """The words for a man and for a woman."""
    return lambda row: words[
        not row.keep(f"{land}:{key}", lambda: german(row.rng) if land == "de" else english(row.rng, land))[3]
    ]


def western_staff(land: str, pool: str, size: int, form: str = "{0} {1}") -> Cell:
    def cell(row: Row) -> str:
        if pool not in row.shared:
            rng = row.shared["rng"]
            row.shared[pool] = [
                form.format(*(german(rng) if land == "de" else english(rng, land))) for _ in range(size)
            ]
        return row.rng.choice(row.shared[pool])

    return cell


_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", " ": "", "'": ""})


def western_email(land: str, hosts: str, key: str = "w", work: bool = False) -> Cell:
    def cell(row: Row) -> str:
        first, last, _, _ = row.keep(
            f"{land}:{key}", lambda: german(row.rng) if land == "de" else english(row.rng, land)
        )
        first, last, rng = first.lower().translate(_FOLD), last.lower().translate(_FOLD), row.rng
        if work:
            return (
                f"{rng.choice((f'{first}.{last}', f'{first[0]}{last}', first))}@{rng.choice(hosts.split())}"
            )
        return f"{rng.choice((f'{first}.{last}', f'{first}{last}{rng.randint(1, 99)}', f'{first[0]}.{last}', f'{last}{rng.randint(50, 99)}', f'{first}_{last}'))}@{rng.choice(hosts.split())}"

    return cell


def us_tel(rng: random.Random) -> str:
    a, b, c = (
        rng.choice("206 303 312 404 415 503 512 602 614 617 704 719 816 919".split()),
        f"{rng.randint(2, 9)}{digits(rng, 2)}",
        digits(rng, 4),
    )
    return rng.choice(
        (
            f"({a}) {b}-{c}",
            f"({a}) {b}-{c}",
            f"({a}) {b}-{c}",
            f"{a}-{b}-{c}",
            f"{a}.{b}.{c}",
            f"+1 {a} {b} {c}",
            f"{a}{b}{c}",
        )
    )


def uk_tel(rng: random.Random) -> str:
    if rng.random() < 0.7:
        t = "7" + rng.choice("345789") + digits(rng, 8)
        return rng.choice(
            (f"0{t[:4]} {t[4:]}", f"0{t}", f"+44 {t[:4]} {t[4:]}", f"0{t[:4]} {t[4:7]} {t[7:]}")
        )
    area = rng.choice("0161 0113 0121 0117 0131 0114 01223 01865 020".split())
    if area == "020":
        return f"020 {rng.choice('78')}{digits(rng, 3)} {digits(rng, 4)}"
    first = rng.choice("2345678")
    return (
        f"{area} {first}{digits(rng, 5)}"
        if len(area) == 5
        else f"{area} {first}{digits(rng, 2)} {digits(rng, 4)}"
    )


def de_tel(rng: random.Random) -> str:
    area = rng.choice("089 030 0711 0821 07071 08131 0561 0221".split())
    return rng.choice(
        (
            f"{area}/{digits(rng, 6)}",
            f"{area} {rng.randint(2, 9)}{digits(rng, 5)}",
            f"{area}-{rng.randint(2, 9)}{digits(rng, 6)}",
            f"+49 {area[1:]} {digits(rng, 6)}",
        )
    )


def de_mobile(rng: random.Random) -> str:
    head = rng.choice("0151 0152 0157 0160 0170 0171 0172 0176 0177 0179".split())
    return rng.choice(
        (
            f"{head}/{digits(rng, 7)}",
            f"{head} {digits(rng, 8)}",
            f"+49 {head[1:]} {digits(rng, 7)}",
            head + digits(rng, 8),
        )
    )


_US_STREETS = "Maple Cedar Washington Lakeview Elm Jefferson Sunset Hillcrest Willow Madison Prairie Chestnut Ridgewood Franklin".split()
_UK_STREETS = "Church High Station Victoria Mill Albert Grange Queens Manor Park Chapel Windsor Highfield Orchard Kingsway".split()
_DE_STREETS = "Hauptstraße Bahnhofstr. Gartenweg Schillerstraße Am_Mühlbach Lindenallee Dorfstraße Goethestr. Bergstraße Kirchplatz Rosenweg Ringstraße Birkenweg Mozartstraße Zum_Sportplatz".split()


def us_street(row: Row) -> str:
    rng = row.rng
    return f"{rng.randint(12, 9899)} {rng.choice(('', '', 'N ', 'SW '))}{rng.choice(_US_STREETS)} {rng.choice('St Ave Rd Dr Ln Ct Blvd'.split())}{rng.choice(('', '', '', f' Apt {rng.randint(1, 40)}', f' #{rng.randint(1, 300)}'))}"


def uk_street(row: Row) -> str:
    rng = row.rng
    return rng.choice(
        (
            f"{rng.randint(1, 210)} {rng.choice(_UK_STREETS)} {rng.choice('Road Street Lane Avenue Close Drive Terrace'.split())}",
            f"Flat {rng.randint(1, 30)} {rng.randint(1, 90)} {rng.choice(_UK_STREETS)} Road",
            f"{rng.choice(('Rose', 'Ivy', 'The Old', 'Bramble'))} Cottage {rng.choice(_UK_STREETS)} Lane",
        )
        if rng.random() < 0.4
        else (
            f"{rng.randint(1, 210)} {rng.choice(_UK_STREETS)} {rng.choice('Road Street Lane Avenue Close Drive Terrace'.split())}",
        )
    )


def de_street(row: Row) -> str:
    return f"{row.rng.choice(_DE_STREETS).replace('_', ' ')} {row.rng.randint(1, 140)}{row.rng.choice(('', '', '', '', 'a', 'b'))}"


def uk_postcode(row: Row) -> str:
    rng = row.rng
    text = f"{rng.choice('M LS B BS EH S CB OX SW NW E'.split())}{rng.randint(1, 19)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    return text.replace(" ", "") if rng.random() < 0.06 else text


def western_born(form: str, ages: tuple[int, int], key: str = "wb") -> Cell:
    return lambda row: _moment(
        row.keep(
            "at:" + key,
            lambda: datetime.combine(
                TODAY - timedelta(days=row.rng.randint(ages[0] * 365, ages[1] * 365)), datetime.min.time()
            ),
        ),
        form,
    )


_BLZ = "70150000:SSKMDEMMXXX 70090500:GENODEF1S04 50010517:INGDDEFFXXX 12030000:BYLADEM1001 64150020:SOLADES1TUB 76010085:PBNKDEFF760".split()


def iban(row: Row) -> str:
    bank = row.keep("blz", lambda: row.rng.choice(_BLZ)).split(":")[0]
    bban = bank + digits(row.rng, 10)
    text = f"DE{98 - int(bban + '131400') % 97:02d}{bban}"
    return " ".join(text[i : i + 4] for i in range(0, 22, 4)) if row.rng.random() < 0.5 else text


def bic(row: Row) -> str:
    return row.keep("blz", lambda: row.rng.choice(_BLZ)).split(":")[1]


def ssn(row: Row) -> str:
    rng = row.rng
    return f"{rng.choice([n for n in range(1, 773) if n != 666]):03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"


def passport(row: Row) -> str:
    """Of foreigners, as hotels take them down."""
    rng = row.rng
    return (
        rng.choice(
            (code("#########"), code("@########"), code("@@#######"), code("@@@######"), code("@##@##@##"))
        )(row)
        if rng.random() < 0.9
        else f"E{rng.choice('ABCDEFGH')}{digits(rng, 7)}"
    )


def ip(row: Row) -> str:
    rng = row.rng
    return f"{rng.choice((36, 39, 58, 60, 101, 112, 113, 115, 117, 119, 120, 122, 124, 180, 183, 218, 221, 223))}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"


def mac(row: Row) -> str:
    heads = "3c:a5:81 48:2c:a0 d4:61:da a4:83:e7 f0:18:98 60:ab:67 8c:85:90 28:6c:07".split()
    return row.rng.choice(heads) + "".join(f":{row.rng.randrange(256):02x}" for _ in range(3))


_NICK = "小鱼儿 晴天 追风少年 橙子味的夏天 可乐加冰 静待花开 老猫 阿杰 Sunny 妞妞妈 一米阳光 糖豆 大熊 西瓜不甜 Leo 清风徐来 木子李 momo 南山南 跑步的蜗牛 云淡风轻 豆豆爸 CC 平安是福 奶茶三分糖 Amy 夏末 橘子 浅笑 北极熊 小确幸 Kevin 柠檬 花开富贵 知足常乐".split()


def nick(row: Row) -> str:
    rng = row.rng
    return rng.choice(_NICK) + rng.choice(
        ("", "", "", "🌸", "~", str(rng.randint(1, 99)), "_" + digits(rng, 4), "ᐝ")
    )


def userid(row: Row) -> str:
    rng = row.rng
    p = a_person(rng)
    return rng.choice(
        (
            f"tb{digits(rng, 8)}",
            f"{''.join(p.pinyin)}{rng.randint(1, 999)}",
            f"{rng.choice(_NICK)}{rng.randint(1, 2020)}",
            f"{p.pinyin[1]}_{digits(rng, 4)}",
            f"t_{digits(rng, 13)}_0{digits(rng, 3)}",
            f"{p.given}{rng.randint(10, 99)}",
        )
    )
