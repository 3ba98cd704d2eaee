"""The tables of operations: folders of the data plane that cases are linked to, jobs, and what came back up."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.operations.words import OPEN, CheckMark, CorrectionState, JobState, LookPurpose, Step
from novation.control.refs import new_ref
from novation.control.roles import Side
from novation.messages import Text
from novation.terms import Category, Sensitivity


class ProjectLink(models.Model):
    """The project folder of one side of a case; `folder` is its name below `projects/` in the home, never a path."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "pj"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="projects")
    side = TermField(Side, default=Side.SELLER)
    folder = models.CharField(max_length=64, unique=True)
    linked_at = models.DateTimeField(auto_now_add=True)
    linked_by = models.CharField(max_length=32)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "operations_project"
        constraints = [models.UniqueConstraint(fields=["case", "side"], name="operations_project_side")]

    @property
    def scope(self) -> str:
        return self.case.ref


class Job(models.Model):
    """One run of a step. Of an error the code and the told text are kept; what a step found stands in its records."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "jb"), editable=False
    )
    project = models.ForeignKey(ProjectLink, on_delete=models.PROTECT, related_name="jobs")
    step = TermField(Step)
    state = TermField(JobState, default=JobState.QUEUED)
    asked_by = models.CharField(max_length=32)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.CharField(max_length=32, default="")
    worker = models.CharField(max_length=80, default="")
    stage_zh = models.CharField(max_length=300, default="")
    stage_en = models.CharField(max_length=300, default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    error_code = models.CharField(max_length=64, default="")
    error_zh = models.CharField(max_length=1000, default="")
    error_en = models.CharField(max_length=1000, default="")
    size_before = models.BigIntegerField(null=True)
    root_before = models.CharField(max_length=80, default="")
    size_after = models.BigIntegerField(null=True)
    root_after = models.CharField(max_length=80, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "operations_job"
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "beat_at"], name="operations_job_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state__in=[str(state) for state in OPEN]),
                name="operations_job_one_at_a_time",
            )
        ]

    @property
    def scope(self) -> str:
        return self.project.case.ref

    @property
    def stage(self) -> Text | None:
        return Text(self.stage_zh, self.stage_en) if self.stage_zh else None

    @property
    def error(self) -> Text | None:
        return Text(self.error_zh, self.error_en) if self.error_zh else None

    @property
    def fraction(self) -> float | None:
        """How much of the stage is done, from 0 to 1; None where nobody knows how much there is."""
        return min(1.0, self.done / self.total) if self.total else None


class SampleRequest(models.Model):
    """What was asked for with a job that draws a sample: people to draw (none: as is usual), smallest class, columns."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="sample")
    rows = models.PositiveIntegerField(null=True)
    smallest = models.PositiveIntegerField()
    columns = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "operations_sample_request"


class CheckLine(models.Model):
    """One thing that a job looked at, as verifying said it."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="checks")
    file = models.CharField(max_length=200)
    mark = TermField(CheckMark)
    text_zh = models.CharField(max_length=1000)
    text_en = models.CharField(max_length=1000)

    class Meta:
        db_table = "operations_check"
        ordering = ["id"]

    @property
    def text(self) -> Text:
        return Text(self.text_zh, self.text_en)


class PlanVersion(models.Model):
    """A plan as it was once made: its digest, and what it counted; a new plan replaces the file, not this."""

    project = models.ForeignKey(ProjectLink, on_delete=models.PROTECT, related_name="plans")
    number = models.IntegerField()
    digest = models.CharField(max_length=80)
    people = models.BigIntegerField()
    classes = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "operations_plan"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="operations_plan_number")]


class PlanCount(models.Model):
    """Of how many people a plan said one pair of outcomes."""

    plan = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="counts")
    to_buyer = models.CharField(max_length=40)
    seller_copy = models.CharField(max_length=40)
    people = models.BigIntegerField()

    class Meta:
        db_table = "operations_plan_count"
        ordering = ["id"]


class PersonLook(models.Model):
    """Who looked at whose record, what for and why. The reason stands here and not in the journal: it is free text."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "lk"), editable=False
    )
    project = models.ForeignKey(ProjectLink, on_delete=models.PROTECT, related_name="looks")
    subject = models.CharField(max_length=80)
    by = models.CharField(max_length=32)
    purpose = TermField(LookPurpose)
    reason = models.CharField(max_length=500)
    looked_at = models.DateTimeField(auto_now_add=True)
    unmasked_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "operations_look"
        ordering = ["-id"]

    @property
    def scope(self) -> str:
        return self.project.case.ref


class Correction(models.Model):
    """A correction of a finding that somebody asks for; it counts once a second person of another role confirms it.

    The reason stands here and in the project's file, not in the journal: it is free text.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "cr"), editable=False
    )
    project = models.ForeignKey(ProjectLink, on_delete=models.PROTECT, related_name="corrections")
    source = models.CharField(max_length=300)
    table = models.CharField(max_length=300)
    column = models.CharField(max_length=300)
    category = TermField(Category, default="", blank=True)
    sensitivity = TermField(Sensitivity, default="", blank=True)
    reason = models.TextField()
    until_on = models.DateField()
    state = TermField(CorrectionState, default=CorrectionState.ASKED)
    asked_by = models.CharField(max_length=32)
    asked_as = models.CharField(max_length=400)
    """The roles held in the case by whoever asked, separated by blanks."""
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.CharField(max_length=32, default="")
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "operations_correction"
        ordering = ["-id"]

    @property
    def scope(self) -> str:
        return self.project.case.ref

    @property
    def side(self) -> Side:
        return self.project.side


class PackageRecord(models.Model):
    """What the other side announced of a package, verified by its signature; the package itself may be on its way."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "pk"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="package_records")
    package = models.CharField(max_length=80)
    plan = models.CharField(max_length=80)
    number = models.CharField(max_length=40)
    """What the other side calls the case."""
    fingerprint = models.CharField(max_length=64)
    parts = models.IntegerField()
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.CharField(max_length=32)

    class Meta:
        db_table = "operations_package_record"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "package"], name="operations_package_record_once")
        ]

    @property
    def scope(self) -> str:
        return self.case.ref


class WorkerBeat(models.Model):
    """That a worker lives: when it was last heard of."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()

    class Meta:
        db_table = "operations_worker"
