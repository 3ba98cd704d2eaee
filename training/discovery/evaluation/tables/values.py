"""Invented values for the tables of make.py: every function takes the row it is for and gives the text of a cell."""

# ruff: noqa: SIM905

from __future__ import annotations

import random
import string
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

SURNAMES = (
    "王王王李李李张张张刘刘陈陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季"
    "俞章鲁葛伍申尤毕聂柴焦柳邢岳齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植"
)
DOUBLE = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "令狐", "慕容", "夏侯", "东方")
MALE = "伟强磊军勇杰涛超刚平辉鹏华飞健斌波宇浩凯鑫俊志明建国文博天子轩泽梓睿晨皓铭嘉宏亮德福贵山松柏根生海江林峰岩"
FEMALE = "芳娜敏静丽艳娟霞秀玲桂英华慧巧美淑惠珠翠雅芝玉萍红娥芬燕彩春菊兰凤洁梅琳云莲真雪荣爱妹香月莺媛瑞凡佳嘉琼怡婷涵梓萱诗"
MINORITY = (
    "阿依古丽·买买提",
    "古丽娜尔·艾山",
    "买买提·吐尔逊",
    "阿不都·热合曼",
    "扎西顿珠",
    "次仁拉姆",
    "格桑梅朵",
    "巴特尔",
    "乌兰其其格",
    "达娃卓玛",
)
# province, city, districts, area code
CITIES = (
    ("浙江省", "杭州市", "西湖区 余杭区 滨江区 萧山区", "0571"), ("江苏省", "苏州市", "姑苏区 吴中区 虎丘区 昆山市", "0512"),
    ("广东省", "深圳市", "南山区 龙岗区 宝安区 福田区", "0755"), ("广东省", "佛山市", "顺德区 南海区 禅城区", "0757"),
    ("四川省", "成都市", "武侯区 锦江区 郫都区 双流区", "028"), ("湖北省", "武汉市", "洪山区 江岸区 汉阳区", "027"),
    ("山东省", "青岛市", "市南区 黄岛区 城阳区 即墨区", "0532"), ("河南省", "郑州市", "金水区 二七区 中原区", "0371"),
    ("陕西省", "西安市", "雁塔区 碑林区 长安区", "029"), ("辽宁省", "沈阳市", "和平区 铁西区 浑南区", "024"),
    ("福建省", "泉州市", "丰泽区 晋江市 石狮市 南安市", "0595"), ("湖南省", "长沙市", "岳麓区 雨花区 望城区", "0731"),
    ("河北省", "邯郸市", "丛台区 复兴区 武安市", "0310"), ("江西省", "赣州市", "章贡区 南康区 于都县", "0797"),
    ("安徽省", "芜湖市", "镜湖区 鸠江区 无为市", "0553"), ("云南省", "曲靖市", "麒麟区 宣威市 罗平县", "0874"),
    ("黑龙江省", "齐齐哈尔市", "龙沙区 建华区 讷河市", "0452"), ("甘肃省", "天水市", "秦州区 麦积区 甘谷县", "0938"),
    ("", "上海市", "徐汇区 浦东新区 闵行区 嘉定区", "021"), ("", "北京市", "朝阳区 海淀区 通州区 大兴区", "010"),
    ("", "重庆市", "渝中区 江北区 沙坪坝区", "023"), ("", "天津市", "和平区 河西区 武清区", "022"),
    ("广西壮族自治区", "柳州市", "城中区 鱼峰区 柳江区", "0772"), ("内蒙古自治区", "包头市", "昆都仑区 青山区", "0472"),
)  # fmt: skip
ROADS = "人民路 建设大道 解放北路 文一西路 中山东路 科技园南路 学府街 滨河路 新华大街 长江中路 育才巷 凤凰大道 平安里 观澜街道大和路 朝阳南街 工业三路 迎宾路 望江东路 沿江大道 青年路".split()
ESTATES = "锦绣花园 阳光一百 翠湖雅苑 万科城市花园 碧桂园凤凰湾 恒大绿洲 金地名京 保利香槟国际 银河湾 幸福里 桃源居 龙湖滟澜山 教师新村 化肥厂家属院 东方明珠公寓 绿地世纪城".split()
VILLAGES = "刘家村 大王庄 石桥村 李家坳 上河湾 红旗村 前进村 黄土岭 陈家塘 东柳行村".split()
TOWNS = "城关镇 新桥镇 双河乡 白石镇 太平镇 龙泉驿街道 马店镇 金沙乡".split()
REGIONS = (
    "110101 110105 110108 310101 310104 310115 320102 320106 320282 330102 330106 330782 440103 440106 440304 440305 420106 420111 430102 430104 "
    "500103 500112 510104 510107 610113 610103 370102 370202 350102 350203 350583 340104 360102 410105 210102 210202 220102 230102 130102 140105 "
    "450103 460105 520102 530102 620102 630102 640104 650102 150102 320281 321282 429004"
).split()
TRADES = "贸易 科技 电子 实业 建材 食品 物流 医疗器械 服饰 餐饮管理 文化传媒 机电设备 化工 农业发展 环保工程 汽车销售 包装制品 信息技术".split()
FIRM_WORDS = "鼎盛 华瑞 中恒 天成 金诺 博远 万通 嘉禾 众信 明德 宏图 海纳 恒泰 永昌 鑫源 润丰 东升 联创 百川 启航 李记 张氏 王府 陈年 高乐".split()
CLUBS = "晓风 北城 阿树 橘子汽水 大脸猫 追风少年 momo 小熊饼干 一只咸鱼 KK 老张在路上 Miss杨 云淡风轻 Sunny 花开富贵 夜猫子 吃货小分队 不想上班 二狗子 星辰大海".split()
EN_FIRST_M = "James Robert Oliver Harry Jack Thomas George William Daniel Kevin Brian Marcus Tyler Ethan Liam Noah Samuel Isaac Gareth Callum Andre Luis Raj Omar".split()
EN_FIRST_F = "Mary Emma Olivia Sophie Grace Charlotte Amelia Hannah Rachel Megan Ashley Brittany Karen Linda Chloe Isla Priya Fatima Rosa Denise Tamika Siobhan Eleanor Joan".split()
EN_LAST = "Smith Jones Williams Taylor Brown Davies Evans Thompson Walker Wright Green Hall Wood Clarke Patel Khan O'Brien MacDonald Hughes Bennett Garcia Rodriguez Nguyen Johnson Jackson Baker Carter Reed Fletcher Whitfield Ashworth Kowalski Van-Dyke Stone Rivers".split()
DE_FIRST = "Hans Jürgen Uwe Stefan Lukas Felix Jonas Matthias Klaus-Dieter Björn Sabine Ulrike Anna-Lena Greta Heike Monika Leonie Johanna Birgit Sören Käthe Mehmet Ayşe".split()
DE_LAST = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Krüger Hartmann Lange Weiß Yılmaz von_der_Heide Groß".split()
FR_FIRST = "Jean Pierre Michel Camille Léa Chloé Nathalie François Émilie Benoît Hélène Guillaume Margaux Jean-Luc Anne-Sophie Yanis Fatou Théo".split()
FR_LAST = "Martin Bernard Dubois Thomas Robert Petit Durand Leroy Moreau Simon Lefebvre Garnier Faure Rousseau Blanc Guérin Diallo Benali Lemoine Chevalier".split()
JP_LAST = (("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ"), ("田中", "タナカ"), ("渡辺", "ワタナベ"), ("伊藤", "イトウ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"), ("小林", "コバヤシ"), ("加藤", "カトウ"), ("吉田", "ヨシダ"), ("山口", "ヤマグチ"), ("清水", "シミズ"), ("森", "モリ"), ("長谷川", "ハセガワ"), ("五十嵐", "イガラシ"))  # fmt: skip
JP_FIRST = (("健太", "ケンタ"), ("翔", "ショウ"), ("大輔", "ダイスケ"), ("拓也", "タクヤ"), ("誠", "マコト"), ("陽菜", "ヒナ"), ("結衣", "ユイ"), ("美咲", "ミサキ"), ("さくら", "サクラ"), ("恵子", "ケイコ"), ("直樹", "ナオキ"), ("由美", "ユミ"), ("真理子", "マリコ"), ("蓮", "レン"))  # fmt: skip
KR_LAST = "김김김이이이박박최정강조윤장임한오서신권황안송류홍"
KR_FIRST = "민준 서연 도윤 지우 하준 서윤 지훈 수빈 현우 예은 준호 은지 성민 유진 영희 철수 재현 미경 태희 동욱 소영 상철 보람 경수".split()
TW_FIRST = "志明 春嬌 家豪 淑芬 俊傑 雅婷 宗翰 怡君 冠宇 佩珊 承恩 詩涵 建宏 美玲 柏翰 欣怡 文雄 麗華 品妍 宥廷".split()
TW_LAST = "陳陳林林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊江呂何羅高蕭潘簡"
HK_LAST = (("陳", "CHAN"), ("黃", "WONG"), ("李", "LEE"), ("張", "CHEUNG"), ("梁", "LEUNG"), ("林", "LAM"), ("吳", "NG"), ("何", "HO"), ("鄭", "CHENG"), ("葉", "YIP"), ("羅", "LAW"), ("馮", "FUNG"))  # fmt: skip
HK_FIRST = (("大文", "TAI MAN"), ("嘉欣", "KA YAN"), ("志偉", "CHI WAI"), ("美儀", "MEI YEE"), ("家俊", "KA CHUN"), ("詠詩", "WING SZE"), ("國強", "KWOK KEUNG"), ("子晴", "TSZ CHING"), ("浩然", "HO YIN"), ("慧敏", "WAI MAN"))  # fmt: skip
MAILS_CN = "qq.com qq.com 163.com 163.com 126.com sina.com foxmail.com outlook.com gmail.com hotmail.com 139.com".split()
PINYIN = "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng yu dong xiao".split()
PY_GIVEN = "wei fang min jing lei qiang yan jun jie tao chao ming xia ping gang mei hua ting hao xin yuhan zixuan jiahao xiaoyu mengqi".split()
YOUNG_REGIONS = frozenset(
    "310115 320281 320282 321282 330782 350583 429004 430102 430104 440304 440305 450103 460105 500103 500112 510107 520102 140105".split()
)
"""Codes younger than the first cards of 1984: not for those born long before."""

