"""Makes the second set of labelled tables, as unrelated firms' systems would export them; every value is invented.

python make2.py FOLDER [--seed 2026]

For each table NAME.csv and NAME.columns.json, and the same rows under meaningless headers (NAME-bare.csv). Read README.md for the labels.
"""

# ruff: noqa: SIM905

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import invent2 as v
from invent2 import (
    Cell,
    Row,
    code,
    count,
    counter,
    decimal,
    either,
    hole,
    later,
    mobile,
    money,
    name,
    one_of,
    said,
    staff,
    when,
    worked_out,
)

SKIP = "unlabelled"
HEADER_ONLY = {
    "age",
    "income",
    "login",
    "qq",
    "wechat",
    "preference",
    "photo",
    "credential",
    "biometric",
    "criminal",
    "country",
}
"""What nobody can tell from the values alone (rule 5 of the first set): left out under meaningless headers."""
BARE = ("F{}", "列{}", "Column{}", "字段{:02d}", "c{:03d}", "field_{}")
"""Meaningless headers, as Access, Excel and converters make them; one form for each table."""

Column = tuple[str, str | None, Cell] | tuple[str, str | None, Cell, str | None]
TABLES: dict[str, tuple[int, Sequence[Column]]] = {}


def table(title: str, rows: int, *columns: Column) -> None:
    TABLES[title] = rows, columns


def often(cell: Cell, share: float) -> Cell:
    """Empty but for so many."""
    return hole(cell, 1 - share)


def mixed_account(row: Row) -> str:
    return (
        v.a_card(row.rng) if row.rng.random() < 0.55 else v.digits(row.rng, row.rng.choice((15, 17, 19, 20)))
    )


def person_or_firm(share: float, key: str = "p") -> Cell:
    return either(share, name(key, (20, 62)), v.firm)


# --- shops

GOODS = [
    g.split("|")
    for g in """得力中性笔0.5mm黑色12支装|15.8 晨光软抄本A5五本装|19.9 李宁羽毛球拍碳素单拍|268 红双喜三星乒乓球10只|42 斯伯丁7号篮球室内外|159 马利牌水彩颜料24色|36
国誉活页本B5|28.5 尤尼克斯羽毛球AS-05一打|118 迪卡侬速干T恤|59.9 得力计算器语音大按键|45 白雪直液笔红|3.5 狂神跳绳计数|25 双鱼乒乓球台移动折叠|1180 晨光2B涂卡笔套装|9.9
护膝运动半月板一对|69 泳镜防雾高清近视|88 泳帽硅胶|22 A4复印纸70g整箱5包|105 得力文件盒55mm|12.6 彩色卡纸8K20张|8""".split()
]
table(
    "sports_shop_members", 1150,
    ("卡号", None, counter("88{:06d}", 1203, 3)), ("会员名", "person-name", name(masked=0.02)), ("男/女", "gender", hole(v.sex(), 0.12, "未知")),
    ("手机", "mobile", hole(mobile(0.09), 0.04, "无")), ("会员生日", "birth-date", hole(v.born("p", "{b}", "{y}.{m}.{d}", "1900-01-01"), 0.3)),
    ("会员级别", "preference", one_of("普通卡 银卡 金卡 钻石卡", 60, 25, 12, 3)), ("剩余积分", "preference", count(0, 9800)), ("储值余额", SKIP, hole(decimal(0, 2000), 0.5, "0.00")),
    ("累计消费额", None, decimal(9, 12000)), ("消费次数", None, count(1, 88)), ("最近消费", None, when("last", "%Y-%m-%d %H:%M")), ("办卡门店", None, one_of("文体路店 学府店 万达店 城北仓储店")),
    ("办卡日", None, when("open", "%Y-%m-%d", "2018-03-01", "2026-05-01")), ("导购", "person-name", staff("guide", 11)), ("常买品类", "preference", hole(one_of("羽毛球 乒乓球 文具 美术 篮球 泳具 跑步"), 0.35)),
    ("联系地址", "address", hole(v.local(4), 0.55, "无")), ("卡状态", None, one_of("正常 停用 挂失", 95, 3, 2)),
    ("店员备注", "free-text", often(said("{sir}说{day}来拿穿线的拍子，电话{tel}", "孩子在体校，常买红双喜，{day}再联系", "会员卡丢了补过一次，原手机{tel}", "要开发票，抬头找{name}", "老客户，{sir}介绍来的，可以打九折", "积分投诉过，{day}回电"), 0.3)),
)  # fmt: skip
table(
    "mini_program_orders", 1600,
    ("订单ID", None, when("at", "%y%m%d%H%M%S")), ("openId", SKIP, code("oX5k@&&&&&&@&&&&&@&&&&&&&@&&")), ("微信昵称", "login", hole(v.nick, 0.03, "微信用户")), ("下单时刻", None, when("at", "%Y-%m-%d %H:%M:%S")),
    ("商品", None, v.kept("g", lambda r: r.rng.choice(("阳光玫瑰葡萄 2斤", "丹东草莓 3斤礼盒", "山东烟台苹果 5斤", "海南贵妃芒 10斤", "土鸡蛋 30枚", "五常大米 5kg", "云南蓝莓 4盒", "鲜牛奶 950ml", "手工水饺 500g")))), ("规格", None, one_of("默认 大果 中果 礼盒装 家庭装")),
    ("购买数量", None, money("q", (1, 1, 1, 2, 3, 5), "{:.0f}")), ("单价", None, money("u", (19.9, 29.9, 39.9, 49, 58, 68, 88))), ("运费", None, money("f", (0, 0, 0, 6, 8))), ("优惠", None, money("d", (0, 0, 3, 5, 10))),
    ("实付", None, worked_out("pay", lambda k, r: max(0.01, k("q") * k("u") + k("f") - k("d")))), ("微信支付流水", None, code("42000024############20260#######")), ("取货方式", None, v.kept("how", one_of("快递 自提 同城配送", 70, 18, 12))),
    ("收件人", "person-name", name(ages=(18, 60))), ("收件人手机号", "mobile", mobile(0.03, masked=0.08)), ("省市区", SKIP, lambda r: "".join(v.person(r).area[1:])), ("收件详细地址", "address", hole(v.address(whole=0.1), 0.05)),
    ("自提点", None, lambda r: r.rng.choice(("和平里驿站", "学府路果园店", "滨江仓")) if r.kept["cell:how"] == "自提" else ""), ("快递公司", None, lambda r: "" if r.kept["cell:how"] != "快递" else r.rng.choice(("中通", "顺丰", "京东", "极兔"))),
    ("快递号", None, hole(code("7#############"), 0.3)), ("状态", None, one_of("已完成 待发货 待收货 已退款 已关闭", 70, 8, 14, 5, 3)),
    ("用户留言", "free-text", often(said("放门口就行，打{tel}", "送到公司前台，收件人写{name}", "{day}再发货", "不要放快递柜，家里有老人在", "帮忙写张贺卡：祝{name}生日快乐", "之前那单坏果了，客服说补发", "改地址：{addr}", "孩子过敏，别放芒果"), 0.22)),
)  # fmt: skip
table(
    "taobao_like_export", 1900,
    ("订单编号 ", None, code("4############76##")), ("买家会员名", "login", v.userid), ("买家支付宝账号", "phone", hole(either(0.76, mobile(0, masked=0.35), v.email()), 0.04)), ("支付单号", None, code("2026##########2001####5#######")),
    ("买家应付货款", None, money("due", (9, 680))), ("买家应付邮费", None, money("post", (0, 0, 0, 8, 12))), ("总金额", None, worked_out("sum", lambda k, r: k("due") + k("post"))), ("返点积分", SKIP, one_of("0 0 5 12 30")),
    ("订单状态", None, one_of(("交易成功", "卖家已发货，等待买家确认", "交易关闭", "买家已付款，等待卖家发货"), 75, 12, 8, 5)), ("收货人姓名", "person-name", name(ages=(16, 66), masked=0.1)), ("收货地址 ", "address", v.address(whole=0.9)), ("运送方式", None, one_of("快递 EMS 平邮", 94, 4, 2)),
    ("联系电话 ", "landline", often(v.landline, 0.14)), ("联系手机", "mobile", hole(lambda r: "'" + mobile(0, masked=0.1)(r), 0.02, "'null")), ("订单创建时间", None, when("c", "%Y-%m-%d %H:%M:%S")), ("订单付款时间 ", None, hole(later("p", "c", "%Y-%m-%d %H:%M:%S", 0, 0.5), 0.06)),
    ("宝贝标题 ", None, lambda r: r.rng.choice(("2026春夏新款", "正品", "包邮", "官方旗舰")) + r.rng.choice(GOODS)[0]), ("宝贝种类", None, one_of("1 1 1 2 3")), ("物流单号 ", None, hole(lambda r: "No:" + code("43###########")(r), 0.15)), ("物流公司", None, hole(one_of("申通快递 圆通速递 韵达快递 中通快递 顺丰速运"), 0.15)),
    ("订单备注", SKIP, often(one_of("已改价 赠品 缺货换黑色 补差价 老客", 1, 2, 2, 1, 3), 0.12)), ("宝贝总数量", None, count(1, 6)), ("店铺名称", None, one_of("文悦办公用品专营店 动力小子运动专营", 70, 30)), ("订单关闭原因", None, hole(one_of("订单未关闭 买家未付款 退款", 90, 6, 4), 0.02)),
    ("买家留言", "free-text", often(said("麻烦{day}前发，急用", "发票抬头写个人{name}", "电话{tel}，送货前联系", "送给{sir}的，不要放价格单", "上次买的拍子断线了，这次发好点的", "收货换成{addr}", "老师要求统一买这款"), 0.2)), ("发票抬头", SKIP, often(person_or_firm(0.5, "t"), 0.16)),
)  # fmt: skip
table(
    "booking_platform_export", 760,
    ("预约单", None, code("MT26########")), ("券码", None, code("#### #### ####")), ("顾客姓名", "person-name", v.called("p", 0.68)), ("预留电话", "mobile", hole(mobile(0.02, masked=0.22), 0.03)), ("预约项目", None, one_of(("肩颈按摩60分钟", "足疗套餐90分钟", "头部SPA", "美甲单色", "补水面部护理", "双人泰式"))),
    ("团购价", None, money("p", (88, 99, 128, 168, 198, 298))), ("平台补贴", None, money("s", (0, 0, 5, 8, 10))), ("技术服务费", None, worked_out("fee", lambda k, r: k("p") * 0.06)), ("商家应得", None, worked_out("net", lambda k, r: k("p") + k("s") - k("fee"))), ("人数", None, one_of("1 1 2 2 3 4")),
    ("预约到店", None, when("at", "{at:%Y/%m/%d %H}:00")), ("验券时间", None, hole(later("v", "at", "%Y/%m/%d %H:%M", 0, 0.08), 0.1)), ("门店名称", None, one_of(("悦足堂(银泰店)", "悦足堂(城西店)", "悦足堂(火车东站店)"))), ("服务技师", "person-name", hole(staff("tech", 16, (20, 45)), 0.06, "未指定")), ("房间", None, one_of("V1 V2 V3 A01 A02 A05 大厅")),
    ("来源", None, one_of("美团 大众点评 抖音 自有小程序", 50, 25, 20, 5)), ("星级", None, often(one_of("5 5 5 4 3 1"), 0.4)), ("评价内容", "free-text", often(said("技师{sir}手法很好，下次还找", "环境不错，就是等了半小时", "前台{name}态度一般", "腰椎不好，按完舒服多了", "带妈妈来的，老人家很满意", "约了{time}结果没房间，不推荐"), 0.33)), ("取消原因", None, often(one_of("临时有事 约错时间 堵车 商家爽约"), 0.08)),
)  # fmt: skip

