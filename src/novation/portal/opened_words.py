"""The headings of the public page, which like the law's own words exist in Chinese and English."""

from __future__ import annotations

from novation.messages import Text

WORDS = {
    "lead": Text(
        "处理什么资料、为什么、保存多久、提供给谁，以及怎样行使您的权利。",
        "Which data we handle, what for, how long, who gets them, and how to use your rights.",
    ),
    "policy": Text("隐私政策", "Privacy policy"),
    "processing": Text("处理哪些资料", "Which data we handle"),
    "data": Text("资料", "Data"),
    "purpose": Text("目的", "Purpose"),
    "basis": Text("依据", "Legal basis"),
    "kept": Text("保存多久", "Kept for"),
    "no_term": Text("没有法定期限", "no statutory term"),
    "recipients": Text("谁会得到资料", "Who gets data"),
    "name": Text("名称", "Name"),
    "each_decided": Text("逐类依法判定", "decided by law, class by class"),
    "nobody": Text("没有提供给别人", "Nobody else gets data"),
    "rights": Text("您的权利", "Your rights"),
    "right": Text("权利", "Right"),
    "within": Text("多久答复", "Answered within"),
    "use": Text("从这里提出请求", "Make a request here"),
    "numbers": Text("年度数字", "Numbers of the year"),
    "none_that_year": Text("这一年没有收到请求", "No requests came that year"),
    "incidents": Text("安全事件", "Security incidents"),
    "not_recorded": Text("未记录", "Not recorded"),
    "version": Text("版本", "Version"),
    "released": Text("发布日期", "Released"),
    "digest": Text("内容摘要", "Digest of the content"),
    "machine": Text("机器可读（DPV，JSON-LD）", "Machine-readable (DPV, JSON-LD)"),
    "as_released": Text("发布原文（JSON）", "As released (JSON)"),
    "earlier": Text("其他版本", "Other versions"),
    "unconfirmed": Text("法条未经核对", "article not yet confirmed"),
    "since": Text("自", "since"),
    "until": Text("至", "until"),
}