Row = dict[str, Any]
Make = Callable[[Row], str]


def pick(rng: random.Random, items: Any) -> Any:
    """One of the items; a string of words is not split."""
    return items[rng.randrange(len(items))]


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(count))


def new_row(rng: random.Random, number: int) -> Row:
    """A row with the person it is about: an invented Chinese, with what other columns say of the same person."""
    female = rng.random() < 0.5
    birth = date(1945, 1, 1) + timedelta(days=int(rng.triangular(0, 22_600, 16_000)))
    city = pick(rng, CITIES)
    return {
        "rng": rng,
        "n": number,
        "female": female,
        "birth": birth,
        "city": city,
        "name": zh_name(rng, female),
        "latin": (pick(rng, PINYIN), pick(rng, PY_GIVEN)),
    }


def zh_name(rng: random.Random, female: bool) -> str:
    luck = rng.random()
    if luck < 0.006:
        return pick(rng, MINORITY)
    given = FEMALE if female else MALE
    family = pick(rng, DOUBLE) if luck < 0.02 else pick(rng, SURNAMES)
    return family + "".join(pick(rng, given) for _ in range(1 if rng.random() < 0.28 else 2))


# ---- combinators ----


def one_of(*items: str) -> Make:
    return lambda row: pick(row["rng"], items)


