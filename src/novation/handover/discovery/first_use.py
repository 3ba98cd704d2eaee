"""Tells beforehand that the finders are compiled at their first use, so that nobody waits without knowing why."""

from __future__ import annotations

from novation.handover.progress import Progress
from novation.messages import Text


def announce(progress: Progress) -> None:
    """Remarks on the compiling that is about to happen; silent where it has been done before."""
    from novation.inventory.kernels.warming import is_compiled  # here, because it loads the compiler

    if not is_compiled():
        progress.remark(
            Text(
                "首次使用：正在编译查找程序，只此一次，结果会保留",
                "first use: compiling the finders; this happens once, the result is kept",
            )
        )
