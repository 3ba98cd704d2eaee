"""A comment on a case or on one thing of it; never edited, withdrawn with a trace."""

from __future__ import annotations

import functools
from typing import Any

from django.db import models

from novation.control.cases.audience import Audience, ForAudience
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref


class Comment(models.Model):
    """`about`: the reference of the thing, the case's own where it is about the case. `author`: a person's reference."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "cm"), editable=False
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="comments", db_index=False)
    audience = TermField(Audience)
    about = models.CharField(max_length=80)
    author = models.CharField(max_length=32)
    text = models.TextField()
    salt = models.CharField(max_length=32, default=new_salt)
    written_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: Any = ForAudience.as_manager()

    class Meta:
        db_table = "cases_comment"
        indexes = [models.Index(fields=["case", "about", "id"], name="cases_comment_about")]

    @property
    def scope(self) -> str:
        return self.case.ref
