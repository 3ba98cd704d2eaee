"""Invents postal addresses of many countries and habits, and place names that are no address."""

from __future__ import annotations

import random
import zipfile
from functools import cached_property
from pathlib import Path

from abroad import Abroad
from people import People, _beside

ROADS = [
    "中山",
    "人民",
    "解放",
    "建设",
    "文化",
    "和平",
    "新华",
    "北京",
    "上海",
    "长江",
    "黄河",
    "科技",
    "学院",
    "滨江",
    "世纪",
    "迎宾",
    "青年",
    "光明",
    "朝阳",
    "深南",
    "天府",
    "龙阳",
    "高新",
    "凤凰",
    "湖滨",
    "莲花",
    "丰庆",
    "友谊",
    "胜利",
    "工农",
    "桃园",
    "柳荫",
    "锦绣",
    "文三",
    "体育",
    "南京",
    "淮海",
    "延安",
    "复兴",
    "瑞金",
    "长安",
    "东风",
    "红旗",
    "五四",
    "八一",
    "团结",
    "幸福",
    "富强",
    "民主",
    "振兴",
    "兴业",
    "创业",
    "工业",
    "商业",
    "车站",
    "站前",
    "府前",
    "府后",
    "公园",
    "环城",
    "环湖",
    "沿江",
    "沿河",
    "河滨",
    "江滨",
    "海滨",
    "海港",
    "港口",
    "机场",
    "开发",
    "经济",
    "向阳",
    "朝晖",
    "望江",
    "望湖",
    "秋涛",
    "庆春",
    "凤起",
    "莫干山",
    "天目山",
    "虎丘",
    "观前",
    "十全",
    "平江",
    "干将",
    "劳动",
    "芙蓉",
    "韶山",
    "五一",
    "车公庙",
    "福华",
    "福强",
    "梅林",
    "红荔",
    "笋岗",
    "布吉",
    "龙岗",
    "宝安",
    "新安",
    "前进",
    "宏图",
    "鹏程",
    "腾飞",
    "金融",
    "财富",
    "银河",
    "星海",
    "云龙",
    "彭城",
    "泉城",
    "经十",
    "历山",
    "舜耕",
    "千佛山",
    "泺源",
    "洪楼",
    "山大",
    "二环东",
    "三环北",
    "四环西",
    "快速",
    "大学",
    "学府",
    "师范",
    "医院",
    "卫生",
    "康复",
    "孔雀",
    "杏林",
    "梧桐",
    "银杏",
    "樱花",
    "紫荆",
    "木棉",
    "榕树",
    "香樟",
    "玉兰",
    "桂花",
    "石榴",
    "荷花",
    "牡丹",
    "芙蓉",
    "菊园",
    "竹园",
    "兰园",
    "鼓楼",
    "钟楼",
    "城隍庙",
    "文庙",
    "关帝",
    "观音",
    "龙王",
    "白马",
    "金牛",
    "石牌",
    "铁匠",
    "打铁",
    "豆腐",
    "棉花",
    "米市",
    "盐市",
    "羊市",
    "骡马市",
    "书院",
    "贡院",
    "状元",
    "进士",
    "翰林",
    "尚书",
    "丞相",
    "将军",
    "司马",
    "太守",
    "知府",
    "张家",
    "李家",
    "王家",
    "陈家",
    "刘家",
    "赵家",
    "杨家",
    "周家",
]
DIRECTION = [
    "",
    "",
    "",
    "",
    "",
    "",
    "东",
    "西",
    "南",
    "北",
    "中",
    "一",
    "二",
    "三",
    "四",
    "五",
    "前",
    "后",
    "上",
    "下",
]
ESTATES = [
    "阳光花园",
    "万科城",
    "碧桂园",
    "绿地国际",
    "保利香槟",
    "龙湖天街",
    "中海国际",
    "融创壹号",
    "锦绣山庄",
    "翠湖",
    "金色家园",
    "幸福里",
    "恒大名都",
    "世纪城",
    "华润",
    "国贸",
    "科技园",
    "华侨城",
    "翡翠湾",
    "丽景苑",
    "和谐家园",
    "紫荆花园",
    "水木清华",
    "东方明珠",
    "御景湾",
    "江南春",
    "星河湾",
    "香榭里",
    "玫瑰园",
    "枫林绿洲",
    "橡树湾",
    "时代广场",
    "银泰城",
    "万达广场",
    "大悦城",
    "印象城",
    "吾悦广场",
    "爱琴海",
    "缤纷城",
    "中央公园",
    "滨河国际",
    "天鹅堡",
    "西溪里",
    "钱江新城",
    "梅园",
    "安居",
    "康居",
    "新村一区",
    "教工宿舍",
    "铁路宿舍",
    "纺织厂宿舍",
    "机关家属院",
    "供电局家属院",
    "烟草局宿舍",
    "福利院",
    "老干部活动中心",
    "书香门第",
    "学府名城",
    "上海花园",
    "北国之春",
    "御龙湾",
    "金地格林",
    "首创漫香郡",
    "招商雍景湾",
    "远洋天地",
    "富力城",
    "合生汇",
    "雅居乐",
    "荣盛华府",
    "建业森林半岛",
    "鑫苑世家",
    "正商",
    "五建家属院",
    "锦江",
    "盛世豪庭",
    "帝景",
    "凯旋门",
    "巴黎春天",
    "威尼斯水城",
    "加州阳光",
    "白金瀚宫",
    "丽都",
    "东湖",
    "南湖",
    "西湖",
    "北苑",
    "天通苑",
    "回龙观",
    "望京",
    "方庄",
    "劲松",
    "双井",
    "潘家园",
    "十里堡",
    "青塔",
    "万寿路",
    "看丹",
    "角门东里",
    "和平里",
    "安贞里",
    "惠新西街",
    "芍药居",
]
UNITS = ["室", "室", "室", "", "", "", "房", "户", "号", "铺"]
BUILDINGS = [
    "大厦",
    "大楼",
    "写字楼",
    "商务中心",
    "国际中心",
    "广场",
    "科技园",
    "产业园",
    "工业园",
    "创业园",
    "软件园",
    "物流园",
    "市场",
    "批发市场",
    "建材城",
    "家具城",
    "汽配城",
    "商贸城",
    "酒店",
    "宾馆",
    "医院",
    "小学",
    "中学",
    "大学",
    "学院",
    "幼儿园",
    "派出所",
    "居委会",
    "村委会",
    "社区",
    "服务中心",
    "超市",
    "菜市场",
    "加油站",
    "收费站",
    "售楼处",
    "驾校",
    "4S店",
]


