"""Invented tables of many trades with the truth of every column: for tuning and for measuring the column judgement.

    python training/discovery/tables.py [--held] [--rows 300] [--headers zh|en|py|none] [--verbose]

Layouts marked `held` are never looked at while rules are tuned.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parent))

from people import People  # noqa: E402
from places import Places  # noqa: E402
from things import Things  # noqa: E402

Make = Callable[[int], "str | None"]
PHONES = "cn.mobile cn.landline generic.phone"


class Cells:
    """Makers of cells; `i` is the row."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.people = People(self.r)
        self.places = Places(self.r, self.people)
        self.things = Things(self.r, self.people, self.places)
        self.start = self.r.randint(1, 90_000)

    def of(self, *values: str) -> Make:
        return lambda i: self.r.choice(values)

    def words(self, text: str) -> Make:
        return self.of(*text.split())

    def date(self, first: int, last: int, form: str | None = None) -> Make:
        form = form or self.r.choice(["%d-%02d-%02d", "%d/%d/%d", "%d年%d月%d日", "%d.%02d.%02d"])
        return lambda i: form % (self.r.randint(first, last), self.r.randint(1, 12), self.r.randint(1, 28))

    def instant(self) -> Make:
        return lambda i: f"{self.r.randint(2021, 2025)}-{self.r.randint(1, 12):02d}-{self.r.randint(1, 28):02d} {self.r.randint(8, 22):02d}:{self.r.randint(0, 59):02d}:{self.r.randint(0, 59):02d}"  # fmt: skip

    def money(self, top: float) -> Make:
        return lambda i: f"{self.r.random() ** 2 * top:.2f}"

    def number(self, low: int, high: int) -> Make:
        return lambda i: str(self.r.randint(low, high))

    def running(self, head: str, width: int) -> Make:
        return lambda i: f"{head}{self.start + i:0{width}d}"

    def dated(self, width: int) -> Make:
        return lambda i: f"2024{self.r.randint(1, 12):02d}{self.r.randint(1, 28):02d}" + self.digits(width)

    def digits(self, count: int) -> str:
        return "".join(self.r.choice("0123456789") for _ in range(count))

    def coded(self, pattern: str) -> Make:
        """9 = digit, A = capital letter, anything else itself."""
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        return lambda i: "".join(
            self.r.choice("0123456789") if c == "9" else self.r.choice(letters) if c == "A" else c
            for c in pattern
        )

    def lacking(self, make: Make, share: float) -> Make:
        return lambda i: None if self.r.random() < share else make(i)

    def name(self, i: int) -> str:
        return self.people.zh()

    def address(self, i: int) -> str:
        return self.places.zh()

    def mobile(self, i: int) -> str:
        return self.things.mobile()

    def qq(self, i: int) -> str:
        return self.r.choice("123456789") + self.digits(self.r.choice((6, 7, 8, 8, 9)))

    def wechat(self, i: int) -> str:
        x = self.r.random()
        small = "abcdefghijklmnopqrstuvwxyz"
        if x < 0.3:
            return "wxid_" + "".join(self.r.choices(small + "0123456789", k=14))
        word = "".join(self.r.choices(small, k=self.r.randint(3, 8)))
        return word + self.r.choice(["_", "", "-"]) + self.digits(self.r.randint(3, 6))

    def child(self, i: int) -> str:
        name, age = self.people.zh(), self.r.randint(2, 14)
        return self.r.choice(
            [
                f"{name} {age}岁",
                f"{name}，{age}岁，{self.r.choice(['小学二年级', '幼儿园大班', '初一'])}",
                f"女儿{age}岁",
                f"儿子，{age}周岁",
            ]
        )

    def sick(self, i: int) -> str | None:
        return self.r.choice(
            [
                None,
                "无",
                "高血压",
                "糖尿病",
                "青霉素过敏",
                "腰椎间盘突出",
                "膝盖旧伤",
                "哮喘，随身带药",
                "孕28周",
                "胃炎",
                "术后三个月",
                "花生过敏",
                "甲状腺结节",
            ]
        )

    def latin(self, i: int) -> str:
        return self.people.latin() if self.r.random() < 0.5 else self.people.en()

    def english_address(self, i: int) -> str:
        return self.places.en()


