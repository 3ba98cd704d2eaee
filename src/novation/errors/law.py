"""Errors of the law packs: what is wrong in a pack, where, and what to do about it."""

from __future__ import annotations

from novation.errors import Exit, define

PACK_INVALID = define(
    "law.pack-invalid",
    zh="规则包文件 {file} 第 {line} 行有误：{problem_zh}",
    en="law pack file {file}, line {line}: {problem_en}",
    hint_zh="请改正该行。规则包的格式见 docs/decisions/0001 第 3 节；含逗号或冒号的文字要加引号。",
    hint_en="Correct that line. The format is in docs/decisions/0001, section 3; quote text that has commas or colons.",
    exit_status=Exit.INPUT,
)

FOLDER_INVALID = define(
    "law.folder-invalid",
    zh="规则包文件夹 {file} 无法使用：{problem_zh}",
    en="law pack folder {file} can't be used: {problem_en}",
    hint_zh="请检查文件夹：每个规则包一个子文件夹，名称与 id 相同，内有 pack.yaml；不得有链接和多余文件。",
    hint_en="Check the folder: one subfolder a pack, named like its id, with pack.yaml; no links, no stray files.",
    exit_status=Exit.INPUT,
)

PACK_MISSING = define(
    "law.pack-missing",
    zh="规则包 {pack} 以 {missing} 为基础，但未加载 {missing}",
    en="law pack {pack} extends {missing}, which is not loaded",
    hint_zh="请把 {missing} 放进同一文件夹，或改正 extends。",
    hint_en="Put {missing} into one of the folders, or correct `extends`.",
    exit_status=Exit.INPUT,
)

PACK_CIRCLE = define(
    "law.pack-circle",
    zh="规则包 {pack} 经 extends 又回到自身",
    en="law pack {pack} extends itself in a circle",
    hint_zh="请从 extends 中删去多余的一项。",
    hint_en="Remove the superfluous entry from `extends`.",
    exit_status=Exit.INPUT,
)

PACK_UNKNOWN = define(
    "law.pack-unknown",
    zh="没有名为 {pack} 的规则包；已加载：{known}",
    en="no law pack is called {pack}; loaded: {known}",
    hint_zh="用 `novation law list` 查看已加载的规则包。",
    hint_en="See the loaded packs with `novation law list`.",
    exit_status=Exit.USAGE,
)
