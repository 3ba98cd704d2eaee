"""Word lists: names, places, streets and goods out of which the invented people and orders are put together."""

from __future__ import annotations

SURNAMES_ZH = list(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
)
GIVEN_ZH = list(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英文华建国志玉兰秀梅红斌宇浩然欣怡子轩梓涵雨桐思远嘉佳宁晨曦睿博雅诗琪俊凯乐天一凡"
)
PINYIN = [
    "wang",
    "li",
    "zhang",
    "liu",
    "chen",
    "yang",
    "zhao",
    "huang",
    "zhou",
    "wu",
    "xu",
    "sun",
    "hu",
    "zhu",
    "lin",
    "he",
]

GIVEN = {
    "de": [
        "Anna",
        "Jonas",
        "Lena",
        "Felix",
        "Marie",
        "Lukas",
        "Käthe",
        "Jürgen",
        "Sophie",
        "Björn",
        "Greta",
        "Emil",
        "Ute",
        "Moritz",
    ],
    "fr": [
        "Camille",
        "Hugo",
        "Léa",
        "Théo",
        "Chloé",
        "Louis",
        "Manon",
        "Étienne",
        "Inès",
        "Gaël",
        "Zoé",
        "Jérôme",
        "Maëlle",
        "Luc",
    ],
    "en": [
        "Olivia",
        "Harry",
        "Emily",
        "Jack",
        "Grace",
        "Oscar",
        "Ruby",
        "Noah",
        "Ella",
        "Mason",
        "Ava",
        "Logan",
        "Nora",
        "Ethan",
    ],
    "ja": ["陽菜", "蓮", "結衣", "大翔", "美咲", "悠真", "さくら", "健太", "葵", "拓海", "恵子", "直樹"],
    "ko": ["서연", "민준", "지우", "도윤", "하은", "시우", "수빈", "예준", "은지", "현우"],
}
SURNAMES = {
    "de": [
        "Ahornbach",
        "Birkenfels",
        "Dornwald",
        "Eichmoor",
        "Falkenrain",
        "Haselgrund",
        "Lindenau",
        "Müllerhain",
        "Rebstein",
        "Weißtal",
    ],
    "fr": [
        "Beaulac",
        "Chênevert",
        "Duvallon",
        "Fontclair",
        "Grandpré",
        "Lavaudrey",
        "Montfleur",
        "Rochebrune",
        "Sauveterre",
        "Vieuxpont",
    ],
    "en": [
        "Ashgrove",
        "Birchwood",
        "Copperfield-Hay",
        "Dunmere",
        "Elmsworth",
        "Fernley",
        "Hollowell",
        "Larkham",
        "Thornbury",
        "Wychwood",
    ],
    "ja": ["青沼", "石橋", "上月", "小川", "風間", "霧島", "桜庭", "高峰", "月岡", "松風"],
    "ko": ["강", "김", "박", "서", "이", "임", "장", "정", "최", "한"],
}

# place → (share of customers, language, spellings of the country, regions, cities)
PLACES: dict[str, tuple[float, str, list[str], list[str], list[str]]] = {
    "cn": (
        0.75,
        "zh",
        ["中国"] * 11 + ["CN"] * 3 + ["China", "CHN", "中华人民共和国", "中国大陆", ""],
        [],
        [],
    ),
    "de": (
        0.07,
        "de",
        ["Germany", "德国", "DE", "Deutschland", "DEU"],
        ["Bayern", "Berlin", "Hessen", ""],
        ["München", "Berlin", "Köln", "Leipzig", "Kassel"],
    ),
    "fr": (
        0.035,
        "fr",
        ["France", "法国", "FR", "FRANCE"],
        ["Île-de-France", "Bretagne", ""],
        ["Paris", "Lyon", "Rennes", "Lille"],
    ),
    "uk": (
        0.035,
        "en",
        ["UK", "英国", "GB", "United Kingdom", "Great Britain"],
        ["England", "Scotland", ""],
        ["London", "Leeds", "Bristol", "Glasgow"],
    ),
    "us-ca": (
        0.035,
        "en",
        ["US", "美国", "USA", "United States"],
        ["CA", "California", "加州", "加利福尼亚州"],
        ["Fresno", "Oakland", "San Diego", "Irvine"],
    ),
    "jp": (0.03, "ja", ["日本", "JP", "Japan"], ["東京都", "大阪府", ""], ["東京", "大阪", "札幌"]),
    "kr": (
        0.02,
        "ko",
        ["韩国", "KR", "Korea", "South Korea", "대한민국"],
        ["서울", "부산", ""],
        ["서울", "부산", "대구"],
    ),
    "us": (0.005, "en", ["US", "USA", "美国"], ["NY", "TX", "Washington"], ["Albany", "Austin", "Tacoma"]),
    "hk": (0.005, "zh", ["香港", "HK", "中国香港"], ["香港"], ["香港"]),
    "eu": (0.01, "en", ["Netherlands", "荷兰", "NL", "Italy", "IT"], [""], ["Utrecht", "Torino"]),
    "sg": (0.005, "zh", ["新加坡", "SG", "Singapore"], [""], ["Singapore"]),
}
PLACE_NAMES = list(PLACES)

