"""Errors of sources: what can't be read, and why. Most become the reason of a skipped source, not a failure."""

from __future__ import annotations

from novation.errors import Exit, define

NOT_FOUND = define(
    "sources.not-found",
    zh="找不到文件 {file}。",
    en="The file {file} was not found.",
    hint_zh="请检查 novation.toml 中的路径，或用 source add 重新登记。",
    hint_en="Check the path in novation.toml, or add the source again by source add.",
    exit_status=Exit.INPUT,
)

UNREADABLE = define(
    "sources.unreadable",
    zh="无权读取文件 {file}。",
    en="The file {file} may not be read.",
    hint_zh="请检查文件权限。",
    hint_en="Check the file's permissions.",
    exit_status=Exit.INPUT,
)

UNKNOWN_KIND = define(
    "sources.unknown-kind",
    zh="不支持的文件类型：{file}。",
    en="This kind of file is not supported: {file}.",
    hint_zh="请导出为 CSV、Excel、Parquet、JSON Lines 或 SQLite；其中的个人信息须人工处理。",
    hint_en="Export it as CSV, Excel, Parquet, JSON lines or SQLite; a person has to see to the personal data in it.",
    exit_status=Exit.INPUT,
)

EMPTY = define(
    "sources.empty",
    zh="文件 {file} 是空的。",
    en="The file {file} is empty.",
    hint_zh="如果它本应有内容，请重新导出。",
    hint_en="If it should have content, export it again.",
    exit_status=Exit.INPUT,
)

ENCODING_MISMATCH = define(
    "sources.encoding-mismatch",
    zh="文件 {file} 不是所声明的 {encoding} 编码：第 {offset} 字节处无法解码。",
    en="The file {file} is not in {encoding} as declared: byte {offset} can't be decoded.",
    hint_zh="请改正声明的编码，或删去声明让软件自动识别。",
    hint_en="Correct the declared encoding, or leave it out and let it be found.",
    exit_status=Exit.INPUT,
)

ENCODING_NOT_KNOWN = define(
    "sources.encoding-not-known",
    zh="软件不认识编码名 {encoding}。",
    en="{encoding} is not the name of a known encoding.",
    hint_zh="常用的有 utf-8、gb18030、big5、shift_jis、euc_kr、cp1252、utf-16。",
    hint_en="Usual ones are utf-8, gb18030, big5, shift_jis, euc_kr, cp1252, utf-16.",
    exit_status=Exit.USAGE,
)

ENCODING_UNFOUND = define(
    "sources.encoding-unfound",
    zh="无法确定文件 {file} 的编码：UTF-8 在第 {offset} 字节处出错，GB18030 也不成立；全文可按这些编码解码：{possible}。",
    en="The encoding of {file} can't be told: UTF-8 fails at byte {offset} and GB18030 fails too; "
    "the whole file can be read as: {possible}.",
    hint_zh="请在 novation.toml 中为这个来源声明 encoding。",
    hint_en="Declare the encoding of this source in novation.toml.",
    exit_status=Exit.INPUT,
)

ROW_TOO_LARGE = define(
    "sources.row-too-large",
    zh="文件 {file} 中有一行超过 {limit} MB。",
    en="A row of {file} is larger than {limit} MB.",
    hint_zh="可能是引号没有成对。请检查并重新导出。",
    hint_en="A quotation mark may be left open. Check the file and export it again.",
    exit_status=Exit.INPUT,
)

BROKEN = define(
    "sources.broken",
    zh="文件 {file} 已损坏或不是 {kind} 文件。",
    en="The file {file} is damaged or not a {kind} file.",
    hint_zh="请重新导出或从备份恢复。",
    hint_en="Export it again or restore it from a backup.",
    exit_status=Exit.INPUT,
)

BROKEN_MIDWAY = define(
    "sources.broken-midway",
    zh="表 {table} 在第 {row} 行之后无法读取。",
    en="The table {table} can't be read beyond row {row}.",
    hint_zh="文件可能损坏，或在读取时被改动。请从备份恢复后重试。",
    hint_en="The file may be damaged or changed while it was read. Restore it from a backup and try again.",
    exit_status=Exit.INPUT,
)

ENCRYPTED = define(
    "sources.encrypted",
    zh="文件 {file} 已加密，无法读取。",
    en="The file {file} is encrypted and can't be read.",
    hint_zh="请解除密码后另存一份。",
    hint_en="Save a copy without the password.",
    exit_status=Exit.INPUT,
)

ZIP_BOMB = define(
    "sources.zip-bomb",
    zh="文件 {file} 解压后异常庞大（{reason}），没有打开。",
    en="The file {file} would unpack to an unreasonable size ({reason}) and was not opened.",
    hint_zh="若文件来源可信，请拆分为较小的文件或另存为 CSV。",
    hint_en="If you trust where it comes from, split it or save it as CSV.",
    exit_status=Exit.REFUSED,
)

XML_BOMB = define(
    "sources.xml-bomb",
    zh="文件 {file} 的 XML 中含有文档类型声明，没有打开。",
    en="The XML in {file} declares a document type and was not opened.",
    hint_zh="正常的 Excel 文件不含此类声明。请向提供者核实。",
    hint_en="A sound Excel file has no such declaration. Ask who provided it.",
    exit_status=Exit.REFUSED,
)

NO_SHEET = define(
    "sources.no-sheet",
    zh="工作簿 {file} 中没有名为 {sheet} 的工作表。",
    en="The workbook {file} has no sheet named {sheet}.",
    hint_zh="请检查 novation.toml 中的 sheet。",
    hint_en="Check `sheet` in novation.toml.",
    exit_status=Exit.INPUT,
)

NO_TABLE = define(
    "sources.no-table",
    zh="文件 {file} 中没有可读的表。",
    en="The file {file} has no table that can be read.",
    hint_zh="请确认导出是否完整。",
    hint_en="See whether the export is complete.",
    exit_status=Exit.INPUT,
)

TABLE_BROKEN = define(
    "sources.table-broken",
    zh="文件 {file} 中的表 {table} 无法读取。",
    en="The table {table} of {file} can't be read.",
    hint_zh="其中的个人信息须人工处理。",
    hint_en="A person has to see to the personal data in it.",
    exit_status=Exit.INPUT,
)

NOT_ALL_OBJECTS = define(
    "sources.no-json-objects",
    zh="文件 {file} 中没有 JSON 对象。",
    en="The file {file} has no JSON objects.",
    hint_zh="每行应为一个 JSON 对象，或整个文件为对象数组。",
    hint_en="Each line should be a JSON object, or the whole file an array of them.",
    exit_status=Exit.INPUT,
)
