"""The SSH wire encoding (RFC 4251 §5): big-endian numbers and byte strings led by their length."""

from __future__ import annotations

MAX_STRING = 1024 * 1024


class Malformed(ValueError):
    """Bytes that end too early, or go on after the end."""


def string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def number(value: int) -> bytes:
    return value.to_bytes(4, "big")


class Reader:
    """Reads from the front; every read checks that the bytes are there."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        if count > len(self._data) - self._at:
            raise Malformed("too short")
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        length = self.number()
        if length > MAX_STRING:
            raise Malformed("string too long")
        return self.take(length)

    def end(self) -> None:
        if self._at != len(self._data):
            raise Malformed("bytes left over")