CITIES_CN = [
    ("浙江省", "杭州市", "西湖区"), ("浙江省", "杭州市", "拱墅区"), ("浙江省", "杭州市", "余杭区"), ("浙江省", "杭州市", "滨江区"),
    ("浙江省", "宁波市", "海曙区"), ("浙江省", "温州市", "鹿城区"), ("浙江省", "嘉兴市", "南湖区"), ("浙江省", "绍兴市", "越城区"),
    ("上海市", "上海市", "徐汇区"), ("上海市", "上海市", "浦东新区"), ("江苏省", "南京市", "玄武区"), ("江苏省", "苏州市", "姑苏区"),
    ("安徽省", "合肥市", "包河区"), ("福建省", "福州市", "鼓楼区"), ("江西省", "南昌市", "东湖区"), ("山东省", "济南市", "历下区"),
    ("广东省", "广州市", "越秀区"), ("广东省", "深圳市", "福田区"), ("四川省", "成都市", "武侯区"), ("湖北省", "武汉市", "江岸区"),
    ("北京市", "北京市", "海淀区"), ("重庆市", "重庆市", "渝中区"), ("陕西省", "西安市", "碑林区"), ("湖南省", "长沙市", "芙蓉区"),
]  # fmt: skip
STREETS_ZH = [
    "松风路",
    "墨池街",
    "竹影巷",
    "球场路",
    "书院街",
    "砚台弄",
    "青石路",
    "望湖路",
    "学林街",
    "画桥路",
    "晴川道",
    "云栖里",
]
STREETS = {
    "de": ["Papierweg", "Tintengasse", "Ballspielstraße", "Ahornallee"],
    "fr": ["rue de l'Encre", "allée du Gymnase", "avenue des Plumes"],
    "en": ["Inkwell Lane", "Racket Road", "Paperback Street", "Shuttlecock Way"],
    "ja": ["松風町", "墨田通り", "球技場前"],
    "ko": ["먹물로", "운동장길", "종이길"],
    "zh": STREETS_ZH,
}
DOMAINS = [
    "example.com",
    "example.org",
    "example.net",
    "post.example",
    "mail.qingxin.example",
    "jiayou.example",
]

CLASSES = ["少儿羽毛球班", "少儿乒乓球班", "少儿篮球班", "书法启蒙班", "少儿游泳班"]
ALLERGIES = [
    "哮喘，需随身带喷雾",
    "花生过敏",
    "花粉过敏",
    "先天性心脏病，不宜剧烈运动",
    "青霉素过敏",
    "癫痫病史",
]

GOODS: list[tuple[str, list[str], list[str], int]] = [  # kind, models, variants, base price in fen
    ("书写工具", ["中性笔", "钢笔", "自动铅笔", "荧光笔", "毛笔"], ["黑", "蓝", "红", "礼盒装"], 600),
    ("本册纸品", ["线圈本", "方格本", "宣纸", "便签"], ["A5", "A4", "B5"], 900),
    ("美术用品", ["水彩颜料", "素描铅笔", "画架"], ["12色", "24色", "36色"], 3_500),
    ("球类", ["篮球", "足球", "乒乓球", "羽毛球"], ["训练级", "比赛级"], 5_900),
    ("球拍", ["羽毛球拍", "乒乓球拍", "网球拍"], ["入门", "进阶", "专业"], 12_800),
    ("护具", ["护膝", "护腕", "运动眼镜"], ["S", "M", "L"], 4_900),
    ("健身器材", ["跳绳", "哑铃", "瑜伽垫"], ["标准", "加厚"], 7_900),
]