# --- gym and courses

table(
    "gym_contracts", 520,
    ("合同号", None, counter("HT-2025-{:04d}", 10, 2)), ("签约会员", "person-name", name(ages=(18, 58))), ("性 别", "gender", v.sex()), ("证件号", "resident-id", hole(either(0.95, v.resident(), v.passport), 0.18, "未登记")), ("联系方式", "mobile", mobile(0.1)),
    ("紧急联系人", "person-name", hole(name("e"), 0.35, "无")), ("紧急联系电话", "mobile", hole(mobile(0.06, 0.04), 0.36)), ("会籍卡种", None, one_of("年卡 半年卡 季卡 两年卡 私教课包", 50, 15, 15, 10, 10)), ("合同总额", None, money("t", (1380, 1980, 2680, 3580, 6800, 9800), "{:.0f}")),
    ("已收款", None, worked_out("got", lambda k, r: k("t") * r.choice((1, 1, 1, 0.5, 0.3)), "{:.0f}")), ("签约日", None, when("sign", "{y}/{m}/{d}", "2024-06-01")), ("生效日", None, later("from", "sign", "{y}/{m}/{d}", 0, 20)), ("到期", None, later("to", "from", "{y}/{m}/{d}", 90, 730)),
    ("会籍顾问", "person-name", staff("sales", 8, (21, 38))), ("私人教练", "person-name", often(staff("coach", 12, (22, 40)), 0.45)), ("体重kg", "health", hole(decimal(43, 108, 1), 0.45), SKIP), ("健康声明", "health", hole(one_of("无异常 高血压 腰椎间盘突出 膝关节旧伤 哮喘 孕期恢复", 70, 8, 8, 8, 3, 3), 0.2)),
    ("健身目标", "preference", hole(one_of("减脂 增肌 塑形 康复 维持"), 0.25)), ("邮箱", "email", often(v.email(), 0.3)), ("付款", None, one_of("微信 支付宝 刷卡 现金 分期")), ("签署方式", None, one_of("纸质 电子签", 40, 60)), ("停卡天数", None, hole(count(0, 60), 0.5, "0")), ("所属俱乐部", None, one_of("滨江店 城西店")),
)  # fmt: skip
KID = ("kid", (4, 13))
table(
    "swimming_enrolment", 430,
    ("报名号", None, counter("YY26{:04d}")), ("小学员姓名", "person-name", name(*KID)), ("学员性别", "gender", v.sex("kid")), ("出生年月", "birth-date", hole(v.born("kid", "{b:%Y-%m}", "{y}.{m}", "{y}年{m}月"), 0.05), SKIP), ("几岁", "age", lambda r: f"{v.person(r, 'kid').age}" + r.rng.choice(("", "", "", "岁"))),
    ("身高(cm)", SKIP, hole(count(100, 165), 0.2)), ("家长", "person-name", name("par", (28, 48))), ("与学员关系", SKIP, hole(lambda r: ("爸爸", "妈妈")[not v.person(r, "par").male], 0.1)), ("家长手机1", "mobile", mobile(0.08)), ("备用电话", "phone", often(mobile(0.05, 0.3), 0.4)), ("家长微信", "wechat", hole(v.wechat("par"), 0.25, "同手机")),
    ("就读学校", None, hole(one_of("文一街小学 育才实验小学 求是幼儿园 采荷二小 学军小学 崇文幼儿园"), 0.15)), ("班型", None, one_of("8人小班 1对1 1对4 集训队 体验课", 50, 10, 20, 10, 10)), ("泳姿", None, one_of("蛙泳 自由泳 仰泳 蛙泳提高")), ("上课时段", None, one_of(("周六 9:00", "周日 15:30", "暑期每日 18:00", "周三/五 19:00"))), ("泳池", None, one_of("A池 B池 训练池")),
    ("主教练", "person-name", staff("swim", 9, (22, 45))), ("总课时", None, one_of("12 15 20 30")), ("已上课时", None, count(0, 15)), ("学费", None, one_of("1280 1680 1980 2980 5800")), ("缴费日期", None, when("paid", "%m月%d日", "2026-03-01")), ("病史/过敏", "health", hole(one_of("无 无 无 无 哮喘 中耳炎史 氯过敏 湿疹 鼻炎 热性惊厥史"), 0.15)),
    ("接送车牌", "plate", often(v.plate(), 0.3)), ("前台备注", "free-text", often(said("{sir}要求换到{day}的课", "弟弟{name}也想报，电话{tel}", "孩子怕水，让教练多照顾", "{day}请假，补课一次", "爷爷接送，老人电话{tel}", "学费欠{sum}，{day}补交"), 0.25)),
)  # fmt: skip

