"""Errors of the scan and of the user's overrides."""

from novation.errors import Exit, define

COLUMNS_CHANGED = define(
    "inventory.columns-changed",
    zh="扫描 {source} 的表 {table} 时，列与开头不同",
    en="the columns of table {table} in {source} changed during the scan",
    hint_zh="来源可能在扫描时被改动；请停止写入后重新扫描。",
    hint_en="The source may have been changed while it was read; stop writing to it and scan again.",
    exit_status=Exit.INPUT,
)

OVERRIDE_UNKNOWN = define(
    "inventory.override-unknown-word",
    zh="对 {column} 的人工判定中，{field} 的值“{value}”不在词表内",
    en="the override of {column} names the {field} “{value}”, which is not in the vocabulary",
    hint_zh="可用的词见 docs/reference 中的数据类别与列含义表。",
    hint_en="See the tables of categories and kinds in docs/reference for the words that can be used.",
    exit_status=Exit.USAGE,
)

OVERRIDE_NO_REASON = define(
    "inventory.override-no-reason",
    zh="对 {column} 的人工判定没有写理由",
    en="the override of {column} gives no reason",
    hint_zh="请在 reason 中写明理由；它会随每次扫描保留。",
    hint_en="Write the reason in `reason`; it is kept with every scan.",
    exit_status=Exit.USAGE,
)

OVERRIDE_NO_COLUMN = define(
    "inventory.override-no-column",
    zh="人工判定所指的列 {column} 不在表 {table} 中",
    en="the override names column {column}, which table {table} does not have",
    hint_zh="请核对列名；列名按扫描结果中的写法填写。",
    hint_en="Check the name; write it as the scan shows it.",
    exit_status=Exit.USAGE,
)

NO_LAC = define(
    "inventory.no-lac",
    zh="没有安装姓名复核模型 LAC",
    en="the LAC model for a second opinion on names is not installed",
    hint_zh="请安装可选组件：pip install 'novation[names]'；或不使用 --names lac。",
    hint_en="Install the extra: pip install 'novation[names]'; or leave out --names lac.",
    exit_status=Exit.USAGE,
)
