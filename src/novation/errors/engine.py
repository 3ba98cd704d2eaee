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