def words(text: str) -> Make:
    return one_of(*text.split())


def mix(*parts: tuple[float, Make]) -> Make:
    """One of the makers, by weight."""
    weights, makers = zip(*parts, strict=True)
    return lambda row: row["rng"].choices(makers, weights)[0](row)


def gaps(make: Make, share: float, *holders: str) -> Make:
    """`share` of the cells missing: empty, or one of the placeholders."""

    def made(row: Row) -> str:
        if row["rng"].random() < share:
            return pick(row["rng"], ("", *holders)) if holders else ""
        return make(row)

    return made


def wrapped(make: Make, before: str = "", after: str = "", share: float = 1.0) -> Make:
    return lambda row: before + make(row) + after if row["rng"].random() < share else make(row)


def several(make: Make, by: str = "、", share: float = 0.1) -> Make:
    return lambda row: make(row) + by + make(row) if row["rng"].random() < share else make(row)


def number(low: float, high: float, places: int = 0, unit: str = "") -> Make:
    return lambda row: f"{row['rng'].uniform(low, high):.{places}f}{unit}"


def amount(low: float, high: float, form: str = "{:.2f}") -> Make:
    return lambda row: form.format(low * (high / low) ** row["rng"].random())


def code(pattern: str) -> Make:
    """# a digit, @ a capital, ^ a hexadecimal digit; anything else stands for itself."""

    def made(row: Row) -> str:
        rng = row["rng"]
        kinds = {"#": string.digits, "@": string.ascii_uppercase, "^": "0123456789abcdef"}
        return "".join(rng.choice(kinds[c]) if c in kinds else c for c in pattern)

    return made


def serial(form: str, start: int = 1) -> Make:
    return lambda row: form.format(start + row["n"])


def keep(key: str, make: Make) -> Make:
    """The same value wherever the row is asked for `key`."""

    def made(row: Row) -> str:
        if key not in row:
            row[key] = make(row)
        return row[key]

    return made


# ---- times ----


def moment(form: str = "%Y-%m-%d %H:%M:%S", first: str = "2023-01-01", days: int = 1400) -> Make:
    start = datetime.fromisoformat(first)
    return lambda row: (start + timedelta(seconds=row["rng"].randrange(days * 86400))).strftime(form)


def epoch(milli: bool = False) -> Make:
    return lambda row: str(
        row["rng"].randrange(1_600_000_000, 1_790_000_000) * (1000 if milli else 1)
        + (row["rng"].randrange(1000) if milli else 0)
    )


def born(*forms: str) -> Make:
    """The birth date in one of the forms; {m} and {d} are month and day without a zero."""
    forms = forms or ("%Y-%m-%d",)

    def made(row: Row) -> str:
        day = row["birth"]
        return (
            day.strftime(pick(row["rng"], forms)).replace("{m}", str(day.month)).replace("{d}", str(day.day))
        )

    return made


def child_born(first: int, last: int, form: str = "%Y-%m-%d") -> Make:
    return lambda row: _child(row, first, last).strftime(form)


def _child(row: Row, first: int, last: int) -> date:
    """One birth for the row, however often it is asked."""
    rng = row["rng"]
    if "child" not in row:
        row["child"] = date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))
    return row["child"]


def age(row: Row) -> str:
    return str(2026 - row["birth"].year)


# ---- China ----


def name(row: Row) -> str:
    return row["name"]


def other_name(row: Row) -> str:
    rng = row["rng"]
    return zh_name(rng, rng.random() < 0.5)


def staff(count: int, seed: str) -> Make:
    """One of a few people: those who work there."""
    rng = random.Random(seed)
    return one_of(*(zh_name(rng, rng.random() < 0.5) for _ in range(count)))


def masked_name(row: Row) -> str:
    return row["name"][0] + pick(row["rng"], ("*", "**"))[: max(1, len(row["name"]) - 1)]


def gender(man: str = "男", woman: str = "女") -> Make:
    return lambda row: woman if row["female"] else man


def mobile(row: Row) -> str:
    rng = row["rng"]
    heads = "130 131 132 133 135 136 137 138 139 147 150 151 152 155 156 157 158 159 166 173 176 177 178 180 181 182 183 185 186 187 188 189 191 193 195 198 199"
    return pick(rng, heads.split()) + digits(rng, 8)


def messy_mobile(*ways: str) -> Make:
    """A mobile number, plain or in one of the ways: +86 86 space dash mask sci tab unit dot."""

    def made(row: Row) -> str:
        tel, rng = mobile(row), row["rng"]
        way = pick(rng, ways) if ways and rng.random() < 0.6 else ""
        forms = {
            "": tel, "+86": f"+86{pick(rng, (' ', '', '-'))}{tel}", "86": f"86{tel}", "space": f"{tel[:3]} {tel[3:7]} {tel[7:]}", "dash": f"{tel[:3]}-{tel[3:7]}-{tel[7:]}",
            "mask": f"{tel[:3]}****{tel[7:]}", "sci": f"{int(tel):.2E}", "tab": f"\t{tel}", "unit": f"{tel}{pick(rng, ('(微信同号)', '（本人）', '妈妈', '*'))}", "dot": f"{tel}.0",
        }  # fmt: skip
        return forms[way]

    return made


def landline(row: Row) -> str:
    rng, area = row["rng"], row["city"][3]
    local = str(rng.randint(2, 8)) + digits(rng, 7 if len(area) == 3 or rng.random() < 0.7 else 6)
    return pick(
        rng,
        (f"{area}-{local}", f"{area}{local}", f"({area}){local}", f"{area}-{local}-{rng.randint(800, 8999)}"),
    )


