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

CALENDAR_UNKNOWN = define(
    "law.calendar-unknown",
    zh="没有 {calendar} 的工作日历",
    en="there is no calendar of working days for {calendar}",
    hint_zh="请用 ISO 3166 代码，如 CN、DE、US-CA。",
    hint_en="Use an ISO 3166 code such as CN, DE, US-CA.",
    exit_status=Exit.INPUT,
)

DATE_OUT_OF_RANGE = define(
    "law.date-out-of-range",
    zh="日期 {day} 超出可计算的范围（{first} 年至 {last} 年）",
    en="the date {day} is outside the years that can be counted, {first} to {last}",
    hint_zh="请检查日期是否写错。",
    hint_en="Check whether the date is mistyped.",
    exit_status=Exit.INPUT,
)

EVENT_UNKNOWN = define(
    "law.event-unknown",
    zh="没有名为 {event} 的事件；可用：{known}",
    en="no event is called {event}; known: {known}",
    hint_zh="写法：--event closing=2026-12-31 或 --event incident-discovered=2026-12-01T09:30+08:00。",
    hint_en="Write --event closing=2026-12-31 or --event incident-discovered=2026-12-01T09:30+08:00.",
    exit_status=Exit.USAGE,
)

STATE_UNKNOWN = define(
    "law.state-unknown",
    zh="{named} 既不是日期，也不是规则包文件夹",
    en="{named} is neither a date nor a folder of law packs",
    hint_zh="写 2027-06-01（当日施行的规则包）、shipped（随附的规则包）、规则包文件夹，后两者可加 @2027-06-01。",
    hint_en="Write 2027-06-01 (the packs in force that day), shipped, or a folder of packs; the latter two may add @2027-06-01.",
    exit_status=Exit.USAGE,
)

CHANGED_SINCE = define(
    "law.changed-since",
    zh="判定之后法律变了：{why_zh}",
    en="the law has changed since it was decided: {why_en}",
    hint_zh="novation law status 说明变了什么；重新运行 novation run，核对后再授权",
    hint_en="`novation law status` tells what changed; run `novation run` again, read the new plan, and authorise that",
    exit_status=Exit.REFUSED,
    http_status=409,
)

CLASS_UNKNOWN = define(
    "class.unknown",
    zh="没有这样的类或组：{classes}",
    en="there is no such class or group: {classes}",
    hint_zh="判定变了，类的编号随之改变；novation law classes 列出现有的类",
    hint_en="another verdict gives a class another id; `novation law classes` lists those there are",
    exit_status=Exit.USAGE,
    http_status=404,
)

CLASS_SIGNER_UNKNOWN = define(
    "class.signer-unknown",
    zh="{name} 的这把钥匙（{key}）不是角色 {role} 的签署人",
    en="this key of {name} ({key}) is not that of a signer in the role {role}",
    hint_zh="先用 novation key add --role {role} 登记公钥，姓名须一致",
    hint_en="enter the public key with `novation key add --role {role}`, under the same name",
    exit_status=Exit.REFUSED,
)

CLASS_UNSIGNED = define(
    "class.unsigned",
    zh="{total} 类中有 {count} 类未经签认（须签认的角色：{roles}）",
    en="{count} of {total} classes are not signed off (roles that must: {roles})",
    hint_zh="novation law classes 列出它们，novation law sign-off 签认；novation.toml 的 [approval] classes 决定是否必须",
    hint_en="`novation law classes` lists them, `novation law sign-off` signs; [approval] classes in novation.toml wants it",
    exit_status=Exit.REFUSED,
    http_status=409,
)

PACK_UNFIT = define(
    "law.pack-unfit",
    zh="规则包有错误，不能据以判定：{file} 第 {line} 行，{rule}：{problem_zh}",
    en="a law pack has errors, so nothing is decided by it: {file}, line {line}, {rule}: {problem_en}",
    hint_zh="运行 `novation law lint --packs 文件夹`，按提示逐条改正。",
    hint_en="Run `novation law lint --packs FOLDER` and mend what it names.",
    exit_status=Exit.INPUT,
)

PACK_NOT_IN_FORCE = define(
    "law.pack-not-in-force",
    zh="规则包 {pack} 在 {day} 不在施行期内（{file} 的 in_force）",
    en="law pack {pack} is not in force on {day} (`in_force` in {file})",
    hint_zh="请改正 in_force，或从 novation.toml 的 [law] folders 中去掉它，或用 --as-of 指定另一天。",
    hint_en="Correct `in_force`, take it out of [law] folders in novation.toml, or give another day with --as-of.",
    exit_status=Exit.INPUT,
)
