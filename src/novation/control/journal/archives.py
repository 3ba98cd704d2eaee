"""Archives that are the same bytes for the same content, with a signed list of their files' digests."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from novation.evidence import sshsig
from novation.evidence.keys import PrivateKey
from novation.evidence.signers import AllowedSigner, allowed_signers

MANIFEST = "manifest-sha256.txt"
NAMESPACE = "novation-evidence-bundle"
PRINCIPAL = "installation"
_WHEN = (1980, 1, 1, 0, 0, 0)


def signed_files(files: Mapping[str, bytes], key: PrivateKey) -> dict[str, bytes]:
    """The files, the list of their digests (as sha256sum writes it), its signature, and the key that made it."""
    whole = {
        **files,
        "key.pub": (key.public.line() + "\n").encode(),
        "allowed_signers": allowed_signers([AllowedSigner(PRINCIPAL, key.public, (NAMESPACE,))]).encode(),
    }
    manifest = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(whole.items())
    )
    signature = sshsig.sign(key, NAMESPACE, manifest.encode())
    return {**whole, MANIFEST: manifest.encode(), MANIFEST + ".sig": signature.encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One ZIP file; names in order, no clock, no owner."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()