class Places(Abroad):
    """Addresses; `zh()` ranges from a complete one to an estate and a room number."""

    def __init__(self, rng: random.Random, people: People) -> None:
        super().__init__(rng, people)
        self.roads = ROADS

    @cached_property
    def tree(self) -> list[tuple[str, str, str, str, str]]:
        """(province, city, county, town, village) of the whole country; village names are many, so one in six is kept."""
        with zipfile.ZipFile(_beside("jionlp", "dictionary/china_location.zip")) as z:
            text = z.read("china_location.txt").decode("utf-8")
        out, now = [], ["", "", "", "", ""]
        for line in text.splitlines():
            depth = len(line) - len(line.lstrip("\t"))
            name = line.strip().split("\t")[0]
            if depth > 4 or not name:
                continue
            now[depth:] = [name] + [""] * (4 - depth)
            if depth == 4 and hash_of(line) % 6 == 0:
                out.append(tuple(now))
        return out  # type: ignore[return-value]

    def _short(self, name: str) -> str:
        for tail in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
            if name.endswith(tail) and len(name) > len(tail) + 1:
                return name[: -len(tail)]
        return name

    def area(self) -> str:
        """The administrative head of an address, any completeness."""
        p, c, d, t, _ = self.pick(self.tree)
        if c in ("市辖区", p, "县", "省直辖县级行政区划"):
            c = ""
        x = self.rng.random()
        if self.chance(0.35):
            p = self._short(p)
        if self.chance(0.25):
            c = self._short(c)
        head = p + c + d if x < 0.42 else c + d if x < 0.72 else d if x < 0.85 else p + d if x < 0.9 else c
        if self.chance(0.08):
            head = " ".join(part for part in (p, c, d) if part)
        if self.chance(0.22) and t:
            head += t
        return head

    def road(self) -> str:
        x = self.rng.random()
        if x < 0.72:
            name = self.pick(ROADS)
        elif x < 0.86:
            name = (
                self.pick(self.tree)[4]
                .removesuffix("村委会")
                .removesuffix("居委会")
                .removesuffix("社区")
                .removesuffix("村")[:4]
            )
        else:
            name = self.people.given(2)
        tail = self.pick(
            ["路"] * 9
            + ["大道"] * 2
            + ["街"] * 4
            + [
                "大街",
                "巷",
                "弄",
                "胡同",
                "里",
                "道",
                "支路",
                "横街",
                "西街",
                "步行街",
                "老街",
                "河沿",
                "塘",
                "桥",
                "头条",
                "新村",
                "坊",
                "径",
            ]
        )
        return name + self.pick(DIRECTION) + tail

    def number(self) -> str:
        x = self.rng.random()
        if x < 0.72:
            return f"{self.n(1, 2200) if self.chance(0.3) else self.n(1, 399)}号"
        if x < 0.8:
            return f"{self.n(1, 600)}弄{self.n(1, 90)}号"
        if x < 0.86:
            return (
                f"{self.n(1, 200)}-{self.n(1, 30)}号"
                if self.chance(0.6)
                else f"{self.n(1, 200)}号-{self.n(1, 9)}"
            )
        if x < 0.9:
            return f"{self.n(1, 300)}号附{self.n(1, 20)}号"
        if x < 0.95:
            return f"{self.n(1, 900)}号{self.pick(['院', '大院', '楼', '甲', '院内', '后院', '旁'][:5])}"
        return f"{self.n(1, 900)}"

    def estate(self) -> str:
        x = self.rng.random()
        if x < 0.55:
            name = self.pick(ESTATES)
        elif x < 0.8:
            name = self.pick(
                "金银翠碧锦龙凤阳星海江湖云瑞祥福康安宏盛华丽新东南西北中天紫香水文御"
            ) + self.pick("园苑城湾湖府庭居邸都泰景园苑海润江山茂宇和庄桂河岸悦")
            name += self.pick(["", "", "", "花园", "小区", "家园", "公寓", "国际", "新城", "名邸", "雅苑"])
        else:
            name = self.people.given(2) + self.pick(
                ["花园", "小区", "家园", "公寓", "苑", "新村", "里", "佳苑", "大厦"]
            )
        if self.chance(0.1):
            name = name[:3] + self.pick(["壹号", "一号院", "公馆", "城", "国际城", "学府", "首府"])
        if self.chance(0.1):
            name += f"{self.pick('1234567一二三四五')}期"
        if self.chance(0.18):
            name += self.pick(
                [
                    "小区",
                    "花园",
                    "公寓",
                    "南区",
                    "北区",
                    "东区",
                    "西区",
                    "一期",
                    "二期",
                    "三期",
                    "A区",
                    "B区",
                    "C座",
                    "南苑",
                    "北苑",
                    "二村",
                    "三村",
                ]
            )
        return name

    def room(self) -> str:
        """Building, staircase, floor and room, in one of the ways people write them."""
        b, u, f = self.n(1, 60), self.n(1, 6), self.n(1, 33)
        r = f"{f}{self.n(1, 8):02d}"
        x = self.rng.random()
        kind = self.pick(["栋", "栋", "幢", "号楼", "号楼", "座", "#", "#楼", "楼"])
        if x < 0.35:
            return f"{b}{kind}{u}单元{r}{self.pick(UNITS)}"
        if x < 0.5:
            return f"{b}{kind}{r}{self.pick(UNITS)}"
        if x < 0.62:
            return f"{b}-{u}-{r}"
        if x < 0.68:
            return f"{b}-{r}"
        if x < 0.76:
            return f"{self.pick('ABCDEF')}{self.pick(['座', '栋', '幢', '区', '楼', '塔', ''])}{r}{self.pick(UNITS)}"
        if x < 0.82:
            return f"{self.pick('一二三四五六七八九十')}{self.pick(['栋', '幢', '号楼', '座'])}{self.pick('一二三四五')}单元{r}{self.pick(UNITS)}"
        if x < 0.88:
            return f"{f}楼{self.pick(['', r + '室', self.pick('ABCD') + '室', f'{u}号', '东户', '西户'])}"
        if x < 0.92:
            return f"{f}层{r}{self.pick(UNITS)}"
        if x < 0.95:
            return f"{b}栋{u}单元{f}楼{self.pick(['左', '右', '中户', '东', '西', '1号', '2号'])}{self.pick(['', '手'])}"
        return f"{r}{self.pick(['室', '室', '房', '号房'])}"

    def detail(self) -> str:
        x = self.rng.random()
        if x < 0.24:
            return self.road() + self.number() + self.estate() + self.room()
        if x < 0.36:
            return self.road() + self.number() + self.room()
        if x < 0.46:
            return self.road() + self.number()
        if x < 0.74:
            return self.estate() + self.room()
        if x < 0.78:
            return self.road() + self.number() + self.pick(["", self.estate()]) + self.shop_tail()
        if x < 0.86:
            return (
                self.road() + self.number() + self.campus_name() + (self.room() if self.chance(0.5) else "")
            )
        if x < 0.92:
            return self.road() + self.estate() + self.room()
        if x < 0.96:
            return (
                self.road()
                + self.pick(["与", "和"])
                + self.road()
                + self.pick(["交叉口", "路口", "交汇处", "交界"])
                + self.pick(["", "东南角", "往北50米", "西200米", "路北"])
            )
        return self.estate() + self.pick(
            ["门口", "南门", "北门", "东门", "物业", "门卫", "菜鸟驿站", "快递柜", "底商"][:0]
            or ["底商3号", "商铺12号", "1号门面", "地下一层"]
        )

    def shop_tail(self) -> str:
        """Where a shop stands in a street."""
        name = (
            self.people.surname()[:1]
            + self.pick(["记", "家", "氏"])
            + self.pick(["面馆", "五金", "超市", "水果", "茶庄", "干杂", "修表", "理发", "诊所", "布行"])
        )
        some = self.pick(
            [
                name,
                self.people.given(2)
                + self.pick(["超市", "药店", "便利店", "理发店", "幼儿园", "烟酒", "文具"]),
            ]
        )
        return self.pick(
            [
                f"{self.n(1, 60)}号店面",
                f"底商{self.n(1, 20)}号",
                f"门面房{self.n(1, 9)}号",
                f"{self.n(1, 30)}号门面",
                f"底楼{some}",
                some,
                f"一楼{some}",
                f"地下一层{self.n(1, 80)}号",
                f"店面{self.n(1, 9)}",
                f"{self.n(1, 20)}-{self.n(1, 20)}号铺",
                f"商铺{self.n(101, 320)}",
            ]
        )

    def campus_name(self) -> str:
        head = (
            self.pick(self.tree)[2].rstrip("区县市")
            if self.chance(0.4)
            else self.people.given(2)
            if self.chance(0.4)
            else self.pick(ESTATES)
        )
        return head + self.pick(BUILDINGS)

    def zh(self) -> str:
        x = self.rng.random()
        if x < 0.10:
            return self.rural()
        if x < 0.20:
            return self.campus()
        if x < 0.42:
            return self.detail()
        a = self.area() + self.pick(["", "", "", "", "", "", " ", ""]) + self.detail()
        if self.chance(0.04):
            a = a.replace("号", "號") if self.chance(0.1) else a
        if self.chance(0.03):
            a = f"中国{a}"
        if self.chance(0.03):
            a += f"（{self.pick(ESTATES)}{self.pick(['旁', '对面', '内', '楼上', '南门'])}）"
        if self.chance(0.02):
            a = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in a)
        return a

    def rural(self) -> str:
        p, c, d, t, v = self.pick(self.tree)
        if c in ("市辖区", p, "县", "省直辖县级行政区划"):
            c = ""
        v = v.removesuffix("村委会").removesuffix("居委会")
        v = (
            v
            if v.endswith(("村", "社区", "屯", "庄", "寨"))
            else v + self.pick(["村", "村", "村", "屯", "庄", "寨"])
        )
        x = self.rng.random()
        head = p + c + d + t if x < 0.35 else c + d + t if x < 0.55 else d + t if x < 0.8 else t
        num = (
            self.pick(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"])
            if self.chance(0.5)
            else str(self.n(1, 20))
        )
        tail = self.pick(
            [
                "",
                f"{num}组",
                f"{num}组{self.n(1, 180)}号",
                f"{self.n(1, 300)}号",
                f"{num}社",
                f"第{num}村民小组",
                f"{num}队",
                f"{num}组{self.n(1, 99)}户",
                f"{self.people.surname()[:1]}家{self.pick('湾塘沟坝坪院庄屯咀冲坳岭')}{self.n(1, 60)}号",
                f"{self.people.surname()[:1]}家{self.pick('湾塘沟坝坪院庄屯')}",
                f"自然村{self.n(1, 99)}号",
                f"东街{self.n(1, 99)}号",
                f"{num}巷{self.n(1, 50)}号",
            ]
        )
        return head + v + tail

    def campus(self) -> str:
        name = self.campus_name()
        tail = self.pick(
            [
                f"{self.n(1, 30)}号宿舍楼{self.n(1, 7)}{self.n(1, 40):02d}",
                f"{self.pick('东西南北')}{self.pick(['区', '苑', '院'])}{self.n(1, 20)}栋{self.n(101, 699)}",
                f"{self.pick('ABCDEF')}{self.n(1, 9)}栋{self.n(1, 12)}楼",
                f"{self.n(1, 12)}号楼{self.n(1, 20)}层{self.n(101, 2999)}室",
                f"住院部{self.n(2, 22)}楼{self.n(1, 50)}床",
                f"内科楼{self.n(2, 18)}层",
                f"一楼{self.pick('ABCD')}{self.n(1, 300)}号铺",
                f"{self.n(1, 5)}F-{self.n(1, 60)}",
                f"{self.pick('ABCDE')}区{self.n(1, 9)}排{self.n(1, 50)}号",
                f"{self.pick('ABCD')}座{self.n(3, 30)}楼",
                f"{self.n(1, 20)}号厂房",
                "三车间",
                f"{self.n(1, 40)}栋{self.n(101, 2999)}",
                f"{self.n(1, 99)}号摊位",
                f"B{self.n(1, 2)}层{self.n(1, 99)}号",
            ]
        )
        if self.chance(0.25):
            name = self.pick(
                [
                    "人民医院",
                    "中心医院",
                    "中医院",
                    "留学生公寓",
                    "教工宿舍",
                    "学生公寓",
                    "博士后公寓",
                    "老年公寓",
                    "紫荆公寓",
                    "职工宿舍",
                    "大学城",
                    "师专",
                    "一中",
                    "二中",
                    "党校",
                    "农贸市场",
                    "汽车站",
                    "火车站",
                    "体育馆",
                    "图书馆",
                    "近春园",
                    "行政楼",
                    "综合楼",
                    "实验楼",
                ]
            )
            tail = self.pick(
                [
                    tail,
                    f"{self.n(1, 30)}号楼{self.n(100, 999)}{self.pick(['', 'A', 'B', '室'])}",
                    f"西楼{self.n(100, 499)}",
                    f"外科{self.n(2, 20)}楼{self.n(1, 60)}床",
                    f"{self.n(2, 9)}舍{self.n(100, 699)}",
                    f"后头那栋{self.n(2, 6)}楼左手边",
                    f"东门进去第{self.pick('一二三')}排{self.n(1, 6)}单元{self.n(101, 699)}",
                    f"A座{self.n(101, 2999)}",
                ]
            )
        x = self.rng.random()
        head = (
            self.area() + self.road() + self.number()
            if x < 0.35
            else self.area() + self.road()
            if x < 0.5
            else self.area()
            if x < 0.7
            else ""
        )
        return head + name + tail

    @cached_property
    def _s2t(self):  # type: ignore[no-untyped-def]
        from opencc import OpenCC

        return OpenCC("s2tw")

    TW_CITIES = [
        "臺北市",
        "台北市",
        "新北市",
        "桃園市",
        "台中市",
        "臺中市",
        "台南市",
        "高雄市",
        "基隆市",
        "新竹市",
        "新竹縣",
        "苗栗縣",
        "彰化縣",
        "南投縣",
        "雲林縣",
        "嘉義市",
        "嘉義縣",
        "屏東縣",
        "宜蘭縣",
        "花蓮縣",
        "台東縣",
        "澎湖縣",
        "金門縣",
    ]
    TW_AREAS = [
        "大安區",
        "信義區",
        "中正區",
        "中山區",
        "松山區",
        "內湖區",
        "士林區",
        "北投區",
        "文山區",
        "南港區",
        "萬華區",
        "板橋區",
        "三重區",
        "中和區",
        "永和區",
        "新莊區",
        "新店區",
        "淡水區",
        "汐止區",
        "土城區",
        "中壢區",
        "平鎮區",
        "八德區",
        "西屯區",
        "北屯區",
        "南屯區",
        "豐原區",
        "大里區",
        "東區",
        "北區",
        "安平區",
        "永康區",
        "左營區",
        "三民區",
        "苓雅區",
        "鳳山區",
        "前鎮區",
        "楠梓區",
        "竹北市",
        "員林市",
        "斗六市",
        "羅東鎮",
        "吉安鄉",
        "潮州鎮",
        "虎尾鎮",
        "草屯鎮",
        "埔里鎮",
        "頭份市",
    ]
    TW_ROADS = [
        "忠孝東路",
        "仁愛路",
        "信義路",
        "和平東路",
        "中山北路",
        "民生東路",
        "南京東路",
        "復興南路",
        "敦化北路",
        "羅斯福路",
        "中正路",
        "民權路",
        "民族路",
        "自由路",
        "文心路",
        "台灣大道",
        "五權西路",
        "公益路",
        "成功路",
        "建國路",
        "博愛路",
        "中華路",
        "光復路",
        "大同路",
        "三民路",
        "文化路",
        "府前路",
        "永福路",
        "海安路",
        "健康路",
        "裕農路",
        "青年路",
        "四維路",
        "九如路",
        "明誠路",
        "介壽路",
        "延平路",
        "新生路",
        "林森路",
        "長安街",
        "師大路",
        "龍江路",
        "吉林路",
        "青島路",
        "廈門街",
        "汀州路",
        "景美街",
        "興隆路",
        "木柵路",
        "康寧路",
        "東湖路",
    ]
    HK_AREAS = [
        "九龍",
        "新界",
        "香港",
        "香港島",
        "中環",
        "上環",
        "灣仔",
        "銅鑼灣",
        "北角",
        "鰂魚涌",
        "太古",
        "柴灣",
        "西環",
        "堅尼地城",
        "尖沙咀",
        "佐敦",
        "油麻地",
        "旺角",
        "深水埗",
        "長沙灣",
        "荔枝角",
        "何文田",
        "紅磡",
        "土瓜灣",
        "九龍城",
        "新蒲崗",
        "黃大仙",
        "鑽石山",
        "觀塘",
        "牛頭角",
        "藍田",
        "將軍澳",
        "沙田",
        "大圍",
        "馬鞍山",
        "大埔",
        "粉嶺",
        "上水",
        "荃灣",
        "葵涌",
        "青衣",
        "屯門",
        "元朗",
        "天水圍",
        "東涌",
        "西貢",
        "跑馬地",
        "香港仔",
        "鴨脷洲",
    ]
    HK_ROADS = [
        "彌敦道",
        "英皇道",
        "軒尼詩道",
        "皇后大道中",
        "德輔道西",
        "莊士敦道",
        "駱克道",
        "廣東道",
        "加連威老道",
        "漆咸道南",
        "亞皆老街",
        "窩打老道",
        "太子道西",
        "青山公路",
        "荔枝角道",
        "長沙灣道",
        "鴨寮街",
        "通菜街",
        "西洋菜南街",
        "上海街",
        "廟街",
        "觀塘道",
        "巧明街",
        "鴻圖道",
        "駿業街",
        "沙田正街",
        "大涌橋路",
        "安慈路",
        "青山道",
        "沙咀道",
        "德士古道",
        "興芳路",
        "屯門鄉事會路",
        "教育路",
        "壽富街",
        "建設街",
        "馬頭涌道",
        "譚公道",
        "蕪湖街",
        "寶其利街",
        "電氣道",
        "堡壘街",
        "渣華道",
    ]
    HK_ESTATES = [
        "太古城",
        "美孚新邨",
        "沙田第一城",
        "黃埔花園",
        "麗港城",
        "嘉湖山莊",
        "杏花邨",
        "康怡花園",
        "新都城",
        "慧安園",
        "將軍澳中心",
        "樂富邨",
        "彩虹邨",
        "愛民邨",
        "華富邨",
        "瀝源邨",
        "禾輋邨",
        "大元邨",
        "富善邨",
        "葵盛西邨",
        "石籬邨",
        "長安邨",
        "青衣邨",
        "安定邨",
        "友愛邨",
        "良景邨",
        "天恩邨",
        "逸東邨",
        "荷里活華庭",
        "名城",
        "日出康城",
        "御龍山",
        "海怡半島",
        "置富花園",
        "柏景灣",
        "擎天半島",
    ]

    def hant(self) -> str:
        x = self.rng.random()
        if x < 0.5:
            city, area, road = self.pick(self.TW_CITIES), self.pick(self.TW_AREAS), self.pick(self.TW_ROADS)
            sec = self.pick(["", "", f"{self.pick('一二三四五')}段", f"{self.n(1, 5)}段"])
            lane = self.pick(["", "", "", f"{self.n(1, 600)}巷", f"{self.n(1, 600)}巷{self.n(1, 40)}弄"])
            no = f"{self.n(1, 500)}{self.pick(['號', '號', '號', '號', '之1號', '-2號', '号'])}"
            floor = self.pick(
                [
                    "",
                    "",
                    f"{self.n(2, 20)}樓",
                    f"{self.n(2, 20)}F",
                    f"{self.n(2, 15)}樓之{self.n(1, 6)}",
                    f"{self.n(2, 15)}F-{self.n(1, 5)}",
                    "B1",
                    f"{self.n(1, 12)}樓{self.pick('ABC')}室",
                ]
            )
            zipcode = self.pick(
                ["", "", "", f"{self.n(100, 983)}", f"{self.n(10001, 98399)}", f"{self.n(100, 983)} "]
            )
            head = city + area if self.chance(0.75) else area if self.chance(0.5) else ""
            return zipcode + head + road + sec + lane + no + floor
        if x < 0.92:
            area, road = self.pick(self.HK_AREAS), self.pick(self.HK_ROADS)
            block = self.pick(
                [
                    "",
                    f"{self.pick('ABCDEF')}座",
                    f"第{self.n(1, 20)}座",
                    f"{self.n(1, 12)}座",
                    f"{self.people.given(2)}樓",
                    f"{self.people.given(2)}閣",
                ]
            )
            room = self.pick(
                [
                    f"{self.n(1, 40)}樓{self.pick('ABCDEFGH')}室",
                    f"{self.n(1, 40)}/F {self.pick('ABCDEFGH')}室",
                    f"{self.n(101, 3999)}室",
                    f"{self.n(1, 30)}樓{self.n(1, 30)}室",
                    f"地下{self.pick(['', '3號舖', 'A舖', f'{self.n(1, 60)}號鋪'])}",
                    f"{self.n(1, 40)}樓",
                ]
            )
            body = self.pick(
                [
                    f"{road}{self.n(1, 900)}號{self.pick(['', self._s2t.convert(self.people.given(2)) + self.pick(['大廈', '中心', '工業大廈', '商業大廈', '廣場', '樓'])])}{room}",
                    f"{self.pick(self.HK_ESTATES)}{block}{room}",
                    f"{road}{self.n(1, 300)}-{self.n(301, 400)}號{room}",
                ]
            )
            return (
                self.pick(["", "香港", "香港", "九龍", "新界"]) * 1
                + (area if self.chance(0.8) else "")
                + body
            )
        return self._s2t.convert(
            self.pick(["澳門", ""])
            + self.pick(
                [
                    "新马路",
                    "高士德大马路",
                    "友谊大马路",
                    "雅廉访大马路",
                    "提督马路",
                    "氹仔官也街",
                    "黑沙环",
                    "水坑尾街",
                ]
            )
            + f"{self.n(1, 400)}号{self.pick(['', '广福大厦', '建兴隆大厦'])}{self.n(1, 20)}楼{self.pick('ABCDE')}"
        )

    def ja(self) -> str:
        text = self.pick(self._foreign["ja_JP"])
        x = self.rng.random()
        if x < 0.3:
            text = f"〒{self.n(100, 989)}-{self.n(1, 9999):04d} {text}"
        if 0.3 < x < 0.6:
            text = text.split(" ")[0]
        if x > 0.93:
            text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return text

    def ko(self) -> str:
        text = self.pick(self._foreign["ko_KR"])
        x = self.rng.random()
        if x < 0.35:
            text += self.pick(
                [
                    f" {self.n(1, 30)}층",
                    f" {self.n(101, 120)}동 {self.n(101, 2505)}호",
                    f", {self.n(101, 2505)}호",
                    f" ({self.pick(['역삼동', '서초동', '합정동', '연남동', '삼성동'])})",
                ]
            )
        return text

    @cached_property
    def _abroad(self) -> list[str]:
        return (Path(__file__).parent / "gazetteers" / "countries.txt").read_text("utf-8").split()

    def name(self) -> str:
        """A place that is not a postal address."""
        p, c, d, t, v = self.pick(self.tree)
        x = self.rng.random()
        if x < 0.12:
            return self.pick(self._abroad)
        if x < 0.2:
            return self._short(p)
        if x < 0.35:
            return self._short(c) if c not in ("市辖区", "县") else self._short(p)
        if x < 0.5:
            return d
        if x < 0.6:
            return t or d
        if x < 0.68:
            return v.removesuffix("委会")
        if x < 0.8:
            return self.road()
        if x < 0.9:
            return self.estate()
        return p + (c if c not in ("市辖区", "县") else "") + (d if self.chance(0.5) else "")


def hash_of(text: str) -> int:
    """A hash that is the same in every process (Python's own is not)."""
    value = 2166136261
    for b in text.encode():
        value = ((value ^ b) * 16777619) & 0xFFFFFFFF
    return value
