"""Writes the vectors of `conformance/journal` and `conformance/authorisation`, always the same bytes.

Run it after a change of the format: `python conformance/make_evidence_vectors.py`. The keys are made from
published words, so they protect nothing; the people are invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from novation.custody.entries import Entry
from novation.evidence import authorisation, canonical, merkle, note, sshsig
from novation.evidence.authorisation import Authorisation
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PrivateKey

ORIGIN = "novation.example/qingsong/seller"
PLAN = canonical.digest_bytes(b"the plan of the conformance vectors")
Files = dict[str, bytes]


def key(word: str) -> PrivateKey:
    seed = hashlib.sha256(f"novation conformance key: {word}".encode()).digest()
    return PrivateKey(Ed25519PrivateKey.from_private_bytes(seed))


SELLER, WITNESS, OWNER, COUNSEL, STRANGER = (
    key(w) for w in ("seller", "witness", "owner", "counsel", "stranger")
)

# --- journals ---------------------------------------------------------------------------------------------

STEPS: list[tuple[str, dict[str, Any]]] = [
    ("project.created", {"deal": "asset-deal"}),
    ("source.scanned", {"source": "t01-members", "rows": 5000}),
    ("subject.linked", {"subjects": 4711, "complete": True}),
    ("disposition.decided", {"classes": 12, "digest": canonical.digest_bytes(b"decisions")}),
    ("plan.made", {"plan": PLAN}),
    ("plan.authorised", {"plan": PLAN, "role": "owner"}),
    ("package.sealed", {"package": canonical.digest_bytes(b"package")}),
]


def lines(count: int = len(STEPS)) -> list[bytes]:
    return [
        Entry(i, f"2026-11-21T09:{i:02}:00Z", tag, refs, "owner").line()
        for i, (tag, refs) in enumerate(STEPS[:count])
    ]


def head(of: list[bytes]) -> Checkpoint:
    return Checkpoint(ORIGIN, len(of), merkle.root(map(merkle.leaf_hash, of)))


def journal(written: list[bytes], *notes: str, codes: tuple[str, ...] = (), torn: bytes = b"") -> Files:
    files = {f"checkpoint-{number}.note": text.encode() for number, text in enumerate(notes, 1)}
    return {
        **files,
        "journal.jsonl": b"".join(line + b"\n" for line in written) + torn,
        "key.pub": (SELLER.public.line("seller") + "\n").encode(),
        "expected.json": canonical.encode({"codes": list(codes), "origin": ORIGIN}),
    }


def valid_journals() -> dict[str, Files]:
    full, early = lines(), lines(3)
    witnessed = head(full).sign(SELLER) + note.sign(head(full).body(), WITNESS, "witness").split("\n\n")[1]
    return {
        "empty": journal([], head([]).sign(SELLER)),
        "one-entry": journal(lines(1), head(lines(1)).sign(SELLER)),
        "grown-since-its-checkpoints": journal(full, head(early).sign(SELLER), head(lines(6)).sign(SELLER)),
        "witnessed-checkpoint": journal(full, witnessed),
    }


def invalid_journals() -> dict[str, Files]:
    full = lines()
    signed, early = head(full).sign(SELLER), head(lines(2)).sign(SELLER)
    edited = [*full[:3], full[3].replace(b'"classes":12', b'"classes":13'), *full[4:]]
    loose = [*full[:3], full[3].replace(b'"classes":12', b'"classes": 12'), *full[4:]]
    private = [*full[:3], full[3].replace(b'"classes":12', b'"classes":"a@example.org"'), *full[4:]]
    wrong_root = replace(head(full), root=merkle.leaf_hash(b"another root"))
    index, mismatch, malformed = (
        "journal.index-wrong",
        "journal.checkpoint-mismatch",
        "journal.line-malformed",
    )
    return {
        "edited-entry": journal(edited, early, signed, codes=(mismatch,)),
        "removed-entry": journal(
            full[:3] + full[4:], signed, codes=(index,) * 3 + ("journal.entries-removed",)
        ),
        "removed-last-entry": journal(full[:-1], signed, codes=("journal.entries-removed",)),
        "inserted-entry": journal([*full[:3], full[2], *full[3:]], signed, codes=(index,) * 5 + (mismatch,)),
        "reordered-entries": journal([full[1], full[0], *full[2:]], signed, codes=(index, index, mismatch)),
        "torn-last-line": journal(full[:-1], torn=full[-1][:40], codes=("journal.torn-last-line",)),
        "not-canonical": journal(loose, signed, codes=(malformed, mismatch)),
        "personal-data": journal(private, early, codes=(malformed,)),
        "wrong-checkpoint-root": journal(full, wrong_root.sign(SELLER), codes=(mismatch,)),
        "checkpoint-signed-by-another": journal(
            full, head(full).sign(STRANGER), codes=("journal.checkpoint-by-another",)
        ),
        "checkpoint-of-another-journal": journal(
            full,
            replace(head(full), origin="novation.example/other").sign(SELLER),
            codes=("journal.checkpoint-by-another",),
        ),
        "checkpoint-altered": journal(
            full, signed.replace("\n7\n", "\n6\n"), codes=("journal.checkpoint-forged",)
        ),
        "checkpoint-unreadable": journal(
            full, signed.replace("—", "-"), codes=("journal.checkpoint-unreadable",)
        ),
    }


# --- authorisations ---------------------------------------------------------------------------------------


def permission(role: str, signer: PrivateKey, **changes: Any) -> Authorisation:
    values: dict[str, Any] = {
        "plan": PLAN,
        "actions": ("destroy", "seal"),
        "role": role,
        "name": {"owner": "林巧云", "counsel": "Anna Beispiel"}[role],
        "key": signer.public.fingerprint,
        "issued_at": "2026-11-20T09:00:00Z",
        "expires_at": "2026-12-20T09:00:00Z",
    }
    return Authorisation(**{**values, **changes})


def signed(
    document: bytes, signer: PrivateKey, namespace: str = authorisation.NAMESPACE
) -> tuple[bytes, bytes]:
    return document, sshsig.sign(signer, namespace, document).encode()


def request(
    *given: tuple[bytes, bytes],
    roles: tuple[str, ...] = ("owner", "counsel"),
    codes: tuple[str, ...] = (),
    **ask: Any,
) -> Files:
    files: Files = {}
    for number, (document, signature) in enumerate(given, 1):
        files[f"{number}.json"], files[f"{number}.json.sig"] = document, signature
    allowed = [("owner", OWNER), ("counsel", COUNSEL)] + ([("counsel", OWNER)] if "one_key" in ask else [])
    ask.pop("one_key", None)
    lines = [sshsig.AllowedSigner(r, k.public, (authorisation.NAMESPACE,)) for r, k in allowed]
    question = {
        "action": "seal",
        "at": "2026-11-21T12:00:00Z",
        "plan": PLAN,
        "required_roles": list(roles),
        **ask,
    }
    files["ask.json"] = canonical.encode(question)
    files["allowed_signers"] = sshsig.allowed_signers(lines).encode()
    files["expected.json"] = canonical.encode({"codes": list(codes)})
    return files


def by(role: str, signer: PrivateKey, **changes: Any) -> tuple[bytes, bytes]:
    return signed(permission(role, signer, **changes).encode(), signer)


def valid_authorisations() -> dict[str, Files]:
    owner, counsel = by("owner", OWNER), by("counsel", COUNSEL)
    return {
        "one-role": request(owner, roles=("owner",)),
        "two-roles-two-keys": request(owner, counsel),
        "outdated-one-beside": request(
            by("owner", OWNER, plan=canonical.digest_bytes(b"old")), owner, counsel
        ),
        "last-second": request(owner, counsel, at="2026-12-20T08:59:59Z"),
    }


def invalid_authorisations() -> dict[str, Files]:
    owner, counsel = by("owner", OWNER), by("counsel", COUNSEL)
    missing = "authorisation.role-missing"
    altered = permission("owner", OWNER, expires_at="2027-12-20T09:00:00Z").encode()
    named = permission("owner", STRANGER).encode()
    extra = canonical.encode({**permission("owner", OWNER).as_dict(), "note": "extra"})

    def one(given: tuple[bytes, bytes], code: str, **ask: Any) -> Files:
        return request(given, counsel, codes=(missing, f"authorisation.{code}"), **ask)

    return {
        "role-missing": request(owner, codes=(missing,)),
        "expired": request(
            owner, roles=("owner",), at="2026-12-20T09:00:00Z", codes=(missing, "authorisation.expired")
        ),
        "not-yet-valid": request(
            owner, roles=("owner",), at="2026-11-20T08:59:59Z", codes=(missing, "authorisation.not-yet-valid")
        ),
        "wrong-plan": one(by("owner", OWNER, plan=canonical.digest_bytes(b"another plan")), "wrong-plan"),
        "wrong-action": one(by("owner", OWNER, actions=("destroy",)), "wrong-action"),
        "wrong-role": one(by("owner", COUNSEL), "wrong-role"),
        "unknown-key": one(by("owner", STRANGER), "unknown-key"),
        "one-key-two-roles": request(
            owner, by("counsel", OWNER), codes=("authorisation.one-key-two-roles",), one_key=True
        ),
        "duplicate": request(owner, owner, codes=(missing, "authorisation.duplicate")),
        "bad-signature": one((altered, owner[1]), "bad-signature"),
        "other-purpose": one(signed(owner[0], OWNER, "novation-receipt"), "bad-signature"),
        "key-not-the-named-one": one(signed(named, OWNER), "other-key"),
        "not-canonical": one(signed(owner[0].replace(b":", b": ", 1), OWNER), "not-canonical"),
        "duplicate-key-in-json": one(
            signed(owner[0].replace(b'{"actions"', b'{"role":"counsel","actions"', 1), OWNER), "not-canonical"
        ),
        "unknown-field": one(signed(extra, OWNER), "malformed"),
    }


GROUPS: dict[str, Callable[[], dict[str, Files]]] = {
    "journal/valid": valid_journals,
    "journal/invalid": invalid_journals,
    "authorisation/valid": valid_authorisations,
    "authorisation/invalid": invalid_authorisations,
}


def write(folder: Path) -> None:
    for group, make in GROUPS.items():
        for name, files in make().items():
            place = folder / group / name
            place.mkdir(parents=True, exist_ok=True)
            for file, content in files.items():
                (place / file).write_bytes(content)


if __name__ == "__main__":
    write(Path(__file__).parent)
