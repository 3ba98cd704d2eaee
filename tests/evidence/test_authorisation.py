"""Authorisations: enough roles, under different keys, for exactly this plan, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from novation.errors import NovationError
from novation.evidence import authorisation, canonical, sshsig
from novation.evidence.authorisation import Authorisation, SignedAuthorisation, Signer
from novation.evidence.keys import PrivateKey

OWNER, COUNSEL, STRANGER = (sshsig.load_private_key(sshsig.generate_private_key()) for _ in range(3))
PLAN = canonical.digest({"plan": 1})
AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SIGNERS = {"owner": [Signer(OWNER.public, "Lin Qiaoyun")], "counsel": [Signer(COUNSEL.public)]}


def permission(role: str = "owner", key: PrivateKey = OWNER, **changes: Any) -> Authorisation:
    values: dict[str, Any] = {
        "plan": PLAN,
        "actions": ("destroy", "seal"),
        "role": role,
        "name": "Lin Qiaoyun",
        "key": key.public.fingerprint,
        "issued_at": "2026-11-20T09:00:00Z",
        "expires_at": "2026-12-20T09:00:00Z",
    }
    return Authorisation(**{**values, **changes})


def signed(role: str = "owner", key: PrivateKey = OWNER, **changes: Any) -> SignedAuthorisation:
    return permission(role, key, **changes).sign(key)


def codes(*given: SignedAuthorisation, **changes: Any) -> list[str]:
    ask: dict[str, Any] = {
        "plan_digest": PLAN,
        "action": "seal",
        "required_roles": ["owner"],
        "signers": SIGNERS,
        "at": AT,
    }
    return [problem.code for problem in authorisation.check(given, **{**ask, **changes})]


def test_two_roles_under_two_keys_suffice() -> None:
    assert codes(signed()) == []
    assert codes(signed(), signed("counsel", COUNSEL), required_roles=["owner", "counsel"]) == []


def test_a_missing_role_is_named() -> None:
    assert codes() == ["authorisation.role-missing"]
    problems = authorisation.check(
        [signed()],
        plan_digest=PLAN,
        action="seal",
        required_roles=["owner", "counsel"],
        signers=SIGNERS,
        at=AT,
    )
    assert [(p.code, p.values["role"]) for p in problems] == [("authorisation.role-missing", "counsel")]
    assert "counsel" in problems[0].text.en
    assert "律师" in problems[0].text.zh


@pytest.mark.parametrize(
    ("one", "changes", "code"),
    [
        (signed(plan=canonical.digest({"plan": 2})), {}, "authorisation.wrong-plan"),
        (signed(actions=("destroy",)), {}, "authorisation.wrong-action"),
        (signed(), {"at": datetime(2026, 12, 20, 9, 0, 0, tzinfo=UTC)}, "authorisation.expired"),
        (signed(), {"at": datetime(2026, 11, 20, 8, 59, 59, tzinfo=UTC)}, "authorisation.not-yet-valid"),
        (signed(key=STRANGER), {}, "authorisation.unknown-key"),
        (signed(key=COUNSEL), {}, "authorisation.wrong-role"),
        (signed(name="Somebody Else"), {}, "authorisation.other-name"),
        (SignedAuthorisation(permission().encode(), "x"), {}, "authorisation.bad-signature"),
        (replace(signed(), signature=signed(name="Another").signature), {}, "authorisation.bad-signature"),
        (replace(signed(), document=signed().document + b"\n"), {}, "authorisation.not-canonical"),
        (replace(signed(), document=b"[]"), {}, "authorisation.malformed"),
    ],
)
def test_a_faulty_authorisation_leaves_its_role_missing_and_says_why(
    one: SignedAuthorisation, changes: dict[str, Any], code: str
) -> None:
    assert codes(one, **changes) == ["authorisation.role-missing", code]


def test_the_span_begins_with_issued_at_and_ends_before_expires_at() -> None:
    assert codes(signed(), at=datetime(2026, 11, 20, 9, 0, 0, tzinfo=UTC)) == []
    assert codes(signed(), at=datetime(2026, 12, 20, 8, 59, 59, tzinfo=UTC)) == []


def test_a_key_other_than_the_named_one_does_not_count() -> None:
    document = permission(key=COUNSEL).encode()
    one = SignedAuthorisation(document, sshsig.sign(OWNER, authorisation.NAMESPACE, document))
    assert "authorisation.other-key" in codes(one)


def test_a_signature_made_for_another_purpose_does_not_count() -> None:
    document = permission().encode()
    one = SignedAuthorisation(document, sshsig.sign(OWNER, "novation-receipt", document))
    assert "authorisation.bad-signature" in codes(one)


def test_two_roles_signed_with_one_key_count_once() -> None:
    signers = {"owner": [Signer(OWNER.public)], "counsel": [Signer(OWNER.public), Signer(COUNSEL.public)]}
    both = (signed(), signed("counsel", OWNER))
    ask = {"required_roles": ["owner", "counsel"], "signers": signers}
    assert codes(*both, **ask) == ["authorisation.one-key-two-roles"]
    assert codes(*both, signed("counsel", COUNSEL), **ask) == []


def test_the_same_authorisation_twice_counts_once_and_is_told() -> None:
    ask = {"required_roles": ["owner", "counsel"]}
    assert codes(signed(), signed(), **ask) == ["authorisation.role-missing", "authorisation.duplicate"]
    assert codes(signed(), signed()) == []


def test_an_outdated_one_beside_a_good_one_takes_nothing_away_but_is_told() -> None:
    old = signed(plan=canonical.digest({"plan": 0}))
    assert codes(old, signed()) == []
    told = authorisation.faults([old, signed()], plan_digest=PLAN, action="seal", signers=SIGNERS, at=AT)
    assert [[p.code for p in each] for each in told] == [["authorisation.wrong-plan"], []]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("plan", "sha256:abc"),
        ("actions", ()),
        ("actions", ("seal", "destroy")),
        ("actions", ("seal", "seal")),
        ("actions", ("open",)),
        ("role", "boss"),
        ("name", ""),
        ("name", "two\nlines"),
        ("name", "x" * 201),
        ("key", "MD5:00"),
        ("issued_at", "2026-11-20"),
        ("issued_at", "2026-13-20T09:00:00Z"),
        ("expires_at", "2026-11-20T09:00:00Z"),
        ("expires_at", "2026-12-20T09:00:00+08:00"),
    ],
)
def test_a_document_with_an_invalid_field_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(NovationError) as caught:
        replace(permission(), **{field: value})
    assert (caught.value.code, caught.value.values) == ("authorisation.malformed", {"field": field})


def test_a_document_is_read_back_and_nothing_unknown_is_tolerated() -> None:
    one = permission()
    assert authorisation.parse(one.encode()) == one
    for change in ({"type": "novation-authorisation@v2"}, {"extra": 1}, {"actions": "seal"}, {"name": 1}):
        with pytest.raises(NovationError) as caught:
            authorisation.parse(canonical.encode({**one.as_dict(), **change}))
        assert caught.value.code == "authorisation.malformed"


def test_a_key_signs_only_what_names_it() -> None:
    with pytest.raises(NovationError) as caught:
        permission().sign(COUNSEL)
    assert caught.value.values == {"field": "key"}
