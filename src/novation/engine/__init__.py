"""Columnar execution over encrypted working copies, and the sources they are made from."""

from novation.engine.erasure import erase
from novation.engine.execution import Engine
from novation.engine.identifiers import quote_identifier, quote_text
from novation.engine.staging import StagedTable

__all__ = ["Engine", "StagedTable", "erase", "quote_identifier", "quote_text"]
