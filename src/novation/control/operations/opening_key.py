"""The buyer's age identity, where whoever runs the installation put one beside it; never kept by the console itself."""

from __future__ import annotations

import stat
from pathlib import Path

from django.conf import settings

from novation.errors.operations import OPENING_KEY_UNFIT
from novation.messages import Text


def opening_key() -> Path | None:
    """The file that `NOVATION_OPENING_KEY` names; None: whoever has the key opens by the command line.

    Refused where it lies in the home, which backups take along, and where others than its owner may read it.
    """
    given = settings.OPENING_KEY
    if not given:
        return None
    path = Path(given)
    if not path.is_file():
        raise OPENING_KEY_UNFIT.error(why=Text("文件不在", "the file is not there"))
    if path.resolve().is_relative_to(Path(settings.HOME).resolve()):
        raise OPENING_KEY_UNFIT.error(
            why=Text("放在安装目录里，会进备份", "it lies in the home, which backups take along")
        )
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise OPENING_KEY_UNFIT.error(why=Text("别的账户也能读", "others than its owner may read it"))
    return path
