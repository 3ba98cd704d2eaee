"""Reference of the exit statuses, in both languages on one page."""

from __future__ import annotations

from builder.markdown import page, table
from novation.errors import Exit

MEANING = {
    Exit.OK: ("做完了", "done"),
    Exit.DIFFERENT: (
        "运行了，答案是“否”：对账有差异，规则包有错",
        "it ran, and the answer is no: differences, a faulty law pack",
    ),
    Exit.USAGE: (
        "调用不对：选项、设置，或前一步还没有做",
        "the call is wrong: an option, a setting, a step left out",
    ),
    Exit.INPUT: ("文件读不了，或已损坏", "a file can't be read or is broken"),
    Exit.REFUSED: (
        "不允许：没有授权，方案已过时，法律或案件的状态不许",
        "refused: not authorised, a stale plan, or the law or the state of the case says no",
    ),
    Exit.INTEGRITY: ("摘要、签名或证明不符", "a digest, a signature or a proof does not match"),
    Exit.BUSY: (
        "另一次运行占用着项目，或上一次被中断",
        "another run holds the project, or an earlier one was interrupted",
    ),
    Exit.INTERNAL: ("我们的缺陷，请报告", "a defect of ours; please report it"),
}
INTERRUPTED = (130, "按下 Ctrl-C 中断；重新运行即可", "interrupted with Ctrl-C; just run it again")


def render() -> str:
    rows = [(int(status), status.name.lower(), *MEANING[status]) for status in Exit]
    rows.append((INTERRUPTED[0], "interrupted", *INTERRUPTED[1:]))
    return page(
        "en",
        "# Exit codes 退出码",
        "Every command ends with one of these. Scripts can rely on them; [errors](errors.md) "
        "([中文](errors.zh-CN.md)) gives the status of each error.",
        table(("status", "name", "中文", "English"), rows),
    )
