"""Things that lie about in such a folder and can't be read: a truncated document, a locked backup, Excel's owner file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

FILES = ("合作协议扫描件.docx", "crm_backup_2019.sqlite", "~$会员卡名册.xlsx")


def write_noise(folder: Path, seed: int) -> None:
    rng = np.random.default_rng([seed, *b"noise"])
    document, backup, owner = (folder / name for name in FILES)
    document.write_bytes(
        b"PK\x03\x04\x14\x00\x06\x00" + rng.bytes(700)
    )  # a zip that ends before its directory
    backup.write_bytes(rng.bytes(8_192))  # encrypted by a lost key: no header, only noise
    owner.write_bytes(b"\x05Staff".ljust(55, b" ") + "\x05\x00Staff".ljust(55).encode("utf-16-le"))