def id_number(birth: date, female: bool, rng: random.Random) -> str:
    regions = REGIONS if birth.year >= 1998 else [r for r in REGIONS if r not in YOUNG_REGIONS]
    body = f"{pick(rng, regions)}{birth:%Y%m%d}{digits(rng, 2)}{rng.randrange(5) * 2 + (0 if female else 1)}"
    total = sum(
        int(c) * w for c, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    return body + "10X98765432"[total % 11]


def resident_id(row: Row) -> str:
    return id_number(row["birth"], row["female"], row["rng"])


def messy_id(*ways: str) -> Make:
    """A resident ID, plain or in one of the ways: lower old mask tab space."""

    def made(row: Row) -> str:
        rng, full = row["rng"], resident_id(row)
        way = pick(rng, ways) if ways and rng.random() < 0.45 else ""
        forms = {
            "": full,
            "lower": full.lower(),
            "old": full[:6] + full[8:17] if row["birth"].year < 1985 else full,
            "mask": full[:6] + "********" + full[14:],
            "tab": "\t" + full,
            "space": f"{full[:6]} {full[6:14]} {full[14:]}",
        }
        return forms[way]

    return made


def child_id(first: int, last: int) -> Make:
    return lambda row: id_number(_child(row, first, last), row["female"], row["rng"])


def luhn(body: str) -> str:
    total = 0
    for place, c in enumerate(reversed(body)):
        n = int(c) * (2 if place % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return body + str(-total % 10)


def bank_card(row: Row) -> str:
    rng = row["rng"]
    head, length = pick(
        rng,
        (
            ("622202", 19),
            ("622848", 19),
            ("621700", 19),
            ("621661", 19),
            ("621799", 19),
            ("622588", 16),
            ("622575", 16),
            ("621226", 19),
            ("625800", 16),
        ),
    )
    return luhn(head + digits(rng, length - 7))


def spaced_card(row: Row) -> str:
    card = bank_card(row)
    return " ".join(card[i : i + 4] for i in range(0, len(card), 4))


def not_luhn(length: int, head: str) -> Make:
    """A number as long as a card's which fails its check digit: orders and members."""

    def made(row: Row) -> str:
        body = head + digits(row["rng"], length - len(head) - 1)
        right = luhn(body)[-1]
        return body + pick(row["rng"], [d for d in string.digits if d != right])

    return made


def uscc(row: Row) -> str:
    signs, rng = "0123456789ABCDEFGHJKLMNPQRTUWXY", row["rng"]
    organ = "".join(rng.choice(string.digits + "MA") for _ in range(8))
    full = string.digits + string.ascii_uppercase
    check = 11 - sum(full.index(c) * w for c, w in zip(organ, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    body = "91" + pick(rng, REGIONS) + organ + {10: "X", 11: "0"}.get(check, str(check))
    return body + signs[-sum(signs.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31]


def plate(row: Row) -> str:
    rng = row["rng"]
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    head = pick(rng, "京沪粤浙苏鲁川渝鄂湘闽皖赣豫冀晋陕辽吉黑桂云贵津") + rng.choice(letters[:8])
    if rng.random() < 0.2:
        return head + "D" + digits(rng, 5)
    return (
        head
        + rng.choice(("", "", "·", " "))
        + "".join(rng.choice(letters + string.digits * 4) for _ in range(5))
    )


def address(row: Row) -> str:
    rng = row["rng"]
    province, city, districts, _ = row["city"]
    district = pick(rng, districts.split())
    if rng.random() < 0.2:
        return f"{province}{city}{district}{pick(rng, TOWNS)}{pick(rng, VILLAGES)}{rng.randint(1, 18)}{pick(rng, ('组', '组', '号', '队'))}"
    house = pick(
        rng,
        (
            f"{rng.randint(1, 30)}栋{rng.randint(1, 4)}单元{rng.randint(1, 32)}0{rng.randint(1, 4)}室",
            f"{rng.randint(1, 30)}-{rng.randint(1, 3)}-{rng.randint(1, 18)}0{rng.randint(1, 4)}",
            f"{rng.randint(1, 20)}号楼{rng.randint(101, 2604)}",
            f"{rng.randint(1, 9)}幢{rng.randint(101, 1802)}",
            "",
        ),
    )
    return f"{province}{city}{district}{pick(rng, ROADS)}{rng.randint(1, 899)}号{pick(rng, ESTATES) if rng.random() < 0.7 else ''}{house}"


def short_address(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"{pick(rng, ESTATES)}{rng.randint(1, 30)}#{rng.randint(101, 2604)}",
            f"{pick(rng, ROADS)}{rng.randint(1, 300)}号",
            f"{pick(rng, TOWNS)}{pick(rng, VILLAGES)}",
            f"{row['city'][1][:-1]}{pick(rng, ESTATES)}",
        ),
    )


def city(row: Row) -> str:
    return row["city"][1]


def province(row: Row) -> str:
    return row["city"][0] or row["city"][1]


def district(row: Row) -> str:
    return pick(row["rng"], row["city"][2].split())


def firm(row: Row) -> str:
    rng = row["rng"]
    place = row["city"][1][:-1] if rng.random() < 0.8 else row["city"][0][:2]
    return f"{place}{pick(rng, FIRM_WORDS)}{pick(rng, TRADES)}{pick(rng, ('有限公司', '有限公司', '有限责任公司', '股份有限公司', '厂', '经营部', '（集团）有限公司'))}"


def short_firm(row: Row) -> str:
    rng = row["rng"]
    return pick(rng, (pick(rng, FIRM_WORDS) + pick(rng, TRADES), row["city"][1][:-1] + pick(rng, FIRM_WORDS)))


def email(row: Row) -> str:
    rng, (last, first) = row["rng"], row["latin"]
    user = pick(
        rng,
        (
            f"{last}{first}{rng.randint(1, 999)}",
            f"{first}.{last}",
            f"{last}_{first}",
            digits(rng, rng.randint(8, 10)).replace("0", "3"),
            f"{first}{row['birth'].year}",
            mobile(row),
        ),
    )
    return f"{user}@{pick(rng, MAILS_CN)}"


def nickname(row: Row) -> str:
    rng = row["rng"]
    return pick(rng, CLUBS) + pick(
        rng, ("", "", str(rng.randint(1, 999)), "🌸", "~", "_" + rng.choice(string.ascii_lowercase))
    )


def login(row: Row) -> str:
    rng, (last, first) = row["rng"], row["latin"]
    return pick(
        rng,
        (
            f"{last}{first}{rng.randint(1, 99)}",
            f"{first}_{last}",
            f"u{digits(rng, 7)}",
            f"{first}{digits(rng, 4)}",
            f"{last[0]}{first}",
        ),
    )


def wechat(row: Row) -> str:
    rng, (last, first) = row["rng"], row["latin"]
    return pick(
        rng,
        (
            "wxid_" + "".join(rng.choice(string.ascii_lowercase + string.digits) for _ in range(14)),
            f"{last}{first}{digits(rng, 4)}",
            f"{first}-{last}{rng.randint(1, 99)}",
        ),
    )


def qq(row: Row) -> str:
    rng = row["rng"]
    return str(rng.randint(1, 9)) + digits(rng, rng.randint(6, 9))


def passport_cn(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng, ("E" + digits(rng, 8), "G" + digits(rng, 8), "E" + rng.choice("ABCDEFGH") + digits(rng, 7))
    )


def passport_foreign(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            digits(rng, 9),
            "C" + "".join(rng.choice("CFGHJKLMNPRTVWXYZ0123456789") for _ in range(8)),
            "TR" + digits(rng, 7),
            "M" + digits(rng, 8),
            digits(rng, 2) + "".join(rng.choice(string.ascii_uppercase) for _ in range(2)) + digits(rng, 5),
            "N" + digits(rng, 7),
        ),
    )


def hkmo_permit(row: Row) -> str:
    rng = row["rng"]
    return pick(rng, ("C" + digits(rng, 8), "CA" + digits(rng, 7), "W" + digits(rng, 8)))


def home_return(row: Row) -> str:
    """The permit of people of Hong Kong and Macao."""
    return pick(row["rng"], "HM") + digits(row["rng"], 8)


def tw_permit(row: Row) -> str:
    return digits(row["rng"], 8)


def tw_travel(row: Row) -> str:
    return pick(row["rng"], "LT") + digits(row["rng"], 8)


# ---- devices ----


def ip(row: Row) -> str:
    rng = row["rng"]
    if rng.random() < 0.04:
        return ":".join(f"{rng.randrange(65536):x}" for _ in range(8))
    return f"{pick(rng, (36, 39, 58, 60, 101, 112, 113, 117, 120, 180, 183, 218, 223, 10, 192))}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randint(1, 254)}"


def mac(row: Row) -> str:
    by = pick(row["rng"], (":", ":", "-"))
    return by.join(f"{row['rng'].randrange(256):02X}" for _ in range(6))


def latitude(row: Row) -> str:
    return f"{row['rng'].uniform(22, 41):.6f}"


def longitude(row: Row) -> str:
    return f"{row['rng'].uniform(103, 122):.6f}"


def agent(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS {rng.randint(14, 18)}_{rng.randint(0, 6)} like Mac OS X) AppleWebKit/605.1.15",
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/{rng.randint(100, 140)}.0.0.0",
            f"okhttp/4.{rng.randint(1, 12)}.0",
            f"Mozilla/5.0 (Linux; Android {rng.randint(10, 15)}) MicroMessenger/8.0.{rng.randint(20, 60)}",
        ),
    )


# ---- other countries ----


def en_name(row: Row) -> str:
    return f"{en_first(row)} {en_last(row)}"


def en_first(row: Row) -> str:
    return keep("en1", lambda r: pick(r["rng"], EN_FIRST_F if r["female"] else EN_FIRST_M))(row)


def en_last(row: Row) -> str:
    return keep("en2", lambda r: pick(r["rng"], EN_LAST))(row)


def en_email(row: Row) -> str:
    rng, first, last = row["rng"], en_first(row).lower(), en_last(row).lower().replace("'", "")
    return f"{pick(rng, (f'{first}.{last}', f'{first[0]}{last}', f'{last}{rng.randint(1, 99)}', f'{first}{rng.randint(60, 99)}'))}@{pick(rng, ('gmail.com', 'yahoo.com', 'hotmail.co.uk', 'outlook.com', 'icloud.com', 'btinternet.com', 'aol.com'))}"


def us_phone(row: Row) -> str:
    rng = row["rng"]
    a, b, c = (
        pick(rng, "212 312 415 617 305 206 713 404 503 614".split()),
        f"{rng.randint(2, 9)}{digits(rng, 2)}",
        digits(rng, 4),
    )
    return pick(
        rng,
        (
            f"({a}) {b}-{c}",
            f"{a}-{b}-{c}",
            f"+1 {a} {b} {c}",
            f"{a}{b}{c}",
            f"{a}.{b}.{c} x{rng.randint(10, 999)}",
        ),
    )


def us_ssn(row: Row) -> str:
    rng = row["rng"]
    return f"{rng.randint(1, 665):03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"


def us_address(row: Row) -> str:
    rng = row["rng"]
    town = pick(rng, ("Columbus, OH", "Austin, TX", "Portland, OR", "Macon, GA", "Yonkers, NY", "Tempe, AZ"))
    return f"{rng.randint(10, 9999)} {pick(rng, ('Maple', 'Oak', 'Washington', 'Lincoln', 'Cedar Hill', 'N 4th', 'Sunset'))} {pick(rng, ('St', 'Ave', 'Rd', 'Blvd', 'Ln'))}{pick(rng, ('', '', f' Apt {rng.randint(1, 40)}', f' #{rng.randint(1, 40)}B'))}, {town} {digits(rng, 5)}"


def uk_phone(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"07{rng.randint(400, 999)} {digits(rng, 6)}",
            f"+447{digits(rng, 9)}",
            f"020 7{digits(rng, 3)} {digits(rng, 4)}",
            f"0161 {digits(rng, 3)} {digits(rng, 4)}",
        ),
    )


