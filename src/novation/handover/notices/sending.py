"""Sending one notice: one pass over the contacts in the order of the outbox; marked before it leaves, never sent twice."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.engine.keys import load_or_create_key
from novation.evidence import canonical
from novation.handover.notices.audience import asking, classes_of, content_of, people_sql, register
from novation.handover.notices.channels import Batch, Channel
from novation.handover.notices.outbox import Outbox, filling, opened, told_in
from novation.handover.notices.reach import COPY, build_reach, is_current
from novation.handover.notices.rendering import one_line, render
from novation.handover.notices.templates import Template, parse
from novation.handover.notices.words import Sent, Via
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, now
from novation.law.packset import Packs
from novation.messages import Text
from novation.terms import Place

Links = Callable[[list[str]], list[str]]
"""From subject references to the personal links of the portal, in their order."""
TOLD = (Sent.QUEUED, Sent.SENDING, Sent.SENT, Sent.UNCERTAIN)
_PURPOSE = b"novation notices v1"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sent to whom. `others`: notices of the same content; whom they told, or may have, is left out."""

    notice: str
    content: str
    places: tuple[Place, ...]
    via: Via
    title: str
    text: str
    values: Mapping[str, str]
    general_word: str
    others: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Of what stands in every message; the outbox holds to it."""
        return canonical.digest({"title": self.title, "text": self.text, "values": dict(self.values)})


@dataclass
class Pace:
    """At most so many messages a second; 0: as fast as they are taken."""

    per_second: float = 0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=0, init=False)

    def wait(self, rows: int) -> None:
        if self.per_second <= 0:
            return
        at = self.clock()
        if self._next > at:
            self.sleep(self._next - at)
        self._next = max(at, self._next) + rows / self.per_second


def prepare(project: Project, packs: Packs, order: Order) -> dict[Sent, int]:
    """Fills the outbox with everybody who is to get it; sends nothing. Gives the counts."""
    with project.engine() as engine, _outbox(project, order) as outbox:
        _ready(project)
        _fill(project, packs, order, engine, outbox)
        return outbox.counts()


def send(
    project: Project,
    packs: Packs,
    order: Order,
    channel: Channel,
    links: Links,
    *,
    pace: Pace | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Sends to whoever still waits, writes the record `notice-<ref>.json` and returns it.

    Raises `notices.channel-failed` after everything that was handed over is on record; started again it goes on.
    """
    pace, progress = pace or Pace(), progress or Silent()
    template = parse(order.text).filled(order.values)
    _ready(project)
    with project.engine() as engine, _outbox(project, order) as outbox:
        _fill(project, packs, order, engine, outbox)
        progress.start(Text("发送告知", "Sending notices"), outbox.counts().get(Sent.QUEUED, 0))
        tags = _Tags(project, order.notice)
        try:
            for rows in _waiting(engine, order, outbox):
                for start in range(0, rows.num_rows, channel.rows):
                    part = rows.slice(start, channel.rows)
                    pace.wait(part.num_rows)
                    _hand_over(order, outbox, channel, _batch(order, template, part, links, tags))
                    progress.advance(part.num_rows)
        finally:
            channel.close()
            record = _record(project, order, outbox)
    return record


def _ready(project: Project) -> None:
    if not is_current(project):
        build_reach(project)


def _outbox(project: Project, order: Order) -> Any:
    return opened(project.work, order.notice, order.via, order.digest)


def _fill(project: Project, packs: Packs, order: Order, engine: Engine, outbox: Outbox) -> None:
    register(engine)
    engine.register("reach", COPY)
    owed = asking(packs, content_of(packs, order.content), classes_of(project))
    contact = f"{quote_identifier(order.via.column)} IS NOT NULL" if order.via.column else "true"
    query = (
        f"SELECT subject_ref, {contact} AS reached FROM ({people_sql(owed, order.places)}) a "
        "JOIN reach r USING (subject_ref) ANTI JOIN told t USING (subject_ref) ORDER BY subject_ref"
    )
    with filling(project.work):
        told = list(told_in(project.work, order.others, *TOLD))
        engine.register_arrow("told", pa.table({"subject_ref": pa.array(told, pa.string())}))
        outbox.fill(_pairs(engine, query))


def _pairs(engine: Engine, query: str) -> Iterator[tuple[str, bool]]:
    with engine.reader(query) as batches:
        for batch in batches:
            yield from zip(batch["subject_ref"].to_pylist(), batch["reached"].to_pylist(), strict=True)


def _waiting(engine: Engine, order: Order, outbox: Outbox) -> Iterator[pa.RecordBatch]:
    """The contacts of those who still wait: both sides are in the order of references, so each is read once."""
    column = order.via.column
    contact = quote_identifier(column) if column else "''"
    query = (
        f"SELECT subject_ref, name, {contact} AS contact FROM reach r WHERE contact IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM not_contacted n WHERE n.subject_ref = r.subject_ref) ORDER BY subject_ref"
    )
    with engine.reader(query) as batches:
        for batch in batches:
            if not batch.num_rows:
                continue
            refs = batch["subject_ref"]
            queued = outbox.queued(refs[0].as_py(), refs[-1].as_py())
            if queued:
                yield batch.filter(pc.is_in(refs, pa.array(queued, refs.type)))


def _batch(
    order: Order, template: Template, rows: pa.RecordBatch, links: Links, tags: _Tags
) -> tuple[Batch, list[str]]:
    subjects = rows["subject_ref"].to_pylist()
    names = one_line(rows["name"], order.general_word)
    columns = {"name": names}
    if "link" in template.names:
        columns["link"] = pa.array(links(subjects), pa.large_string())
    texts = render(template, columns, len(subjects)).to_pylist()
    contacts = one_line(rows["contact"], "").to_pylist()
    batch = Batch(order.notice, order.title, subjects, tags.ids(subjects), names.to_pylist(), contacts, texts)
    return batch, tags.digests(texts)


def _hand_over(order: Order, outbox: Outbox, channel: Channel, made: tuple[Batch, list[str]]) -> None:
    batch, digests = made
    outbox.begin(batch.subjects, digests)
    handed = channel.send(batch)
    results = {subject: handed.results.get(subject, Sent.UNCERTAIN) for subject in batch.subjects}
    outbox.settle(results, now())
    if handed.failed is not None:
        raise handed.failed


def _record(project: Project, order: Order, outbox: Outbox) -> dict[str, Any]:
    record: dict[str, Any] = {
        "type": "novation-notice-sent@v1",
        "notice": order.notice,
        "content": order.content,
        "channel": str(order.via),
        "text": order.digest,
        "counts": {str(state): count for state, count in sorted(outbox.counts().items())},
        "last_sent_at": outbox.last_sent(),
        "outbox": outbox.digest(),
    }
    written = project.write_record(f"notice-{order.notice}.json", record)
    project.journal.append("notice.sent", record=written, outbox=outbox.digest())
    return record


class _Tags:
    """Keyed digests under the work key: who has the outbox alone can't try a name against a message's digest."""

    def __init__(self, project: Project, notice: str) -> None:
        self._key = HKDF(SHA256(), 32, None, _PURPOSE).derive(load_or_create_key(project.work))
        self._notice = notice.encode()

    def digests(self, texts: Sequence[str]) -> list[str]:
        return [hmac.digest(self._key, text.encode(), "sha256").hex() for text in texts]

    def ids(self, subjects: Sequence[str]) -> list[str]:
        """The same person and notice have the same id every time, so a provider can refuse a second one."""
        return [
            hashlib.blake2b(self._notice + subject.encode(), key=self._key, digest_size=12).hexdigest()
            for subject in subjects
        ]
