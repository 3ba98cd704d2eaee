"""Files of a case: what they are called and which versions there are; their content lies encrypted in the drawer."""

from __future__ import annotations

import functools
from typing import Any

from django.db import models

from novation.control.cases.audience import Audience, ForAudience
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.terms.vocabulary import Term


class FileState(Term):
    KEPT = "kept", "保存中", "kept"
    TO_DESTROY = "to-destroy", "待第二人确认销毁", "destruction awaits a second person"
    DESTROYED = "destroyed", "已销毁", "destroyed"


class CaseFile(models.Model):
    """One file over its versions. `about`: the reference of the thing it belongs to, the case's own by default."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "fi"), editable=False
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="files", db_index=False)
    audience = TermField(Audience)
    about = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    version = models.IntegerField(default=0)

    objects: Any = ForAudience.as_manager()

    class Meta:
        db_table = "cases_file"
        indexes = [
            models.Index(fields=["case", "id"], name="cases_file_case"),
            models.Index(fields=["about"], name="cases_file_about"),
        ]

    @property
    def scope(self) -> str:
        return self.case.ref


class FileVersion(models.Model):
    """One content. `wrapped_key` opens it with the installation's key; it is emptied when the version is destroyed."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "fv"), editable=False
    )
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=80)
    media_type = models.CharField(max_length=100)
    wrapped_key = models.BinaryField(default=b"")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=32)
    state = TermField(FileState, default=FileState.KEPT)
    salt = models.CharField(max_length=32, default=new_salt)
    destroy_because = models.TextField(default="")
    destroy_asked_by = models.CharField(max_length=32, default="")
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.CharField(max_length=32, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "cases_file_version"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="cases_file_version_number")]
        indexes = [
            models.Index(
                fields=["file"], condition=models.Q(state="to-destroy"), name="cases_file_version_waiting"
            )
        ]

    @property
    def scope(self) -> str:
        return self.file.scope

    @property
    def audience(self) -> Audience:
        return self.file.audience

    @property
    def label(self) -> str:
        """How a list of choices names it."""
        return f"{self.name} · {self.number}"