def uk_street(row: Row) -> str:
    rng = row["rng"]
    return f"{pick(rng, ('', '', f'Flat {rng.randint(1, 12)}, '))}{rng.randint(1, 240)} {pick(rng, ('High Street', 'Victoria Road', 'Church Lane', 'Station Road', 'Mill Lane', 'Queens Avenue', 'The Crescent', 'Park View'))}"


def uk_postcode(row: Row) -> str:
    rng = row["rng"]
    return f"{pick(rng, ('M', 'LS', 'B', 'SW', 'EH', 'CF', 'NE', 'BS'))}{rng.randint(1, 28)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}"


def uk_nino(row: Row) -> str:
    rng = row["rng"]
    head = rng.choice("ABCEGHJLMNPRSTWXYZ") + rng.choice("ABCEGHJLMPRSTWXYZ")
    body = digits(rng, 6)
    return pick(
        rng,
        (
            f"{head}{body}{rng.choice('ABCD')}",
            f"{head} {body[:2]} {body[2:4]} {body[4:]} {rng.choice('ABCD')}",
        ),
    )


def western_card(row: Row) -> str:
    rng = row["rng"]
    return luhn(pick(rng, ("4", "51", "55")).ljust(2, str(rng.randrange(10))) + digits(rng, 13))


def iban(row: Row) -> str:
    rng = row["rng"]
    bban = pick(rng, ("37040044", "50010517", "20041133", "10070024")) + digits(rng, 10)
    full = f"DE{98 - int(bban + '131400') % 97:02d}{bban}"
    return full if rng.random() < 0.6 else " ".join(full[i : i + 4] for i in range(0, 22, 4))