# --- schools

PUP = ("s", (7, 12))
table(
    "primary_class_list", 480,
    ("序号", None, lambda r: str(r.n + 1)), ("班级", None, lambda r: f"{'一二三四五六'[r.n // 80]}({r.n // 40 % 2 + 1})班"), ("全国学籍号", SKIP, lambda r: "G" + v.person(r, *PUP).resident_id), ("学生姓名", "person-name", name(*PUP)), ("学生性别", "gender", v.sex("s")), ("民 族", "ethnicity", one_of("汉族 汉族 汉 回族 满族 苗族 土家族 畲族", 85, 3, 3, 2, 1, 2, 2, 2)),
    ("出生日期", "birth-date", v.born("s", "{b:%Y%m%d}", "{y}-{m}-{d}")), ("身份证件号码", "resident-id", hole(v.resident("s"), 0.04, "办理中")), ("户口所在地", "address", v.address("s", 0.9)), ("现住址", "address", v.local(5)),
    ("父亲", "person-name", hole(lambda r: r.keep("dad", lambda: v.a_person(r.rng, (31, 50), True, r.kept["s"].surname)).name, 0.04)), ("父亲手机", "mobile", hole(mobile(0.06), 0.08)), ("父亲单位", None, hole(either(0.7, v.firm, one_of("个体 务农 自由职业 市第二医院 区教育局")), 0.2, "无")),
    ("母亲", "person-name", hole(name("mum", (29, 48), False), 0.03)), ("母亲手机", "mobile", hole(mobile(0.06), 0.06)), ("母亲单位", None, hole(either(0.6, v.firm, one_of("全职 务农 个体经营 市人民医院 中心小学")), 0.25, "无")), ("视力左", "health", hole(one_of("5.0 5.1 4.9 4.8 4.6 4.3 5.2"), 0.1), SKIP), ("视力右", "health", hole(one_of("5.0 5.1 4.9 4.8 4.7 4.4 5.2"), 0.1), SKIP),
    ("特殊体质", "health", often(one_of("花生过敏 先天性心脏病(术后) 蚕豆病 哮喘 癫痫 青霉素过敏 海鲜过敏"), 0.07)), ("特长", "preference", hole(one_of("钢琴 围棋 街舞 绘画 篮球 古筝 书法 无"), 0.2)), ("入学时间", None, lambda r: f"{2025 - r.n // 80}.9"), ("班主任", "person-name", lambda r: r.shared.setdefault(f"head{r.n // 40}", v.a_person(r.shared["rng"], (25, 52), r.shared["rng"].random() < 0.25).name)), ("是否住校", SKIP, one_of("否 是", 96, 4)), ("乘坐校车", None, one_of("否 1号线 2号线 5号线", 80, 7, 7, 6)),
)  # fmt: skip
table(
    "training_receivables", 900,
    ("收据编号", None, counter("No.{:07d}", 2301, 2)), ("学员", "person-name", name("k", (6, 18))), ("年级", None, one_of("一年级 三年级 五年级 初一 初二 高一 幼小衔接")), ("家长联系电话", "phone", hole(mobile(0.1, 0.07), 0.05)), ("课程名称", None, one_of(("少儿编程Scratch", "剑桥英语KET", "书法硬笔", "小升初奥数", "美术创意班", "播音主持"))), ("期次", None, one_of("2026春 2026暑 2025秋 2025寒")),
    ("应收金额", None, money("due", (1280, 1680, 2400, 3600, 4980))), ("优惠减免", None, money("off", (0, 0, 100, 200, 300))), ("实收", None, worked_out("got", lambda k, r: (k("due") - k("off")) * r.choice((1, 1, 1, 0.5, 0)))), ("欠费", None, worked_out("owe", lambda k, r: k("due") - k("off") - k("got"))), ("应收日", None, when("d", "%Y-%m-%d", "2025-07-01")), ("收款日", None, hole(later("g", "d", "%Y-%m-%d", 0, 40), 0.2)),
    ("支付渠道", None, hole(one_of("微信 支付宝 对公转账 现金 POS"), 0.2)), ("收费员", "person-name", staff("cash", 5)), ("课程顾问", "person-name", staff("adv", 9)), ("校区", None, one_of("黄龙校区 下沙校区 钱江新城校区")), ("发票号", None, often(code("2533#############"), 0.4)), ("退费人户名", "person-name", often(name("rf", (28, 48)), 0.12)), ("退费卡号", "bank-card", often(v.card(), 0.12)),
    ("催缴记录", "free-text", often(said("{day}已电话联系{sir}，答应{day}交", "打{tel}无人接听", "妈妈说换爸爸{name}付，电话{tel}", "{sir}要求退课，转校长处理", "微信已发账单，欠{sum}", "孩子住院，缓交一个月"), 0.28)),
)  # fmt: skip

# --- offices

