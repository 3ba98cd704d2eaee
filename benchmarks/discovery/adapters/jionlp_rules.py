"""jionlp's seven extractors of personal data, the more specific ones first where they overlap."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from protocol import Adapter, Span, main, pick

_EXTRACTORS = (
    "id_card",
    "email",
    "phone_number",
    "motor_vehicle_licence_plate",
    "wechat_id",
    "ip_address",
    "qq",
)


class JioNLP(Adapter):
    name = "jionlp"
    package = "jionlp"

    def load(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            import jionlp

        ranked = enumerate(reversed(_EXTRACTORS))
        self._extract = [(name, float(rank), getattr(jionlp, f"extract_{name}")) for rank, name in ranked]

    def find(self, texts: Any) -> list[list[Span]]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> list[Span]:
        found = []
        for name, rank, extract in self._extract:
            for hit in extract(text, detail=True):
                found.append((*hit["offset"], hit.get("type", name), rank))
        return pick(found)


if __name__ == "__main__":
    main(JioNLP())