def de_name(row: Row) -> str:
    return f"{de_first(row)} {de_last(row)}"


def de_first(row: Row) -> str:
    return keep("de1", lambda r: pick(r["rng"], DE_FIRST))(row)


def de_last(row: Row) -> str:
    return keep("de2", lambda r: pick(r["rng"], DE_LAST).replace("_", " "))(row)


def de_email(row: Row) -> str:
    for_mail = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss", "ş": "s", "ı": "i", " ": "-"})
    return f"{de_first(row).lower().translate(for_mail)}.{de_last(row).lower().translate(for_mail)}@{pick(row['rng'], ('gmx.de', 'web.de', 't-online.de', 'posteo.de', 'gmail.com'))}"


def de_phone(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"+49 {rng.randint(151, 179)} {digits(rng, 7)}",
            f"0{rng.randint(151, 179)}/{digits(rng, 8)}",
            f"089 {digits(rng, 6)}",
            f"0049-{rng.randint(151, 179)}-{digits(rng, 7)}",
            f"(0221) {digits(rng, 6)}",
        ),
    )


def de_tax_id(row: Row) -> str:
    rng = row["rng"]
    pool = rng.sample(string.digits, 9)
    body = [*pool, pick(rng, pool)]
    rng.shuffle(body)
    if body[0] == "0":
        other = next(i for i, c in enumerate(body) if c != "0")
        body[0], body[other] = body[other], body[0]
    product = 10
    for c in body:
        total = (int(c) + product) % 10 or 10
        product = total * 2 % 11
    full = "".join(body) + str((11 - product) % 10)
    return full if rng.random() < 0.6 else f"{full[:2]} {full[2:5]} {full[5:8]} {full[8:]}"


def de_street(row: Row) -> str:
    rng = row["rng"]
    return f"{pick(rng, ('Hauptstraße', 'Bahnhofstr.', 'Goethestr.', 'Am Markt', 'Lindenweg', 'Schillerplatz', 'Im Wiesengrund', 'Kirchgasse'))} {rng.randint(1, 140)}{pick(rng, ('', '', 'a', 'b'))}"


def fr_name(row: Row) -> str:
    return f"{pick(row['rng'], FR_FIRST)} {pick(row['rng'], FR_LAST).upper()}"


def fr_nir(row: Row) -> str:
    rng, day = row["rng"], row["birth"]
    body = f"{2 if row['female'] else 1}{day:%y%m}{rng.randint(1, 95):02d}{rng.randint(1, 590):03d}{rng.randint(1, 999):03d}"
    return pick(
        rng,
        (
            f"{body}{97 - int(body) % 97:02d}",
            f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {97 - int(body) % 97:02d}",
        ),
    )


def fr_phone(row: Row) -> str:
    rng, tail = row["rng"], [digits(row["rng"], 2) for _ in range(4)]
    return pick(
        rng, ("06 " + " ".join(tail), "07" + "".join(tail), "+33 6 " + " ".join(tail), "01." + ".".join(tail))
    )


def fr_address(row: Row) -> str:
    rng = row["rng"]
    return f"{rng.randint(1, 180)} {pick(rng, ('rue de la République', 'avenue Victor Hugo', 'bd Voltaire', 'impasse des Lilas', 'place du Marché', 'chemin des Vignes'))}, {pick(rng, ('75011 Paris', '69003 Lyon', '13006 Marseille', '31000 Toulouse', '44000 Nantes', '67000 Strasbourg'))}"


