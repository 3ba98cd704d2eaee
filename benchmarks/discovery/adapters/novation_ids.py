"""Novation's identifiers alone, without names and addresses."""

from __future__ import annotations

from novation_names import Novation
from protocol import main


class Identifiers(Novation):
    name = "novation-ids"
    names = False


if __name__ == "__main__":
    main(Identifiers())
