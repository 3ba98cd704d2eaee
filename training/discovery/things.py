"""Invents what else stands in notes: numbers with and without valid checksums, companies, shops, products, dates, amounts."""

from __future__ import annotations

import random
import string
from functools import cached_property
from pathlib import Path

from faker import Faker
from people import People, _beside
from places import Places

PREFIX = [
    "130",
    "131",
    "132",
    "133",
    "135",
    "136",
    "137",
    "138",
    "139",
    "147",
    "150",
    "151",
    "152",
    "153",
    "155",
    "156",
    "157",
    "158",
    "159",
    "166",
    "170",
    "171",
    "172",
    "173",
    "175",
    "176",
    "177",
    "178",
    "180",
    "181",
    "182",
    "183",
    "184",
    "185",
    "186",
    "187",
    "188",
    "189",
    "191",
    "193",
    "195",
    "198",
    "199",
]
TRADE = [
    "科技",
    "贸易",
    "商贸",
    "实业",
    "建筑工程",
    "装饰",
    "物流",
    "餐饮管理",
    "食品",
    "服饰",
    "教育咨询",
    "文化传媒",
    "电子商务",
    "机械设备",
    "医药",
    "房地产",
    "投资",
    "咨询",
    "广告",
    "物业管理",
    "汽车销售",
    "劳务",
    "建材",
    "五金",
    "化工",
    "纺织",
    "农业",
    "生物科技",
    "信息技术",
    "网络",
    "酒店管理",
    "家具",
    "电器",
    "供应链",
    "财务咨询",
    "环保",
]
SHOPS = [
    "老张面馆",
    "王婆大虾",
    "李记牛肉汤",
    "陈家包子铺",
    "周黑鸭",
    "刘一手火锅",
    "杨国福麻辣烫",
    "张亮麻辣烫",
    "孙家烧饼",
    "赵记粥铺",
    "吴裕泰",
    "马应龙",
    "李宁",
    "周大福",
    "周生生",
    "谢瑞麟",
    "张小泉",
    "王老吉",
    "老干妈",
    "王守义",
    "陈克明",
    "康师傅",
    "金龙鱼",
    "白象",
    "安踏",
    "特步",
    "海澜之家",
    "方太",
    "苏泊尔",
    "花西子",
    "完美日记",
    "白家食品",
    "何氏眼科",
    "徐福记",
    "沈大成",
    "乔家栅",
    "邵万生",
    "冯氏推拿",
    "高姐美甲",
    "田老师红烧肉",
    "罗森",
    "全家",
    "许留山",
    "黄振龙凉茶",
    "邓老凉茶",
    "顾家家居",
    "曲美",
    "林氏木业",
    "左右沙发",
    "严选",
    "单向空间",
    "方所",
    "言几又",
    "钟书阁",
    "常青藤书店",
    "江南布衣",
    "欧阳家炖品",
    "司马牌跑鞋",
    "东方甄选",
    "诸葛烤鱼",
    "公孙策剧本杀",
    "百里香茶饮",
]
PRODUCTS = [
    "白衬衫",
    "黄桃罐头",
    "安全座椅",
    "方便面",
    "金丝楠手串",
    "毛巾被",
    "石榴汁",
    "高跟鞋",
    "康乃馨",
    "江米条",
    "马丁靴",
    "牛仔裤",
    "龙井茶",
    "凤梨酥",
    "胡萝卜",
    "花生酱",
    "苏打水",
    "柳橙汁",
    "梅子酒",
    "杏仁露",
    "柏木砧板",
    "万能充",
    "时尚背包",
    "常温奶",
    "全麦面包",
    "温度计",
    "平底锅",
    "和田枣",
    "明信片",
    "强力胶",
    "文具盒",
    "向日葵籽",
    "水杯",
    "车载支架",
    "段子手T恤",
    "祝福贺卡",
    "武夷岩茶",
    "蓝牙耳机",
    "iPhone手机壳",
    "戴森吸风机",
    "华为平板",
    "小米手环",
    "乐高积木",
    "施华蔻洗发水",
    "费列罗",
    "莫斯利安",
    "伊利",
    "欧莱雅",
    "雅诗兰黛",
    "范思哲",
    "古驰",
    "约翰走路",
    "杰克琼斯",
    "安德玛",
    "马克华菲",
]
WEEK = [
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "下周三",
    "上周末",
    "礼拜天",
    "明天",
    "后天",
    "今天",
    "昨天",
    "月底",
    "月初",
    "国庆",
    "五一",
    "元旦",
    "端午",
    "中秋",
]


