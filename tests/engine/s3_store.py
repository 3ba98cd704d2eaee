"""A store that speaks as much of Amazon's S3 as reading needs (API reference 2006-03-01): list, head, get with ranges."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

STAMP = "2026-01-01T00:00:00.000Z"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: str
    objects: Mapping[str, bytes]
    asked: list[str]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
        self.asked.append(f"{self.command} {key}")
        if bucket != self.bucket:
            self._answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")
        elif key:
            self._object(key)
        else:
            self._listing({k: v[0] for k, v in parse_qs(parts.query).items()})

    do_HEAD = do_GET

    def _object(self, key: str) -> None:
        if key not in self.objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        elif key.startswith("forbidden"):
            self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        elif (wanted := self.headers.get("Range", "")).startswith("bytes="):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            self._answer(206, self.objects[key][int(first) : int(last) + 1 if last else None])
        else:
            self._answer(200, self.objects[key])

    def _listing(self, query: dict[str, str]) -> None:
        prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
        keys, folders = [], set()
        for key in sorted(k for k in self.objects if k.startswith(prefix)):
            head, sign, _ = key.removeprefix(prefix).partition(delimiter) if delimiter else (key, "", "")
            folders.add(prefix + head + sign) if sign else keys.append(key)
        contents = "".join(
            f"<Contents><Key>{escape(k)}</Key><LastModified>{STAMP}</LastModified><ETag>&quot;{hash(self.objects[k]):x}"
            f"&quot;</ETag><Size>{len(self.objects[k])}</Size><StorageClass>STANDARD</StorageClass></Contents>"
            for k in keys
        )
        common = "".join(
            f"<CommonPrefixes><Prefix>{escape(f)}</Prefix></CommonPrefixes>" for f in sorted(folders)
        )
        body = (
            '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>{self.bucket}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(keys) + len(folders)}</KeyCount>"
            f"<IsTruncated>false</IsTruncated>{contents}{common}</ListBucketResult>"
        )
        self._answer(200, body.encode(), "application/xml")

    def _answer(self, status: int, body: bytes, kind: str = "binary/octet-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", formatdate(0, usegmt=True))
        self.send_header("ETag", f'"{hash(body):x}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def s3_store(bucket: str, objects: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Its address, and what it was asked for."""
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"bucket": bucket, "objects": objects, "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
