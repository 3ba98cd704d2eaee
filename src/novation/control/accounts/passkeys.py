"""Passkeys (WebAuthn): challenges for the browser, and checking what its authenticator answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from novation.control.accounts.models import Passkey, Person
from novation.errors.accounts import PASSKEY_WRONG

MAX_ANSWER = 20_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where the console is reached; a passkey made for one site is of no use at another."""

    host: str
    origin: str


def offer_registration(site: Site, person: Person) -> tuple[str, str]:
    """What the browser is asked for a new passkey (JSON), and the challenge to keep in the session."""
    known = [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one))
        for one in person.passkeys.values_list("credential", flat=True)
    ]
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Novation 易主",
        user_id=person.ref.encode(),
        user_name=person.email,
        user_display_name=person.name,
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def register(site: Site, person: Person, challenge: str, answer: str, name: str) -> Passkey:
    """Keeps the new passkey; raises `account.passkey-wrong`."""
    try:
        made = verify_registration_response(
            credential=_read(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        # What a browser sends is a stranger's: its structure fails in the library in all these ways.
        raise PASSKEY_WRONG.error() from problem
    credential = bytes_to_base64url(made.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        raise PASSKEY_WRONG.error()
    return Passkey.objects.create(
        person=person,
        credential=credential,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
    )


def offer_sign_in(site: Site) -> tuple[str, str]:
    """What the browser is asked to sign in; it names no account, so nothing can be learned from it."""
    options = generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def person_with(site: Site, challenge: str, answer: str) -> Person:
    """Whose passkey answered the challenge; raises `account.passkey-wrong`, the same for every reason."""
    try:
        given = _read(answer)
        found = Passkey.objects.select_related("person__organisation").get(credential=str(given["id"])[:1400])
        checked = verify_authentication_response(
            credential=given,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(found.public_key),
            credential_current_sign_count=found.sign_count,
            require_user_verification=True,
        )
    except (Passkey.DoesNotExist, WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise PASSKEY_WRONG.error() from problem
    if not found.person.is_active:
        raise PASSKEY_WRONG.error()
    Passkey.objects.filter(pk=found.pk).update(sign_count=checked.new_sign_count, used_at=timezone.now())
    return found.person


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > MAX_ANSWER:
        raise ValueError("too long")
    value = json.loads(answer)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