table(
    "bookkeeping_clients", 340,
    ("客户号", None, counter("K{:04d}", 1, 2)), ("公司名称", None, v.firm), ("统一社会信用代码", "uscc", hole(lambda r: v.a_uscc(r.rng), 0.03)), ("纳税人性质", None, one_of("小规模 一般纳税人", 70, 30)), ("所属行业", None, one_of("批发零售 餐饮 建筑 信息服务 制造 运输")), ("法人", "person-name", name("law", (25, 66))), ("法人身份证", "resident-id", hole(v.resident("law"), 0.22, "待补")), ("法人手机", "mobile", hole(mobile(0.06), 0.12)),
    ("对接人", "person-name", hole(name("c", (22, 55)), 0.06, "同法人")), ("对接人电话", "phone", hole(mobile(0.06, 0.1), 0.06)), ("对接人职务", None, hole(one_of("老板 财务 行政 老板娘 出纳 经理"), 0.2)), ("对接人QQ", "qq", hole(v.qq, 0.4)), ("对接人微信", "wechat", hole(v.wechat("c"), 0.3)), ("对接人邮箱", "email", hole(v.email("c"), 0.35)), ("注册地址", SKIP, v.address(whole=0.5)), ("公司座机", SKIP, often(v.landline, 0.3)),
    ("开户银行", None, hole(v.branch, 0.15)), ("基本户账号", SKIP, hole(lambda r: v.digits(r.rng, r.rng.choice((17, 19, 20))), 0.16)), ("主管税务所", None, one_of("第一税务所 第二税务所 城东分局 高新税务所")), ("电子税局密码", "credential", hole(lambda r: r.rng.choice(("Aa", "Qwe", "Cw", "abc@", "Hz")) + v.digits(r.rng, r.rng.randint(4, 6)) + r.rng.choice(("", "!", "#", "*")), 0.2)), ("主办会计", "person-name", staff("acc", 7)), ("代账费/月", None, one_of("200 260 300 400 600 800")), ("合同止", None, when("end", "%Y-%m-%d", "2026-06-01", "2027-12-31")), ("注册资本(万)", None, one_of("10 50 100 200 500 1000")),
)  # fmt: skip
SALT = (2490, 3000, 3500, 4200, 5000, 6500, 8000)
table(
    "wage_sheet", 610,
    ("工号", None, counter("{:05d}", 1001, 2)), ("员工", "person-name", name("p", (19, 60))), ("部门", None, one_of("生产一部 生产二部 仓储 销售部 品质 行政人事 财务")), ("岗位", None, one_of("操作工 班组长 质检员 叉车工 业务员 会计 文员 机修")), ("入职", None, when("in", "{y}-{m}-{d}", "2009-01-01", "2026-04-01")), ("身份证", "resident-id", hole(v.resident(), 0.03)), ("手机号", "mobile", hole(mobile(0.04), 0.05)), ("工资卡", "bank-card", hole(v.card(0.1), 0.03, "现金")), ("开户行", None, hole(one_of(v.BANKS), 0.05)),
    ("出勤(天)", SKIP, one_of("21.75 22 21 26 20.5 18")), ("底薪", "income", money("b", SALT, "{:.0f}")), ("岗贴", "income", money("j", (0, 200, 300, 500, 800), "{:.0f}")), ("绩效", "income", money("x", (0, 2600))), ("加班费", "income", hole(money("o", (0, 1500)), 0.05)), ("应发", "income", worked_out("gross", lambda k, r: k("b") + k("j") + k("x") + k("o"))), ("社保(个人)", SKIP, money("soc", (420.5, 478.38, 516.2, 0))), ("公积金", SKIP, money("fund", (0, 150, 240, 360))), ("个税", SKIP, worked_out("tax", lambda k, r: max(0, k("gross") - 5000 - k("soc")) * 0.03)),
    ("实发工资", "income", worked_out("net", lambda k, r: k("gross") - k("soc") - k("fund") - k("tax"))), ("发放月份", None, one_of("2026年4月", 1)), ("成本中心", None, code("CC1#0#")),
)  # fmt: skip
table(
    "invoice_register", 1300,
    ("发票代码", None, hole(code("0330025#####"), 0.4)), ("发票号码", None, either(0.6, code("########"), code("25332000000#########"))), ("开票日期", None, when("d", "%Y-%m-%d")), ("购买方名称", None, v.firm), ("购方税号", "uscc", hole(lambda r: v.a_uscc(r.rng), 0.02)), ("购方地址电话", SKIP, hole(lambda r: v.an_address(r.rng) + " " + v.a_landline(r.rng), 0.4)), ("购方开户行及账号", SKIP, hole(lambda r: v.branch(r) + " " + v.digits(r.rng, 19), 0.4)),
    ("货物或应税劳务名称", None, one_of(("*文具*中性笔", "*纸制品*复印纸", "*体育用品*羽毛球", "*信息技术服务*技术服务费", "*运输服务*运费", "*办公设备*打印机耗材"))), ("规格型号", None, hole(one_of("0.5mm A4/70g AS-05 TN-2325 XL 100*200"), 0.3)), ("计量单位", None, one_of("支 箱 打 次 个 套")), ("数量", None, money("q", (1, 2, 5, 10, 24, 100), "{:.0f}")), ("不含税单价", None, money("u", (2, 450), "{:.6f}")), ("金额", None, worked_out("a", lambda k, r: k("q") * k("u"))), ("税率", None, money("r", (0.13, 0.13, 0.06, 0.03, 0.01), "{:.0%}")), ("税额", None, worked_out("t", lambda k, r: k("a") * k("r"))), ("价税合计", None, worked_out("s", lambda k, r: k("a") + k("t"))),
    ("开票人", "person-name", staff("bill", 4)), ("复核人", "person-name", hole(staff("check", 3), 0.1)), ("收票人", "person-name", hole(name("r", (22, 55)), 0.3)), ("收票手机", "mobile", hole(mobile(0.04), 0.3)), ("收票人E-mail", "email", hole(v.email("r"), 0.45)), ("发票状态", None, one_of("正常 已作废 红冲", 94, 3, 3)), ("对应订单", None, hole(code("XS2026######"), 0.2)), ("邮寄单号", None, often(code("SF14##########"), 0.2)),
)  # fmt: skip
table(
    "bank_statement", 1450,
    ("记账日期", None, when("t", "%Y%m%d")), ("交易时间", None, when("t", "%H:%M:%S")), ("核心流水", None, code("0260##########")), ("本方卡号", "bank-card", lambda r: r.rng.choice(r.shared.setdefault("own", [v.a_card(r.shared["rng"]) for _ in range(3)]))), ("本方户名", "person-name", staff("owner", 2, (35, 50))), ("收入", SKIP, often(decimal(1, 60000), 0.45)), ("支出", SKIP, often(decimal(1, 30000), 0.55)), ("账户余额", SKIP, decimal(120, 300000)), ("币种", None, one_of("人民币 CNY", 98, 2)),
    ("对手户名", SKIP, hole(person_or_firm(0.55), 0.08)), ("对手账号", SKIP, hole(mixed_account, 0.1)), ("对手开户行", None, hole(v.branch, 0.2)), ("摘要", None, one_of("转账 消费 工资 手续费 结息 网银互联 快捷支付 代扣")), ("交易渠道", None, one_of("手机银行 网上银行 柜面 ATM 银联")), ("网点号", None, code("07##")), ("柜员", None, one_of("EBANK 04211 04233 ATM01 MOBILE")), ("附言", SKIP, often(one_of("货款 房租 往来款 尾款 押金 借款 学费 4月货款"), 0.45)),
)  # fmt: skip
table(
    "property_fees_initials", 1250,
    ("XH", None, counter("{}", 0)), ("XQMC", None, one_of("翠湖花园 翠湖花园二期", 70, 30)), ("FH", SKIP, lambda r: v.a_house(r.rng)), ("YZXM", "person-name", hole(name("p", (26, 75)), 0.03, "空置")), ("LXDH", "phone", hole(mobile(0.1, 0.09), 0.06, "无")), ("ZKXM", "person-name", often(name("t", (20, 50)), 0.22)), ("ZKDH", "mobile", often(mobile(0.06), 0.21)), ("SFZH", "resident-id", hole(v.resident(), 0.45)), ("JZMJ", None, money("m", (58.6, 89.12, 98.4, 118.75, 128.3, 143.91))), ("DJ", None, money("p", (1.8, 2.2, 2.6))), ("QJ", None, one_of("2026.1-6 2025.7-12 2025.1-6")),
    ("YJJE", None, worked_out("due", lambda k, r: k("m") * k("p") * 6)), ("SJJE", None, worked_out("got", lambda k, r: k("due") * r.choice((1, 1, 1, 0)))), ("QFJE", None, worked_out("owe", lambda k, r: k("due") - k("got"))), ("JFRQ", None, hole(when("d", "%Y-%m-%d"), 0.25)), ("JFFS", None, hole(one_of("微信 现金 托收 POS 支付宝"), 0.25)), ("TSZH", "bank-card", often(v.card(0.03), 0.3)), ("SKR", "person-name", hole(staff("desk", 5), 0.25)), ("PJHM", None, hole(code("00######"), 0.25)),
    ("CWBH", None, often(code("B1-###"), 0.5)), ("CPHM", "plate", often(v.plate(), 0.48)), ("BZ", "free-text", often(said("{sir}反映漏水未修，暂不缴费", "房主在外地，联系其子{name} {tel}", "租客缴，{day}前", "已发催缴函，电话{tel}停机", "低保户，减免{sum}", "{day}上门，家里只有老人"), 0.17)),
)  # fmt: skip

# --- services

SICK = [
    s.split("|")
    for s in """发热咳嗽3天|急性上呼吸道感染|J06.9|布洛芬混悬液 上腹隐痛一周|慢性胃炎|K29.5|奥美拉唑肠溶胶囊 头晕伴血压高|原发性高血压|I10|氨氯地平片 腰痛活动受限|腰椎间盘突出|M51.2|双氯芬酸钠缓释片
多饮多尿半年|2型糖尿病|E11.9|二甲双胍片 皮肤红疹瘙痒|荨麻疹|L50.9|氯雷他定片 鼻塞流涕反复|过敏性鼻炎|J30.4|糠酸莫米松鼻喷 咽痛2天|急性扁桃体炎|J03.9|阿莫西林胶囊 腹泻每日5次|急性胃肠炎|A09.9|蒙脱石散 失眠3月|焦虑状态|F41.9|乌灵胶囊 牙龈肿痛|牙周炎|K05.3|甲硝唑片 左踝扭伤|踝关节扭伤|S93.4|云南白药气雾剂""".split()
]


