"""The package and what followed it: parts, differences, receipt, destruction; and what nobody has checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from novation.control.operations.folders import link_of, package_for, place
from novation.control.operations.models import CheckLine, Job, PackageRecord, ProjectLink
from novation.control.operations.reading.files import Record, packed, record
from novation.control.operations.words import JobState, Step
from novation.control.roles import Side
from novation.messages import Text
from novation.seal.layout import PLAN
from novation.terms import Category, Role

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package, by the number it keeps."""

    number: int
    file: str
    rows: int
    people: int
    name: str = ""
    """The table as the seller calls it; empty where the file is no table's."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One table as it was held against its index."""

    table: str
    category: Category | None
    expected: int
    received: int
    missing: int
    added: int
    changed: int
    name: str = ""

    @property
    def differs(self) -> bool:
        return bool(self.missing or self.added or self.changed)


@dataclass(frozen=True, slots=True)
class Receipt:
    answer: str
    reservation: str
    given_at: datetime
    differences: int


@dataclass(frozen=True, slots=True)
class Destroyed:
    state: str
    rows: int
    cells: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """`key` is empty where the signature does not hold, or is of a key that the package does not name."""

    role: Role
    key: str


@dataclass(frozen=True, slots=True)
class PackageShown:
    """`compared` is None where nobody has reconciled, `checks` where nobody has verified.

    `is_opened`: the buyer opened this very package; `is_taken_in`: the seller has the buyer's receipt for it.
    """

    digest: str
    sealed_at: datetime | None
    parts: tuple[Part, ...]
    received_at: datetime | None
    compared: tuple[Compared, ...] | None
    missing_parts: tuple[str, ...]
    changed_parts: tuple[str, ...]
    differences: int
    receipt: Receipt | None
    destroyed: Destroyed | None
    checks: tuple[CheckLine, ...] | None
    checked_at: datetime | None
    signatures: tuple[Signature, ...] = ()
    is_opened: bool = False
    is_taken_in: bool = False

    def is_announced(self, record: PackageRecord) -> bool:
        """Whether this is the package that was announced."""
        return record.package == self.digest

    @property
    def differing(self) -> tuple[Compared, ...]:
        return tuple(one for one in self.compared or () if one.differs)


def package_shown(case: Any, side: Side) -> PackageShown | None:
    """What one side may see of it: the seller's records, or the buyer's; None before anything was sealed or opened."""
    seller, buyer = link_of(case, Side.SELLER), link_of(case, Side.BUYER)
    own = buyer if side is Side.BUYER else seller
    sealed = record(seller, "sealed.json") if seller else None
    received = record(buyer, "received.json") if buyer else None
    if sealed is None and received is None:
        return None
    # Row by row the buyer's comparison is the buyer's; the seller has the receipt, which counts the same.
    found = record(buyer, "reconciliation.json") if buyer and side is not Side.SELLER else None
    lines, at = _checks(own)
    digest = str((sealed or received or {})["package"])
    names = _names(own or seller, str((sealed or received or {})["plan"]))
    taken = record(seller, "receipt.json") if seller else None
    return PackageShown(
        digest=digest,
        sealed_at=_at(sealed, "sealed_at"),
        parts=tuple(_parts(sealed, received, names)),
        received_at=_at(received, "received_at"),
        compared=_compared(found, _receipt_record(seller, buyer), names),
        missing_parts=tuple(found["missing_parts"]) if found else (),
        changed_parts=tuple(found["changed_parts"]) if found else (),
        differences=int((found or _receipt_record(seller, buyer) or {}).get("differences", 0)),
        receipt=_receipt(_receipt_record(seller, buyer)),
        destroyed=_destroyed(seller) if seller and side is not Side.BUYER else None,
        checks=lines,
        checked_at=at,
        signatures=_signatures(own or seller),
        is_opened=received is not None and received["package"] == _newest(buyer, digest),
        is_taken_in=taken is not None and taken["package"] == digest,
    )


