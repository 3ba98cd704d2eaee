"""Errors of `novation classify` and `novation detect`, and of the library calls behind them."""

from __future__ import annotations

from novation.errors import Exit, define

NOTHING_READ = define(
    "discovery.nothing-read",
    zh="{file} 中没有能读的内容：{why_zh}",
    en="Nothing could be read in {file}: {why_en}",
    hint_zh="请按上面的原因处理，或另存为 CSV、Excel、Parquet、JSON Lines 后再试。",
    hint_en="See to the reason above, or save it as CSV, Excel, Parquet or JSON lines and try again.",
    exit_status=Exit.INPUT,
)

NO_TABLE = define(
    "discovery.no-such-table",
    zh="{file} 中没有名为 {table} 的表",
    en="{file} has no table named {table}",
    hint_zh="其中的表：{tables}。",
    hint_en="Its tables: {tables}.",
    exit_status=Exit.USAGE,
)

TABLE_NEEDED = define(
    "discovery.table-needed",
    zh="{file} 中有多个表，需要指明一个",
    en="{file} has more than one table; name the one that is meant",
    hint_zh="用 --table 指明：{tables}。",
    hint_en="Name it by --table: {tables}.",
    exit_status=Exit.USAGE,
)

NO_COLUMN = define(
    "discovery.no-such-column",
    zh="表 {table} 中没有名为 {column} 的列",
    en="The table {table} has no column named {column}",
    hint_zh="其中的列：{columns}。",
    hint_en="Its columns: {columns}.",
    exit_status=Exit.USAGE,
)

COLUMN_NEEDED = define(
    "discovery.column-needed",
    zh="表 {table} 有多个列，需要指明一个",
    en="The table {table} has more than one column; name the one that is meant",
    hint_zh="用 --column 指明：{columns}。",
    hint_en="Name it by --column: {columns}.",
    exit_status=Exit.USAGE,
)

NO_TEXT = define(
    "discovery.no-text",
    zh="列 {column} 不是文字（是二进制或嵌套的值）",
    en="The column {column} holds no text (but bytes or nested values)",
    hint_zh="请先把其中的文字展开成单独的列。",
    hint_en="Unfold the texts in it into columns of their own first.",
    exit_status=Exit.INPUT,
)

NO_TYPE = define(
    "discovery.no-such-type",
    zh="没有名为 {type} 的类型",
    en="There is no type named {type}",
    hint_zh="全部类型见 novation detect --types。",
    hint_en="`novation detect --types` lists them all.",
    exit_status=Exit.USAGE,
)

LINE_TOO_LONG = define(
    "discovery.line-too-long",
    zh="{file} 中有一行超过 {limit} MB",
    en="A line of {file} is longer than {limit} MB",
    hint_zh="请确认它是按行存放的文本；若是一整篇长文，请先分行。",
    hint_en="See whether it is text in lines; if it is one long text, break it into lines first.",
    exit_status=Exit.INPUT,
)

DPV_UNREADABLE = define(
    "discovery.dpv-unreadable",
    zh="这不是易主写出的 DPV 文件",
    en="This is no DPV document that Novation wrote",
    hint_zh="请用 novation classify --format dpv 写出的文件。",
    hint_en="Use a file that `novation classify --format dpv` wrote.",
    exit_status=Exit.INPUT,
)