def sick(part: int) -> Cell:
    return lambda r: r.keep("sick", lambda: r.rng.choice(SICK))[part]


table(
    "clinic_register", 1400,
    ("门诊号", None, counter("MZ2605{:05d}")), ("就诊人", "person-name", name("p", (1, 88), masked=0.02)), ("性别", "gender", v.sex()), ("年龄", "age", lambda r: f"{v.person(r).age}" + r.rng.choice(("岁", "岁", ""))), ("就诊人身份证号", "resident-id", hole(v.resident(masked=0.03), 0.2, "无")), ("电话", "phone", hole(mobile(0.05, 0.06), 0.08)), ("家庭住址", "address", hole(v.local(33), 0.3)), ("就诊时间", None, when("t", "%Y-%m-%d %H:%M")), ("科室", SKIP, one_of("全科 中医科 儿科 口腔科 外科")), ("初复诊", None, one_of("初诊 复诊", 60, 40)),
    ("主诉", "health", hole(sick(0), 0.05)), ("诊断", "health", hole(sick(1), 0.03)), ("ICD10", "health", hole(sick(2), 0.08)), ("用药", "health", hole(sick(3), 0.12)), ("血压", "health", hole(lambda r: f"{r.rng.randint(98, 172)}/{r.rng.randint(58, 102)}", 0.35), SKIP), ("体温", "health", hole(decimal(36.0, 39.6, 1), 0.3), SKIP), ("过敏史", "health", hole(one_of("无 否认 青霉素 头孢类 磺胺 海鲜", 70, 12, 8, 4, 3, 3), 0.1)), ("接诊医师", "person-name", staff("doc", 9, (28, 66))), ("费别", SKIP, one_of("自费 职工医保 居民医保 异地医保")), ("诊疗费", None, one_of("10.00 15.00 25.00")), ("药费", None, decimal(0, 380)), ("发药窗口", None, one_of("1 2 3")), ("收费票据号", None, code("33#######")),
)  # fmt: skip
table(
    "car_repair_orders", 980,
    ("工单编号", None, counter("WX26{:06d}", 311, 2)), ("送修人", "person-name", person_or_firm(0.92)), ("送修人电话", "mobile", hole(mobile(0.07, 0.03), 0.04)), ("车牌号码", "plate", v.plate(0.2)), ("车型", None, one_of(("大众朗逸1.5L", "丰田卡罗拉双擎", "比亚迪秦PLUS", "特斯拉Model Y", "别克GL8", "本田CR-V", "五菱宏光MINI"))), ("车架号", SKIP, hole(code("LSV@@####@#######"), 0.1)), ("发动机号", SKIP, often(code("@@@######"), 0.5)), ("进厂里程", None, count(800, 210000)), ("进厂时间", None, when("in", "%Y-%m-%d %H:%M", hours=(8, 18))), ("预交车", None, later("out", "in", "%Y-%m-%d %H:%M", 0.1, 4)),
    ("故障现象", None, one_of(("刹车异响", "空调不制冷", "发动机故障灯亮", "例行保养", "左前门剐蹭喷漆", "轮胎扎钉", "方向盘抖动"))), ("维修项目", None, one_of(("小保养", "更换前刹车片", "四轮定位", "钣金喷漆2面", "补胎", "更换冷凝器"))), ("工时费", None, money("w", (50, 80, 150, 300, 600))), ("材料费", None, money("m", (0, 1800))), ("应收合计", None, worked_out("s", lambda k, r: k("w") + k("m"))), ("接车顾问", "person-name", staff("recv", 6)), ("主修技师", "person-name", staff("mech", 11, (20, 52))), ("投保公司", None, hole(one_of("人保财险 平安产险 太平洋产险 国寿财险"), 0.3)), ("保单号", None, often(code("PDAA2025330#########"), 0.4)), ("交强险到期", None, hole(when("ins", "%Y-%m-%d", "2026-06-01", "2027-05-30"), 0.3)),
    ("结算状态", None, one_of("已结 挂账 未结", 80, 12, 8)), ("回访记录", "free-text", often(said("{day}回访，{sir}满意", "打{tel}是家人接的，说车在外地", "{sir}说异响还在，约{day}返修", "车已过户给{name}，号码{tel}", "投诉等待太久，已送保养券", "保险理赔未到账，{day}再联系"), 0.35)), ("是否洗车", None, one_of("是 否")),
)  # fmt: skip


def guest(key: str) -> Cell:
    """Chinese guests and an eighth of foreign ones."""

    def cell(row: Row) -> str:
        return v.western("us", 2, key)(row).upper() if abroad(row) else name(key)(row)

    return cell


def abroad(row: Row) -> bool:
    return bool(row.keep("abroad", lambda: row.rng.random() < 0.12))


def only_from(foreign: bool, cell: Cell) -> Cell:
    return lambda row: cell(row) if abroad(row) == foreign else ""


