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
    hint_zh="请导出为 CSV、Excel、Parquet、JSON Lines 或 SQLite，或写明数据库地址"
    "（postgresql://用户@主机/库、mysql://用户@主机/库）；否则其中的个人信息须人工处理。",
    hint_en="Export it as CSV, Excel, Parquet, JSON lines or SQLite, or give the address of the database "
    "(postgresql://user@host/database, mysql://…); else a person has to see to the personal data in it.",
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
    hint_zh="请重新导出或从备份恢复；如果是数据库，请检查地址（URL）与服务器是否相符、用户能否读取系统目录。",
    hint_en="Export it again or restore it from a backup; for a database, check that the URL is that of such a "
    "server and that the user may read its catalogue.",
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

URL_BROKEN = define(
    "sources.url-broken",
    zh="数据库地址的写法不对。",
    en="The address of the database is not written as it should be.",
    hint_zh="应为 postgresql://用户@主机:端口/库 或 mysql://用户@主机:端口/库；用户名和口令中的特殊字符用百分号编码。",
    hint_en="It should be postgresql://user@host:port/database or mysql://…; write special characters of the user "
    "and the password percent-encoded.",
    exit_status=Exit.USAGE,
)

URL_PASSWORD = define(
    "sources.url-password",
    zh="地址中含有口令，没有登记。",
    en="The address holds a password and was not added.",
    hint_zh="口令不写进 novation.toml：请从地址中去掉，放进环境变量，并用 --password-env 写明变量名。",
    hint_en="No password is written into novation.toml: leave it out of the address, put it into an environment "
    "variable, and name that by --password-env.",
    exit_status=Exit.USAGE,
)

URL_OPTION = define(
    "sources.url-option",
    zh="数据库地址中的选项 {option} 不可用。",
    en="The option {option} can't be used in the address of a database.",
    hint_zh="可用的有 schema、password_env、sslmode、sslrootcert、sslcert、sslkey、connect_timeout。",
    hint_en="Usable ones are schema, password_env, sslmode, sslrootcert, sslcert, sslkey, connect_timeout.",
    exit_status=Exit.USAGE,
)

PASSWORD_UNSET = define(
    "sources.password-unset",
    zh="环境变量 {variable} 没有设置，读不到数据库口令。",
    en="The environment variable {variable}, which should hold the database password, is not set.",
    hint_zh="请先设置该变量再运行。",
    hint_en="Set it and run again.",
    exit_status=Exit.USAGE,
)

DATABASE_UNREACHED = define(
    "sources.database-unreached",
    zh="无法连接数据库 {database}。",
    en="The database {database} can't be reached.",
    hint_zh="请检查主机、端口、库名、网络和 TLS 设置。",
    hint_en="Check the host, port, database name, network and TLS settings.",
    exit_status=Exit.INPUT,
)

DATABASE_REFUSED = define(
    "sources.database-refused",
    zh="数据库 {database} 拒绝登录。",
    en="The database {database} refused the login.",
    hint_zh="请检查用户名和口令；口令可放在 password_env 所指的环境变量或 PGPASSFILE 中。",
    hint_en="Check the user and the password, which may stand in the variable named by password_env or in PGPASSFILE.",
    exit_status=Exit.INPUT,
)

NO_SCHEMA = define(
    "sources.no-schema",
    zh="数据库中没有名为 {schema} 的模式（schema）。",
    en="The database has no schema named {schema}.",
    hint_zh="请检查地址中的 schema。",
    hint_en="Check `schema` in the address.",
    exit_status=Exit.INPUT,
)

TABLE_FORBIDDEN = define(
    "sources.table-forbidden",
    zh="无权完整读取表 {table}。",
    en="The table {table} may not be read, or not all of its rows.",
    hint_zh="请让管理员授予 SELECT 权限；有行级安全策略的表需要能看到所有行的用户。",
    hint_en="Ask for the right to SELECT; a table with row security needs a user who sees all rows.",
    exit_status=Exit.INPUT,
)

LEFT_OUT = define(
    "sources.left-out",
    zh="没有读取 {table}：{kind_zh}。",
    en="{table} was not read: {kind_en}.",
    hint_zh="若其中有别处没有的个人信息，请导出为表。",
    hint_en="If it holds personal data that are nowhere else, export it as a table.",
    exit_status=Exit.INPUT,
)

