"""What a file is, told from its first bytes and never from its name or from what the browser says."""

from __future__ import annotations

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
FIRST_BYTES = 8192

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"age-encryption.org/v1\n", "application/age"),
    (b"-----BEGIN SSH SIGNATURE-----", "application/x-ssh-signature"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_IN_ZIP = (
    (b"OFD.xml", "application/ofd"),
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe")


def media_type(first: bytes) -> str:
    """One of a short list; whatever is not on it is bytes (`application/octet-stream`)."""
    for magic, kind in _MAGIC:
        if first.startswith(magic):
            return kind
    if first.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP if mark in first), "application/zip")
    if first.startswith(_PROGRAMS):
        return UNKNOWN
    return TEXT if _is_text(first) else UNKNOWN


def _is_text(first: bytes) -> bool:
    """UTF-8 without controls; the last character may be cut off by where the first bytes end."""
    try:
        text = first.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if len(first) < FIRST_BYTES or wrong.start < len(first) - 4:
            return False
        text = first[: wrong.start].decode("utf-8")
    return bool(text) and not any(ord(char) < 32 and char not in "\t\n\r\f" for char in text)
