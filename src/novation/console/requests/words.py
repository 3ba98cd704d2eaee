"""Which rights change something in the sources, and how."""

from __future__ import annotations

from novation.law.entry_words import Right

ERASING = frozenset({Right.DELETE, Right.CANCEL_ACCOUNT})
CORRECTING = frozenset({Right.CORRECT, Right.COMPLETE, Right.COMPLAIN})
FREEZING = frozenset({Right.COMPLAIN, Right.CORRECT, Right.COMPLETE, Right.RESTRICT, Right.OBJECT})
"""Rights under which an element may be disputed while the request is worked on."""