class Things:
    """Fillers; each method returns a text."""

    def __init__(self, rng: random.Random, people: People, places: Places) -> None:
        self.rng, self.people, self.places, self.pick = rng, people, places, people.pick

    def d(self, n: int) -> str:
        return "".join(self.rng.choices("0123456789", k=n))

    def n(self, a: int, b: int) -> int:
        return self.rng.randint(a, b)

    def mobile(self) -> str:
        m = self.pick(PREFIX) + self.d(8)
        x = self.rng.random()
        if x < 0.75:
            return m
        return self.pick(
            [f"{m[:3]}-{m[3:7]}-{m[7:]}", f"{m[:3]} {m[3:7]} {m[7:]}", f"+86 {m}", f"+86{m}", f"86-{m}"]
        )

    def landline(self) -> str:
        a = self.pick(
            [
                "010",
                "021",
                "0755",
                "0571",
                "020",
                "028",
                "027",
                "0532",
                "0411",
                "025",
                "0871",
                "0592",
                "0731",
                "0531",
            ]
        )
        return a + self.pick(["-", "-", "-", " ", ""]) + self.pick("2345678") + self.d(7)

    def phone_intl(self) -> str:
        return self.pick(
            [
                f"+1 ({self.n(201, 989)}) {self.n(201, 999)}-{self.d(4)}",
                f"+44 7{self.d(3)} {self.d(6)}",
                f"+49 15{self.d(1)} {self.d(8)}",
                f"+81 90-{self.d(4)}-{self.d(4)}",
                f"+852 {self.pick('569')}{self.d(3)} {self.d(4)}",
                f"({self.n(201, 989)}) {self.n(201, 999)}-{self.d(4)}",
                f"07{self.d(3)} {self.d(6)}",
                f"09{self.d(2)}-{self.d(3)}-{self.d(3)}",
                f"010-{self.d(4)}-{self.d(4)}",
            ]
        )

    def resident(self, good: bool = True) -> str:
        body = (
            self.pick(
                [
                    "110101",
                    "310104",
                    "330106",
                    "440305",
                    "510107",
                    "420106",
                    "370202",
                    "610103",
                    "350203",
                    "430104",
                ]
            )
            + f"{self.n(1945, 2015)}{self.n(1, 12):02d}{self.n(1, 28):02d}"
            + self.d(3)
        )
        check = "10X98765432"[
            sum(
                int(c) * k
                for c, k in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)
            )
            % 11
        ]
        return body + check if good else body + self.pick([c for c in "0123456789" if c != check])

    def card(self, good: bool = True) -> str:
        body = self.pick(["622202", "622848", "621700", "622588", "436742", "520082"]) + self.d(
            12 if self.rng.random() < 0.5 else 9
        )
        for last in "0123456789":
            total = sum(
                (lambda v: v - 9 if v > 9 else v)(int(c) * (2 if i % 2 else 1))
                for i, c in enumerate(reversed(body + last))
            )
            if (total % 10 == 0) == good:
                break
        text = body + last
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4)) if self.rng.random() < 0.25 else text

    def uscc(self) -> str:
        return "91" + self.d(6) + "MA" + "".join(self.rng.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=8))

    def email(self) -> str:
        user = "".join(self.rng.choices(string.ascii_lowercase, k=self.n(4, 9))) + self.pick(
            ["", self.d(2), "." + "".join(self.rng.choices(string.ascii_lowercase, k=5))]
        )
        return (
            user
            + "@"
            + self.pick(
                ["qq.com", "163.com", "gmail.com", "example.com", "outlook.com", "example.org", "sina.cn"]
            )
        )

    def wechat(self) -> str:
        return self.pick(
            [
                "wxid_" + "".join(self.rng.choices(string.ascii_lowercase + string.digits, k=12)),
                "".join(self.rng.choices(string.ascii_lowercase, k=6)) + "_" + self.d(3),
                "".join(self.rng.choices(string.ascii_lowercase, k=5)) + self.d(4),
            ]
        )

    def plate(self) -> str:
        return (
            self.pick("京沪粤苏浙鲁川豫湘鄂闽皖")
            + self.pick("ABCDEFGH")
            + self.pick(["", "·", ""])
            + "".join(self.rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=5))
        )

    def birth(self) -> str:
        y, m, d = self.n(1940, 2018), self.n(1, 12), self.n(1, 28)
        return self.pick(
            [
                f"{y}-{m:02d}-{d:02d}",
                f"{y}年{m}月{d}日",
                f"{y}.{m}.{d}",
                f"{y}/{m}/{d}",
                f"{y}{m:02d}{d:02d}",
                f"{y % 100:02d}.{m}.{d}",
                f"{y}年{m}月",
            ]
        )

    def date(self) -> str:
        y, m, d = self.n(2015, 2026), self.n(1, 12), self.n(1, 28)
        return self.pick(
            [
                f"{y}-{m:02d}-{d:02d}",
                f"{m}月{d}日",
                f"{m}月{d}号",
                f"{y}年{m}月{d}日",
                f"{m}.{d}",
                f"{y}/{m}/{d}",
                f"{d}号",
                self.pick(WEEK),
                self.pick(WEEK),
            ]
        )

    def date_en(self) -> str:
        """As people who write in Latin script put it."""
        import calendar

        d, m, y = self.n(1, 28), self.n(1, 12), self.n(2015, 2027)
        long, short = calendar.month_name[m], calendar.month_abbr[m]
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th") if not 10 < d < 14 else "th"
        return self.pick(
            [
                f"{d} {long} {y}",
                f"{long} {d}, {y}",
                f"{d} {short}",
                f"{short} {d}",
                f"{d}/{m}/{y}",
                f"{m}/{d}",
                f"{y}-{m:02d}-{d:02d}",
                f"{d}.{m}.{y}",
                f"the {d}{suffix}",
                f"{long} {d}{suffix}",
                calendar.day_name[d % 7],
                f"{calendar.day_name[d % 7]} {d} {long}",
                f"{d:02d}.{m:02d}.",
            ]
        )

    def money_en(self) -> str:
        """Amounts with the signs of many countries."""
        a = self.n(1, 4000)
        return self.pick(
            [
                f"${a}",
                f"£{a}",
                f"€{a}",
                f"{a} EUR",
                f"USD {a}",
                f"${a:,}.{self.n(0, 99):02d}",
                f"£{self.n(1, 90)}.50",
                f"{a} €",
                f"Rs {a}",
                f"₹{a:,}",
                f"R{a}",
                f"A${a}",
                f"{a} kr",
                f"CHF {a}",
                f"RM{a}",
                f"{a} dollars",
            ]
        )

    def time(self) -> str:
        return self.pick(
            [
                f"{self.n(0, 23)}:{self.n(0, 59):02d}",
                f"{self.pick(['上午', '下午', '晚上', '中午'])}{self.n(1, 12)}点{self.pick(['', '半', '多'])}",
                f"{self.n(8, 21)}点",
                f"{self.n(0, 23):02d}:{self.n(0, 59):02d}:{self.n(0, 59):02d}",
            ]
        )

    def money(self) -> str:
        return self.pick(
            [
                f"{self.n(1, 9999)}元",
                f"{self.n(1, 99999)}.{self.d(2)}",
                f"¥{self.n(10, 9999)}",
                f"{self.n(1, 50)}万",
                f"{self.n(100, 9999)}",
                f"{self.n(1, 999)}块",
                f"{self.n(1, 999):,},{self.d(3)}.00",
                f"RMB {self.n(100, 9999)}",
                f"${self.n(10, 999)}",
            ]
        )

    def org(self) -> str:
        city = self.places._short(self.pick(self.places.tree)[1]).replace("市辖区", "上海")
        x = self.rng.random()
        word = (
            self.people.given(2)
            if x < 0.3
            else self.pick("金银瑞祥福康安宏盛华丽新东南西北中天恒信达诚联创佳美尚优博远通汇")
            + self.pick("泰源达成昌隆丰茂宇和润信通创佳美")
        )
        if x > 0.85:
            return (
                city
                + self.pick(["市", ""])
                + self.pick(
                    [
                        "人民医院",
                        "第一中学",
                        "税务局",
                        "住房公积金管理中心",
                        "农商银行",
                        "供电公司",
                        "自来水公司",
                        "公安局",
                        "妇幼保健院",
                        "实验小学",
                    ]
                )
            )
        if x > 0.82:
            return self.pick(self.lists["brands"])
        if x > 0.78:
            return self.pick(
                [
                    "中国平安",
                    "招商银行",
                    "工商银行北京分行",
                    "顺丰速运",
                    "中通快递",
                    "京东物流",
                    "中国移动",
                    "阿里巴巴",
                    "腾讯",
                    "国家电网",
                    "中石化",
                    "万科物业",
                    "美团",
                    "字节跳动",
                    "建设银行",
                    "中国人寿",
                ]
            )
        tail = self.pick(
            [
                "有限公司",
                "有限公司",
                "有限责任公司",
                "股份有限公司",
                "公司",
                "集团",
                "厂",
                "经营部",
                "商行",
                "工作室",
                "事务所",
                "合作社",
                "中心",
            ]
        )
        return self.pick(
            [
                f"{city}{word}{self.pick(TRADE)}{tail}",
                f"{word}{self.pick(TRADE)}{tail}",
                f"{city}市{word}{self.pick(TRADE)}{tail}",
                f"{word}（{city}）{self.pick(TRADE)}{tail}",
                f"{word}{self.pick(TRADE)}",
            ]
        )

    @cached_property
    def _companies(self) -> list[str]:
        out = []
        for locale in ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT"):
            fake = Faker(locale)
            out += [fake.company() for _ in range(300)]
        return out

    def org_en(self) -> str:
        if self.rng.random() < 0.4:
            return self.pick(self.lists["latin"])
        if self.rng.random() < 0.4:
            a = self.pick(
                [
                    "Bright",
                    "North",
                    "Silver",
                    "Blue",
                    "Green",
                    "Prime",
                    "Star",
                    "Global",
                    "United",
                    "Royal",
                    "Pacific",
                    "Atlantic",
                    "Golden",
                    "First",
                    "Smart",
                    "Urban",
                    "Alpine",
                    "Summit",
                    "Harbor",
                    "Delta",
                ]
            )
            return f"{a} {self.pick(['Logistics', 'Dental', 'Fitness', 'Trading', 'Foods', 'Systems', 'Motors', 'Travel', 'Media', 'Consulting', 'Partners', 'Bakery', 'Clinic', 'Academy', 'Supplies'])}{self.pick(['', '', ' Ltd', ' LLC', ' Inc.', ' GmbH', ' Co.', ' Limited'])}"
        return self.pick(self._companies)

    @cached_property
    def lists(self) -> dict[str, list[str]]:
        folder = Path(__file__).parent / "gazetteers"
        return {
            f.stem: [w for w in f.read_text("utf-8").splitlines() if w.strip()] for f in folder.glob("*.txt")
        }

    def shop(self) -> str:
        x = self.rng.random()
        if x < 0.55:
            return self.pick(self.lists["brands"])
        x = self.rng.random()
        if x < 0.5:
            return self.pick(SHOPS)
        return self.pick(
            [
                f"{self.people.surname()}{self.pick('记氏家')}{self.pick(['面馆', '烧腊', '五金', '药房', '茶叶', '布艺', '水果', '烘焙', '诊所', '牛肉面'])}",
                f"{self.people.given(2)}{self.pick(['美容院', '健身', '超市', '书店', '花店', '烘焙', '文具店', '理发店', '舞蹈', '琴行', '幼儿园', '眼镜'])}",
            ]
        )

    def school(self) -> str:
        return self.pick(
            [
                self.places._short(self.pick(self.places.tree)[2]),
                self.people.given(2),
                self.pick(["育才", "实验", "第一", "第三", "外国语", "希望", "阳光", "新世纪", "师大附属"]),
            ]
        ) + self.pick(
            [
                "小学",
                "中学",
                "幼儿园",
                "高级中学",
                "双语学校",
                "培训学校",
                "大学",
                "职业技术学院",
                "附中",
                "二小",
            ]
        )

    @cached_property
    def words(self) -> list[tuple[str, float, str]]:
        out = []
        for line in _beside("jieba", "dict.txt").read_text("utf-8").splitlines():
            w, f, t = line.split(" ")
            if 2 <= len(w) <= 4 and int(f) > 8 and t[:2] not in ("nr",):
                out.append((w, float(f) ** 0.5, t))
        return out

    def word(self) -> str:
        if self.rng.random() < 0.15:
            return self.pick(self.lists["words"])
        return self._pool(self.words)

    def _pool(self, values: list[tuple[str, float, str]]) -> str:
        cache = self.__dict__.setdefault("_word_pool", [])
        if not cache:
            cache += self.rng.choices([v[0] for v in values], [v[1] for v in values], k=20000)
        return cache.pop()

    def product(self) -> str:
        if self.rng.random() < 0.35:
            return self.pick(self.lists["words"])
        return self.pick(PRODUCTS) if self.rng.random() < 0.6 else self.word()

    def iban(self) -> str:
        return self.pick(["DE", "GB29NWBK", "FR14"]) + self.d(16)

    def hkid(self) -> str:
        return self.pick("ABCDEFGHKPRSVYZ") + self.d(6) + f"({self.pick('0123456789A')})"

    def twid(self) -> str:
        return self.pick("ABCDEFGHJKLMNPQRSTUVXYWZIO") + self.pick("12") + self.d(8)
