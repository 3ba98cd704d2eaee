"""What a person proves themself with besides the password: a code generator, recovery codes, passkeys."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.accounts.models.people import Person
from novation.control.refs import new_ref


class TotpSecret(models.Model):
    """The secret shared with a code generator, encrypted. It counts once `confirmed_at` is set by a first right code."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="totp")
    sealed = models.BinaryField()
    last_step = models.BigIntegerField(default=-1)
    """The time step of the last code that was accepted: it and those before are never accepted again."""
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_totp"


class RecoveryCode(models.Model):
    """A code for the day the other factor is lost: of use once. Only a keyed digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_recovery_code"
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="accounts_recovery_once")]


class Passkey(models.Model):
    """A credential of WebAuthn; the authenticator verifies its user, so it is two factors in one."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "pk"), editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=1400, unique=True)
    """The credential's id in base64url."""
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_passkey"

    @property
    def scope(self) -> str:
        return self.person.scope
