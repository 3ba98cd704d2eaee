"""One person among millions: found by a keyed index of contacts, read from copies that lie in the order of people."""

from novation.handover.people.finding import Found, People, PersonTable
from novation.handover.people.indexing import INDEX_RECORD, build_index
from novation.handover.people.showing import Why, show

__all__ = ["INDEX_RECORD", "Found", "People", "PersonTable", "Why", "build_index", "show"]