def layouts(seed: int) -> dict[str, tuple[bool, str, list[tuple[str, str, str, str, Make]]]]:
    """By name: held out or not, table name, and columns (kinds, zh, en, pinyin, maker); kinds "-" = nothing personal."""
    c = Cells(seed)
    t = c.things
    gender = c.of("男", "女")
    birth = c.date(1950, 2008)
    return {
        "shop": (False, "会员", [
            ("key.customer", "会员号", "member_no", "hyh", c.running("HY", 6)),
            ("person.name", "姓名", "name", "xm", c.name),
            ("person.gender", "性别", "sex", "xb", gender),
            ("person.birth-date", "生日", "birthday", "sr", c.lacking(birth, 0.3)),
            ("cn.mobile", "手机", "mobile", "sjh", c.mobile),
            ("cn.wechat", "微信", "wechat", "wxh", c.lacking(c.wechat, 0.3)),
            ("place.city", "城市", "city", "cs", c.words("杭州 宁波 温州 上海 苏州 南京 绍兴 嘉兴")),
            ("place.address", "收货地址", "address", "shdz", c.address),
            ("preference", "等级", "level", "dj", c.words("普通会员 银卡会员 金卡会员 钻石会员")),
            ("-", "积分", "points", "jf", c.number(0, 20000)),
            ("order.amount -", "累计消费", "total_spent", "ljxf", c.money(20000)),
            ("-", "注册时间", "registered_at", "zcsj", c.instant()),
        ]),
        "orders": (False, "订单", [
            ("key.order -", "订单号", "order_no", "ddh", c.dated(10)),
            ("-", "商品", "product", "spmc", lambda i: t.product()),
            ("-", "SKU", "sku", "spbm", c.coded("AA-9999-A9")),
            ("-", "数量", "qty", "sl", c.number(1, 12)),
            ("-", "单价", "price", "dj_unit", c.money(900)),
            ("person.name", "收货人", "consignee", "shr", c.name),
            ("cn.mobile generic.phone", "电话", "phone", "dh", c.mobile),
            ("place.address", "地址", "ship_address", "dz", c.address),
            ("place.postcode", "邮编", "postcode", "yb", lambda i: c.r.choice(["310000", "310012", "200030", "100080", "510620", "610041", "430070", "215000", "350001", "710065"])),
            ("-", "快递公司", "courier", "kdgs", c.words("顺丰速运 圆通速递 中通快递 韵达快递 京东物流")),
            ("-", "运单号", "tracking_no", "ydh", c.coded("SF9999999999999")),
            ("-", "订单状态", "order_status", "ddzt", c.words("已完成 已发货 待付款 已取消")),
            ("-", "下单时间", "order_time", "xdsj", c.instant()),
        ]),
        "gym": (False, "学员", [
            ("key.customer -", "卡号", "card_no", "kh", c.running("", 6)),
            ("person.name", "会员姓名", "member_name", "hyxm", c.name),
            ("person.age", "年龄", "age", "nl", c.number(16, 68)),
            ("person.gender", "性别", "gender", "xb", gender),
            ("cn.mobile", "联系手机", "cell", "sjhm", c.mobile),
            ("health", "健康状况", "health", "jkzk", c.sick),
            ("preference", "训练目标", "goal", "jsmb", c.words("减脂 增肌 塑形 康复 瑜伽")),
            ("-", "剩余课时", "sessions_left", "syks", c.number(0, 60)),
            ("-", "到期日", "expiry", "dqrq", c.date(2025, 2027)),
            ("person.name -", "教练", "coach", "jl", lambda i: c.r.choice(["李强", "王芳", "赵磊"])),
        ]),
        "school": (False, "学生", [
            ("key.customer", "学号", "student_id", "xh", c.running("2024", 5)),
            ("person.name", "学生姓名", "student_name", "xsxm", c.name),
            ("person.gender", "性别", "gender", "xb", gender),
            ("person.birth-date", "出生日期", "dob", "csrq", c.date(2008, 2018)),
            ("cn.resident-id", "身份证号", "id_card", "sfzh", lambda i: t.resident()),
            ("ethnicity", "民族", "ethnicity", "mz", lambda i: c.r.choice(["汉族"] * 8 + ["回族", "满族", "壮族"])),
            ("person.guardian person.name", "家长姓名", "parent_name", "jzxm", c.name),
            ("cn.mobile generic.phone", "家长电话", "parent_phone", "jzdh", c.mobile),
            ("place.address", "家庭住址", "home_address", "jtzz", c.address),
            ("-", "班级", "class", "bj", c.words("三(1)班 三(2)班 四(1)班 五(3)班")),
            ("-", "成绩", "score", "cj", c.number(45, 100)),
        ]),
        "foreign": (False, "customers", [
            ("key.customer", "客户号", "customer_id", "khh", c.coded("AAAAA")),
            ("org.name", "公司名称", "company_name", "gsmc", lambda i: t.org_en()),
            ("person.name", "联系人", "contact_name", "lxr", c.latin),
            ("generic.email", "邮箱", "email", "yx", lambda i: t.email()),
            ("place.address", "街道", "street", "dz", c.english_address),
            ("place.city", "城市", "city", "cs", c.of("London", "Berlin", "Paris", "Madrid", "New York", "Lyon", "Graz", "Torino")),
            ("place.country", "国家", "country", "gj", c.of("UK", "Germany", "France", "Spain", "USA", "Austria", "Italy")),
            ("generic.phone", "电话", "phone", "dh", lambda i: t.phone_intl()),
            ("-", "货币", "currency", "bz", c.words("USD EUR GBP")),
            ("-", "金额", "amount", "je", c.money(8000)),
        ]),
        "stock": (False, "库存", [
            ("-", "货号", "item_no", "hh", c.coded("A999-99")),
            ("-", "品名", "item", "pm", lambda i: t.product()),
            ("-", "品类", "category", "pl", c.words("女装 男装 童装 鞋包 配饰")),
            ("-", "颜色", "color", "ys", c.words("黑色 白色 藏青 米白 酒红 雾霾蓝")),
            ("-", "供应商", "vendor", "gys", lambda i: t.org()),
            ("-", "条码", "barcode", "tm", c.coded("6999999999999")),
            ("-", "库存", "stock_qty", "kc", c.number(0, 900)),
            ("-", "进价", "cost", "jj", c.money(300)),
            ("-", "版本", "version", "bb", c.coded("v9.9.9")),
            ("-", "上架日期", "listed_on", "sjrq", c.date(2022, 2025)),
        ]),
        "clinic": (True, "患者", [
            ("key.customer", "病历号", "mrn", "blh", c.running("MZ", 7)),
            ("person.name", "患者姓名", "patient_name", "hzxm", c.name),
            ("person.gender", "性别", "gender", "xb", gender),
            ("person.age", "年龄", "age", "nl", c.number(1, 92)),
            ("person.birth-date", "出生日期", "dob", "csrq", c.date(1935, 2023)),
            ("cn.mobile generic.phone", "联系电话", "phone", "lxdh", c.mobile),
            ("health", "诊断", "diagnosis", "zd", c.of("上呼吸道感染", "高血压2级", "2型糖尿病", "慢性胃炎", "腰椎间盘突出", "过敏性鼻炎", "湿疹", "支气管炎")),
            ("health", "过敏史", "allergies", "gms", c.of("无", "青霉素过敏", "头孢过敏", "海鲜过敏", "否认")),
            ("-", "科室", "dept", "ks", c.words("内科 外科 儿科 皮肤科")),
            ("-", "就诊日期", "visit_date", "jzrq", c.date(2023, 2025)),
            ("order.amount -", "费用", "fee", "fy", c.money(900)),
        ]),
        "property": (True, "业主", [
            ("key.customer -", "房号", "room", "fh", lambda i: f"{c.r.randint(1, 20)}-{c.r.randint(1, 4)}-{c.r.randint(1, 30)}0{c.r.randint(1, 4)}"),
            ("person.name", "业主姓名", "owner_name", "yzxm", c.name),
            (PHONES, "电话", "tel", "yzdh", c.mobile),
            ("cn.resident-id", "证件号码", "id_no", "zjhm", lambda i: t.resident()),
            ("cn.plate", "车牌", "plate", "cph", c.lacking(lambda i: t.plate(), 0.4)),
            ("-", "面积", "area", "mj", c.money(180)),
            ("order.amount -", "欠费", "arrears", "qf", c.money(3000)),
            ("text.free", "备注", "remark", "bz", lambda i: c.r.choice(["上门收费未遇，改日再来", "要求开具发票，已登记。", "装修押金未退，客户催促", "家里漏水，已报修，等师傅上门"])),
        ]),
        "insurance": (True, "保单", [
            ("key.order -", "保单号", "policy_no", "bdh", c.coded("P9999999999999")),
            ("person.name", "投保人", "policyholder", "tbr", c.name),
            ("cn.resident-id", "身份证", "id_number", "sfzhm", lambda i: t.resident()),
            ("generic.bank-card", "扣款卡号", "bank_card", "kkkh", lambda i: t.card()),
            ("person.occupation", "职业", "occupation", "zy", c.words("教师 医生 司机 公务员 会计 工程师 个体户 退休")),
            ("person.guardian", "子女情况", "children", "znqk", c.lacking(c.child, 0.4)),
            ("-", "险种", "product", "xz", c.words("重疾险 医疗险 意外险 寿险")),
            ("order.amount -", "保费", "premium", "bf", c.money(9000)),
            ("-", "生效日期", "effective_date", "sxrq", c.date(2020, 2026)),
        ]),
        "hotel": (True, "住客", [
            ("key.order -", "预订号", "booking_id", "ydh", c.coded("BK9999999")),
            ("person.name", "客人姓名", "guest_name", "krxm", lambda i: c.people.zh() if c.r.random() < 0.6 else c.people.latin()),
            ("person.nationality place.country", "国籍", "nationality", "guoji", c.of("中国", "中国", "日本", "美国", "法国", "韩国")),
            ("cn.passport id.number", "护照号", "passport_no", "hzhm", c.coded("E99999999")),
            ("-", "房型", "room_type", "fx", c.words("标准间 大床房 豪华套房 家庭房")),
            ("-", "入住日期", "check_in", "rzrq", c.date(2024, 2025)),
            ("-", "房价", "rate", "fj", c.number(180, 1880)),
            ("preference", "偏好", "preference", "ph", c.of("高楼层", "无烟房", "靠窗", "静音房")),
        ]),
        "dealer": (True, "客户", [
            ("person.name", "客户姓名", "cust_name", "khxm", c.name),
            ("cn.mobile generic.phone", "手机号", "mob", "sjh", c.mobile),
            ("cn.qq", "QQ", "qq", "qq", c.qq),
            ("cn.plate", "车牌号", "plate_no", "cphm", lambda i: t.plate()),
            ("-", "车型", "model", "cx", c.of("朗逸 1.5L", "轩逸 经典", "汉EV", "Model 3", "宋PLUS", "迈腾 380")),
            ("-", "里程", "mileage", "lc", c.number(100, 190000)),
            ("-", "车架号", "vin", "cjh", c.coded("LSVAA9999A9999999")),
            ("-", "进店日期", "visit", "jdrq", c.date(2023, 2025)),
            ("order.amount -", "成交价", "sale_price", "cjj", c.number(60000, 400000)),
        ]),
        "hr": (True, "员工", [
            ("key.employee key.customer -", "工号", "emp_no", "gh", c.running("E", 5)),
            ("person.name", "姓名", "full_name", "xm", c.name),
            ("generic.email", "邮箱", "e_mail", "dzyx", lambda i: t.email()),
            ("person.birth-date", "出生年月", "birth_date", "csny", c.date(1965, 2003)),
            ("ethnicity", "民族", "ethnic", "minzu", lambda i: c.r.choice(["汉", "汉", "汉", "汉", "回", "满", "苗"])),
            ("other -", "学历", "education", "xl", c.words("本科 大专 硕士 高中 博士")),
            ("-", "部门", "department", "bm", c.words("销售部 财务部 技术部 行政部")),
            ("-", "入职日期", "hire_date", "rzsj", c.date(2012, 2025)),
            ("generic.bank-card", "工资卡", "salary_card", "gzk", lambda i: t.card()),
            ("person.income order.amount", "工资", "salary", "gz", c.number(4000, 38000)),
        ]),
        "taiwan": (True, "客戶", [
            ("key.customer", "客戶編號", "cust_id", "khbh", c.running("C", 6)),
            ("person.name", "姓名", "name", "xm", lambda i: c.people.hant()),
            ("tw.national-id", "身分證字號", "national_id", "sfz", lambda i: t.twid()),
            ("place.address", "地址", "addr", "dz", lambda i: c.places.hant()),
            ("generic.email", "電郵", "mail", "yx", lambda i: t.email()),
            ("-", "購買日期", "purchase_date", "gmrq", c.date(2022, 2025)),
            ("-", "金額", "amount", "je", c.number(200, 90000)),
        ]),
        "japan": (True, "顧客", [
            ("key.customer", "顧客番号", "customer_no", "khh", c.running("", 8)),
            ("person.name", "氏名", "name", "xm", lambda i: c.people.ja()),
            ("place.address", "住所", "address", "dz", lambda i: c.places.ja()),
            ("generic.email", "メール", "email", "yx", lambda i: t.email()),
            ("person.birth-date", "生年月日", "birth_date", "csrq", c.date(1948, 2005)),
            ("-", "注文日", "order_date", "ddrq", c.date(2022, 2025)),
            ("-", "金額", "total", "je", c.number(500, 60000)),
        ]),
        "books": (True, "凭证", [
            ("-", "凭证号", "voucher_no", "pzh", c.running("记-", 4)),
            ("-", "日期", "date", "rq", c.date(2024, 2025)),
            ("-", "科目", "account", "km", c.of("应收账款", "应付账款", "银行存款", "管理费用", "主营业务收入", "库存现金")),
            ("org.name -", "往来单位", "counterparty", "wldw", lambda i: t.org()),
            ("cn.uscc -", "税号", "tax_no", "nsrsbh", lambda i: t.uscc()),
            ("-", "借方金额", "debit", "jfje", c.money(90000)),
            ("-", "批次", "batch", "pc", c.dated(6)),
            ("-", "区划代码", "region_code", "qhdm", c.words("330106 310101 440305 110105 510104 320505")),
            ("-", "订单ID", "ref", "ref", lambda i: c.digits(18)),
            ("-", "状态", "status", "zt", c.words("已审核 未审核 已记账")),
        ]),
    }  # fmt: skip


