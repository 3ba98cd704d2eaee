"""The tables of agreements: what is agreed, who is bound, each version of the text, signatures, and answers to clauses."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.agreements.kinds import AgreementKind, AgreementState, DraftLanguage, SignatureMeans
from novation.control.cases.models import Case, FileVersion
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.parties.models import Party
from novation.control.refs import new_ref


class Agreement(models.Model):
    """One agreement of a case. Both days of the term are days on which it holds."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ag"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreements")
    kind = TermField(AgreementKind)
    title = models.CharField(max_length=200)
    state = TermField(AgreementState, default=AgreementState.DRAFT)
    parties = models.ManyToManyField(Party, related_name="agreements", db_table="agreements_party")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    terminated_on = models.DateField(null=True)
    why_terminated = models.CharField(max_length=2000, default="")
    salt = models.CharField(max_length=32, default=new_salt)
    drafted_by = models.CharField(max_length=32)
    drafted_at = models.DateTimeField(auto_now_add=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "agreements_agreement"
        indexes = [models.Index(fields=["case", "kind"], name="agreements_of_case")]

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def text(self) -> AgreementText | None:
        """The version that counts: the newest."""
        ahead = getattr(self, "_prefetched_objects_cache", {}).get("texts")
        if ahead is not None:
            return max(ahead, key=lambda one: one.number, default=None)
        return self.texts.order_by("-number").first()


class AgreementText(models.Model):
    """A version of the text: drawn up by the software (`content`), or a file in the drawer."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "at"), editable=False
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    language = TermField(DraftLanguage)
    digest = models.CharField(max_length=71)
    content = models.TextField(default="")
    file = models.ForeignKey(FileVersion, on_delete=models.PROTECT, null=True, related_name="agreement_texts")
    salt = models.CharField(max_length=32, default=new_salt)
    made_by = models.CharField(max_length=32)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "agreements_text"
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="agreements_text_number")]


class Signature(models.Model):
    """That a party signed one version; a new version has none of its own, so it voids those of the old."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "sg"), editable=False
    )
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    means = TermField(SignatureMeans)
    signatory = models.CharField(max_length=200)
    signed_on = models.DateField()
    file = models.ForeignKey(
        FileVersion, on_delete=models.PROTECT, null=True, related_name="agreement_signatures"
    )
    armour = models.TextField(default="")
    fingerprint = models.CharField(max_length=64, default="")
    recorded_by = models.CharField(max_length=32)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "agreements_signature"
        constraints = [models.UniqueConstraint(fields=["text", "party"], name="agreements_signed_once")]


class ClauseAnswer(models.Model):
    """Where one version says what a clause asks for, or why it need not: `where` or `why_not`, never neither."""

    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="answers")
    clause = models.CharField(max_length=120)
    where = models.CharField(max_length=200, default="")
    why_not = models.CharField(max_length=2000, default="")
    by = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "agreements_clause_answer"
        constraints = [models.UniqueConstraint(fields=["text", "clause"], name="agreements_clause_once")]


class OtherRoute(models.Model):
    """That data leaves by a route which needs no contract, as counsel declared it, with what shows it."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rt"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="other_routes")
    route = models.CharField(max_length=120)
    reason = models.CharField(max_length=2000)
    file = models.ForeignKey(FileVersion, on_delete=models.PROTECT, null=True, related_name="routes_shown")
    salt = models.CharField(max_length=32, default=new_salt)
    until_on = models.DateField(null=True)
    declared_by = models.CharField(max_length=32)
    declared_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "agreements_other_route"

    @property
    def scope(self) -> str:
        return self.case.ref
