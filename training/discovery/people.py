"""Invents people's names in every script the detector has to know; all of them are drawn from parts, none is anybody's."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import pkgutil
import random
from functools import cache, cached_property
from pathlib import Path

from faker import Faker

RARE = (
    "于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋"
    "仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚"
    "农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆"
    "红游竺权逯盖益桓公付肖闫覃代佟揭帅初岳麦苟楚仝佘练仉鹿檀丛原隋闪仵漆禤淦戚靖生占尧门丘蒿撒冼商牟佴伯赏墨哈谯笪年爱阳佐楼同敬芦晋药宾钦区种过逢缑亢況况有琴官言福"
)
DOUBLE = [
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "慕容",
    "令狐",
    "司徒",
    "东方",
    "公孙",
    "端木",
    "独孤",
    "南宫",
    "西门",
    "长孙",
    "宇文",
    "轩辕",
    "百里",
    "呼延",
    "闻人",
    "澹台",
    "钟离",
    "太史",
    "申屠",
    "公羊",
    "赫连",
    "完颜",
    "耶律",
    "拓跋",
    "司空",
    "左丘",
    "东郭",
    "第五",
    "鲜于",
    "万俟",
    "淳于",
    "单于",
    "濮阳",
    "纳兰",
    "叶赫",
    "爱新",
    "欧阳",
    "欧阳",
    "司马",
    "诸葛",
    "上官",
    "令狐",
    "皇甫",
    "尉迟",
    "夏侯",
]
POETIC = [
    "子涵",
    "梓涵",
    "梓轩",
    "宇轩",
    "浩宇",
    "欣怡",
    "雨桐",
    "诗涵",
    "一诺",
    "沐宸",
    "若曦",
    "可馨",
    "依诺",
    "子墨",
    "语嫣",
    "奕辰",
    "思远",
    "嘉懿",
    "煜城",
    "懿轩",
    "烨伟",
    "苑博",
    "伟泽",
    "熠彤",
    "鸿煊",
    "博涛",
    "烨霖",
    "烨华",
    "煜祺",
    "智宸",
    "正豪",
    "昊然",
    "明杰",
    "立诚",
    "立轩",
    "立辉",
    "峻熙",
    "弘文",
    "熠桐",
    "艺涵",
    "沛涵",
    "清越",
    "知远",
    "怀瑾",
    "书瑶",
    "听雨",
    "望舒",
    "星辰",
    "晚晴",
    "念慈",
    "建国",
    "国庆",
    "卫东",
    "爱华",
    "援朝",
    "跃进",
    "红梅",
    "秀英",
    "桂兰",
    "玉珍",
    "淑芬",
    "金凤",
    "翠花",
    "大力",
    "铁柱",
    "招娣",
    "来弟",
    "满仓",
    "有财",
    "德福",
    "长根",
    "水生",
    "木林",
    "冬梅",
    "春花",
    "秋菊",
    "夏荷",
    "小红",
    "小明",
    "小军",
    "小龙",
    "大伟",
    "大山",
    "安安",
    "乐乐",
    "婷婷",
    "丽丽",
    "娜娜",
    "圆圆",
    "贝贝",
    "果果",
    "豆豆",
    "多多",
    "阳阳",
    "静静",
    "佳佳",
    "露露",
    "晶晶",
    "莉莉",
    "思思",
    "晓晓",
    "文文",
    "平安",
    "高兴",
    "明白",
    "成功",
    "方圆",
    "和平",
    "解放",
    "云飞",
    "天佑",
    "永强",
    "志强",
    "家豪",
    "俊杰",
    "美玲",
    "淑贞",
    "雅婷",
    "怡君",
    "志明",
    "春娇",
    "冠宇",
    "宗翰",
    "承恩",
    "品妍",
    "子晴",
    "咏诗",
    "嘉欣",
    "家辉",
    "伟业",
    "浩然",
    "梦洁",
    "雪梅",
    "海燕",
    "海涛",
    "东升",
    "晓东",
    "立新",
    "新民",
    "学文",
    "学军",
    "保国",
    "振华",
    "兴邦",
    "守义",
    "崇文",
    "延年",
    "一",
    "二妮",
    "三喜",
    "四清",
    "五一",
    "六一",
    "八一",
    "十月",
    "元旦",
    "除夕",
    "端阳",
    "清明",
    "立夏",
    "小满",
    "白露",
    "冬至",
    "正阳",
    "世界",
    "海洋",
    "森林",
    "江山",
    "长江",
    "长城",
    "泰山",
    "南山",
    "北辰",
    "东海",
    "西西",
    "左左",
    "千寻",
    "万里",
    "百川",
    "半夏",
    "当归",
    "苏木",
    "忍冬",
    "石斛",
]
UYGHUR = [
    "买买提",
    "艾力",
    "阿不都",
    "热合曼",
    "吐尔逊",
    "阿依古丽",
    "古丽",
    "帕提古丽",
    "努尔",
    "努尔买买提",
    "玉素甫",
    "艾合买提",
    "阿布都拉",
    "克里木",
    "迪丽",
    "阿迪力",
    "热孜万",
    "米热古丽",
    "麦麦提",
    "依明",
    "卡德尔",
    "库尔班",
    "塔依尔",
    "赛买提",
    "哈力克",
    "木拉提",
    "艾尼瓦尔",
    "吾买尔",
    "阿里木江",
    "买买提江",
    "帕尔哈提",
    "古丽娜尔",
    "玛依拉",
    "热娜",
    "阿孜古丽",
    "阿不力孜",
    "伊力哈木",
    "艾孜提",
    "托合提",
    "沙吾提",
    "肉孜",
    "亚森",
    "斯迪克",
    "约日古丽",
    "再努尔",
    "阿瓦古丽",
    "吐尔洪",
    "艾克拜尔",
    "居来提",
    "茹仙古丽",
    "苏来曼",
    "穆合塔尔",
    "别克",
    "叶尔兰",
    "叶尔肯",
    "加依娜",
    "阿依努尔",
    "巴合提",
    "赛力克",
    "达吾列提",
    "胡安什",
    "阿曼古丽",
    "哈那提",
]
TIBETAN = [
    "扎西",
    "卓玛",
    "次仁",
    "多吉",
    "格桑",
    "平措",
    "旺堆",
    "央金",
    "洛桑",
    "尼玛",
    "达瓦",
    "巴桑",
    "拉姆",
    "丹增",
    "索朗",
    "白玛",
    "德吉",
    "强巴",
    "仁增",
    "边巴",
    "普布",
    "顿珠",
    "罗布",
    "贡布",
    "才让",
    "卓嘎",
    "曲珍",
    "措姆",
    "桑吉",
    "才旦",
    "更登",
    "嘉措",
    "加措",
    "旦增",
    "拉巴",
    "米玛",
    "拉毛",
    "公保",
    "南杰",
    "朗杰",
    "土登",
    "晋美",
    "阿旺",
    "坚赞",
    "诺布",
    "梅朵",
    "仓决",
    "色珍",
    "曲扎",
    "云丹",
    "扎巴",
    "吉美",
    "金巴",
    "赤列",
    "群培",
    "拥措",
    "泽仁",
    "郎加",
    "降央",
    "翁姆",
    "求吉",
]
MONGOL = [
    "巴特尔",
    "苏和",
    "其其格",
    "乌兰",
    "那仁",
    "娜仁花",
    "萨仁",
    "格日勒",
    "斯琴",
    "高娃",
    "乌日娜",
    "阿拉坦",
    "敖其尔",
    "布仁",
    "巴雅尔",
    "朝鲁",
    "达来",
    "额尔德尼",
    "格根",
    "哈斯",
    "呼和",
    "吉日嘎拉",
    "满都拉",
    "孟和",
    "牧仁",
    "宝音",
    "青格勒",
    "苏日娜",
    "塔娜",
    "特木尔",
    "图雅",
    "乌云",
    "乌力吉",
    "希吉日",
    "扎那",
    "照日格图",
    "赛汉",
    "赛音",
    "毕力格",
    "巴图",
    "巴根",
    "包力高",
    "德力格尔",
    "恩和",
    "查干",
    "阿木尔",
    "那日苏",
    "托娅",
    "敖登",
    "花日",
    "呼格吉勒",
    "乌仁",
    "通拉嘎",
    "乌恩其",
    "白音",
    "铁木尔",
    "那顺",
    "葛日乐",
]
YI = [
    "阿依",
    "阿呷",
    "吉克",
    "沙马",
    "木呷",
    "拉体",
    "尔古",
    "日火",
    "曲比",
    "阿果",
    "马海",
    "伍各",
    "阿苦",
    "吉木",
    "尔布",
    "约布",
    "石一",
    "阿牛",
    "布哈",
    "史古",
    "拉且",
    "俄木",
    "惹古",
    "瓦渣",
    "吉史",
    "的日",
    "依火",
    "伍呷",
    "子古",
    "小龙",
    "伍牛",
    "阿洛",
    "金阿",
    "古者",
    "尔洛",
    "莫色",
    "阿普",
    "果基",
]
SYLLABLES = [
    "a",
    "ba",
    "bi",
    "bo",
    "de",
    "di",
    "do",
    "e",
    "en",
    "er",
    "fei",
    "fu",
    "ga",
    "ge",
    "gu",
    "ha",
    "hai",
    "han",
    "he",
    "hu",
    "ji",
    "jia",
    "ka",
    "ke",
    "ken",
    "la",
    "lai",
    "lan",
    "le",
    "lei",
    "li",
    "lin",
    "lu",
    "luo",
    "ma",
    "man",
    "mei",
    "men",
    "mi",
    "mo",
    "mu",
    "na",
    "nei",
    "ni",
    "nuo",
    "pa",
    "pei",
    "pi",
    "pu",
    "qi",
    "qiao",
    "ru",
    "sa",
    "sang",
    "se",
    "sha",
    "shi",
    "si",
    "su",
    "ta",
    "te",
    "ti",
    "tuo",
    "wa",
    "wei",
    "wen",
    "wo",
    "xi",
    "xie",
    "ya",
    "ye",
    "yi",
    "ying",
    "yue",
    "za",
    "ze",
]
TRANSLIT = "阿艾安巴鲍贝本比宾伯博布查达戴丹德登迪丁杜多恩尔法范菲费芬佛弗福富盖冈高戈格根古哈海汉豪赫亨华惠霍基吉加简杰金卡凯坎康考科克肯库拉莱赖兰朗劳勒雷里利莉林龙卢鲁伦罗洛马迈曼梅门蒙米密明莫默姆穆纳娜南内尼涅宁纽诺欧帕潘庞佩彭皮平普奇乔丘切琼让热日茹瑞若萨塞桑沙尚舍圣施史舒斯松苏索塔泰坦汤特提廷通图托瓦万威韦维魏温文翁沃乌伍西希夏香肖谢辛休许雅亚扬耶叶伊因英尤于约赞泽扎詹朱兹佐"
JUNIOR = ["", "", "", "", "", "", "", "", " Jr.", " III"]
PARTICLES = [
    "van",
    "von",
    "der",
    "den",
    "de",
    "del",
    "della",
    "dello",
    "delle",
    "dei",
    "di",
    "da",
    "das",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "les",
    "las",
    "los",
    "el",
    "al",
    "bin",
    "bint",
    "ibn",
    "ben",
    "ter",
    "ten",
    "te",
    "zu",
    "zum",
    "zur",
    "y",
    "e",
    "san",
    "santa",
    "st",
    "ap",
    "af",
    "av",
    "mac",
    "mc",
    "ní",
    "ó",
    "ua",
    "nic",
    "abu",
    "ould",
    "dal",
    "dalla",
    "lo",
    "degli",
    "vom",
    "op",
    "het",
    "'t",
]


def _beside(package: str, file: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec and spec.origin
    return Path(spec.origin).parent / file


def _latin_script(word: str) -> bool:
    most = max(map(ord, word), default=0x4E00)
    return most < 0x250 or 0x1E00 <= most <= 0x1EFF


@cache
def latin_lists() -> dict[str, tuple[list[str], list[str]]]:
    """First and last names in Latin script of every country that Faker has lists of."""
    import faker.providers.person as persons

    out = {}
    for module in pkgutil.iter_modules(persons.__path__):
        provider = importlib.import_module(f"{persons.__name__}.{module.name}").Provider

        def words(head: str, provider=provider) -> list[str]:  # type: ignore[no-untyped-def]
            found: set[str] = set()
            for attribute in dir(provider):
                value = getattr(provider, attribute)
                if attribute.startswith(head) and isinstance(value, tuple | list | dict):
                    found |= {w for w in value if isinstance(w, str) and _latin_script(w)}
            return sorted(found)

        first, last = words("first_names"), words("last_names")
        if len(first) > 30 and len(last) > 15:
            out[module.name] = (first, last)
    return out


@cache
def census(file: str) -> list[tuple[str, float]]:
    """Names of the United States Census of 1990 with their share in per cent, most frequent first."""
    rows = [line.split() for line in _beside("names", file).read_text().splitlines() if line.strip()]
    return [(row[0].capitalize(), float(row[1])) for row in rows]


class People:
    """Names drawn from one random source; `pool` caps what the slow generators are asked for."""

    def __init__(self, rng: random.Random, pool: int = 4000) -> None:
        self.rng = rng
        self.pool = pool
        Faker.seed(rng.randrange(1 << 30))

    def pick(self, values: list[str] | str) -> str:
        return values[int(self.rng.random() * len(values))]

    @cached_property
    def _surnames(self) -> tuple[list[str], list[float]]:
        from faker.providers.person.zh_CN import Provider

        weights = dict(Provider.last_names)
        total = sum(weights.values())
        for sign in RARE:
            weights.setdefault(sign, 0.0)
            weights[sign] += total * 0.0006
        return list(weights), list(weights.values())

    @cached_property
    def _given(self) -> tuple[list[str], list[float], list[float]]:
        rows = list(csv.DictReader(_beside("ngender", "charfreq.csv").open(encoding="utf-8")))
        rows = [r for r in rows if int(r["male"]) + int(r["female"]) > 60]
        return [r["char"] for r in rows], [float(r["male"]) for r in rows], [float(r["female"]) for r in rows]

    @cached_property
    def _faker_given(self) -> list[str]:
        from faker.providers.person.zh_CN import Provider

        return [*Provider.first_names_male, *Provider.first_names_female]

    def _draws(self, values: list[str], weights: list[float]) -> str:
        key = id(weights)
        cache = self.__dict__.setdefault("_drawn", {})
        if not cache.get(key):
            cache[key] = self.rng.choices(values, weights, k=5000)
        return cache[key].pop()

    def surname(self) -> str:
        x = self.rng.random()
        if x < 0.035:
            return self.pick(DOUBLE)
        if x < 0.18:  # rare ones far oftener than in life: they are what has to be learnt
            return self.pick(RARE)
        values, weights = self._surnames
        return self._draws(values, weights)

    def given(self, signs: int | None = None) -> str:
        values, male, female = self._given
        weights = male if self.rng.random() < 0.5 else female
        x = self.rng.random()
        if signs == 2 or (signs is None and x < 0.78):
            y = self.rng.random()
            if y < 0.12:
                return (
                    self.pick(list(POETIC[:90]))
                    if y < 0.06
                    else self.pick([w for w in POETIC if len(w) == 2])
                )
            if y < 0.25:
                return self.pick([g for g in self._faker_given if len(g) == 2] or self._faker_given)
            if y < 0.31:
                return self._draws(values, weights) * 2
            if y < 0.42:
                return self.pick("小晓大子文志建国永玉秀春海金红美丽淑俊嘉家雨思梦一") + self._draws(
                    values, weights
                )
            if y < 0.48 and self._plain_words:  # and so may any word
                return self.pick(self._plain_words)
            if y < 0.56:  # any sign may stand in a name
                return self._draws(values, weights) + self.pick(values)
            return self._draws(values, weights) + self._draws(values, weights)
        return self._draws(values, weights) if self.rng.random() < 0.85 else self.pick(values)

    @cached_property
    def _plain_words(self) -> list[str]:
        """Common words of two signs, as in 田高兴, 郑百万, 刘平安."""
        lines = _beside("jieba", "dict.txt").read_text("utf-8").splitlines()
        cut = [w.split(" ") for w in lines]
        return [
            w
            for w, f, t in cut
            if len(w) == 2 and int(f) > 300 and t[0] in "anvzbdmt" and "\u4e00" <= w[0] <= "\u9fff"
        ]

    def zh(self) -> str:
        x = self.rng.random()
        if x < 0.012:
            return self.minority()
        if x < 0.022:
            return self.trans()
        name = self.surname() + self.given()
        if x > 0.985 and len(name) == 3:
            name = self.surname()[:1] + name[:1] + self.given(2)  # married names and long ones
        if x > 0.975 and len(name) == 2:
            return name[0] + self.pick(["　", " "]) + name[1]
        return name

    @cached_property
    def _fold(self):  # type: ignore[no-untyped-def]
        from opencc import OpenCC

        return {"t": OpenCC("s2t"), "w": OpenCC("s2tw"), "h": OpenCC("s2hk")}

    @cached_property
    def _taiwan(self) -> list[str]:
        fake = Faker("zh_TW")
        return [fake.name() for _ in range(self.pool)]

    def hant(self) -> str:
        if self.rng.random() < 0.4:
            return self.pick(self._taiwan)
        return self._fold[self.pick("twh")].convert(self.surname() + self.given())

    @cached_property
    def _english(self) -> tuple[list[str], list[str]]:
        """Half as frequent as in life, half any of the lists."""
        lists = latin_lists()
        rare_first = [w for code in ("en", "en_US", "en_GB", "en_IE", "en_NZ") for w in lists[code][0]]
        rare_last = [w for code in ("en_US", "en_GB", "en_NZ") for w in lists[code][1]]
        rare_last += [name for name, _ in census("dist.all.last")[:30000:3]]
        firsts, lasts = (
            self.rng.choices(rare_first, k=2 * self.pool),
            self.rng.choices(rare_last, k=2 * self.pool),
        )
        for file, part in (
            ("dist.male.first", firsts),
            ("dist.female.first", firsts),
            ("dist.all.last", lasts),
        ):
            values, weights = zip(*census(file), strict=True)
            part += self.rng.choices(values, weights, k=self.pool)
        return firsts, lasts

    def first_en(self) -> str:
        return self.pick(self._english[0]) if self.rng.random() < 0.85 else self.pick(self._latin)[0]

    def first_latin(self) -> str:
        """A first name of any country with Latin script."""
        return self.pick(self._latin)[0]

    def last_en(self) -> str:
        x = self.rng.random()
        if x < 0.03:
            return self.pick(["O'", "Mc", "Mac", "Fitz", "De ", "Van "]) + self.pick(self._english[1])
        if x < 0.05:
            return self.pick(self._english[1]) + "-" + self.pick(self._english[1])
        return self.pick(self._english[1]) if x < 0.8 else self.pick(self._latin)[1]

    def en(self) -> str:
        x = self.rng.random()
        first, last = self.pick(self._english[0]), self.last_en()
        if x < 0.08:
            first += " " + self.pick("ABCDEFGHJKLMNPRSTW") + self.pick([".", ""])
        elif x < 0.11:
            first = self.pick("ABCDEFGHJKLMNPRSTW") + self.pick([". ", "."]).strip()
        elif x < 0.15:
            first += " " + self.pick(self._english[0])
        name = f"{first} {last}"
        if x > 0.97:
            return f"{last}, {first}"
        if x > 0.94:
            return name.upper()
        if x > 0.91:
            return name.lower()
        return name + self.pick(JUNIOR) if x > 0.88 else name

    @cached_property
    def _latin(self) -> list[tuple[str, str]]:
        out = []
        for code, (first, last) in latin_lists().items():
            if code not in ("en", "en_US", "en_GB"):
                out += [(self.pick(first), self.pick(last)) for _ in range(self.pool // 20)]
        fake = Faker("vi_VN")
        return out + [(fake.first_name(), fake.last_name()) for _ in range(400)]

    def latin(self) -> str:
        first, last = self.pick(self._latin)
        x = self.rng.random()
        if x < 0.12:
            last = (
                self.pick(["von ", "van der ", "de ", "de la ", "da ", "dos ", "di ", "van ", "el-", "Al "])
                + last
            )
        if x > 0.9:
            last += self.pick([" ", "-"]) + self.pick(self._latin)[1]
        if 0.85 < x <= 0.9:
            first += self.pick([" ", "-"]) + self.pick(self._latin)[0]
        if 0.80 < x < 0.84:
            return f"{last}, {first}"
        return f"{first} {last}".upper() if x > 0.98 else f"{first} {last}"

    @cached_property
    def _romaji_pool(self) -> list[str]:
        fake = Faker("ja_JP")
        return [fake.romanized_name() for _ in range(800)]

    @cached_property
    def _syllabaries(self) -> list[tuple[str, str]]:
        from pypinyin import lazy_pinyin

        out = []
        for _ in range(self.pool):
            s, g = self.surname(), self.given()
            out.append(("".join(lazy_pinyin(s)).capitalize(), " ".join(lazy_pinyin(g)).replace("ü", "v")))
        return out

    HK_LAST = [
        "Chan",
        "Wong",
        "Lee",
        "Leung",
        "Cheung",
        "Lau",
        "Ng",
        "Chow",
        "Ho",
        "Yeung",
        "Cheng",
        "Lam",
        "Kwok",
        "Tang",
        "Chiu",
        "Tsang",
        "Fung",
        "Yip",
        "Mak",
        "Hui",
        "Kwan",
        "Poon",
        "Siu",
        "Tse",
        "Yuen",
        "Lo",
        "Chu",
        "Kwong",
        "Tam",
        "Hung",
        "Au",
        "Yu",
        "Szeto",
        "Ko",
        "Law",
        "Choi",
        "Ma",
        "So",
        "Tsui",
        "Lai",
        "Luk",
    ]
    HK_GIVEN = [
        "Ka",
        "Wai",
        "Man",
        "Kit",
        "Chi",
        "Ming",
        "Siu",
        "Fai",
        "Yan",
        "Ling",
        "Kwok",
        "Keung",
        "Hoi",
        "Ching",
        "Tsz",
        "Kin",
        "Wing",
        "Sze",
        "Yuk",
        "Lan",
        "Mei",
        "Fong",
        "Chun",
        "Ho",
        "Yee",
        "Shan",
        "Hiu",
        "Tung",
        "Lok",
        "Yin",
        "Cheuk",
        "Hin",
        "Sau",
        "Wah",
        "Pui",
        "Ying",
        "Suk",
        "Ha",
        "Shuk",
        "Kuen",
        "Lai",
        "Chung",
        "Hon",
        "Tak",
    ]
    TW_LAST = [
        "Chen",
        "Lin",
        "Huang",
        "Chang",
        "Li",
        "Wang",
        "Wu",
        "Liu",
        "Tsai",
        "Yang",
        "Hsu",
        "Cheng",
        "Hsieh",
        "Kuo",
        "Hung",
        "Chiu",
        "Tseng",
        "Liao",
        "Lai",
        "Chou",
        "Yeh",
        "Su",
        "Chuang",
        "Lu",
        "Chiang",
        "Ho",
        "Hsiao",
        "Lo",
        "Kao",
        "Pan",
        "Chien",
        "Chu",
        "Chung",
    ]
    TW_GIVEN = [
        "Chih",
        "Ming",
        "Yu",
        "Ting",
        "Chia",
        "Hao",
        "Mei",
        "Ling",
        "Wei",
        "Jen",
        "Shu",
        "Fen",
        "Yi",
        "Chun",
        "Hsin",
        "Ying",
        "Kuan",
        "Chen",
        "Tzu",
        "Han",
        "Po",
        "Hsuan",
        "Ya",
        "Wen",
        "Ching",
        "Hui",
        "Pei",
        "Shan",
        "Tsung",
        "Hsien",
        "Li",
        "Hua",
        "Cheng",
        "Jui",
    ]

    def pinyin(self) -> str:
        x = self.rng.random()
        if x < 0.25:
            last, a, b = self.pick(self.HK_LAST), self.pick(self.HK_GIVEN), self.pick(self.HK_GIVEN)
            y = self.rng.random()
            if y < 0.3:
                return f"{last} {a} {b}"
            if y < 0.45:
                return f"{last.upper()} {a} {b}"
            if y < 0.6:
                return f"{last} {a}-{b.lower()}"
            return f"{self.pick(self._english[0])} {last}" + (f" {a} {b}" if y > 0.85 else "")
        if x < 0.4:
            last, a, b = self.pick(self.TW_LAST), self.pick(self.TW_GIVEN), self.pick(self.TW_GIVEN)
            return self.pick(
                [f"{a}-{b} {last}", f"{last} {a}-{b}", f"{last}, {a}-{b}", f"{a}-{b.lower()} {last}"]
            )
        last, given = self.pick(self._syllabaries)
        parts = given.split()
        joined = "".join(parts).capitalize()
        if x > 0.93:
            return f"{self.pick(self._english[0])} {last}"
        return self.pick(
            [
                f"{last} {joined}",
                f"{last} {joined}",
                f"{joined} {last}",
                f"{last.upper()} {joined}",
                f"{last.upper()} {joined.upper()}",
                f"{last} {' '.join(p.capitalize() for p in parts)}",
                f"{last}{joined}",
                f"{last.lower()} {joined.lower()}",
                f"{joined} {last.upper()}",
                f"{last}, {joined}",
            ]
        )

    @cached_property
    def _japanese(self) -> list[str]:
        fake = Faker("ja_JP")
        out = []
        for _ in range(self.pool):
            x = self.rng.random()
            if x < 0.45:
                out.append(fake.last_name() + fake.first_name())
            elif x < 0.75:
                out.append(fake.last_name() + self.pick([" ", "　"]) + fake.first_name())
            elif x < 0.85:
                out.append(fake.last_kana_name() + self.pick(["", " ", "　"]) + fake.first_kana_name())
            elif x < 0.95:
                out.append(fake.last_name())
            else:
                out.append(
                    "".join(
                        chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c
                        for c in fake.last_kana_name() + " " + fake.first_kana_name()
                    )
                )
        return out

    def ja(self) -> str:
        return self.pick(self._japanese)

    def ja_news(self) -> str:
        names = [
            n for n in self._japanese[:1500] if 3 <= len(n) <= 5 and all("\u4e00" <= c <= "\u9fff" for c in n)
        ]
        return self._fold_simple.convert(self.pick(names))

    @cached_property
    def _fold_simple(self):  # type: ignore[no-untyped-def]
        from opencc import OpenCC

        return OpenCC("jp2t") if False else OpenCC("t2s")

    def romaji(self) -> str:
        name = self.pick(self._romaji_pool)
        x = self.rng.random()
        if x < 0.4:
            first, last = name.split()[:2]
            return f"{last} {first}"
        return name.upper() if x > 0.9 else name

    @cached_property
    def _korean(self) -> list[str]:
        fake = Faker("ko_KR")
        return [fake.name() for _ in range(self.pool)]

    def ko(self) -> str:
        name = self.pick(self._korean)
        x = self.rng.random()
        if x < 0.06:
            return self.pick(["남궁", "황보", "제갈", "선우", "사공", "독고", "서문"]) + name[1:]
        return (
            self.pick(
                "구국권남노도라마맹명모목민방배변복봉빈사석선설소손송승시신심안양어엄여연염예옥왕용우원위유육음인장전정제주지진차채천최추탁태편표피하함허현호홍"
            )
            + name[1:]
            if x < 0.25
            else name
        )

    KR_LAST = [
        "Kim",
        "Lee",
        "Park",
        "Choi",
        "Jung",
        "Jeong",
        "Kang",
        "Cho",
        "Yoon",
        "Jang",
        "Lim",
        "Han",
        "Oh",
        "Seo",
        "Shin",
        "Kwon",
        "Hwang",
        "Ahn",
        "Song",
        "Yoo",
        "Hong",
        "Jeon",
        "Ko",
        "Moon",
        "Yang",
        "Son",
        "Bae",
        "Baek",
        "Heo",
        "Nam",
    ]
    KR_GIVEN = [
        "Min",
        "Ji",
        "Seo",
        "Hyun",
        "Jun",
        "Soo",
        "Young",
        "Eun",
        "Hee",
        "Jin",
        "Ho",
        "Sung",
        "Woo",
        "Kyung",
        "Mi",
        "Sun",
        "Dong",
        "Hye",
        "Yeon",
        "Jae",
        "Tae",
        "Yu",
        "Na",
        "Chan",
        "Hyuk",
        "Sang",
        "Chul",
        "In",
        "Ha",
        "Won",
        "Seok",
        "Bin",
        "A",
        "Ra",
    ]

    def korean_latin(self) -> str:
        a, b, last = self.pick(self.KR_GIVEN), self.pick(self.KR_GIVEN), self.pick(self.KR_LAST)
        return self.pick(
            [
                f"{last} {a}-{b.lower()}",
                f"{a}-{b.lower()} {last}",
                f"{a}{b.lower()} {last}",
                f"{last} {a}{b.lower()}",
                f"{a} {b} {last}",
                f"{last} {a} {b}",
            ]
        )

    @cached_property
    def _nrt(self) -> list[str]:
        lines = _beside("jieba", "dict.txt").read_text("utf-8").splitlines()
        words = [w.split()[0] for w in lines if w.endswith(" nrt")]
        return [w for w in words if 2 <= len(w) <= 5]

    def _foreign_word(self) -> str:
        if self.rng.random() < 0.55:
            return self.pick(self._nrt)
        if self.rng.random() < 0.5:  # heads and tails of known ones
            return (
                self.pick(self._nrt)[:2]
                + self.pick(self._nrt)[-2:]
                + self.pick(
                    [
                        "",
                        "",
                        "特",
                        "尔",
                        "斯",
                        "森",
                        "夫",
                        "奇",
                        "诺",
                        "科",
                        "欣",
                        "克",
                        "先科",
                        "耶娃",
                        "斯基",
                        "维奇",
                        "尔德",
                        "曼",
                    ]
                )
            )
        return "".join(self.pick(TRANSLIT) for _ in range(self.rng.choice([2, 2, 3, 3, 3, 4, 4, 5])))

    def trans(self) -> str:
        x = self.rng.random()
        first, last = self._foreign_word(), self._foreign_word()
        if x < 0.45:
            return first + self.pick("····•．") + last
        if x < 0.52:
            return first + "·" + self._foreign_word() + "·" + last
        if x < 0.60:
            return self.pick("ABCDEFGHJKLMRST") + self.pick(["·", "．", "."]) + last
        return last

    def minority(self) -> str:
        x = self.rng.random()
        if x < 0.4:
            dot = self.pick(["·", "·", "·", "•", "．", ""])
            first, last = self.pick(UYGHUR), self.pick(UYGHUR)
            if self.rng.random() < 0.25:
                first += self.pick(["江", "汗", "提", "姑丽", "木", "尔", "别克", "古丽", "阿吉"])
            return first + dot + last if self.rng.random() < 0.85 else first
        if x < 0.65:
            return self.pick(TIBETAN) + self.pick(TIBETAN) if x < 0.58 else self.pick(TIBETAN)
        if x < 0.85:
            y = self.rng.random()
            if self.rng.random() < 0.15:
                return self.pick(MONGOL)[:2] + self.pick(
                    ["松", "图", "日", "花", "高娃", "夫", "布和", "其木格"]
                )
            return (
                self.pick(MONGOL)
                if y < 0.55
                else self.pick("包白乌何韩云") + self.pick(MONGOL)
                if y < 0.8
                else self.pick(MONGOL) + self.pick(MONGOL)
            )
        return self.pick(YI) + self.pick(YI) + self.pick(["", "", "莫", "子"])

    @cached_property
    def _russian(self) -> list[str]:
        out = []
        for locale in ("ru_RU", "uk_UA"):
            fake = Faker(locale)
            out += [self.pick([fake.name(), f"{fake.first_name()} {fake.last_name()}"]) for _ in range(800)]
        return out

    def ru(self) -> str:
        return self.pick(self._russian)
