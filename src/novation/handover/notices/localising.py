"""In which language people of a place are told: the first that a law of the place names, else English."""

from __future__ import annotations

from novation.law.packset import Packs
from novation.terms import Place

WRITTEN = ("zh", "en", "de", "fr", "ja", "ko")
OTHERWISE = "en"


def language_of(packs: Packs, place: Place) -> str:
    """One of `WRITTEN`. A place whose own language nobody wrote for yet is told in English until somebody does."""
    named = [pack for pack in packs if pack.localisation and place in pack.named_places()]
    # The law that is of this place alone knows its language better than one of many places.
    for pack in sorted(named, key=lambda one: len(one.named_places())):
        for language in pack.localisation.languages if pack.localisation else ():
            if language.split("-")[0] in WRITTEN:
                return language.split("-")[0]
    return OTHERWISE
