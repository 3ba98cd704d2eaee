"""Puts the shop's folder together: draws the people chunk by chunk and lets every file take what it shows of them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from shop import cardbook, consents, crm, members, noise, notes, trade
from shop.people import Chunk, chunks, draw
from shop.sentinels import MIN_CUSTOMERS
from shop.tables import CsvFile
from shop.truth import Truth


def build(
    folder: Path, *, customers: int, orders: int, seed: int, excel: bool = True, titles: bool = True
) -> Truth:
    """Writes all files into `folder` and gives back what was planted.

    `excel=False` writes the card book as CSV files, for sizes that a workbook can't hold. Memory is that of one chunk.
    Raises ValueError for sizes that can't be made.
    """
    if customers < MIN_CUSTOMERS:
        raise ValueError(f"at least {MIN_CUSTOMERS} customers are needed to hold everybody who is planted")
    if excel and customers * 0.5 > cardbook.EXCEL_ROWS:
        raise ValueError("a workbook can't hold that many members; use the CSV form")
    folder.mkdir(parents=True, exist_ok=True)
    truth = Truth(customers)
    with ExitStack() as stack:
        shop = _Files(stack, folder, excel, titles)
        for chunk in chunks(customers, seed):
            first, stop = (orders * at // customers for at in (chunk.start, chunk.stop))
            shop.take(chunk, truth, first, stop - first)
    trade.products().write_csv(folder / trade.PRODUCTS, line_terminator="\r\n")
    noise.write_noise(folder, seed)
    truth.rows = shop.rows()
    return truth


class _Files:
    """The open files of the shop."""

    def __init__(self, stack: ExitStack, folder: Path, excel: bool, titles: bool) -> None:
        def csv(name: str, **style: object) -> CsvFile:
            return stack.enter_context(CsvFile(folder / name, **style))  # type: ignore[arg-type]

        title = members.TITLE if titles else ""
        self.members = csv(members.NAME, encoding="gb18030", eol="\r\n", tabs=True, title=title)
        self.orders = csv(trade.ORDERS, bom=True, eol="\r\n")
        self.lines = csv(trade.LINES, bom=True, eol="\r\n")
        self.consents = csv(consents.CONSENTS)
        self.objections = csv(consents.OBJECTIONS)
        self.cards = stack.enter_context(cardbook.CardBook(folder, excel=excel, title=titles))
        self.crm = stack.enter_context(crm.OldCrm(folder / crm.NAME))
        self.notes = stack.enter_context((folder / notes.NAME).open("wb"))
        self.note_rows = 0

    def take(self, chunk: Chunk, truth: Truth, first_order: int, orders: int) -> None:
        people = draw(chunk)
        truth.append(people)
        self.members.append(members.member_rows(chunk, people))
        orders_of, lines = trade.orders(chunk, people, first_order + 1, orders)
        self.orders.append(orders_of)
        self.lines.append(lines)
        self.consents.append(consents.consent_rows(chunk, people))
        self.objections.append(consents.objection_rows(chunk, people))
        self.cards.append("会员卡", cardbook.card_rows(chunk, people))
        self.cards.append("少儿体训班", cardbook.class_rows(chunk, people))
        self.crm.append("kh", crm.customer_rows(chunk, people))
        self.crm.append("yszk", crm.debt_rows(chunk, people))
        self.crm.append("jf", crm.dispute_rows(chunk, people))
        said = notes.note_rows(chunk, people)
        said.write_ndjson(self.notes)
        self.note_rows += said.height

    def rows(self) -> dict[str, int]:
        """Rows of each table, by the table's name."""
        files = {members.NAME: self.members, trade.ORDERS: self.orders, trade.LINES: self.lines}
        files |= {consents.CONSENTS: self.consents, consents.OBJECTIONS: self.objections}
        return (
            {name: file.rows for name, file in files.items()}
            | self.cards.rows
            | self.crm.rows
            | {notes.NAME: self.note_rows}
        )
