"""Closed vocabularies as columns: the value is stored, the words come from the term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from novation.terms.vocabulary import Term

if TYPE_CHECKING:

    def TermField(terms: type[Term] | None = None, **options: Any) -> Any:  # noqa: N802
        """To a type checker the attribute is what it holds, as with Django's own columns."""

else:

    class TermField(models.CharField):
        """A column whose values are the members of a vocabulary, and whose attribute is a member."""

        def __init__(self, terms: type[Term] | None = None, **options: Any) -> None:
            self.terms = terms
            options.setdefault("max_length", 40)
            super().__init__(**options)

        def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
            return self.to_python(value)

        def to_python(self, value: Any) -> Any:
            return self.terms(value) if self.terms and value not in (None, "") else value

        def get_prep_value(self, value: Any) -> Any:
            return None if value is None else str(value)
