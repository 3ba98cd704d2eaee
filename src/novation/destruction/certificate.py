"""The certificate of destruction as a value: what was done to each item, what was verified, and what was not.

Methods are named after NIST SP 800-88r2: *clear* (overwriting in place of logical deletion) and *cryptographic
erase*. Neither is claimed to be more than attempted where hardware or copies elsewhere cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from novation.destruction.absence import Absence
from novation.destruction.progress import Stage
from novation.destruction.remarks import REMARKS
from novation.destruction.removal import Outcome
from novation.messages import Text

TYPE = "novation-certificate@v1"


class Mark(StrEnum):
    """tick: done and verified; warn: done, with something a person must know; cross: not done or not gone."""

    TICK = "tick"
    WARN = "warn"
    CROSS = "cross"


class Method(StrEnum):
    CLEAR = "clear"
    DELETE = "delete"
    CRYPTOGRAPHIC_ERASE = "cryptographic-erase"

    @property
    def text(self) -> Text:
        return _METHODS[self]


_METHODS = {
    Method.CLEAR: Text("清除（改写文件并覆写旧内容）", "clear (file rewritten, old content overwritten)"),
    Method.DELETE: Text(
        "删除（改写文件，旧内容未能覆写）", "delete (file rewritten, old content not overwritten)"
    ),
    Method.CRYPTOGRAPHIC_ERASE: Text("密码擦除（销毁密钥）", "cryptographic erase (key destroyed)"),
}

CLEARED = Text("已删除并核对；旧内容已覆写。", "Removed and checked; the old content was overwritten.")
ERASED = Text(
    "密钥已销毁，加密的工作副本已删除。", "The key was destroyed and the encrypted working copies removed."
)
STILL_THERE = Text("工作副本或其密钥还在。", "The working copies or their key are still there.")

UNVERIFIED = {
    "backups": Text(
        "备份、快照和同步到别处的副本不在核查范围内。",
        "Backups, snapshots and copies synchronised elsewhere were not looked at.",
    ),
    "storage-blocks": Text(
        "固态硬盘、写时复制文件系统和存储阵列可能保留旧块；覆写（清除）在其上不作保证。",
        "Flash storage, copy-on-write file systems and storage arrays may keep old blocks; overwriting (clear) is not guaranteed there.",
    ),
    "third-parties": Text(
        "受托人、平台和其他第三方所持的副本不在核查范围内。",
        "Copies held by processors, platforms and other third parties were not looked at.",
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the certificate. Counts are rows and cells; digests are of the whole file."""

    source: str
    method: Method
    rows_deleted: int
    cells_blanked: int
    digest_before: str
    digest_after: str
    mark: Mark
    reasons: tuple[Text, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "method": str(self.method),
            "rows_deleted": self.rows_deleted,
            "cells_blanked": self.cells_blanked,
            "digest_before": self.digest_before,
            "digest_after": self.digest_after,
            "state": str(self.mark),
            "reasons": [reason.as_dict() for reason in self.reasons],
        }


def source_item(outcome: Outcome) -> Item:
    """The line for one source: cross if it is not done, warn if there is a remark, tick otherwise."""
    done = outcome.state == "done"
    reasons = [REMARKS[code] for code in outcome.remarks]
    if not done:
        reasons.insert(0, Stage(outcome.state).text)
    mark = Mark.CROSS if not done else Mark.WARN if reasons else Mark.TICK
    return Item(
        outcome.source,
        Method.CLEAR if outcome.overwritten else Method.DELETE,
        outcome.rows_deleted,
        outcome.cells_blanked,
        outcome.digest_before,
        outcome.digest_after,
        mark,
        tuple(reasons) or (CLEARED,),
    )


def working_copies_item(name: str, *, gone: bool) -> Item:
    """The line for a work folder erased by `engine.erase`; `gone`: its key and its files are there no more."""
    mark = Mark.TICK if gone else Mark.CROSS
    reasons = (ERASED,) if gone else (STILL_THERE,)
    return Item(name, Method.CRYPTOGRAPHIC_ERASE, 0, 0, "", "", mark, reasons)


def verification(absence: Absence) -> dict[str, Any]:
    """What the search found: counts by file, layer and kind, never a value."""
    return {
        "state": str(verification_mark(absence)),
        "files": absence.files,
        "bytes": absence.bytes,
        "needles": absence.needles,
        "all_spellings": absence.spelled,
        "findings": [
            {"file": f.file, "layer": f.layer, "kind": f.kind, "count": f.count, "values": f.values}
            for f in absence.findings
        ],
        "unsearched": [{"file": u.file, "layer": u.layer} for u in absence.unsearched],
        "too_short": absence.too_short,
    }


def verification_mark(absence: Absence) -> Mark:
    """cross: something is still there; warn: nothing found, but not everything could be searched."""
    if absence.findings:
        return Mark.CROSS
    return Mark.TICK if absence.is_absent and absence.spelled else Mark.WARN


def certificate(
    *,
    plan_digest: str,
    package_digest: str,
    receipt_digest: str,
    items: Sequence[Item],
    absence: Absence | None,
    authorisations: Iterable[str],
    begun_at: datetime,
    ended_at: datetime,
    unverified: Mapping[str, Text] = UNVERIFIED,
) -> dict[str, Any]:
    """The certificate, ready for canonical JSON (RFC 8785) and signing.

    `authorisations`: digests of the authorisations it was done under; instants must know their time zone. Without
    an `absence` the verification is a cross: nobody looked.
    """
    checked: dict[str, Any] = (
        verification(absence) if absence else {"state": str(Mark.CROSS), "files": 0, "needles": 0}
    )
    return {
        "type": TYPE,
        "plan_digest": plan_digest,
        "package_digest": package_digest,
        "receipt_digest": receipt_digest,
        "authorisations": sorted(authorisations),
        "begun_at": instant(begun_at),
        "ended_at": instant(ended_at),
        "items": [item.as_dict() for item in items],
        "verification": checked,
        "not_verified": [
            {"what": what, "state": "unknown", "reason": text.as_dict()}
            for what, text in sorted(unverified.items())
        ],
        "state": str(_worst([*(item.mark for item in items), Mark(checked["state"])])),
    }


def _worst(marks: Sequence[Mark]) -> Mark:
    order = list(Mark)
    return max(marks, key=order.index)


def instant(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds. Raises ValueError for a time without zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
