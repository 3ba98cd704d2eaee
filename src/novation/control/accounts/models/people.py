"""Organisations, people, and the roles that people hold for an organisation in a case or in the house."""

from __future__ import annotations

import functools
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.control.roles import CaseRole, HouseRole, Side
from novation.messages import Text


class Organisation(models.Model):
    """A company that uses the installation. Nothing of it is seen by people of another but through a case they share."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "or"), editable=False
    )
    name = models.CharField(max_length=200)
    founded_at = models.DateTimeField(auto_now_add=True)
    second_factor_required = models.BooleanField(default=False)
    separate_administration = models.BooleanField(default=False)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "accounts_organisation"

    @property
    def scope(self) -> str:
        return self.ref


class People(BaseUserManager["Person"]):
    def create(self, *, email: str, password: str | None = None, **values: object) -> Person:
        """A person without a usable password unless one is given."""
        person = self.model(email=self.normalize_email(email).lower(), **values)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who works on cases. In the journal only `ref` stands for them."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "pr"), editable=False
    )
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=2, default="zh")
    is_active = models.BooleanField(default=True)
    public_key = models.TextField(default="", blank=True)
    """The OpenSSH line of the key this person signs with (Ed25519)."""
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    proved_at: datetime | None = None
    """When whoever acts as this person last proved to be it; the page's session tells (see `accounts.proving`)."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    class Meta:
        db_table = "accounts_person"

    @property
    def scope(self) -> str:
        """People belong to their organisation, which decides about their accounts."""
        return self.organisation.ref

    def roles_in(self, scope: str) -> frozenset[str]:
        return self._roles.get(scope, frozenset()) if self.is_active else frozenset()

    def side_in(self, scope: str) -> Side:
        """The side of the deal on which this person stands in a case; who holds no role stands on neither."""
        return self._sides.get(scope, Side.NEITHER)

    @property
    def house_roles(self) -> list[HouseRole]:
        """The roles of administration held anywhere: in the organisation, or in the installation."""
        held = {role for roles in self._roles.values() for role in roles}
        return [role for role in HouseRole if str(role) in held]

    def forget_roles(self) -> None:
        """After a change of roles: they are read again."""
        for kept in ("_grants", "_roles", "_sides"):
            self.__dict__.pop(kept, None)

    @functools.cached_property
    def _grants(self) -> list[tuple[str, str, Side]]:
        live = Grant.objects.filter(person=self, ended_at=None)
        return list(live.values_list("scope", "role", "side"))

    @functools.cached_property
    def _roles(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for scope, role, _ in self._grants:
            found.setdefault(scope, set()).add(role)
        return {scope: frozenset(roles) for scope, roles in found.items()}

    @functools.cached_property
    def _sides(self) -> dict[str, Side]:
        return {scope: side for scope, _, side in self._grants}


class Grant(models.Model):
    """A role somebody holds: in the scope of a case, an organisation or the installation, since when, given by whom."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "gr"), editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    side = TermField(Side, default=Side.NEITHER)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.CharField(max_length=32)
    ended_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=32, default="")

    class Meta:
        db_table = "accounts_grant"
        indexes = [models.Index(fields=["scope", "role"], name="accounts_grant_scope")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scope", "role"],
                condition=models.Q(ended_at=None),
                name="accounts_grant_once",
            )
        ]

    @property
    def words(self) -> Text:
        """The role in words."""
        for terms in (CaseRole, HouseRole):
            if self.role in set(terms):
                return terms(self.role).text
        return Text(self.role, self.role)

    @property
    def label(self) -> Text:
        """As a choice is shown: "name – role"."""
        return Text(f"{self.person.name} – {self.words.zh}", f"{self.person.name} – {self.words.en}")
