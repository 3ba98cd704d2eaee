"""What can be wrong at a line of a pack, in both languages; the fields are filled by `strict_yaml.invalid`."""

from __future__ import annotations

from novation.messages import Text

TOO_LARGE = Text("文件超过 {limit} 字节", "the file is larger than {limit} bytes")
NOT_UTF8 = Text("不是 UTF-8 编码", "not UTF-8")
EMPTY = Text("文件没有内容", "the file is empty")
SYNTAX = Text("YAML 语法错误（{detail}）", "YAML syntax error ({detail})")
CONTROL_CHARACTER = Text("含有不允许的控制字符", "a control character that YAML does not allow")
INVISIBLE = Text(
    "含有看不见的或改变文字方向的字符", "a character that can't be seen or turns the direction of the text"
)
SECOND_DOCUMENT = Text("一个文件只能有一个 YAML 文档", "only one YAML document a file")
ALIAS = Text("不允许使用锚点和别名（& *）", "anchors and aliases (& *) are not allowed")
TAG = Text("不允许使用标签和指令（! %）", "tags and directives (! %) are not allowed")
TOO_DEEP = Text("嵌套超过 {limit} 层", "nested deeper than {limit} levels")
TOO_MANY = Text("节点超过 {limit} 个", "more than {limit} nodes")
KEY_NOT_A_WORD = Text("键必须是一个词", "a key must be a plain word")
DUPLICATE_KEY = Text("键“{key}”重复", "duplicate key `{key}`")

UNKNOWN_KEY = Text("不认识的键“{key}”；可用：{known}", "unknown key `{key}`; known: {known}")
MISSING_KEY = Text("缺少键“{key}”", "key `{key}` is missing")
NOT_A_MAPPING = Text("此处应为键值对", "expected keys with values here")
NOT_A_LIST = Text("此处应为列表", "expected a list here")
EMPTY_LIST = Text("列表不能为空", "the list must not be empty")
NOT_A_WORD = Text("此处应为一个词或一段文字", "expected a word or a text here")
BLANK = Text("值为空", "the value is empty")
REPEATED = Text("“{value}”在列表中重复", "`{value}` stands twice in the list")
NOT_IN_LIST = Text(
    "“{value}”不在词表 {field} 中；可用：{known}", "`{value}` is not a {field}; known: {known}"
)
NOT_A_DATE = Text("“{value}”不是日期（应为 2026-01-31 的形式）", "`{value}` is not a date (write 2026-01-31)")
DATE_OUT_OF_RANGE = Text(
    "“{value}”超出范围，年份应在 {first} 至 {last} 之间",
    "`{value}` is out of range: years go from {first} to {last}",
)
NOT_YES_NO = Text("“{value}”应写作 true 或 false", "`{value}` must be true or false")
NOT_A_NUMBER = Text("“{value}”不是允许范围内的数", "`{value}` is not a number in the allowed range")
NOT_A_SLUG = Text(
    "“{value}”只能含小写字母、数字和连字符", "`{value}` may only have lower case letters, digits, hyphens"
)
NO_LANGUAGE = Text("文字至少要有一种语言（zh、en）", "a text needs at least one language (zh, en)")
NOT_A_SOURCE = Text(
    "“{value}”不是 https:// 或 http:// 地址", "`{value}` is not an https:// or http:// address"
)

ID_NOT_FOLDER = Text("id “{value}”与文件夹名不同", "id `{value}` differs from the folder's name")
DUPLICATE_ID = Text("id “{value}”已在 {where} 用过", "id `{value}` is already used at {where}")
NO_EFFECT = Text("规则须有 to_buyer 或 seller_copy", "a rule needs `to_buyer` or `seller_copy`")
UNDECIDED = Text("规则不能说 undecided", "a rule can't say `undecided`")
PASSES_TO_BUYER = Text(
    "询问 passes 的规则只能说 seller_copy", "a rule that asks `passes` may only say `seller_copy`"
)
PASSES_HERE = Text("此处不能询问 {field}", "`{field}` can't be asked here")
KIND_WITHOUT_CONSENT = Text(
    "consent_kind 只用于 to_buyer: needs-consent", "`consent_kind` belongs to `to_buyer: needs-consent` only"
)
CONSENT_WITHOUT_KIND = Text(
    "needs-consent 须写明 consent_kind", "`needs-consent` must name its `consent_kind`"
)
NOTICE_WITHOUT_AFTER = Text(
    "notice 只用于 to_buyer: transfer-after-notice",
    "`notice` belongs to `to_buyer: transfer-after-notice` only",
)
MASK_WITHOUT_BUYER = Text("mask 须与 to_buyer 同用", "`mask` needs `to_buyer`")
PERIOD_REVERSED = Text("结束日期早于开始日期", "`to` is earlier than `from`")
AREA_TOO_SMALL = Text("一个区域至少有两个地方", "an area needs at least two places")

SYMLINK = Text("不允许使用链接", "links are not allowed")
STRAY_FILE = Text("不认识的文件", "not a file that a pack has")
TOO_MANY_FILES = Text("文件超过 {limit} 个", "more than {limit} files")
UNREADABLE = Text("无法读取", "it can't be read")
NO_FOLDER = Text("没有这个文件夹", "there is no such folder")
NO_PACKS = Text("其中没有规则包", "there is no pack in it")

CLOCK_WITHOUT_TIME = Text(
    "期限须写 due、earliest_of、by_day 或 every 之一", "a clock needs one of due, earliest_of, by_day, every"
)
CLOCK_TWO_TIMES = Text(
    "due、earliest_of、by_day 只能写其一", "only one of due, earliest_of and by_day may be given"
)
SPAN_ONE_UNIT = Text(
    "期间须恰有一个单位（hours、days、working_days、months、years 或 word）",
    "a span has exactly one unit (hours, days, working_days, months, years, or word)",
)
NOT_A_MONTH_DAY = Text(
    "“{value}”不是月日（应为 01-31 的形式）", "`{value}` is not a day of the year (write 01-31)"
)
NOT_A_CALENDAR = Text(
    "“{value}”不是国家或地区代码（如 CN、US-CA）", "`{value}` is not a country or part (CN, US-CA)"
)
NOT_A_LANGUAGE = Text(
    "“{value}”不是语言代码（如 zh、en、zh-Hant）", "`{value}` is not a language (zh, en, zh-Hant)"
)
NOT_A_TAG = Text(
    "“{value}”不是日志标签（如 assessment.completed）",
    "`{value}` is not a journal tag (assessment.completed)",
)
NOT_HOW_OFTEN = Text(
    "“{value}”应写作期间、once、always 或 {{on: 事件}}",
    "`{value}` must be a span, once, always, or {{on: event}}",
)
NO_ROUTE = Text("routes 中没有“{value}”", "there is no route `{value}` under `routes`")
EMPTY_BOUND = Text("below 须大于 at_least", "`below` must be greater than `at_least`")
FLOOR_OR_CEILING = Text(
    "须写 floor_years、ceiling_years、ceiling 之一", "give floor_years, ceiling_years or ceiling"
)
CATEGORY_OR_RECORD = Text("category 与 record 恰写其一", "give either `category` or `record`")
RECORD_START = Text(
    "category 的 floor_years 只能自 last-transaction 或 end-of-year 起算",
    "a floor of a `category` starts from last-transaction or end-of-year",
)