def _newest(buyer: ProjectLink | None, digest: str) -> str:
    """The digest of the package that lies there for the buyer now: it may have been sent anew."""
    from novation.handover.project import file_digest
    from novation.seal.layout import TAGMANIFEST

    package = package_for(buyer) if buyer is not None else None
    return digest if package is None else file_digest(package / TAGMANIFEST)


def _signatures(link: ProjectLink | None) -> tuple[Signature, ...]:
    """Looked at anew each time: a signature that does not hold is shown as such."""
    from novation.handover.sealing import signatures_on

    package = package_for(link) if link is not None else None
    if package is None:
        return ()
    return tuple(Signature(role, key.fingerprint if key else "") for role, key in signatures_on(package))


def _at(value: Record | None, name: str) -> datetime | None:
    return datetime.fromisoformat(value[name]) if value else None


def _names(link: ProjectLink | None, plan: str) -> Names:
    """What the tables of the package are called, by id, as the plan has it that was sealed; nothing where it is gone."""
    if link is None:
        return {}
    package = package_for(link)
    places = [place(link.folder) / "records" / PLAN, *([package / PLAN] if package is not None else [])]
    found = next((one for path in places if (one := packed(path, plan)) is not None), {})
    return {one["table"]: one["label"] for one in found.get("stages", ()) if one["table"]}


def _parts(sealed: Record | None, received: Record | None, names: Names) -> list[Part]:
    if sealed is not None:
        return [
            Part(n, p["file"], p["rows"], p["people"], names.get(_table_id(p["file"]), ""))
            for n, p in enumerate(sealed["parts"], 1)
        ]
    files = (received or {}).get("parts", ())
    return [Part(n, name, 0, 0, names.get(_table_id(name), "")) for n, name in enumerate(files, 1)]


def _table_id(file: str) -> str:
    """`account/s001t00.parquet` and `data/account/s001t00.parquet.age` are parts of the table s001t00."""
    return file.rpartition("/")[2].partition(".")[0]


def _compared(found: Record | None, receipt: Record | None, names: Names) -> tuple[Compared, ...] | None:
    tables = (found or receipt or {}).get("tables")
    return None if tables is None else tuple(_table(one, names) for one in tables)


def _table(one: Mapping[str, Any], names: Names) -> Compared:
    known = one["category"] in set(Category)
    counts = {name: one[name] for name in ("expected", "received", "missing", "added", "changed")}
    return Compared(
        table=one["table"],
        category=Category(one["category"]) if known else None,
        name=names.get(one["table"], ""),
        **counts,
    )


def _receipt_record(seller: ProjectLink | None, buyer: ProjectLink | None) -> Record | None:
    """As the seller took it in, else as the buyer gave it."""
    for link in (seller, buyer):
        if link is not None and (found := record(link, "receipt.json")) is not None:
            return found
    return None


def _receipt(found: Record | None) -> Receipt | None:
    if found is None:
        return None
    at = datetime.fromisoformat(found["given_at"])
    return Receipt(found["answer"], found["reservation"], at, found["differences"])


def _destroyed(seller: ProjectLink) -> Destroyed | None:
    signed = record(seller, "certificate.json")
    found = signed or record(seller, "destruction.json")
    if found is None:
        return None
    items = found["items"]
    return Destroyed(
        found["state"],
        sum(item.get("rows_deleted", 0) for item in items),
        sum(item.get("cells_blanked", 0) for item in items),
        signed is not None,
    )


def _checks(own: ProjectLink | None) -> tuple[tuple[CheckLine, ...] | None, datetime | None]:
    """The lines of the last verifying that came to an end."""
    ended = (JobState.DONE, JobState.FAILED)
    job = Job.objects.filter(project=own, step=Step.VERIFY, state__in=[str(s) for s in ended]).first()
    lines = tuple(job.checks.all()) if job else ()
    return (lines, job.ended_at) if job and lines else (None, None)


def answer_words(receipt: Receipt) -> Text:
    from novation.handover.receipting import Answer

    return Answer(receipt.answer).text