def jp_pair(row: Row) -> tuple[tuple[str, str], tuple[str, str]]:
    return keep("jp", lambda r: (pick(r["rng"], JP_LAST), pick(r["rng"], JP_FIRST)))(row)  # type: ignore[arg-type,return-value]


def jp_name(row: Row) -> str:
    last, first = jp_pair(row)
    return f"{last[0]}{pick(row['rng'], (' ', '　', ''))}{first[0]}"


def jp_kana(row: Row) -> str:
    last, first = jp_pair(row)
    return f"{last[1]} {first[1]}"


def jp_phone(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"090-{digits(rng, 4)}-{digits(rng, 4)}",
            f"080{digits(rng, 8)}",
            f"03-{digits(rng, 4)}-{digits(rng, 4)}",
            f"+81 70-{digits(rng, 4)}-{digits(rng, 4)}",
        ),
    )


def jp_address(row: Row) -> str:
    rng = row["rng"]
    return f"{pick(rng, ('東京都世田谷区三軒茶屋', '大阪府大阪市北区梅田', '神奈川県横浜市青葉区美しが丘', '愛知県名古屋市中区栄', '北海道札幌市中央区南一条西', '福岡県福岡市博多区住吉'))}{rng.randint(1, 6)}{pick(rng, ('丁目', '-'))}{rng.randint(1, 30)}-{rng.randint(1, 20)}{pick(rng, ('', f' メゾン青葉{rng.randint(101, 905)}号室', f' コーポ山田{rng.randint(101, 305)}'))}"


def jp_my_number(row: Row) -> str:
    body = digits(row["rng"], 11)
    rest = sum(int(c) * (i + 1 if i <= 6 else i - 5) for i, c in enumerate(reversed(body), 1)) % 11
    full = body + str(0 if rest <= 1 else 11 - rest)
    return full if row["rng"].random() < 0.7 else f"{full[:4]} {full[4:8]} {full[8:]}"


def jp_era(row: Row) -> str:
    year = row["birth"].year
    era, base = ("平成", 1988) if year > 1988 else ("昭和", 1925)
    return f"{era}{year - base}年{row['birth'].month}月{row['birth'].day}日"


def kr_name(row: Row) -> str:
    return pick(row["rng"], KR_LAST) + pick(row["rng"], KR_FIRST)


def kr_rrn(row: Row) -> str:
    rng, day = row["rng"], row["birth"]
    sex = (1 if day.year < 2000 else 3) + (1 if row["female"] else 0)
    body = f"{day:%y%m%d}{sex}{digits(rng, 5)}"
    check = (
        11 - sum(int(c) * w for c, w in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)) % 11
    ) % 10
    full = body + str(check)
    return f"{full[:6]}-{full[6:]}" if rng.random() < 0.9 else full


def kr_phone(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"010-{digits(rng, 4)}-{digits(rng, 4)}",
            f"010{digits(rng, 8)}",
            f"02-{digits(rng, 3)}-{digits(rng, 4)}",
        ),
    )


def kr_address(row: Row) -> str:
    rng = row["rng"]
    return f"{pick(rng, ('서울특별시 강남구 테헤란로', '부산광역시 해운대구 센텀중앙로', '경기도 성남시 분당구 판교역로', '대전광역시 유성구 대학로', '인천광역시 연수구 송도과학로'))} {rng.randint(1, 400)}, {rng.randint(101, 120)}동 {rng.randint(101, 2504)}호"


def tw_name(row: Row) -> str:
    return pick(row["rng"], TW_LAST) + pick(row["rng"], TW_FIRST)


def tw_id(row: Row) -> str:
    rng, letters = row["rng"], "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    letter = rng.choice("ABCDEFGHJKMNOPQTUVWX")
    code_ = letters.index(letter) + 10
    body = f"{2 if row['female'] else 1}{digits(rng, 7)}"
    total = code_ // 10 + code_ % 10 * 9 + sum(int(c) * w for c, w in zip(body, range(8, 0, -1), strict=True))
    return f"{letter}{body}{-total % 10}"


def tw_phone(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"09{digits(rng, 2)}-{digits(rng, 3)}-{digits(rng, 3)}",
            f"09{digits(rng, 8)}",
            f"02-2{digits(rng, 3)}-{digits(rng, 4)}",
            f"+886 9{digits(rng, 8)}",
        ),
    )


def tw_address(row: Row) -> str:
    rng = row["rng"]
    return f"{pick(rng, ('', digits(rng, 3)))}{pick(rng, ('臺北市大安區復興南路一段', '新北市板橋區文化路二段', '台中市西屯區台灣大道三段', '高雄市左營區博愛二路', '台南市東區中華東路'))}{rng.randint(1, 400)}{pick(rng, ('號', '巷5號', '巷12弄3號'))}{pick(rng, ('', f'{rng.randint(2, 14)}樓', f'{rng.randint(2, 14)}樓之{rng.randint(1, 6)}'))}"


def hk_pair(row: Row) -> Any:
    return keep("hk", lambda r: (pick(r["rng"], HK_LAST), pick(r["rng"], HK_FIRST)))(row)  # type: ignore[arg-type,return-value]


def hk_id(row: Row) -> str:
    rng = row["rng"]
    letter, body = rng.choice("ABCDEGHKRVYZ"), digits(rng, 6)
    values = [36, ord(letter) - 55, *map(int, body)]
    rest = -sum(v * w for v, w in zip(values, range(9, 1, -1), strict=True)) % 11
    return (
        f"{letter}{body}({'A' if rest == 10 else rest})"
        if rng.random() < 0.8
        else f"{letter}{body}{'A' if rest == 10 else rest}"
    )


def hk_phone(row: Row) -> str:
    rng = row["rng"]
    tel = pick(rng, "5692") + digits(rng, 7)
    return pick(rng, (tel, f"{tel[:4]} {tel[4:]}", f"+852 {tel}", f"(852) {tel[:4]}-{tel[4:]}"))