UNSAFE_MEMBER = define(
    "sources.unsafe-member",
    zh="压缩包中的 {file} 指向包外的位置，没有解开。",
    en="{file} in the archive points outside it and was not unpacked.",
    hint_zh="正常的压缩包没有这样的条目。请向提供者核实。",
    hint_en="A sound archive has no such entry. Ask who provided it.",
    exit_status=Exit.REFUSED,
)

TOO_DEEP = define(
    "sources.too-deep",
    zh="文件 {file} 是压缩包中层层嵌套的压缩包，没有打开。",
    en="{file} is an archive within archives within archives and was not opened.",
    hint_zh="请先解开里层的压缩包。",
    hint_en="Unpack the inner archives first.",
    exit_status=Exit.REFUSED,
)

NO_ROOM = define(
    "sources.no-room",
    zh="磁盘空间不足，无法取回 {file}。",
    en="There is not enough room on the disk to fetch {file}.",
    hint_zh="请腾出空间，或用 TMPDIR 指定另一处。",
    hint_en="Make room, or name another place by TMPDIR.",
    exit_status=Exit.INPUT,
)

NOT_FETCHED = define(
    "sources.not-fetched",
    zh="无法取回 {file}。",
    en="{file} can't be fetched.",
    hint_zh="请检查地址、网络和凭据。凭据由存储服务自己的环境变量或配置文件给出。",
    hint_en="Check the address, the network and the credentials, which the store's own variables or files give.",
    exit_status=Exit.INPUT,
)

EXTRA_MISSING = define(
    "sources.extra-missing",
    zh="读取 {what}:// 需要另装组件。",
    en="Reading {what}:// needs another package.",
    hint_zh="S3 请安装 novation[s3]。",
    hint_en="For S3, install novation[s3].",
    exit_status=Exit.USAGE,
)

UNCHECKED = define(
    "sources.unchecked",
    zh="现在无法读取来源 {source}，不能确认它是否变动：{reason_zh}",
    en="The source {source} can't be read now, so nobody knows whether it changed: {reason_en}",
    hint_zh="请恢复与服务器或存储的连接后重试；方案不会因此过时。",
    hint_en="Try again when the server or store can be reached; the plan is not stale by this.",
    exit_status=Exit.INPUT,
)

BY_HAND = define(
    "sources.by-hand",
    zh="软件不能从这些来源中删除：{sources}。未作任何删除。",
    en="Novation can't remove anything from these sources: {sources}. Nothing was removed anywhere.",
    hint_zh="数据库：由管理员删除方案所列的行和列（novation explain），再把结果导出为文件作来源；文件夹或压缩包：解开，把其中的文件分别用 "
    "source add 登记；文档和 .xls：另存为 CSV 或 .xlsx，再删去原件。然后重新运行 novation run 并取得授权。",
    hint_en="Databases: let the administrator delete what the plan lists (novation explain) and make an export the "
    "source instead; folders and archives: unpack them and add the files one by one by source add; documents and "
    ".xls: save them as CSV or .xlsx and delete the originals. Then novation run again and have it authorised.",
    exit_status=Exit.REFUSED,
)
ROW_CHANGED = define(
    "sources.row-changed",
    zh="{table} 里的一行在扫描之后变了或不在了，这个数据库没有改动",
    en="a row of {table} is another now than when it was scanned, or is gone; nothing was changed in this database",
    hint_zh="重新扫描，查看会改动什么，再签发",
    hint_en="scan again, look at what would change, and sign it off anew",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ROW_REFUSED = define(
    "sources.row-refused",
    zh="数据库拒绝改动 {table} 里的一行（{reason}），全部未改动",
    en="the database refused to change a row of {table} ({reason}); nothing was changed",
    hint_zh="可能没有写权限、有外键引用，或值不合列的类型；请数据库管理员处理",
    hint_en="the right to write may be lacking, other rows may refer to it, or the value may not fit the column; ask who runs the database",
    exit_status=Exit.REFUSED,
    http_status=409,
)
