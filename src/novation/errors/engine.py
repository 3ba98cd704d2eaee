"""Errors of the engine: working copies, their key, and names of staged files."""

from __future__ import annotations

from novation.errors import Exit, define

KEY_MISSING = define(
    "engine.key-missing",
    zh="{folder} 中有工作副本，但没有密钥。",
    en="{folder} holds working copies but no key.",
    hint_zh="没有密钥，工作副本无法读取，也无法恢复。请删除整个工作文件夹，从 scan 重新开始。",
    hint_en="Without the key the working copies can't be read or recovered. Delete the work folder and scan again.",
    exit_status=Exit.INTEGRITY,
)

KEY_BROKEN = define(
    "engine.key-broken",
    zh="密钥文件 {file} 应为 32 字节，实际为 {size} 字节。",
    en="The key file {file} should have 32 bytes, it has {size}.",
    hint_zh="密钥已损坏。请删除整个工作文件夹，从 scan 重新开始。",
    hint_en="The key is damaged. Delete the work folder and scan again.",
    exit_status=Exit.INTEGRITY,
)

KEY_WRONG = define(
    "engine.key-wrong",
    zh="工作副本 {name} 不是用当前密钥加密的。",
    en="The working copy {name} was not encrypted under this key.",
    hint_zh="密钥可能已被销毁或替换。请删除整个工作文件夹，从 scan 重新开始。",
    hint_en="The key may have been destroyed or replaced. Delete the work folder and scan again.",
    exit_status=Exit.INTEGRITY,
)

COPY_BROKEN = define(
    "engine.copy-broken",
    zh="工作副本 {name} 已损坏，无法读取。",
    en="The working copy {name} is damaged and can't be read.",
    hint_zh="请从 scan 重新开始，以重建工作副本。",
    hint_en="Run scan again to rebuild the working copies.",
    exit_status=Exit.INTEGRITY,
)

NOT_STAGED = define(
    "engine.not-staged",
    zh="没有名为 {name} 的工作副本。",
    en="There is no working copy named {name}.",
    hint_zh="请先运行生成它的步骤（scan、link 或 decide）。",
    hint_en="Run the step that makes it first (scan, link or decide).",
    exit_status=Exit.REFUSED,
)

BAD_NAME = define(
    "engine.bad-name",
    zh="“{name}”不能用作名称。",
    en='"{name}" can\'t be used as a name.',
    hint_zh="名称由字母、数字、点、下划线和连字符组成，可用斜杠分段；标识符不得含 NUL。",
    hint_en="A name has letters, digits, dots, underscores and hyphens, in parts joined by a slash; an identifier has no NUL.",
    exit_status=Exit.USAGE,
)

OUT_OF_MEMORY = define(
    "engine.out-of-memory",
    zh="内存上限 {limit} 不足以完成这一步。",
    en="The memory limit of {limit} is too low for this step.",
    hint_zh="请用 --memory-limit 提高上限，或确认工作文件夹所在磁盘有足够空间。",
    hint_en="Raise it by --memory-limit, or see that the disk of the work folder has room.",
    exit_status=Exit.INPUT,
)

SPARK_MISSING = define(
    "engine.spark-missing",
    zh="Spark 引擎需要的 {what} 没有安装。",
    en="The Spark engine needs {what}, which is not installed.",
    hint_zh="请安装 novation[spark] 和 Java 17（Debian：openjdk-17-jre-headless），或在 novation.toml 中去掉 [engine]。",
    hint_en="Install novation[spark] and Java 17 (Debian: openjdk-17-jre-headless), or take [engine] out of novation.toml.",
    exit_status=Exit.USAGE,
)

SPARK_NOT_STARTED = define(
    "engine.spark-not-started",
    zh="Spark 未能在 {master} 启动。",
    en="Spark did not start at {master}.",
    hint_zh="请检查 [engine] 的 master 和 memory、集群是否可达，以及 spark-defaults.conf 中的 spark.authenticate.secret。",
    hint_en="Check master and memory under [engine], whether the cluster answers, and spark.authenticate.secret in spark-defaults.conf.",
    exit_status=Exit.INPUT,
)

SPARK_FAILED = define(
    "engine.spark-failed",
    zh="Spark 没有做完这一步（{kind}）。",
    en="Spark did not finish this step ({kind}).",
    hint_zh='记录没有改动。请确认各节点能读取工作文件夹、内存（[engine] memory）够用、novation 版本相同；也可改用 kind = "duckdb"。',
    hint_en='No record was changed. See that all nodes can read the work folder, have enough memory ([engine] memory) and the same version of novation; or use kind = "duckdb".',
    exit_status=Exit.INPUT,
)

SPARK_UNSUPPORTED = define(
    "engine.spark-unsupported",
    zh="这条查询中有 Spark 无法保证结果相同的部分：{what}。",
    en="A part of this query can't be promised to give the same on Spark: {what}.",
    hint_zh='请改用 kind = "duckdb"，并报告此问题。',
    hint_en='Use kind = "duckdb", and report this.',
    exit_status=Exit.REFUSED,
)

SPARK_TYPE = define(
    "engine.spark-type",
    zh="列 {column} 的类型 {type} 无法原样经过 Spark。",
    en="Column {column} has the type {type}, which can't pass through Spark unchanged.",
    hint_zh='请改用 kind = "duckdb"，或在来源中把该列写成文字。',
    hint_en='Use kind = "duckdb", or write the column as text in the source.',
    exit_status=Exit.REFUSED,
)

SPARK_OTHER_DUCKDB = define(
    "engine.spark-other-duckdb",
    zh="Spark 节点上的 DuckDB 是 {worker}，本机是 {driver}。",
    en="A Spark worker has DuckDB {worker}, this machine has {driver}.",
    hint_zh="请在所有节点安装相同版本的 novation。",
    hint_en="Install the same version of novation on all nodes.",
    exit_status=Exit.REFUSED,
)

COPY_CHANGED = define(
    "engine.copy-changed",
    zh="工作副本 {name} 在使用中被替换，或节点看不到它。",
    en="The working copy {name} was replaced while in use, or a node does not see it.",
    hint_zh="请确认没有另一个步骤在运行，且工作文件夹对所有节点可见，然后重做这一步。",
    hint_en="See that no other step is running and that all nodes see the work folder, then run the step again.",
    exit_status=Exit.REFUSED,
)
