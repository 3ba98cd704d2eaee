"""Errors of the API and of webhooks: tokens, requests that are not well made, addresses that may not be called."""

from novation.errors import Exit, define

TOKEN_NOT_VALID = define(
    "token.not-valid",
    zh="没有有效的令牌",
    en="there is no valid token",
    hint_zh="在请求头写 Authorization: Bearer 令牌；令牌可能已过期或被撤销，请签发新的",
    hint_en="send the header Authorization: Bearer TOKEN; it may have expired or been revoked, then issue a new one",
    exit_status=Exit.REFUSED,
    http_status=401,
)
TOKEN_NOT_FOR_THIS = define(
    "token.not-for-this",
    zh="这个令牌不能用于：{what}",
    en="this token is not for: {what}",
    hint_zh="签发一个含此项权限的令牌",
    hint_en="issue a token that names it",
    exit_status=Exit.REFUSED,
)
RATE_EXCEEDED = define(
    "rate.exceeded",
    zh="请求太频繁，{seconds} 秒后再试",
    en="too many requests; try again in {seconds} seconds",
    hint_zh="按 Retry-After 等候",
    hint_en="wait as Retry-After says",
    exit_status=Exit.BUSY,
    http_status=429,
)
BODY_TOO_LARGE = define(
    "body.too-large",
    zh="请求正文超过 {limit} 字节",
    en="the body is larger than {limit} bytes",
    hint_zh="文件用 multipart/form-data 发送",
    hint_en="send files as multipart/form-data",
    exit_status=Exit.USAGE,
    http_status=413,
)
BODY_MALFORMED = define(
    "body.malformed",
    zh="请求正文不是一个合格的 JSON 对象",
    en="the body is not one well-formed JSON object",
    hint_zh="用 UTF-8；不要重复的名称、NaN、过深的嵌套",
    hint_en="use UTF-8; no name twice, no NaN, no deep nesting",
    exit_status=Exit.USAGE,
)
BODY_KIND_WRONG = define(
    "body.type-wrong",
    zh="请求正文的类型须是 {wanted}",
    en="the body must be {wanted}",
    hint_zh="写明 Content-Type",
    hint_en="say so in Content-Type",
    exit_status=Exit.USAGE,
    http_status=415,
)
METHOD_WRONG = define(
    "request.method-wrong",
    zh="这个地址不接受 {method}",
    en="this address does not take {method}",
    hint_zh="读取用 GET，办理用 POST",
    hint_en="GET reads, POST does",
    exit_status=Exit.USAGE,
    http_status=405,
)
HEADER_WRONG = define(
    "request.header-wrong",
    zh="请求头 {header} 的写法不对",
    en="the header {header} is not well formed",
    hint_zh='If-Match 写版本，如 "3"；Idempotency-Key 写 8 至 100 个字母、数字、横线',
    hint_en='If-Match holds a version, as "3"; Idempotency-Key 8 to 100 letters, digits, dashes',
    exit_status=Exit.USAGE,
)
KEY_REUSED = define(
    "idempotency.key-reused",
    zh="这个 Idempotency-Key 已用于另一个请求",
    en="this Idempotency-Key was used for another request",
    hint_zh="每个请求用一个新的；只在重发同一请求时重复",
    hint_en="use a new one for each request; repeat it only when sending the same request again",
    exit_status=Exit.USAGE,
    http_status=422,
)
ADDRESS_REFUSED = define(
    "webhook.address-refused",
    zh="不能向这个地址发送：{reason}",
    en="nothing is sent to this address: {reason}",
    hint_zh="用公网上的 https 地址；内网主机须由系统管理员写入 NOVATION_WEBHOOK_HOSTS",
    hint_en="use a public https address; hosts inside must be named in NOVATION_WEBHOOK_HOSTS by the system administrator",
    exit_status=Exit.REFUSED,
    http_status=422,
)
DEFECT = define(
    "api.defect",
    zh="出错了，是我们的缺陷；请求编号 {request}",
    en="something went wrong, and it is a defect of ours; request {request}",
    hint_zh="把请求编号告诉系统管理员",
    hint_en="tell the system administrator the number of the request",
    exit_status=Exit.INTERNAL,
)
