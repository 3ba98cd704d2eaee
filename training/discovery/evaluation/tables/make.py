"""Makes labelled tables as unrelated companies' systems would export them; every value is invented.

python make.py FOLDER [--seed 11]

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

import values as v
from values import Make, amount, code, gaps, mix, moment, number, one_of, serial, several, words, wrapped

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
"""What nobody can tell from the values alone: left out of the account under meaningless headers unless a column says otherwise."""

Column = tuple[str, str | None, Make] | tuple[str, str | None, Make, str | None]
TABLES: dict[str, tuple[int, Sequence[Column]]] = {}


def table(name: str, rows: int, *columns: Column) -> None:
    TABLES[name] = rows, columns


def shared(cell: Make, key: str) -> Make:
    return v.keep(key, cell)


RATHER = mix((0.8, v.firm), (0.2, v.other_name))
UNIT = "个 箱 件 套 kg 米 卷 包".split()

table(
    "shop_orders", 1200,
    ("订单编号", None, moment("%Y%m%d%H%M%S0001")), ("子单号", None, v.not_luhn(16, "3")), ("买家昵称", "login", v.nickname),
    ("收货人", "person-name", gaps(v.name, 0.06, "-")), ("联系手机", "mobile", gaps(v.messy_mobile("+86", "mask", "space", "86"), 0.08, "无")),
    ("收货地址", "address", v.address), ("省", SKIP, v.province), ("市", SKIP, v.city), ("宝贝标题", None, one_of("安踏男子轻便跑步鞋夏季透气", "张小泉厨房剪刀家用多功能", "李宁羽毛球拍碳素单拍", "王小卤虎皮凤爪200g", "沈大成青团礼盒", "老干妈油辣椒280g*2", "三只松鼠每日坚果")),
    ("商家编码", None, code("SP######-@@")), ("条形码", None, code("69###########")), ("实付款(元)", None, amount(5, 900)), ("付款时间", None, gaps(moment(), 0.12, "NULL")),
    ("快递单号", None, gaps(code("YT#############"), 0.2)), ("颜色分类", None, words("雾霾蓝 米白 曜石黑 玫瑰金 军绿 藏青 杏色")), ("买家留言", "free-text", gaps(v.zh_note, 0.55)), ("卖家备注", None, gaps(words("已催发货 换货 赠品已发 缺货 破损补发"), 0.6)),
    ("支付单号", None, code("2026############4200##########")),
)  # fmt: skip
table(
    "courier_waybills", 900,
    ("运单号", None, code("SF1###########")), ("寄件客户", None, v.short_firm), ("寄方网点", None, wrapped(v.district, after="营业点")), ("签收人姓名", "person-name", gaps(mix((0.85, v.other_name), (0.15, v.masked_name)), 0.1, "本人", "驿站代收")),
    ("收方电话", "phone", gaps(mix((0.65, v.messy_mobile("dash")), (0.35, v.landline)), 0.05)), ("收方详址", "address", mix((0.8, v.address), (0.2, v.short_address))), ("代收货款", None, gaps(amount(10, 3000), 0.7, "0")),
    ("计费重量(kg)", None, number(0.1, 30, 2)), ("件数", None, number(1, 6)), ("揽收员", "person-name", v.staff(20, "a")), ("工号", None, code("0#####")), ("派件时间", None, moment("%m/%d %H:%M")), ("末次扫描站", None, wrapped(v.city, after="转运中心")),
    ("备注", "mobile", gaps(mix((0.7, v.mobile), (0.3, wrapped(v.mobile, "改电话", " 急"))), 0.45)), ("子母件号", None, gaps(code("75###########"), 0.8)), ("时效产品", None, words("标快 特快 同城急送 电商特惠")),
)  # fmt: skip
table(
    "gym_members", 260,
    ("会籍卡No.", None, code("GYM-####")), ("学员", "person-name", v.name), ("咋联系(手机)", "mobile", gaps(v.messy_mobile("unit", "space"), 0.1)), ("芳龄/岁", "age", wrapped(v.age, after="岁", share=0.5)), ("男/女", "gender", v.gender()),
    ("生日(月-日)", "birth-date", gaps(v.born("%m-%d", "{m}月{d}日"), 0.3, "保密"), SKIP), ("体脂%", "health", gaps(number(9, 38, 1), 0.4), SKIP), ("体重kg", "health", gaps(number(42, 110, 1), 0.35), SKIP), ("有无旧伤", "health", gaps(one_of("左膝半月板损伤", "腰椎间盘突出", "无", "肩袖撕裂术后", "高血压", "扁平足", "产后腹直肌分离"), 0.25, "无")),
    ("私教", "person-name", v.staff(9, "gym")), ("课包剩余(节)", None, number(0, 60)), ("柜号", None, code("@##")), ("到期日", None, moment("%Y/%m/%d", "2025-06-01", 900)), ("缴费(¥)", None, amount(300, 12000, "{:.0f}")), ("办卡门店", None, words("万达店 银泰店 体育中心店 河西店")), ("微信", "wechat", gaps(v.wechat, 0.3, "同手机"), "wechat"), ("指静脉模板", "biometric", gaps(code("FV1:" + "^" * 64), 0.3)),
)  # fmt: skip
table(
    "hospital_appointments", 700,
    ("门诊号", None, code("00########")), ("就诊卡号", None, code("A#########")), ("患者姓名", "person-name", v.name), ("性别代码", "gender", v.gender("1", "2"), SKIP), ("出生年月日", "birth-date", v.born("%Y%m%d")), ("身份证件号", "resident-id", gaps(v.messy_id("lower", "old", "tab"), 0.15, "无证", "不详")),
    ("联系电话1", "mobile", gaps(v.messy_mobile("tab"), 0.1)), ("联系电话2", "phone", gaps(mix((0.5, v.mobile), (0.5, v.landline)), 0.6, "/")), ("科室", None, words("心内科 骨科 儿科 妇产科 皮肤科 口腔科 中医科 神经内科")), ("接诊医师", "person-name", v.staff(25, "doc")), ("初步诊断", "health", gaps(one_of("2型糖尿病", "上呼吸道感染", "原发性高血压", "腰肌劳损", "焦虑状态", "乙型肝炎病毒携带者", "妊娠32周", "湿疹", "慢性胃炎；幽门螺杆菌感染", "龋齿"), 0.1)),
    ("ICD编码", "health", gaps(v.icd, 0.15)), ("过敏史", "health", gaps(words("青霉素 头孢 海鲜 无 否认 花粉 磺胺"), 0.2, "无")), ("号别", None, words("普通 专家 特需 急诊")), ("挂号费", None, one_of("10.00", "25.00", "50.00", "100.00")),
    ("预约时段", None, moment("%Y-%m-%d 09:00-09:30")), ("医保类型", None, words("城镇职工 城乡居民 自费 离休")), ("发票流水", None, code("0####################")),
)  # fmt: skip
table(
    "school_enrolment", 480,
    ("学籍号", SKIP, wrapped(shared(v.child_id(2010, 2019), "pupil"), before="G")), ("姓名", "person-name", v.name), ("曾用名", "person-name", gaps(v.other_name, 0.9, "无")), ("性别", "gender", v.gender()), ("民族", "ethnicity", words("汉族 汉族 汉族 汉族 回族 壮族 满族 苗族 维吾尔族 土家族 彝族")), ("出生日期", "birth-date", v.child_born(2010, 2019, "%Y.%m.%d"), SKIP), ("身份证", "resident-id", shared(v.child_id(2010, 2019), "pupil")),
    ("户口所在地", "address", gaps(mix((0.6, v.address), (0.4, lambda r: r["city"][0] + v.city(r) + v.district(r))), 0.1)), ("现住址", "address", mix((0.6, v.address), (0.4, v.short_address))), ("监护人1", "person-name", v.other_name), ("与本人关系", SKIP, words("父亲 母亲 祖父 外婆")), ("监护人电话", "mobile", gaps(v.messy_mobile("dash"), 0.05)), ("监护人2", "person-name", gaps(v.other_name, 0.3, "无")),
    ("毕业幼儿园", None, one_of("实验幼儿园", "阳光宝贝幼儿园", "小太阳艺术幼儿园", "机关幼儿园")), ("班级", None, one_of("一(1)班", "一(2)班", "三(4)班", "五(3)班")), ("班主任", "person-name", v.staff(10, "cls")), ("是否留守", SKIP, words("是 否 否 否")), ("录取批次", None, words("一批 二批 统筹")), ("座位号", None, number(1, 48)), ("照片", "photo", serial("photo/2026/{:05d}.jpg"), SKIP), ("视力(左)", "health", number(4.0, 5.3, 1), SKIP),
)  # fmt: skip
table(
    "parents_contacts", 210,
    ("班", None, words("中一 中二 大一 小三")), ("娃", "person-name", v.name), ("小名", "login", gaps(words("豆豆 糖糖 果果 小宝 妞妞 壮壮 可乐 元宝"), 0.3), SKIP), ("爸爸", "person-name", gaps(v.other_name, 0.12, "-")), ("爸爸手机", "mobile", gaps(v.messy_mobile("unit"), 0.12, "-")), ("妈妈", "person-name", gaps(v.other_name, 0.05)), ("妈妈手机", "mobile", v.messy_mobile("space", "sci")),
    ("谁接送", "person-name", gaps(several(v.other_name, "/", 0.3), 0.2)), ("家在哪", "address", v.short_address), ("忌口/过敏", "health", gaps(words("牛奶 鸡蛋 花生 无 芒果 没有"), 0.4, "无")), ("爸妈单位", None, gaps(mix((0.8, v.short_firm), (0.2, words("个体 自由职业 务农 全职妈妈"))), 0.3)), ("校车站点", None, one_of("人民广场站", "世纪城东门", "火车站北", "不坐校车")), ("餐费余", None, number(0, 600, 1, "元")), ("接送卡", None, code("000#######")), ("家长QQ", "qq", gaps(v.qq, 0.5)),
)  # fmt: skip
table(
    "hr_roster", 340,
    ("gh", None, serial("{:05d}", 10021)), ("xm", "person-name", gaps(v.name, 0.01)), ("xb", "gender", v.gender()), ("sfzh", "resident-id", v.messy_id("lower", "old")), ("csrq", "birth-date", v.born("%Y-%m-%d", "%Y/%m/%d")), ("mz", "ethnicity", words("汉 汉 汉 汉 回 满 壮 蒙古 朝鲜")), ("zzmm", "belief", words("群众 群众 中共党员 共青团员 民盟盟员"), "belief"), ("sjh", "mobile", gaps(v.messy_mobile("86"), 0.05)), ("bgdh", SKIP, v.landline),
    ("yx", "email", v.email), ("bm", None, words("财务部 市场部 研发中心 仓储物流部 人力资源部 总经办 品控部")), ("zw", None, words("经理 会计 操作工 主管 仓管员 工程师 文员 司机")), ("rzrq", None, moment("%Y-%m-%d", "2008-01-01", 6500)), ("xl", SKIP, words("本科 大专 高中 硕士 中专")), ("hyzk", SKIP, words("已婚 未婚 离异")), ("jtzz", "address", gaps(v.address, 0.1)), ("yhkh", "bank-card", gaps(v.bank_card, 0.05)), ("khh", None, one_of("工商银行城东支行", "建设银行开发区支行", "农业银行营业部")),
    ("jjlxr", "person-name", v.other_name), ("jjlxrdh", "mobile", v.mobile), ("htbh", None, code("HT2026-####")), ("fzjl", "criminal", words("无 无 无 无 有")), ("jtdh", "landline", gaps(v.landline, 0.5)),
)  # fmt: skip
table(
    "payroll", 340,
    ("月份", None, one_of("202601", "202602", "202603")), ("工资号", None, code("W####")), ("人员", "person-name", v.name), ("岗位", None, words("焊工 质检 班长 叉车工 统计员")), ("应出勤(天)", None, one_of("21", "22", "23")), ("加班h", None, number(0, 60, 1)), ("岗位工资/元", "income", amount(3000, 9000, "{:.0f}")), ("绩效", SKIP, amount(100, 4000, "{:,.2f}")),
    ("社保个人扣", SKIP, amount(200, 900)), ("个税", SKIP, gaps(amount(1, 900), 0.4, "0.00")), ("实发￥", "income", amount(2800, 15000, "{:,.2f}")), ("打款账户", "bank-card", gaps(mix((0.7, v.bank_card), (0.3, v.spaced_card)), 0.04, "现金")), ("开户名", "person-name", v.name), ("成本中心", None, code("CC-###")), ("制表", "person-name", v.staff(2, "p")), ("凭证号", None, code("记-####")), ("个税编码", "resident-id", v.resident_id),
)  # fmt: skip
table(
    "social_insurance", 300,
    ("序号", None, serial("{}")), ("单位社保登记号", None, code("3301########")), ("公民身份号码", "resident-id", gaps(v.messy_id("old", "lower", "space"), 0.02)), ("参保人", "person-name", v.name), ("个人编号", SKIP, code("10########")), ("公积金账号", SKIP, gaps(code("0010########"), 0.2)), ("缴费基数", "income", amount(4000, 24000, "{:.2f}")), ("单位缴", None, amount(300, 3000)), ("险种", None, words("养老 医疗 失业 工伤")), ("参保起始", None, moment("%Y%m", "2010-01-01", 5600)), ("户籍性质", SKIP, words("本地城镇 外地农村 本地农村")), ("状态", None, words("正常 停保 转入")), ("单位名称", None, v.firm), ("统一代码", "uscc", v.uscc), ("经办电话", SKIP, v.landline),
)  # fmt: skip
table(
    "property_owners", 520,
    ("编号", "resident-id", gaps(v.messy_id("tab", "lower"), 0.1, "待补")), ("房号", SKIP, lambda r: f"{r['rng'].randint(1, 20)}-{r['rng'].randint(1, 3)}-{r['rng'].randint(1, 30)}0{r['rng'].randint(1, 4)}"), ("产权人(可多个)", "person-name", several(v.other_name, "、", 0.3)), ("移动电话", "mobile", gaps(several(v.messy_mobile("dash"), "/", 0.2), 0.08)), ("座机", "landline", gaps(v.landline, 0.6, "无")), ("建筑面积㎡", None, number(48, 190, 2)), ("产证编号", None, code("浙(2021)杭州市不动产权第00#####号")), ("车位", None, gaps(code("B1-###"), 0.4)), ("车牌", "plate", gaps(several(v.plate, ",", 0.15), 0.4, "无车")), ("入住时间", None, gaps(moment("%Y年%m月", "2009-01-01", 6000), 0.2)), ("物业费欠费", None, gaps(amount(100, 9000), 0.6, "0")), ("租住人员", "person-name", gaps(v.other_name, 0.75, "自住")), ("养犬", SKIP, words("无 无 泰迪1只 金毛")), ("水表号", None, code("2019#######")), ("管家", "person-name", v.staff(5, "house")), ("备注", "free-text", gaps(v.zh_note, 0.6))
)  # fmt: skip
table(
    "rental_contracts", 150,
    ("contract_no", None, serial("ZL-2026-{:04d}")), ("lessor", "person-name", v.other_name), ("lessor_tel", "mobile", v.messy_mobile("dash", "86")), ("lessee", "person-name", mix((0.85, v.name), (0.15, v.en_name))), ("lessee_id", "resident-id", mix((0.85, v.resident_id), (0.15, v.passport_foreign))), ("lessee_tel", "mobile", v.messy_mobile("space")), ("premises", "address", v.address), ("monthly_rent", None, amount(800, 9000, "¥{:,.0f}")), ("deposit", None, amount(800, 18000, "{:.0f}")), ("pay_way", None, words("押一付三 押一付一 半年付")), ("start", None, moment("%d.%m.%Y")), ("end", None, moment("%d.%m.%Y", "2026-06-01", 700)), ("collect_account", "bank-card", gaps(v.spaced_card, 0.1)), ("agent", "person-name", v.staff(8, "rent")), ("branch", None, words("城南店 大学城店 湖滨店")), ("gas_meter", None, code("RQ########")), ("co_tenants", "person-name", gaps(several(v.other_name, ", ", 0.4), 0.5, "None")), ("wx", "wechat", gaps(v.wechat, 0.4)),
)  # fmt: skip
table(
    "car_service", 400,
    ("工单", None, code("RO26######")), ("客户", None, v.firm), ("送修人", "person-name", gaps(v.name, 0.15, "先生")), ("送修人电话", "mobile", gaps(v.messy_mobile("mask", "sci", "dot"), 0.12)), ("车号", "plate", v.plate), ("VIN", SKIP, lambda r: "L" + "".join(r["rng"].choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(16))), ("发动机号", SKIP, gaps(code("@######"), 0.3)), ("车型", None, one_of("大众朗逸", "比亚迪秦PLUS", "丰田卡罗拉", "五菱宏光", "特斯拉Model 3")), ("进厂里程", None, number(900, 190000, 0, "km")), ("故障描述", None, one_of("空调不制冷", "刹车异响", "保养", "更换轮胎", "左前门钣金喷漆")), ("配件号", None, code("0#A 115 ###@")), ("零件名称", None, words("机油格 火花塞 刹车片 雨刮片 电瓶")), ("工时费", None, amount(50, 2000, "{:.0f}")), ("技师", "person-name", v.staff(11, "car")), ("保险到期", None, gaps(moment("%Y-%m-%d"), 0.5)), ("税号", "uscc", v.uscc)
)  # fmt: skip
table(
    "driving_school", 280,
    ("xuehao", SKIP, serial("JX26{:05d}")), ("xingming", "person-name", v.name), ("xingbie", "gender", v.gender()), ("zhengjianhao", "resident-id", gaps(v.messy_id("lower", "tab"), 0.03)), ("dianhua", "mobile", gaps(v.messy_mobile("space", "unit"), 0.04)), ("zhuzhi", "address", gaps(v.address, 0.25)), ("chexing", None, words("C1 C2 B2 D")), ("jiaolian", "person-name", v.staff(14, "jl")), ("jiaolianche", "plate", lambda r: "浙A" + v.digits(r["rng"], 4) + "学"), ("baomingriqi", None, moment("%Y-%m-%d")), ("xuefei", None, one_of("3280", "4500", "5180")), ("kemu1chengji", None, gaps(number(80, 100), 0.3)), ("tijian", "health", one_of("合格", "色弱", "合格", "矫正视力5.0", "合格"), SKIP), ("jieshaoren", "person-name", gaps(v.other_name, 0.6, "wu")), ("danganbianhao", None, code("3301########")), ("zhaopian", "photo", serial("zp/{:06d}.png"), SKIP)
)  # fmt: skip
table(
    "insurance_policies", 600,
    ("POLICY_NO/保单号", None, code("PDZA2026##########")), ("APP_NM/投保人名称", "person-name", v.name), ("APP_CERT_TYP/投保人证件类型", None, words("01 01 01 03")), ("APP_CERT_NO/投保人证件号码", "resident-id", mix((0.94, v.resident_id), (0.06, v.passport_cn))), ("APP_MOB/投保人手机", "mobile", gaps(v.messy_mobile("mask"), 0.1)), ("INS_NM/被保人名称", "person-name", v.other_name), ("INS_BIR/被保人生日", "birth-date", v.born("%Y%m%d")), ("BNF_NM/受益人", "person-name", gaps(v.other_name, 0.3, "法定")), ("REL_CD/关系代码", None, words("00 01 02 03")), ("PREM/保费", None, amount(90, 20000)), ("AMT/保额", None, one_of("100000", "500000", "1000000")), ("PROD_NM/险种名称", None, one_of("康宁终身重疾险", "安心百万医疗", "平安福", "乐享一生")), ("HLTH_NTC/健康告知", "health", one_of("均为否", "有：甲状腺结节2级", "均为否", "有：高血压服药中", "有：乳腺结节", "均为否"), "health"), ("AGT_CD/业务员代码", None, code("AG######")), ("AGT_NM/业务员姓名", "person-name", v.staff(30, "ins")), ("ACCT_NO/缴费账号", "bank-card", v.bank_card), ("EFF_DT/生效日", None, moment("%Y-%m-%d 00:00:00")), ("ORG_CD/机构", None, code("33010#")), ("E_MAIL/电子保单邮箱", "email", gaps(v.email, 0.4, "NULL"))
)  # fmt: skip
table(
    "bank_statement", 800,
    ("交易日期", None, moment("%Y%m%d")), ("交易时间戳", None, moment("%H:%M:%S")), ("本方账号", "bank-card", one_of(v.luhn("622202120204133701"), v.luhn("621700154000123456"))), ("对方户名", SKIP, RATHER), ("对方账号", "bank-card", gaps(mix((0.8, v.bank_card), (0.2, code("3301040160000######"))), 0.1)), ("对方开户行", None, one_of("招商银行杭州分行", "中国银行", "支付宝", "网商银行", "建行西湖支行")), ("借/贷", None, words("借 贷")), ("发生额", SKIP, amount(1, 50000, "{:,.2f}")), ("余额", SKIP, amount(100, 900000, "{:,.2f}")), ("摘要", None, words("转账 工资 消费 还款 利息 房租 POS消费")), ("交易流水号", None, code("2026####################")), ("柜员号", None, code("0####")), ("渠道", None, words("手机银行 网银 ATM 柜台"))
)  # fmt: skip
table(
    "invoices", 450,
    ("发票代码", None, code("0330022#####")), ("发票号码", None, code("########")), ("数电票号", None, code("263320000000########")), ("购方名称", SKIP, RATHER), ("购方税号", "uscc", gaps(v.uscc, 0.2, "/")), ("地区税务旧号", None, code("330106#########")), ("购方地址电话", SKIP, lambda r: v.address(r) + " " + v.landline(r)), ("开户行及账号", SKIP, wrapped(code("3301##############"), before="工行城北支行 ")), ("货物名称", None, one_of("*餐饮服务*餐费", "*纸制品*A4复印纸", "*运输服务*运费", "*信息技术服务*服务费")), ("税率", None, words("6% 13% 1% 免税")), ("不含税金额", None, amount(20, 90000)), ("税额", None, amount(1, 9000)), ("开票人", "person-name", v.staff(3, "inv")), ("复核", "person-name", gaps(v.staff(2, "inv2"), 0.3)), ("开票日期", None, moment("%Y年%m月%d日")), ("收票邮箱", "email", gaps(v.email, 0.3, "无")), ("校验码", None, code("####################"))
)  # fmt: skip
table(
    "loyalty_points", 3000,
    ("memberCardNo", None, v.not_luhn(16, "8006")), ("memberName", "person-name", gaps(mix((0.7, v.name), (0.3, v.masked_name)), 0.3, "匿名", "测试")), ("mobilePhone", "mobile", gaps(v.messy_mobile("mask", "86", "dot"), 0.05, "NULL")), ("tierName", "preference", words("银卡 金卡 铂金 黑钻")), ("pointBalance", "preference", number(0, 90000)), ("pointsExpireAt", None, moment("%Y-%m-%dT%H:%M:%S+08:00")), ("bindStoreCode", None, code("CN####")), ("storeName", None, one_of("上海静安嘉里店", "杭州in77店", "成都太古里店")), ("lastTxnId", None, code("TXN###########")), ("lastTxnAmt", None, amount(10, 5000)), ("openId", SKIP, lambda r: "o" + "".join(r["rng"].choice("abcdefghijkLMNOPQRST0123456789_-") for _ in range(27))), ("birthMonthDay", "birth-date", gaps(v.born("%m%d"), 0.4), SKIP), ("sex", "gender", v.gender("M", "F")), ("couponCode", None, code("@@##@@##@#")), ("isMobileBound", None, words("true false")), ("favCategory", "preference", words("彩妆 护肤 香氛 男士 洗护"))
)  # fmt: skip
table(
    "library_readers", 600,
    ("读者证号", None, code("R000#####")), ("读者", "person-name", v.name), ("单位/院系", None, words("文学院 机械系 校外 图书馆 体育部")), ("读者类别", None, words("本科生 教职工 研究生 社会读者")), ("证件", "resident-id", gaps(v.messy_id("mask", "lower"), 0.25)), ("email地址", "email", gaps(v.email, 0.35, "无")), ("电话", "phone", gaps(mix((0.6, v.mobile), (0.4, v.landline)), 0.3)), ("在借册数", None, number(0, 8)), ("题名", None, one_of("平凡的世界", "活着", "约翰·克利斯朵夫", "安娜·卡列尼娜", "鲁滨逊漂流记", "简爱", "曾国藩家书")), ("责任者", SKIP, one_of("路遥", "余华", "罗曼·罗兰", "列夫·托尔斯泰", "夏洛蒂·勃朗特", "曾国藩")), ("ISBN", None, code("9787#########")), ("索书号", None, code("I247.5/####")), ("登录号", None, code("01######")), ("应还日", None, moment("%Y-%m-%d")), ("欠款", None, number(0, 20, 1)), ("头像", SKIP, serial("/avatar/{}.gif")), ("初始密码", "credential", code("######")),
)  # fmt: skip
table(
    "hotel_guests", 360,
    ("Room", None, number(301, 2218)), ("Guest Name", "person-name", mix((0.4, v.en_name), (0.2, v.de_name), (0.15, v.fr_name), (0.15, v.jp_name), (0.1, v.kr_name))), ("Nationality", "country", words("USA GBR DEU JPN KOR FRA AUS")), ("Doc No", "passport", gaps(v.passport_foreign, 0.03)), ("Visa No.", SKIP, gaps(code("C#######"), 0.3)), ("DOB", "birth-date", v.born("%d %b %Y", "%d/%m/%Y")), ("Sex", "gender", v.gender("M", "F")), ("Contact", "phone", gaps(mix((0.4, v.us_phone), (0.3, v.de_phone), (0.3, v.uk_phone)), 0.4)), ("E-mail", "email", gaps(v.en_email, 0.4)), ("Arrival", None, moment("%d-%b-%y")), ("Departure", None, moment("%d-%b-%y")), ("Rate Code", None, words("RACK CORP BAR GOV")), ("Confirmation", None, code("8########")), ("Company/TA", None, one_of("Ctrip", "Siemens AG", "Walk-in", "Marriott Direct", "John Deere", "Ernst & Young")), ("Card", "bank-card", gaps(mix((0.6, v.western_card), (0.4, lambda r: "************" + v.digits(r["rng"], 4))), 0.3)), ("Special Request", "free-text", gaps(v.en_note, 0.5)), ("Folio", None, code("F-#######"))
)  # fmt: skip
table(
    "travel_group", 40,
    ("序", None, serial("{}")), ("团员(中)", "person-name", v.name), ("拼音", "person-name", lambda r: "/".join(r["latin"]).upper()), ("性", "gender", v.gender("M", "F")), ("生于", "birth-date", v.born("%d%b%Y")), ("护照", "passport", v.passport_cn), ("签发地", None, v.province), ("有效至", None, moment("%d%b%Y", "2027-01-01", 3000)), ("港澳证", "hkmo-permit", gaps(v.hkmo_permit, 0.3)), ("台湾证", "tw-permit", gaps(v.tw_travel, 0.4, "/"), SKIP), ("分房", None, words("标1 标2 大床 拼房")), ("手机", "mobile", v.messy_mobile("space")), ("素食?", "preference", words("否 否 是")), ("航班", None, one_of("CA1831", "MU5101", "HO1252")), ("团费已付", None, one_of("5,980", "6,280", "3,000")), ("旧护照", "passport", gaps(v.passport_cn, 0.6)),
)  # fmt: skip
table(
    "charity_donors", 250,
    ("捐赠编号", None, code("JZ2026#####")), ("捐赠人/单位", SKIP, mix((0.6, v.name), (0.2, v.firm), (0.2, one_of("爱心人士", "匿名", "某老兵")))), ("经手人", "person-name", v.staff(6, "don")), ("联系方式", "phone", gaps(mix((0.6, v.mobile), (0.2, v.landline), (0.2, v.email)), 0.35, "未留"), "phone"), ("捐赠金额（万元）", None, number(0.01, 50, 2)), ("捐赠物资", None, gaps(words("棉被 矿泉水 书包 大米 口罩"), 0.5)), ("定向", None, one_of("重大疾病救助", "河南水灾", "乡村小学图书", "不定向")), ("受助人", "person-name", gaps(v.other_name, 0.4)), ("受助原因", "health", gaps(one_of("白血病治疗", "先天性心脏病", "父亲残疾、家庭低保", "尿毒症透析", "意外烧伤"), 0.4)), ("宗教信仰", "belief", gaps(words("无 佛教 基督教 伊斯兰教 天主教"), 0.5, "无"), "belief"), ("票据号", None, code("00########")), ("寄证书地址", "address", gaps(v.address, 0.3)), ("收款卡", "bank-card", gaps(v.bank_card, 0.45)), ("公示", None, words("同意 匿名公示"))
)  # fmt: skip
table(
    "german_club", 180,
    ("Mitgliedsnr", None, serial("{:04d}", 312)), ("Anrede", "gender", v.gender("Herr", "Frau")), ("Vorname", "person-name", v.de_first), ("Nachname", "person-name", v.de_last), ("geb.", "birth-date", v.born("%d.%m.%Y", "%d.%m.%y")), ("Straße + Nr", "address", v.de_street), ("PLZ", SKIP, code("#####")), ("Ort", SKIP, one_of("München", "Köln", "Bad Oldesloe", "Freiburg i. Br.", "Halle (Saale)")), ("Tel.", "phone", gaps(v.de_phone, 0.3)), ("Mail", "email", gaps(v.de_email, 0.2, "keine")), ("Bankverbindung", "iban", gaps(v.iban, 0.1)), ("BIC", None, one_of("COBADEFFXXX", "GENODEF1M01", "INGDDEFFXXX")), ("SteuerID", "de-tax-id", gaps(v.de_tax_id, 0.5)), ("Konfession", "belief", gaps(words("ev. rk. keine rk."), 0.4), SKIP), ("Abteilung", None, words("Fußball Turnen Tischtennis Wandern")), ("Beitrag €", None, one_of("60,00", "120,00", "45,50")), ("Eintritt", None, moment("%d.%m.%Y", "2001-01-01", 9000)), ("Mandatsreferenz", None, code("M-00####-#")), ("Trikotgröße", None, words("S M L XL")), ("Bemerkung", "free-text", gaps(v.de_note, 0.6))
)  # fmt: skip
table(
    "uk_shop", 700,
    ("Order ID", None, code("#1####")), ("Title", "gender", v.gender("Mr", "Mrs")), ("First name", "person-name", v.en_first), ("Surname", "person-name", v.en_last), ("Email address", "email", v.en_email), ("Tel no", "phone", gaps(v.uk_phone, 0.3)), ("Addr 1", "address", v.uk_street), ("Town", SKIP, one_of("Leeds", "Lincoln", "Bath", "Chester", "Reading", "Stoke-on-Trent")), ("Post code", SKIP, v.uk_postcode), ("Item", None, one_of("Emma sofa - teal", "Oliver desk lamp", "Dr. Martens 1460", "Paul Smith wallet", "Harris Tweed cap")), ("SKU", None, code("EM-####-@@")), ("Net £", None, amount(5, 900)), ("VAT reg", None, gaps(code("GB#########"), 0.8)), ("Carrier ref", None, code("JD00022##########")), ("Placed", None, moment("%d/%m/%Y %H:%M")), ("Gift message", "free-text", gaps(v.gift, 0.7)), ("NI number (staff disc.)", "uk-nino", gaps(v.uk_nino, 0.6)), ("Mkt opt-in", None, words("Y N")), ("PayPal txn", None, code("#@@#####@@#######"))
)  # fmt: skip
table(
    "us_clinic", 500,
    ("MRN", None, code("00######")), ("PatientLast", "person-name", v.en_last), ("PatientFirst", "person-name", v.en_first), ("MI", SKIP, code("@")), ("BirthDt", "birth-date", v.born("%m/%d/%Y")), ("SSN", "us-ssn", gaps(mix((0.8, v.us_ssn), (0.2, lambda r: v.us_ssn(r).replace("-", ""))), 0.2, "000-00-0000", "refused")), ("HomePh", "phone", gaps(v.us_phone, 0.15)), ("MailAddr", "address", v.us_address), ("Race", "ethnicity", words("White Black Asian Hispanic Declined White")), ("Dx", "health", v.icd), ("Rx", "health", gaps(one_of("metformin 500mg BID", "lisinopril 10 mg", "albuterol HFA", "sertraline 50 mg", "atorvastatin 20mg qhs", "omeprazole 20 mg", "amlodipine 5mg daily", "levothyroxine 75 mcg", "prednisone taper"), 0.2)), ("Allergies", "health", gaps(words("NKDA Penicillin Latex Sulfa"), 0.3)), ("Provider", "person-name", one_of("Dr. A. Feldman", "Nguyen, Kim MD", "Sarah Ortiz NP", "Dr. Whitfield")), ("NPI", None, code("1#########")), ("Payer", None, one_of("Aetna", "Blue Cross", "Kaiser", "Self", "Humana")), ("MemberID", SKIP, code("W#########")), ("CPT", None, words("99213 99214 90834 36415")), ("Charge", None, amount(40, 900, "${:.2f}")), ("ApptTS", None, moment("%m/%d/%Y %I:%M %p")), ("Employer", None, gaps(one_of("Johnson Controls", "Walmart", "Wendy's", "City of Macon"), 0.4))
)  # fmt: skip
table(
    "japan_customers", 400,
    ("会員番号", None, code("1000####")), ("氏名", "person-name", v.jp_name), ("フリガナ", "person-name", v.jp_kana), ("生年月日", "birth-date", mix((0.7, v.born("%Y/%m/%d")), (0.3, v.jp_era))), ("〒", SKIP, code("###-####")), ("住所", "address", v.jp_address), ("TEL", "phone", gaps(v.jp_phone, 0.1, "なし")), ("メール", "email", gaps(lambda r: v.login(r) + "@" + v.pick(r["rng"], ("docomo.ne.jp", "yahoo.co.jp", "gmail.com")), 0.2)), ("マイナンバー", "jp-my-number", gaps(v.jp_my_number, 0.6)), ("購入商品", None, one_of("南部鉄器急須", "無印良品 収納ケース", "山崎実業 タワー", "森永ラムネ")), ("JANコード", None, code("49###########")), ("お買上額", None, amount(300, 50000, "¥{:,.0f}")), ("ご注文日", None, moment("%Y年%m月%d日")), ("担当店舗", None, words("渋谷店 梅田店 札幌大通店")), ("職業", None, words("会社員 主婦 学生 自営業")), ("備考", "free-text", gaps(v.jp_note, 0.6))
)  # fmt: skip
table(
    "korea_members", 400,
    ("회원ID", "login", v.login), ("이름", "person-name", v.kr_name), ("주민번호", "kr-rrn", gaps(v.kr_rrn, 0.3)), ("휴대폰", "phone", gaps(v.kr_phone, 0.05)), ("주소", "address", v.kr_address), ("이메일", "email", gaps(lambda r: v.login(r) + "@" + v.pick(r["rng"], ("naver.com", "hanmail.net", "daum.net")), 0.1)), ("생일", "birth-date", v.born("%y%m%d", "%Y-%m-%d")), ("성별", "gender", v.gender("남", "여")), ("등급", "preference", words("일반 우수 VIP")), ("적립금", "preference", number(0, 40000)), ("주문번호", None, moment("%Y%m%d-00%H%M%S")), ("상품명", None, one_of("김치냉장고", "이솝 핸드크림", "정관장 홍삼정", "오설록 녹차")), ("가입일", None, moment("%Y.%m.%d")), ("환불계좌", SKIP, gaps(code("110-###-######"), 0.7)), ("사업자번호", None, gaps(code("###-##-#####"), 0.8)), ("송장", None, code("5###########"))
)  # fmt: skip
table(
    "taiwan_shop", 350,
    ("訂單號", None, code("2611########")), ("訂購人", "person-name", v.tw_name), ("行動電話", "phone", gaps(v.tw_phone, 0.05)), ("身分證字號", "tw-id", gaps(v.tw_id, 0.4)), ("送貨地址", "address", v.tw_address), ("取貨門市", None, one_of("7-11 信義門市", "全家 板橋文化店", "萊爾富 逢甲店")), ("電子信箱", "email", v.email), ("LINE", "login", gaps(v.login, 0.4)), ("統一編號", None, gaps(code("########"), 0.7)), ("發票載具", SKIP, gaps(lambda r: "/" + "".join(r["rng"].choice("ABCDEFGHIJ0123456789+-.") for _ in range(7)), 0.4)), ("品項", None, one_of("義美小泡芙", "黑松沙士", "阿原肥皂", "林鳳營鮮乳", "李鵠餅店鳳梨酥")), ("金額(NT$)", None, number(90, 9000)), ("下單時間", None, moment("%Y/%m/%d 下午 %I:%M:%S")), ("出生(民國)", "birth-date", gaps(lambda r: f"{r['birth'].year - 1911}/{r['birth']:%m/%d}", 0.4), SKIP), ("台胞證", "tw-permit", gaps(v.tw_permit, 0.7), SKIP), ("付款末五碼", None, code("#####")))  # fmt: skip
table(
    "hongkong_clinic", 260,
    ("File No", None, code("P#####")), ("Name (Eng)", "person-name", lambda r: f"{v.hk_pair(r)[0][1]} {v.hk_pair(r)[1][1]}"), ("中文姓名", "person-name", lambda r: v.hk_pair(r)[0][0] + v.hk_pair(r)[1][0]), ("HKID", "hk-id", gaps(v.hk_id, 0.08)), ("Tel", "phone", gaps(v.hk_phone, 0.05)), ("住址 Address", "address", gaps(v.hk_address, 0.15)), ("DOB", "birth-date", v.born("%d/%m/%Y")), ("Dr", "person-name", one_of("Dr. Lau", "Dr. Cheung S.M.", "劉醫生", "Dr. Ip"), SKIP), ("病名", "health", one_of("感冒", "濕疹", "抑鬱症", "高血壓", "腸胃炎")), ("Sick leave (days)", "health", number(0, 4), SKIP), ("Voucher", None, code("V########")), ("收費", None, amount(200, 1800, "HK${:.0f}")), ("Panel", None, one_of("AXA", "Bupa", "AIA", "自費")), ("Next visit", None, gaps(moment("%d/%m/%Y"), 0.5)), ("回鄉證", "hkmo-permit", gaps(v.home_return, 0.7), SKIP), ("藥物", "health", words("Panadol Amoxicillin 撲熱息痛 Ventolin")), ("內地手機", "mobile", gaps(v.messy_mobile("86"), 0.6)),
)  # fmt: skip
table(
    "app_users", 3000,
    ("user_id", None, serial("{}", 100001)), ("uuid", None, code("^^^^^^^^-^^^^-4^^^-9^^^-^^^^^^^^^^^^")), ("nick_name", "login", v.nickname), ("login_name", "login", v.login), ("pwd_hash", "credential", code("$2a$10$" + "^" * 53), "credential"), ("phone_num", "mobile", gaps(v.messy_mobile("+86", "mask"), 0.1, "NULL")), ("phone_model", None, one_of("iPhone 15 Pro", "HUAWEI Mate 60", "Redmi K70", "vivo X100")), ("email_verified", None, words("0 1")), ("address", "email", gaps(v.email, 0.4)), ("real_name", "person-name", gaps(v.name, 0.6, "NULL")), ("cert_no", "resident-id", gaps(v.resident_id, 0.6)), ("gender", "gender", v.gender("1", "2"), SKIP), ("reg_ip", "ip", v.ip), ("app_version", None, one_of("1.2.3.4", "8.0.31.12", "7.15.0.2", "10.0.1.5")), ("sdk_ver", None, code("5.1#.#.2#")), ("channel_code", None, words("huawei xiaomi appstore yyb")), ("create_time", None, v.epoch()), ("update_time", None, v.epoch(True)), ("avatar_url", SKIP, serial("https://cdn.example.com/a/{}.png")), ("wx_openid", SKIP, code("oX^^^^^^^^^^^^^^^^^^^^^^^^^^")), ("qq_no", "qq", gaps(v.qq, 0.7)), ("invite_code", None, code("@#@#@#")), ("is_deleted", None, words("0 0 0 1")), ("device_imei", SKIP, gaps(lambda r: v.luhn("86" + v.digits(r["rng"], 12)), 0.3)), ("wifi_mac", "mac", gaps(v.mac, 0.5)),
)  # fmt: skip
table(
    "access_log", 3000,
    ("ts", None, v.epoch(True)), ("level", None, words("INFO WARN ERROR")), ("address", "ip", v.ip), ("xff", "ip", gaps(several(v.ip, ", ", 0.4), 0.5, "-")), ("hw", "mac", gaps(v.mac, 0.3)), ("lat", "gps", gaps(v.latitude, 0.3), "gps"), ("lng", "gps", gaps(v.longitude, 0.3), "gps"), ("ua", None, v.agent), ("path", None, one_of("/api/v2/order/list", "/login", "/api/v1/user/info?id=1", "/health")), ("status", None, words("200 302 404 500")), ("rt_ms", None, number(1, 4000)), ("trace_id", None, code("^" * 32)), ("uid", None, gaps(code("1000####"), 0.4, "-")), ("build", None, code("2.#.1#.##")), ("region", None, words("cn-hangzhou cn-beijing ap-southeast-1")), ("bytes", None, number(100, 90000)), ("imsi_hash", SKIP, code("^" * 40))
)  # fmt: skip
table(
    "chat_history", 900,
    ("会话ID", None, code("c_^^^^^^^^^^^^")), ("发送者", "login", v.nickname), ("客服", "person-name", gaps(v.staff(12, "kf"), 0.1, "机器人")), ("内容", "free-text", mix((0.5, v.zh_message), (0.3, lambda r: f"我叫{v.name(r)}，电话{v.mobile(r)}，寄到{v.address(r)}"), (0.2, lambda r: f"手机号{v.mobile(r)}查下订单"))), ("消息类型", None, words("text image voice")), ("时间", None, moment("%Y-%m-%d %H:%M")), ("旺旺号", "login", v.login), ("评价", None, gaps(words("满意 一般 不满意"), 0.6)), ("关联订单", None, gaps(code("4##################"), 0.4)), ("会话时长", None, number(5, 900, 0, "秒")), ("电话", None, words("未接 已接通 无")), ("来源IP", "ip", gaps(v.ip, 0.2)), ("技能组", None, words("售前 售后 物流组"))
)  # fmt: skip
table(
    "survey_answers", 320,
    ("序号", None, serial("{}")), ("提交答卷时间", None, moment("%Y/%m/%d %H:%M:%S")), ("所用时间", None, number(20, 900, 0, "秒")), ("来自IP", "ip", wrapped(v.ip, after="(浙江-杭州)")), ("1、您的称呼？", "person-name", gaps(mix((0.6, v.name), (0.4, lambda r: r["name"][0] + v.gender("先生", "女士")(r))), 0.15, "无", "匿名")), ("2、您的性别", "gender", v.gender()), ("3、年龄段：", "age", one_of("18岁以下", "18-25岁", "26-35岁", "36-50岁", "50岁以上"), "age"), ("4、您的家庭月收入", "income", one_of("5000以下", "5000-10000", "1-2万", "2万以上")), ("5、平时爱好（多选）", "preference", several(words("跑步 阅读 追剧 钓鱼 旅游 打麻将"), "┋", 0.6)), ("6、最想吐槽的地方", "free-text", gaps(v.zh_note, 0.3, "无")), ("7、满意度(1-10)", None, number(1, 10)), ("8、手机号(抽奖用)", "mobile", gaps(v.messy_mobile("space", "unit"), 0.45, "不填", "(空)")), ("9、是否患有慢性病", "health", gaps(words("没有 高血压 糖尿病 关节炎"), 0.1)), ("10、所在城市", SKIP, v.city), ("11、购买过的品牌", None, several(words("李宁 安踏 张小泉 王老吉 陈克明 周黑鸭"), "┋", 0.5)), ("总分", None, number(20, 100)), ("12、怎么知道我们的", None, words("朋友推荐 抖音 路过 小红书"))
)  # fmt: skip
table(
    "suppliers", 120,
    ("供方代码", None, code("V10####")), ("供方", None, v.firm), ("简称", None, v.short_firm), ("信用代码", "uscc", gaps(v.uscc, 0.1)), ("旧税号", None, gaps(code("330105#########"), 0.5)), ("总机", SKIP, v.landline), ("厂址", SKIP, v.address), ("公共邮箱", SKIP, lambda r: f"{v.pick(r['rng'], ('sales', 'info', 'hr', 'service'))}@{v.pick(r['rng'], v.PINYIN)}{v.pick(r['rng'], ('jixie', 'tech', 'chem'))}.com.cn"), ("对公账户", SKIP, code("3310############")), ("联系人", None, v.short_firm), ("供货类别", None, words("钢材 纸箱 标准件 润滑油")), ("账期(天)", None, words("30 45 60 90")), ("合格评级", None, words("A B C")), ("DUNS", None, code("#########")), ("注册资本(万)", None, amount(50, 9000, "{:.0f}")), ("成立日期", None, moment("%Y-%m-%d", "1992-01-01", 11000)), ("网址", None, lambda r: f"www.{v.pick(r['rng'], v.PINYIN)}{v.pick(r['rng'], ('tech', 'group', 'steel'))}.com")
)  # fmt: skip
table(
    "product_catalogue", 800,
    ("id", None, serial("{}", 50000)), ("name", None, one_of("张小泉剪刀", "Emma 休闲椅", "王致和腐乳", "李锦记蚝油", "大卫拖把", "小林制药暖宝宝", "吴裕泰茉莉花茶", "百雀羚面霜", "周黑鸭鸭脖")), ("brand", None, words("李宁 张小泉 王老吉 陈李济 马应龙 吴良材 胡姬花 谢馥春")), ("series", None, words("Anna Karlstad Oskar Vivian Jasper Molly"), SKIP), ("ean", None, code("69###########")), ("model_no", None, code("E########")), ("适用性别", None, words("男 女 通用"), SKIP), ("适用年龄", None, words("3-6岁 6岁以上 成人")), ("IP", None, words("HelloKitty 宝可梦 哆啦A梦 无")), ("适应症", None, gaps(words("感冒发热 咽喉肿痛 痔疮 皮炎"), 0.6), SKIP), ("产地", None, v.city), ("颜色", None, words("朱红 孔雀蓝 米黄 白云")), ("标价", None, amount(5, 2000)), ("批号", None, code("2026####")), ("生产日期", None, moment("%Y-%m-%d")), ("许可证号", None, code("SC1063301######")), ("国药准字", None, code("Z3302####")), ("HS编码", None, code("85########")), ("对应机型Mac", None, one_of("MacBook Pro 14", "MacBook Air M2", "iMac 24")), ("卖点", None, one_of("轻便透气，久穿不累", "送礼自用两相宜", "妈妈都说好的老味道")), ("设计师款", None, words("是 否"))
)  # fmt: skip
table(
    "stock_moves", 1500,
    ("单据号", None, moment("RK%Y%m%d%H%M")), ("11位流水", None, code("1040#######")), ("地址", None, code("A-##-##")), ("物料", None, code("30########")), ("描述", None, one_of("六角螺栓M8*30", "PVC管DN50", "白兰牌肥皂", "高强度扎带")), ("批", None, code("L######@")), ("数量", None, number(1, 5000)), ("单位", None, one_of(*UNIT)), ("移动类型", None, words("101 261 311 601")), ("从库", None, words("原料仓 成品仓 退货区")), ("到库", None, words("线边仓 成品仓 报废区")), ("过账", None, moment("%Y.%m.%d")), ("SSCC", None, code("369###############")), ("序列号", None, code("SN################")), ("车次", None, code("K####")), ("温度", None, number(-20, 25, 1, "℃")), ("班组", None, words("甲班 乙班 丙班"))
)  # fmt: skip
table(
    "meter_readings", 900,
    ("户号", None, code("33########")), ("户名", "person-name", mix((0.9, v.name), (0.1, v.firm))), ("用电地址", "address", v.address), ("表号", None, code("0330##########")), ("上月示数", None, number(100, 9000, 2)), ("本月示数", None, number(9000, 12000, 2)), ("电量kWh", None, number(0, 900)), ("倍率", None, words("1 1 40")), ("抄表员", "person-name", v.staff(7, "cb")), ("抄表例日", None, number(1, 28)), ("通知手机", "mobile", gaps(v.messy_mobile("mask", "tab"), 0.3)), ("台区", None, wrapped(words("刘家村 锦绣花园 红旗路 大王庄"), after="公变")), ("代扣卡", "bank-card", gaps(v.bank_card, 0.7)), ("经度", "gps", gaps(v.longitude, 0.2), "gps"), ("纬度", "gps", gaps(v.latitude, 0.2), "gps"), ("封印号", None, code("F########"))
)  # fmt: skip
table(
    "recruitment_ats", 230,
    ("Req ID", None, code("REQ-####")), ("Candidate", "person-name", mix((0.6, v.en_name), (0.4, lambda r: " ".join(p.title() for p in reversed(r["latin"]))))), ("Applied For", None, one_of("Senior Analyst", "Store Manager", "Java Developer", "Warehouse Picker")), ("Cell", "phone", gaps(mix((0.6, v.us_phone), (0.4, wrapped(v.mobile, "+86 "))), 0.1)), ("Personal Email", "email", v.en_email), ("LinkedIn", SKIP, gaps(lambda r: f"linkedin.com/in/{v.login(r)}", 0.3)), ("Current Employer", None, one_of("Deloitte", "JD.com", "Marks & Spencer", "Morgan Stanley", "Unemployed")), ("Expected Salary", "income", amount(30000, 150000, "${:,.0f}")), ("Stage", None, words("Screen Onsite Offer Rejected")), ("Recruiter", "person-name", one_of("Holly Grant", "Marcus Wynn", "T. Okafor")), ("Disability", "health", words("No No Yes Prefer_not"), SKIP), ("Ethnic Origin", "ethnicity", one_of("White British", "Asian - Indian", "Black Caribbean", "Mixed", "Prefer not to say")), ("Conviction", "criminal", one_of("None", "None", "Spent (2012)", "None"), SKIP), ("Resume", None, serial("cv_{:04d}.pdf")), ("Interview Slot", None, gaps(moment("%a %d %b %H:%M"), 0.5)), ("Panel Notes", "free-text", gaps(v.panel_note, 0.3)), ("Office", None, words("Austin Shanghai Leeds")), ("Social", "us-ssn", gaps(v.us_ssn, 0.4)),
)  # fmt: skip
table(
    "event_signups", 40,
    ("票号", None, code("E-########")), ("参会嘉宾", "person-name", v.name), ("工作单位", None, v.firm), ("头衔", None, words("总监 CEO 研究员 副教授 销售经理")), ("联系", "mobile", v.messy_mobile("+86", "dash")), ("名片邮箱", "email", gaps(v.email, 0.2)), ("到会车辆", "plate", gaps(v.plate, 0.6, "地铁")), ("人脸特征ID", "biometric", code("face_^^^^^^^^^^^^^^^^")), ("餐食", "preference", words("普通 清真 素食")), ("签到", None, gaps(moment("%H:%M"), 0.3, "未到")), ("会场", None, one_of("一楼莲花厅", "王府厅", "B馆")), ("发票抬头", SKIP, RATHER), ("住宿酒店", None, one_of("如家酒店", "张家界禾田居", "维也纳国际"))
)  # fmt: skip
table(
    "fleet_tracking", 2000,
    ("vehPlate", "plate", v.plate), ("drvName", "person-name", v.staff(40, "drv")), ("drvTel", "mobile", v.mobile), ("drvLicNo", "resident-id", v.resident_id), ("posLat", "gps", v.latitude, "gps"), ("posLon", "gps", v.longitude, "gps"), ("spd", None, number(0, 110)), ("odo", None, number(100, 400000, 1)), ("termId", SKIP, code("0138########")), ("simIccid", SKIP, code("898600##############")), ("evtTime", None, moment("%Y%m%d%H%M%S")), ("cargoOwner", None, v.short_firm), ("waybill", None, code("YD2026########")), ("fence", None, one_of("杭州北仓", "李庄服务区", "张家口北", "王店收费站")), ("fwVer", None, one_of("3.2.10.8", "3.2.11.0", "4.0.0.1")), ("whLat", None, one_of("30.312345", "31.230416", "22.543099"), SKIP), ("whLon", None, one_of("120.155070", "121.473701", "114.057868"), SKIP)
)  # fmt: skip
table(
    "french_clients", 300,
    ("N° client", None, code("CL#####")), ("Nom complet", "person-name", v.fr_name), ("Né(e) le", "birth-date", v.born("%d/%m/%Y")), ("N° sécu", "fr-nir", gaps(v.fr_nir, 0.3)), ("Portable", "phone", gaps(v.fr_phone, 0.1)), ("Courriel", "email", gaps(v.en_email, 0.2)), ("Adresse", "address", v.fr_address), ("Civilité", "gender", v.gender("M.", "Mme")), ("Article", None, one_of("Sac Lancaster noir", "Parfum Nina Ricci", "Chemise Agnès B.", "Vélo Lapierre")), ("Montant TTC", None, amount(10, 900, "{:.2f} €")), ("SIRET", None, gaps(code("##############"), 0.7)), ("N° facture", None, code("F2026-#####")), ("Date cmde", None, moment("%d/%m/%y")), ("Magasin", None, words("Lyon-Part-Dieu Nantes Lille")), ("Remarques", "free-text", gaps(v.fr_note, 0.6)), ("RIB / IBAN", "iban", gaps(v.iban_fr, 0.5)),
)  # fmt: skip
table(
    "app_releases", 300,
    ("pkg", None, one_of("com.example.shop", "com.anna.player", "cn.zhangsan.notes")), ("ver", None, code("#.#.##.#")), ("host", None, one_of("build-01", "jenkins-node3", "martha", "gandalf")), ("artifact", None, code("app-#.#.#-release.apk")), ("sha1", None, code("^" * 40)), ("built", None, moment("%Y-%m-%dT%H:%M:%SZ")), ("size", None, number(8, 300, 1, "MB")), ("branch", None, one_of("main", "release/2026.1", "hotfix/login-phone")), ("codename", None, words("Amber Jade Willow Ruby Daisy"), SKIP), ("min_os", None, one_of("8.0.0.1", "12.0", "15.4.1")), ("ticket", None, code("APP-####")), ("signed_with", None, code(":".join(["^^"] * 20))), ("notes", None, one_of("Fix crash on start", "Update dependencies", "Add dark mode"))
)  # fmt: skip


def label(column: Column, bare: bool) -> str | None:
    """The slug of a column, None for nothing personal, SKIP for left out."""
    slug = column[1]
    if not bare:
        return slug
    if len(column) == 4:
        return column[3]
    return SKIP if slug in HEADER_ONLY else slug


def write(folder: Path, name: str, seed: int) -> None:
    """The table under its own headers and under meaningless ones."""
    count, columns = TABLES[name]
    rng = random.Random(f"{seed}/{name}")
    rows = []
    for n in range(count):
        row = v.new_row(rng, n)
        rows.append([column[2](row) for column in columns])
    for bare in (False, True):
        heads = [f"col_{i}" for i in range(1, len(columns) + 1)] if bare else [c[0] for c in columns]
        if len(set(heads)) < len(heads) or any("," in h for h in heads):
            raise ValueError(f"{name}: two columns of one name, or a comma in a header")
        stem = f"{name}-bare" if bare else name
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([heads, *rows])
        slugs = [label(column, bare) for column in columns]
        entries = {h: {"type": s or "none", "pii": s is not None} for h, s in zip(heads, slugs, strict=True)}
        text = json.dumps(entries, ensure_ascii=False, indent=1)
        (folder / f"{stem}.columns.json").write_text(text + "\n", "utf-8")


def make(folder: Path, seed: int = 11) -> list[str]:
    """All tables; the names of those made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        write(folder, name, seed)
    return list(TABLES)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    names = make(given.folder, given.seed)
    print(f"{len(names)} tables, each under two kinds of headers, in {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
