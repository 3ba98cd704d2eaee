"""Which of several people who share a contact is asking: by name and year of birth, which are compared and never shown."""

from __future__ import annotations

import re
import unicodedata

from novation.control.cases.models import Case
from novation.errors import NovationError
from novation.portal.finding import record_of

NAME, BORN = "person.name", "person.birth-date"
_YEAR = re.compile(r"(?:19|20)\d\d")


def the_one(case: Case, subjects: list[str], name: str, year: str) -> str | None:
    """The only one whom both fit; a year is asked of those alone whose record has one. None: nobody, or several."""
    wanted, born = _plain(name), year.strip()[:4]
    if not wanted:
        return None
    # Every record is read whatever fits, so that the time does not tell how far a guess came.
    fitting = [subject for subject in subjects if _fits(case, subject, wanted, born)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(case: Case, subject: str, name: str, year: str) -> bool:
    try:
        tables = record_of(case, subject)
    except NovationError:
        return False
    names, years = set(), set()
    for table in tables:
        for column, kind, _ in table.columns:
            values = [str(row[column]) for row in table.rows if row.get(column) is not None]
            if kind == NAME:
                names |= {_plain(value) for value in values}
            elif kind == BORN:
                years |= {found[0] for value in values if (found := _YEAR.search(value))}
    return name in names and (not years or year in years)


def _plain(name: str) -> str:
    """Without blanks, signs, case and width: how a name is written is no secret."""
    folded = unicodedata.normalize("NFKC", name[:200]).casefold()
    return "".join(sign for sign in folded if sign.isalnum())