table(
    "hotel_arrivals", 1050,
    ("预订单", None, code("R26#######")), ("房号", SKIP, lambda r: f"{r.rng.randint(3, 18)}{r.rng.randint(1, 22):02d}"), ("宾客姓名", "person-name", guest("p")), ("英文/拼音姓名", "person-name", hole(lambda r: v.western("us", 2, "p")(r).upper() if abroad(r) else v.pinyin()(r), 0.3)), ("SEX", "gender", hole(lambda r: v.western_sex("us", ("M", "F"), "p")(r) if abroad(r) else v.sex("p", ("M", "F"))(r), 0.05)), ("国籍", "country", lambda r: r.rng.choice(("美国", "韩国", "日本", "德国", "新加坡")) if abroad(r) else "中国"), ("身份证号码", "resident-id", only_from(False, hole(v.resident(masked=0.04), 0.06))), ("护照号码", "passport", only_from(True, v.passport), SKIP), ("回乡证", "hkmo-permit", often(either(0.7, code("H########"), code("M########")), 0.05)),
    ("宾客生日", "birth-date", hole(v.born("p", "{b:%Y%m%d}", "{b}"), 0.1)), ("宾客手机", "phone", hole(lambda r: v.us_tel(r.rng) if abroad(r) else mobile(0.04)(r), 0.07)), ("抵店", None, when("in", "%Y-%m-%d", hours=(14, 23))), ("离店", None, later("out", "in", "%Y-%m-%d", 1, 5)), ("房型", None, one_of("高级大床 豪华双床 行政套房 家庭房", 45, 35, 8, 12)), ("房价", None, one_of("358.00 428.00 498.00 688.00 1288.00")), ("早餐份数", None, one_of("0 1 2 2")), ("预订渠道", None, one_of("携程 飞猪 官网 前台散客 协议 Booking.com")), ("协议单位", None, often(v.firm, 0.2)), ("会员等级", "preference", hole(one_of("普卡 银卡 金卡 白金"), 0.4)), ("同住人", "person-name", often(name("co"), 0.25)), ("停车车牌", "plate", often(v.plate(), 0.28)), ("押金", None, one_of("0 200 300 500")),
    ("特殊要求", "free-text", often(said("{time}到店，{sir}代付", "客人素食，早餐备注", "婴儿床一张，宝宝6个月", "与{name}安排同层", "轮椅客人，需无障碍房", "送机{day}，联系{tel}", "花粉过敏，勿放鲜花"), 0.2)), ("登记员", "person-name", staff("front", 8, (20, 40))),
)  # fmt: skip
table(
    "freight_waybills", 1750,
    ("托运单", None, counter("HY{:08d}", 40112, 3)), ("发站", None, v.place("f", 2)), ("到站", None, v.place("t", 2)), ("托运人", "person-name", name("s", (22, 64))), ("托运人电话", "phone", hole(mobile(0.08, 0.12), 0.02)), ("提货地址", "address", hole(lambda r: v.an_address(r.rng, r.keep("area:f", lambda: r.rng.choice(v.AREAS)), 0.3), 0.2)), ("收货单位", None, often(v.firm, 0.35)), ("收货人", "person-name", name("c", (22, 64))), ("收货人手机", "mobile", mobile(0.07, 0.04)), ("送货地址", "address", lambda r: v.an_address(r.rng, r.keep("area:t", lambda: r.rng.choice(v.AREAS)), 0.3)), ("品名", None, one_of("五金配件 服装 家具 瓷砖 食品 机械设备 化妆品 轮胎")), ("包装", None, one_of("纸箱 木架 编织袋 托盘 裸装")), ("件", None, count(1, 120)), ("实重kg", None, decimal(5, 4000, 1)), ("方数", None, decimal(0.05, 22, 2)),
    ("基本运费", None, money("f", (35, 2200))), ("送货费", None, money("d", (0, 0, 30, 50, 80))), ("合计运费", None, worked_out("s", lambda k, r: k("f") + k("d"))), ("代收款", None, often(decimal(100, 9000, 0), 0.25)), ("声明价值", None, hole(one_of("1000 2000 5000 20000"), 0.5)), ("付款方式", None, one_of("现付 到付 月结 回单付")), ("承运司机", "person-name", staff("driver", 30, (26, 58))), ("司机手机", "mobile", lambda r: r.rng.choice(r.shared.setdefault("dtel", [v.a_mobile(r.shared["rng"]) for _ in range(30)]))), ("车号", "plate", lambda r: r.rng.choice(r.shared.setdefault("truck", [v.plate(0.02)(r) for _ in range(28)]))), ("发车", None, when("go", "%m-%d %H:%M")), ("回单编号", None, hole(code("HD#######"), 0.3)), ("签收", "person-name", hole(lambda r: r.kept["c"].name if r.rng.random() < 0.6 else v.a_person(r.rng).name, 0.25, "本人")), ("签收纬度", "gps", hole(decimal(22.5, 41.8, 6), 0.3)), ("签收经度", "gps", hole(decimal(103.9, 122.9, 6), 0.3)), ("中转网点", None, hole(lambda r: r.rng.choice(v.AREAS)[2].removesuffix("市") + r.rng.choice(("分拨中心", "转运场", "东站")), 0.4)),
)  # fmt: skip
table(
    "community_residents_initials", 2000,
    ("RYBH", None, counter("3301060120{:05d}", 100, 2)), ("XM", "person-name", name("p", (1, 90))), ("CYM", "person-name", often(name("x", (40, 90)), 0.06)), ("XB", "gender", v.sex("p", ("男", "女"))), ("MZ", "ethnicity", hole(one_of("汉族 汉 回族 满族 土家族 壮族 苗族 维吾尔族", 88, 4, 2, 1, 2, 1, 1, 1), 0.04)), ("CSRQ", "birth-date", hole(v.born("p", "{b:%Y-%m-%d}", "{b:%Y%m%d}", "{y}/{m}/{d}"), 0.03)), ("GMSFHM", "resident-id", hole(v.resident(masked=0.02), 0.05)), ("HJDZ", "address", hole(v.address("p", 0.95), 0.08)), ("JZDZ", "address", v.local(4, 0.4)), ("LXFS", "phone", hole(mobile(0.06, 0.1), 0.25, "无")), ("YHZGX", SKIP, one_of("户主 配偶 子 女 父母 孙子女 其他", 35, 25, 12, 12, 8, 4, 4)), ("HYZK", SKIP, hole(one_of("已婚 未婚 离异 丧偶"), 0.1)), ("WHCD", SKIP, hole(one_of("小学 初中 高中 大专 本科 研究生"), 0.12)), ("ZZMM", "belief", hole(one_of("群众 中共党员 共青团员 民革", 80, 12, 7, 1), 0.08)),
    ("ZJXY", "belief", hole(one_of("无 无宗教信仰 佛教 基督教 伊斯兰教 天主教", 80, 8, 6, 3, 2, 1), 0.2)), ("ZY", None, hole(one_of("退休 企业职工 学生 个体户 无业 教师 务农 公务员"), 0.15)), ("GZDW", None, often(v.firm, 0.35)), ("JKZK", "health", hole(one_of("健康 良好 高血压 糖尿病 冠心病 精神障碍 残疾", 60, 15, 12, 6, 3, 1, 3), 0.15)), ("CJLB", "health", often(one_of("肢体三级 视力二级 听力四级 智力三级 精神二级"), 0.05)), ("HKXZ", SKIP, one_of("本市户籍 外省户籍 本省外市", 60, 30, 10)), ("FWXZ", None, one_of("自有 租赁 单位宿舍", 65, 30, 5)), ("SSWG", None, one_of("第01网格 第02网格 第03网格 第07网格")), ("WGY", "person-name", staff("grid", 6)), ("CJSJ", None, when("c", "%Y-%m-%d %H:%M:%S", "2023-01-01")), ("ZXBJ", None, one_of("0 1", 97, 3)),
)  # fmt: skip

# --- systems

