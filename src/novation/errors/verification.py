"""Errors of verifying: whose key it is, and what is unsound as a whole."""

from novation.errors import Exit, define

SIGNER_UNKNOWN = define(
    "verify.signer-unknown",
    zh="签名用的钥匙 {fingerprint} 不属于角色 {role}",
    en="the key {fingerprint} that signed does not belong to the role {role}",
    hint_zh="向对方核对钥匙指纹；名单在 allowed_signers，或用 --trust 另给",
    hint_en="compare the key's fingerprint with the other side; the list is allowed_signers, or give --trust",
    exit_status=Exit.INTEGRITY,
)
UNSOUND = define(
    "verify.unsound",
    zh="封装包不可信：{name}：{detail}",
    en="the package can't be trusted: {name}: {detail}",
    hint_zh="不要启封；请出让方重新提供",
    hint_en="don't open it; ask the seller for it again",
    exit_status=Exit.INTEGRITY,
)
NOTHING_TO_VERIFY = define(
    "verify.nothing",
    zh="{path} 不是封装包、项目、回执、证明或日志",
    en="{path} is no package, project, receipt, certificate or journal",
    hint_zh="给出它们所在的文件或文件夹",
    hint_en="name one of these files or folders",
    exit_status=Exit.USAGE,
)
PLAN_MALFORMED = define(
    "verify.plan-malformed",
    zh="封装包里的 {file} 不是一份方案：{where}",
    en="{file} in the package is not a plan: {where}",
    hint_zh="不要启封；请出让方重新提供",
    hint_en="don't open it; ask the seller for it again",
    exit_status=Exit.INTEGRITY,
)
