"""The finders are compiled at their first use: told beforehand, so that nobody waits without knowing why, and on all cores."""

from __future__ import annotations

from novation.handover.progress import Progress
from novation.messages import Text


def announce(progress: Progress) -> None:
    """Remarks on the compiling and does it; silent and nothing where it has been done before."""
    from novation.inventory.kernels import warming  # here, because it loads the compiler

    if not warming.is_compiled():
        progress.remark(
            Text(
                "首次使用：正在编译查找程序，只此一次，结果会保留",
                "first use: compiling the finders; this happens once, the result is kept",
            )
        )
        warming.warm()