table(
    "shop_db_orders", 1800,
    ("id", None, counter("{}", 90211, 3)), ("order_sn", None, code("E26############")), ("user_id", None, count(1001, 48000)), ("nickname", "login", hole(v.nick, 0.04, "NULL")), ("gender", "gender", one_of("0 1 2", 20, 38, 42), SKIP), ("birthday", "birth-date", hole(v.born("p", "{b}"), 0.55, "0000-00-00")), ("email", "email", hole(v.email(), 0.5, "NULL")), ("password_hash", "credential", code("$2y$10$&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&")), ("consignee", "person-name", hole(name(), 0.01)), ("mobile", "mobile", mobile(0.02)), ("province", SKIP, lambda r: v.person(r).area[1]), ("city", SKIP, lambda r: v.person(r).area[2]), ("address_detail", "address", v.address(whole=0.0)), ("zipcode", SKIP, hole(code("#####0"), 0.4, "000000")), ("goods_amount", None, money("g", (5, 900))), ("freight_fee", None, money("f", (0, 0, 8, 10))), ("coupon_id", None, often(count(1, 300), 0.2)),
    ("total_amount", None, worked_out("t", lambda k, r: k("g") + k("f"))), ("pay_channel", None, one_of("wxpay alipay balance", 60, 35, 5)), ("transaction_id", None, code("4200002###2026############")), ("order_status", None, one_of("10 20 30 40 50")), ("client_ip", "ip", hole(v.ip, 0.02, "127.0.0.1")), ("device_mac", "mac", often(v.mac, 0.3)), ("user_agent", SKIP, hole(one_of(("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) MicroMessenger/8.0.47", "Mozilla/5.0 (Linux; Android 13; V2218A)", "okhttp/4.9.3")), 0.05)), ("referer", None, hole(one_of("https://m.example.com/activity/618 https://m.example.com/item/20031 https://www.example.com/"), 0.3)), ("lng", "gps", often(decimal(104.0, 122.0, 6), 0.4)), ("lat", "gps", often(decimal(22.4, 41.0, 6), 0.4)), ("buyer_note", "free-text", often(said("{day}送，联系{tel}", "请用顺丰寄给{name}", "别打电话，家里孩子睡觉", "换成大一码", "{addr}的自提柜", "妈妈用的，包装好一点"), 0.18)), ("warehouse_code", None, one_of("HZ01 GZ02 CD01")), ("created_at", None, when("c", "%Y-%m-%d %H:%M:%S")), ("updated_at", None, later("u", "c", "%Y-%m-%d %H:%M:%S", 0, 20)), ("is_deleted", None, one_of("0 1", 98, 2)), ("version", None, count(1, 6)),
)  # fmt: skip
EN_FIRMS = [
    "Northgate Logistics LLC",
    "Brightwater Foods Inc.",
    "Kestrel Analytics",
    "Summit Dental Group",
    "Ironwood Construction Co.",
    "Bluefin Software",
    "Harbor & Pine Interiors",
    "Lumen Retail Partners",
    "Oakline Manufacturing",
    "Redstone Credit Union",
    "Vertex Medical Supply",
    "Pioneer School District 12",
]
table(
    "crm_contacts", 1350,
    ("Contact Ref", None, code("0035e00000@##@@##AA@")), ("Salutation", "gender", hole(v.western_sex("us", ("Mr.", "Ms.")), 0.3)), ("First Name", "person-name", hole(v.western("us", 0), 0.02)), ("Last Name", "person-name", v.western("us", 1)), ("Title", None, hole(one_of(("VP Operations", "Office Manager", "Purchasing Lead", "CFO", "IT Director", "Owner", "Buyer")), 0.15)), ("Account", None, one_of(EN_FIRMS)), ("Work Email", "email", hole(v.western_email("us", "northgate.example brightwaterfoods.example kestrel.example oakline.example redstonecu.example", work=True), 0.07)), ("Phone", "phone", hole(lambda r: v.us_tel(r.rng) + r.rng.choice(("", "", "", " x" + v.digits(r.rng, 3))), 0.15)), ("Cell", "phone", often(lambda r: v.us_tel(r.rng), 0.45)), ("Home Street", "address", often(v.us_street, 0.4)), ("City", SKIP, often(one_of(("Columbus", "Austin", "Tacoma", "Raleigh", "Kansas City", "Louisville")), 0.4)), ("ST", SKIP, often(one_of("OH TX WA NC MO KY"), 0.4)), ("Zip", SKIP, often(code("#####"), 0.4)), ("Birthdate", "birth-date", often(v.western_born("%m/%d/%Y", (24, 66)), 0.18)), ("Reports To", "person-name", often(v.western("us", 2, "boss"), 0.25)), ("Contact Owner", "person-name", v.western_staff("us", "rep", 7)),
    ("Lead Source", None, one_of(("Web", "Trade Show", "Referral", "Cold Call", "Partner"))), ("Stage", None, one_of(("Prospect", "Qualified", "Customer", "Churned"))), ("Annual Revenue", None, often(one_of("500000 1200000 8000000 25000000"), 0.5)), ("Created Date", None, when("c", "%m/%d/%Y", "2021-01-01")), ("Last Touch", None, later("l", "c", "%m/%d/%Y %I:%M %p", 1, 300)), ("Do Not Call", None, one_of("FALSE TRUE", 90, 10)), ("LinkedIn", SKIP, often(lambda r: "https://www.linkedin.com/in/" + "-".join(v.western("us", 2)(r).lower().replace("'", "").split()), 0.3)), ("Notes", "free-text", often(said("Call back {eday}, assistant is {ename}", "Met at the Denver show; prefers text {etel}", "Left VM {eday}. Wife just had a baby, wait until {eday}", "Wants quote for 40 seats, decision {eday}", "{ename} left the company, new buyer starts {eday}", "Gluten free for lunch meetings", "Budget frozen, check in {eday}"), 0.4)),
)  # fmt: skip
table(
    "german_club_members", 420,
    ("MglNr", None, counter("{}", 104, 3)), ("Anrede", "gender", hole(v.western_sex("de", ("Herr", "Frau")), 0.03)), ("Vorname", "person-name", v.western("de", 0)), ("Zuname", "person-name", v.western("de", 1)), ("Straße/Hausnr.", "address", hole(v.de_street, 0.02)), ("PLZ", SKIP, one_of("85221 85232 85241 80999 85757")), ("Wohnort", SKIP, one_of("Dachau Bergkirchen Hebertshausen München Karlsfeld")), ("geb. am", "birth-date", hole(v.western_born("%d.%m.%Y", (6, 84)), 0.03)), ("Tel. privat", "phone", hole(lambda r: v.de_tel(r.rng), 0.4)), ("Handy", "phone", hole(lambda r: v.de_mobile(r.rng), 0.25)), ("Mailadresse", "email", hole(v.western_email("de", "gmx.de web.de t-online.de gmail.com posteo.de"), 0.2, "-")), ("Eintritt", None, when("e", "%d.%m.%Y", "1978-01-01")), ("Austritt", None, often(when("a", "%d.%m.%Y", "2024-01-01"), 0.06)), ("Sparte", None, one_of("Fußball Tennis Turnen Volleyball Tischtennis")), ("Beitragsgruppe", None, one_of(("Erwachsene", "Jugend", "Familie", "Senioren", "passiv"))), ("Jahresbeitrag", None, one_of(("96,00", "54,00", "168,00", "60,00", "36,00"))),
    ("IBAN", "iban", hole(v.iban, 0.1)), ("BIC", None, hole(v.bic, 0.2)), ("Kontoinhaber", "person-name", hole(lambda r: v.western("de", 2)(r) if r.rng.random() < 0.7 else v.western("de", 2, "acc")(r), 0.12)), ("Mandat", None, hole(lambda r: f"SV-{1000 + r.n * 3}-1", 0.1)), ("Zahlweise", None, one_of("Lastschrift Überweisung bar", 85, 12, 3)), ("Funktion", None, often(one_of(("Kassenwart", "Jugendleiter", "Platzwart", "1. Vorstand", "Übungsleiter")), 0.06)), ("Trikotgröße", SKIP, hole(one_of("XS S M L XL 140 152"), 0.5)),
    ("Bemerkung", "free-text", often(said("Mutter ist Ansprechpartnerin, {dname}", "zahlt Beitrag bar bei {dname}", "Knie operiert, pausiert bis Herbst", "Kündigung mündlich, Schreiben fehlt noch", "Bruder {dname} auch Mitglied", "neue Adresse nach Umzug erfragen"), 0.16)),
)  # fmt: skip
table(
    "us_school_students", 870,
    ("Student No", SKIP, code("1002####")), ("Last", "person-name", v.western("us", 1)), ("First", "person-name", v.western("us", 0)), ("Preferred Name", "person-name", often(v.western("us", 0, "nick"), 0.1)), ("DOB", "birth-date", v.western_born("%m/%d/%Y", (5, 18))), ("Sex", "gender", v.western_sex("us", ("M", "F"))), ("Race/Ethnicity", "ethnicity", hole(one_of(("White", "Hispanic/Latino", "Black or African American", "Asian", "Two or More Races", "American Indian"), 48, 22, 15, 8, 6, 1), 0.03)), ("SSN", "us-ssn", often(v.ssn, 0.3)), ("Gr", None, one_of("K 1 2 3 4 5 6 7 8 9 10 11 12")), ("Homeroom", None, code("@1##")), ("Homeroom Tchr", "person-name", v.western_staff("us", "home", 18, "{1} {0}")), ("Counselor", "person-name", hole(v.western_staff("us", "couns", 4), 0.3)), ("Parent/Guardian 1", "person-name", hole(v.western("us", 2, "g1"), 0.02)), ("Relation 1", SKIP, hole(one_of("Mother Father Grandparent Foster", 60, 32, 6, 2), 0.05)), ("Guardian 1 Phone", "phone", hole(lambda r: v.us_tel(r.rng), 0.04)), ("Guardian 1 Email", "email", hole(v.western_email("us", "gmail.com yahoo.com icloud.com hotmail.com comcast.net", "g1"), 0.15, "none")),
    ("Parent/Guardian 2", "person-name", often(v.western("us", 2, "g2"), 0.6)), ("Home Addr", "address", v.us_street), ("City", SKIP, one_of(("Springdale", "Lakemont", "Fairview"))), ("ZIP", SKIP, one_of("72762 72764 72703")), ("Bus Rte", None, hole(code("R-##"), 0.35, "WALK")), ("Lunch", SKIP, one_of("Paid Free Reduced")), ("Entry Date", None, when("e", "%m/%d/%Y", "2019-08-12", "2026-01-20")), ("Home Lang", SKIP, one_of("English Spanish Marshallese Hmong", 75, 18, 4, 3)), ("Health Alerts", "health", often(one_of(("Asthma - inhaler", "Peanut allergy / EpiPen", "Type 1 diabetes", "Seizure disorder", "ADHD - medication at noon", "Bee sting allergy")), 0.16)), ("Locker", None, hole(code("###"), 0.4)), ("GPA", SKIP, often(decimal(1.4, 4.0), 0.4)), ("Enroll Status", None, one_of("A W T", 93, 4, 3)),
)  # fmt: skip
table(
    "uk_subscriptions", 1100,
    ("sub_ref", None, code("SUB-#####")), ("Mr/Mrs", "gender", hole(v.western_sex("uk", ("Mr", "Mrs")), 0.15)), ("Forename", "person-name", v.western("uk", 0)), ("Surname", "person-name", v.western("uk", 1)), ("Addr1", "address", v.uk_street), ("Post town", SKIP, one_of("Manchester Leeds Bristol Edinburgh Sheffield Oxford")), ("Postcode", SKIP, v.uk_postcode), ("Telephone", "phone", hole(lambda r: v.uk_tel(r.rng), 0.2, "n/a")), ("Email addr", "email", hole(v.western_email("uk", "btinternet.com gmail.com hotmail.co.uk outlook.com sky.com"), 0.06)), ("User ID", "login", hole(lambda r: r.rng.choice(("{0}{n}", "{0}.{1}", "{1}{0}{n}", "{0}_{n}")).format(*(s.lower().replace("'", "") for s in v.western("uk", 2)(r).split()), n=r.rng.randint(1, 99)), 0.2)), ("D.O.B.", "birth-date", often(v.western_born("%d/%m/%Y", (18, 86)), 0.35)), ("Title taken", None, one_of(("The Garden Weekly", "Rail & Steam", "Home Baker Monthly", "Cryptic Crosswords", "Puzzle Time Junior"))), ("Plan", None, one_of(("Print", "Print + Digital", "Digital"))), ("Price GBP", None, one_of("4.99 7.50 29.99 54.00")), ("Pay method", None, one_of(("Direct Debit", "Card", "Cheque"), 60, 36, 4)), ("Sort code", None, often(code("##-##-##"), 0.6)), ("Acct no", "bank-card", often(code("########"), 0.6), SKIP),
    ("Start", None, when("s", "%d/%m/%Y", "2019-01-01")), ("Next renewal", None, when("n", "%d/%m/%Y", "2026-06-01", "2027-05-31")), ("Issues left", None, count(0, 52)), ("Promo", None, hole(one_of("SPRING26 XMAS25 HALFPRICE LOYAL10"), 0.6)), ("Gift for", "person-name", often(v.western("uk", 2, "gift"), 0.12)), ("Last login IP", "ip", hole(lambda r: f"{r.rng.choice((2, 31, 51, 81, 82, 86, 90, 92, 109, 151))}.{r.rng.randint(0, 255)}.{r.rng.randint(0, 255)}.{r.rng.randint(1, 254)}", 0.4)), ("Opt in", None, one_of("Y N")), ("Cancel reason", None, often(one_of(("Too expensive", "Moved abroad", "No time to read", "Duplicate")), 0.1)), ("Sub state", None, one_of("ACTIVE LAPSED PAUSED", 80, 16, 4)),
)  # fmt: skip
table(
    "item_supplier_master", 1500,
    ("物料编码", None, counter("10{:06d}", 31, 4)), ("物料描述", None, lambda r: f"{r.rng.choice(('内六角螺栓', '深沟球轴承', '不锈钢弯头', '接近开关', '气缸密封圈', '伺服电机', '铝型材', '同步带轮', '端子排'))} {r.rng.choice(('M8', 'M10', '6204', 'DN25', '40x40', 'G1/4', '5M-20'))}"), ("规格型号", None, code("@@-##/@#")), ("图号", None, hole(code("TZ##-##-###"), 0.3)), ("材质", None, hole(one_of("304不锈钢 45#钢 6061铝 尼龙 NBR 铸铁"), 0.2)), ("品牌/产地", None, hole(one_of("SKF 费斯托 国产 欧姆龙 NSK 亚德客 西门子"), 0.25)), ("物料组", None, code("G0##")), ("基本单位", None, one_of("EA KG M PCS SET")), ("供应商代码", None, code("V1####")), ("供应商简称", None, lambda r: r.rng.choice(v.AREAS)[2].removesuffix("市") + r.rng.choice(("恒达", "鑫源", "博远", "三和", "华瑞")) + r.rng.choice(("机电", "五金", "自动化"))), ("供应商等级", None, one_of("A B C 潜在")), ("采购价(未税)", None, decimal(0.05, 4200, 4)), ("税码", None, one_of("J1 J6 J0")), ("最小起订", None, one_of("1 10 50 100 1000")), ("交期(天)", None, count(1, 90)),
    ("HS编码", None, hole(code("84########"), 0.3)), ("条码", None, hole(code("69###########"), 0.5)), ("默认仓库", None, one_of("原料仓 备件仓 线边仓")), ("库位", None, lambda r: f"{r.rng.choice('ABCD')}{r.rng.randint(1, 20):02d}-{r.rng.randint(1, 6)}-{r.rng.randint(1, 12):02d}"), ("现存量", None, decimal(0, 9000, 0)), ("安全库存", None, one_of("0 20 50 200")), ("净重", None, hole(decimal(0.001, 80, 3), 0.15)), ("批次", None, hole(code("L26#####"), 0.3)), ("最近入库", None, hole(when("in", "%Y-%m-%d"), 0.1)), ("有效期至", None, often(when("exp", "%Y-%m-%d", "2026-08-01", "2029-12-31"), 0.2)), ("图片", None, hole(code("https://img.example.com/item/&&&&&&&&.jpg"), 0.4)), ("检验标准", None, hole(one_of(("GB/T 70.1-2008", "GB/T 276", "Q/HZ 012-2021")), 0.4)), ("停用", None, one_of("N Y", 95, 5)), ("建档时间", None, when("c", "%Y-%m-%d %H:%M", "2016-01-01")),
)  # fmt: skip