def hk_address(row: Row) -> str:
    rng = row["rng"]
    return pick(
        rng,
        (
            f"九龍旺角彌敦道{rng.randint(500, 800)}號{rng.randint(2, 25)}樓{rng.choice('ABCDEF')}室",
            f"新界沙田沙角邨美雁樓{rng.randint(101, 2520)}室",
            f"香港銅鑼灣駱克道{rng.randint(300, 500)}號{rng.randint(1, 20)}/F",
            f"Flat {rng.choice('ABCDEF')}, {rng.randint(2, 30)}/F, Block {rng.randint(1, 9)}, City One Shatin, N.T.",
        ),
    )


def iban_fr(row: Row) -> str:
    bban = digits(row["rng"], 23)
    full = f"FR{98 - int(bban + '152700') % 97:02d}{bban}"
    return full if row["rng"].random() < 0.5 else " ".join(full[i : i + 4] for i in range(0, 27, 4))


def icd(row: Row) -> str:
    rng = row["rng"]
    return f"{rng.choice('EIJKMFNLRSZ')}{rng.randint(0, 99):02d}{pick(rng, ('', f'.{rng.randint(0, 9)}', f'.{rng.randint(10, 99)}'))}"


# ---- free text ----


def _of_parts(*parts: str) -> Make:
    """A sentence: one way of each part (split at |), {n} a number, {x} the row's family name."""
    ways = [part.split("|") for part in parts]

    def made(row: Row) -> str:
        rng = row["rng"]
        text = "".join(pick(rng, way) for way in ways)
        return text.replace("{n}", str(rng.randint(2, 28))).replace("{x}", row["name"][0])

    return made


zh_note = _of_parts(
    "客户|{x}姐|老太太|对方|他爱人|{x}先生|家里老人|孩子妈妈|本人|业主",
    "说周末不在家|反映楼上漏水|腿脚不便需要送上楼|对上次的服务很满意|刚出院在休养|投诉过一次已经安抚|打了{n}次没接|预算不多|怀孕{n}周|说话声音小耳朵不好|想换大一点的|嫌等得太久|最近离婚了心情差",
    "，|。|；|  ", "约{n}号再联系|请中午以后去|先别发短信|下次带优惠券|让儿子代办|可以少收一点|尽量排早上|要开票|转店长跟进|不要放门口|同意续费|改到下个月|急！", "|。|！|~",
)  # fmt: skip
zh_message = _of_parts(
    "你好|在吗|亲|麻烦问下|您好，|喂|老板", "，| ", "我的快递怎么还没到|帮我改下地址|退款什么时候到账|我怀孕{n}周能吃吗|我妈用了过敏起疹子|尺码偏大吗|发票抬头能换吗|差{n}块钱能不能包邮|昨天拍的那件还没发|包装破了|能用医保吗",
    "|，都{n}天了|，急用|，谢谢|？|，在线等|，不行就退", "|🙏|。|😡|[图片]|！！",
)  # fmt: skip
en_note = _of_parts("Guest |Mr traveller |Husband |Elderly couple |Party of {n} |Wife |She ", "is allergic to feather pillows|arrives after {n} pm|uses a wheelchair|asks for a cot|is on honeymoon|had knee surgery|stayed {n} times before|is vegetarian", "; |, |. ", "please call the room|high floor away from lift|no housekeeping before {n}|wants a quiet side|bring extra towels|airport pick-up on the {n}th", "|!|.")  # fmt: skip
panel_note = _of_parts("Strong on SQL|Nervous at first|Very chatty|Good fit|Weak on testing|Came {n} min late|Solid references", ", |; |. ", "has {n} years in retail|two kids and wants remote|left last job after a dispute|speaks Mandarin|needs a visa from month {n}|recovering from burnout|would relocate", ", |. ", "hire|second round|not now|ask about notice period|check salary band|call on the {n}th")  # fmt: skip
gift = _of_parts("Happy birthday |Congratulations |Get well soon |Merry Christmas |Thank you |Happy {n}th anniversary |Sorry for your loss ", "Dave|Mum|Priya & Tom|Gran|to you both|Uncle Alf|my love|everyone at no. {n}", ", |! |. ", "love from all of us|see you on Sunday|x|with lots of hugs|from the whole team|hope the hip heals quickly|don't eat it all at once", "| xx|!")  # fmt: skip
de_note = _of_parts("Vater von Jonas|Familie|Spielerin|Kassenwart|Mitglied|Ehefrau", " ", "hilft beim Sommerfest|zahlt erst im Herbst|hat Knie-OP gehabt|pausiert bis Mai|möchte keine Post mehr|ist arbeitslos|zieht am {n}. um|fährt andere mit", ", |; |. ", "bitte nachfragen|Ermäßigung bis {n}.6.|Trainer weiß Bescheid|Schlüssel Nr. {n}|kein Foto auf der Webseite", "|.|!")  # fmt: skip
fr_note = _of_parts("Rappeler le fils|Cliente|Le mari|Madame|Dossier|Sa voisine", " ", "en congé maternité|après {n} h|préfère être livrée chez la voisine|a un problème de dos|n'a pas reçu le colis|souhaite un avoir|est mécontente du délai", ", |. ", "relance le {n}|voir avec le magasin|ne pas téléphoner le matin|geste commercial accordé", "|.|!")  # fmt: skip
jp_note = _of_parts("お客様|奥様|ご本人|ご家族|お母様", "は|が|より、", "電話は午後{n}時以降を希望|ギフト用に購入|入院中のため代理で受取|サイズ交換を希望|アレルギーがあるとのこと|配送は{n}日以降|以前クレームあり", "。|、", "要確認|対応済み|再度連絡する|のし必要|領収書同封|店長へ引継ぎ", "|。")  # fmt: skip
