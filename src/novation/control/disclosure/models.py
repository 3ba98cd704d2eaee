"""The tables of the data room: rooms, numbered items, published figures, who looked at what, questions and answers."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case, FileVersion
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.disclosure.kinds import (
    Access,
    ItemKind,
    ItemState,
    Layout,
    QuestionState,
    Readers,
    Stage,
)
from novation.control.refs import new_ref
from novation.control.roles import Side


class Room(models.Model):
    """The data room of a case. `last_number`: the number given last; it only grows."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rm"), editable=False
    )
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="room")
    minimum = models.PositiveIntegerField(default=10)
    last_number = models.PositiveIntegerField(default=0)
    last_question = models.PositiveIntegerField(default=0)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "disclosure_room"

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def house(self) -> str:
        """The journal of the organisation: preparations go there, as the case's journal is for both sides to read."""
        return self.case.organisation.ref


class Item(models.Model):
    """Something shown to the other side. `number` is given at publication and never to another item.

    `sample`: the number of a sample in the project; its rows stay there. `source`: the reference an item has on the other side's installation, for one that came in an exchange.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ri"), editable=False
    )
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField(null=True)
    kind = TermField(ItemKind)
    stage = TermField(Stage)
    readers = TermField(Readers)
    title = models.CharField(max_length=200)
    title_salt = models.CharField(max_length=32, default=new_salt)
    state = TermField(ItemState, default=ItemState.DRAFT)
    digest = models.CharField(max_length=71)
    file = models.ForeignKey(FileVersion, on_delete=models.PROTECT, null=True, related_name="room_items")
    layout = TermField(Layout, default="")
    minimum = models.PositiveIntegerField(null=True)
    counted_on = models.DateField(null=True)
    sample = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=32, default="")
    salt = models.CharField(max_length=32, default=new_salt)
    added_by = models.CharField(max_length=32)
    added_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=2000, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "disclosure_item"
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="disclosure_item_number")]

    @property
    def case(self) -> Case:
        return self.room.case

    @property
    def scope(self) -> str:
        return self.room.scope

    @property
    def stream(self) -> str:
        """Where deeds on it are recorded: what has no number yet is nothing the other side knows of."""
        return self.room.case.ref if self.number else self.room.house

    @property
    def label(self) -> str:
        """How a list of choices names it."""
        return f"{self.number or '–'} {self.title}"


class FigureLabel(models.Model):
    """A row or a column of a published table: its words (several where they were merged) and its total, if published."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="labels")
    is_row = models.BooleanField()
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400)
    total = models.BigIntegerField(null=True)

    class Meta:
        db_table = "disclosure_figure_label"
        ordering = ["is_row", "place"]
        constraints = [
            models.UniqueConstraint(fields=["item", "is_row", "place"], name="disclosure_label_place")
        ]


class Figure(models.Model):
    """A published cell; without a count it is hidden. What was hidden is kept nowhere."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="figures")
    row = models.PositiveSmallIntegerField()
    column = models.PositiveSmallIntegerField()
    count = models.BigIntegerField(null=True)

    class Meta:
        db_table = "disclosure_figure"
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["item", "row", "column"], name="disclosure_figure_cell")
        ]


class Looking(models.Model):
    """That somebody viewed or downloaded an item: as the journal has it, for finding."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="lookings")
    person = models.CharField(max_length=32)
    side = TermField(Side)
    what = TermField(Access)
    together = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "disclosure_looking"
        ordering = ["-id"]


class Question(models.Model):
    """A question of the buyer's side about an item. Texts stay here; the journal has their digests."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "qu"), editable=False
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    state = TermField(QuestionState, default=QuestionState.ASKED)
    text = models.TextField()
    salt = models.CharField(max_length=32, default=new_salt)
    asked_by = models.CharField(max_length=32)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    answer = models.TextField(default="")
    answer_salt = models.CharField(max_length=32, default=new_salt)
    drafted_by = models.CharField(max_length=32, default="")
    released_by = models.CharField(max_length=32, default="")
    released_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=32, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "disclosure_question"
        ordering = ["number"]

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def scope(self) -> str:
        return self.item.scope


class Counterpart(models.Model):
    """The other side's installation, as far as exchanges of this case go: its key, what it calls the case.

    `origin`: the name of its journal, from the first exchange on.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "cp"), editable=False
    )
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="counterpart")
    public_key = models.TextField()
    number = models.CharField(max_length=40)
    origin = models.CharField(max_length=255, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "disclosure_counterpart"

    @property
    def scope(self) -> str:
        return self.case.ref


class Received(models.Model):
    """An exchange that came from the other side and held: its digest and the head of its journal."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rc"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="received_exchanges")
    digest = models.CharField(max_length=71)
    size = models.BigIntegerField()
    received_by = models.CharField(max_length=32)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "disclosure_received"


class ReceivedLooking(models.Model):
    """That an item was viewed or downloaded, as the other side's journal proves it. `entry`: its place in that journal."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="received_lookings")
    entry = models.BigIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="received_lookings")
    person = models.CharField(max_length=32)
    side = TermField(Side)
    what = TermField(Access)
    at = models.DateTimeField()

    class Meta:
        db_table = "disclosure_received_looking"
        ordering = ["-entry"]
        constraints = [models.UniqueConstraint(fields=["case", "entry"], name="disclosure_received_entry")]