def label(column: Column, bare: bool) -> str | None:
    """The slug of a column, None for nothing personal, SKIP for left out."""
    if bare and len(column) == 4:
        return column[3]
    return SKIP if bare and column[1] in HEADER_ONLY else column[1]


def write(folder: Path, title: str, seed: int) -> None:
    """The table under its own headers and under meaningless ones."""
    rows, columns = TABLES[title]
    shared = {"rng": random.Random(f"{seed}:{title}:staff")}
    rng = random.Random(f"{seed}:{title}")
    cells = []
    for n in range(rows):
        row = Row(rng, n, shared)
        cells.append([column[2](row) for column in columns])
    form = BARE[list(TABLES).index(title) % len(BARE)]
    for bare in (False, True):
        heads = [form.format(i) if bare else c[0] for i, c in enumerate(columns, 1)]
        if len(set(heads)) < len(heads) or any("," in h or '"' in h for h in heads):
            raise ValueError(f"{title}: two columns of one name, or a comma in a header")
        stem = f"{title}-bare" if bare else title
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([heads, *cells])
        slugs = [label(column, bare) for column in columns]
        entries = {h: {"type": s or "none", "pii": s is not None} for h, s in zip(heads, slugs, strict=True)}
        text = json.dumps(entries, ensure_ascii=False, indent=1)
        (folder / f"{stem}.columns.json").write_text(text + "\n", "utf-8")


def make(folder: Path, seed: int = 2026) -> list[str]:
    """All tables; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for title in TABLES:
        write(folder, title, seed)
    return list(TABLES)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    titles = make(asked.folder, asked.seed)
    print(f"{len(titles)} tables, each under two kinds of headers, in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