STYLES = ("zh", "en", "py", "none")
_EMPTY_HEADERS = ("col_{}", "c{}", "字段{}", "F{}", "column_{}")


def build(seed: int, rows: int, style: str, held: bool) -> list[tuple[str, pa.Table, dict[str, set[str]]]]:
    """Tables with the kinds that are right for each column (`-`: nothing personal is right)."""
    made = []
    for name, (kept, title, columns) in layouts(seed).items():
        if kept != held:
            continue
        empty = random.Random(f"{seed}{name}").choice(_EMPTY_HEADERS)
        data, truth = {}, {}
        for at, (kinds, zh, en, py, make) in enumerate(columns, start=1):
            header = {"zh": zh, "en": en, "py": py}.get(style) or empty.format(at)
            data[header] = pa.array([make(i) for i in range(rows)], pa.string())
            truth[header] = set(kinds.split())
        made.append((name if style == "none" else title, pa.table(data), truth))
    return made


def measure(seeds: range, rows: int, style: str, held: bool, verbose: bool) -> tuple[float, int, int]:
    """Macro-F1 over kinds, false alarms, and columns without personal data."""
    from novation.inventory import scan_table
    from novation.terms import Category

    right: dict[str, int] = defaultdict(int)
    missed: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    alarms = plain = 0
    neutral = {
        "key.order",
        "order.amount",
        "order.state",
        "time.order",
        "time.registered",
        "time.last-activity",
        "order.item",
        "key.other",
        "none",
        "time.other",
        "org.name",
        "key.employee",
        "key.supplier",
    }
    for seed in seeds:
        for name, table, truth in build(seed, rows, style, held):
            finding = scan_table(name, "t1" if style == "none" else name, table.schema, table.to_batches())
            for column in finding.columns:
                kinds = truth[column.name]
                found = column.kind
                fits = (
                    found in kinds
                    or ("id.number" in kinds and found.startswith("cn."))
                    or {found, *kinds} <= set(PHONES.split())
                )
                main = next(iter(sorted(kinds - {"-"})), "-")
                if kinds == {"-"}:
                    plain += 1
                    if column.category is not Category.NONE and found not in neutral:
                        alarms += 1
                        wrong[found] += 1
                        if verbose:
                            print(
                                "ALARM",
                                name,
                                column.name,
                                found,
                                column.confidence,
                                [str(e.en) for e in column.evidence][:4],
                            )
                elif fits:
                    right[main] += 1
                elif "-" in kinds and (column.category is Category.NONE or found in neutral):
                    continue
                else:
                    missed[main] += 1
                    wrong[found] += found not in neutral
                    if verbose:
                        print(
                            "MISS",
                            name,
                            column.name,
                            kinds,
                            "->",
                            found,
                            column.confidence,
                            [str(e.en) for e in column.evidence][:4],
                        )
    scores = {k: 2 * right[k] / (2 * right[k] + missed[k] + wrong[k]) for k in {*right, *missed}}
    if verbose:
        print({k: round(v, 2) for k, v in sorted(scores.items()) if v < 1})
    return sum(scores.values()) / len(scores), alarms, plain


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--headers", nargs="*", default=list(STYLES))
    given = parser.parse_args()
    for style in given.headers:
        score, alarms, plain = measure(range(given.seeds), given.rows, style, given.held, given.verbose)
        print(
            f"headers {style}: macro-F1 {score:.3f}, {alarms} false alarms of {plain} columns without personal data"
        )


if __name__ == "__main__":
    main()
