"""Errors of the removal from sources, of the search for what must be gone, and of the certificate."""

from __future__ import annotations

from novation.errors import Exit, define

SOURCE_CHANGED = define(
    "destruction.source-changed",
    zh="数据源 {source} 与方案所记的不同。",
    en="the source {source} is not the one the plan was made on.",
    hint_zh="请重新扫描并制定方案，再取得授权；未作任何删除。",
    hint_en="Scan and plan again and have the new plan authorised; nothing was removed.",
    exit_status=Exit.REFUSED,
)

SOURCE_MISSING = define(
    "destruction.source-missing",
    zh="找不到数据源 {source}。",
    en="the source {source} is not there.",
    hint_zh="请把文件放回原处，或在方案中去掉它。",
    hint_en="Put the file back, or plan without it.",
    exit_status=Exit.INPUT,
)

KIND_UNSUPPORTED = define(
    "destruction.kind-unsupported",
    zh="无法从 {source} 中删除部分内容：{kind} 文件不能就地改写。",
    en="cannot remove a part of {source}: files of the kind {kind} cannot be rewritten.",
    hint_zh="请先另存为 .xlsx、CSV、JSON Lines、SQLite 或 Parquet，重新扫描并制定方案，然后删除原文件。",
    hint_en="Save it as .xlsx, CSV, JSON lines, SQLite or Parquet, scan and plan again, and delete the original.",
    exit_status=Exit.INPUT,
)

TABLE_MISSING = define(
    "destruction.table-missing",
    zh="数据源 {source} 中没有表 {table}。",
    en="the source {source} has no table {table}.",
    hint_zh="请核对方案是否针对这个文件。",
    hint_en="Check that the plan is for this file.",
    exit_status=Exit.INPUT,
)

COLUMN_MISSING = define(
    "destruction.column-missing",
    zh="表 {table} 中没有列 {column}。",
    en="the table {table} has no column {column}.",
    hint_zh="请核对方案是否针对这个文件。",
    hint_en="Check that the plan is for this file.",
    exit_status=Exit.INPUT,
)

ROW_MISSING = define(
    "destruction.row-missing",
    zh="表 {table} 中没有要删除的 {rows} 行。",
    en="the table {table} lacks {rows} of the rows to be removed.",
    hint_zh="请核对方案是否针对这个文件；未作任何删除。",
    hint_en="Check that the plan is for this file; nothing was removed.",
    exit_status=Exit.INPUT,
)

RECORDS_DISAGREE = define(
    "destruction.records-disagree",
    zh="改写 {source} 的记录数（{written}）与读取所得（{read}）不一致，已放弃改写。",
    en="rewriting {source} sees {written} records where reading sees {read}; the rewrite was given up.",
    hint_zh="原文件未动。请把文件整理为规范的 CSV 后重新扫描。",
    hint_en="The file is untouched. Save it as regular CSV and scan again.",
    exit_status=Exit.INTEGRITY,
)

NOT_VERIFIED = define(
    "destruction.not-verified",
    zh="{source} 改写后的新文件未通过核对（表 {table}），已丢弃新文件。",
    en="the rewritten {source} did not pass its check (table {table}); the new file was thrown away.",
    hint_zh="原文件未动。请把这个错误连同文件的种类一并报告。",
    hint_en="The file is untouched. Please report this with the kind of the file.",
    exit_status=Exit.INTEGRITY,
)

PENDING_LOG = define(
    "destruction.pending-log",
    zh="数据库 {source} 旁有尚未并入的日志（{log}），内容未定。",
    en="the database {source} has a log beside it that is not merged yet ({log}); its content is not settled.",
    hint_zh="请关闭使用它的程序，执行 PRAGMA wal_checkpoint(TRUNCATE)，再重新扫描并制定方案。",
    hint_en="Close what uses it, run PRAGMA wal_checkpoint(TRUNCATE), then scan and plan again.",
    exit_status=Exit.REFUSED,
)

DATABASE_IN_USE = define(
    "destruction.database-in-use",
    zh="数据库 {source} 正被其他程序使用。",
    en="the database {source} is in use.",
    hint_zh="请关闭使用它的程序后再运行一次。",
    hint_en="Close what uses it and run again.",
    exit_status=Exit.BUSY,
)

DATABASE_REFUSES = define(
    "destruction.database-refuses",
    zh="无法在 {source} 的表 {table} 中执行删除（{reason}）。",
    en="the removal cannot run in the table {table} of {source} ({reason}).",
    hint_zh="原文件未动。可能是不允许为空的列或缺少的扩展；请改为整行删除或先处理该表。",
    hint_en="The file is untouched. A column that may not be empty, or a missing extension: remove whole rows, or treat the table first.",
    exit_status=Exit.INPUT,
)

BROKEN_FILE = define(
    "destruction.broken-file",
    zh="{source} 无法解析：{part}。",
    en="{source} cannot be parsed: {part}.",
    hint_zh="原文件未动。请修复文件后重新扫描。",
    hint_en="The file is untouched. Repair it and scan again.",
    exit_status=Exit.INPUT,
)

STATE_OF_ANOTHER_PLAN = define(
    "destruction.other-plan",
    zh="另一份方案（{plan}）的销毁尚未完成。",
    en="the destruction of another plan ({plan}) is not finished.",
    hint_zh="请先完成那一次销毁，再执行新的方案。",
    hint_en="Finish that run first, then run the new plan.",
    exit_status=Exit.BUSY,
)
