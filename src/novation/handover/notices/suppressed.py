"""Who is not contacted: whoever objected to the seller or opted out there, as the list that came with the data says; asked by every sending."""

from __future__ import annotations

from novation.engine import Engine
from novation.handover.people.keeping import ALIASES
from novation.handover.takeover import SUPPRESSED


def register_not_contacted(engine: Engine) -> None:
    """The table `not_contacted` (subject_ref), empty where nothing was taken over.

    A reference that leads to another counts for both, so nobody is reached because two records became one.
    """
    query = "SELECT NULL::VARCHAR AS subject_ref WHERE false"
    if engine.has(SUPPRESSED):
        engine.register("suppressed_list", SUPPRESSED)
        query = "SELECT subject_ref FROM suppressed_list"
        if engine.has(ALIASES):
            engine.register("suppressed_aliases", ALIASES)
            query += " UNION SELECT a.subject_ref FROM suppressed_list o JOIN suppressed_aliases a ON a.alias = o.subject_ref"
    engine.execute(f"CREATE OR REPLACE TABLE not_contacted AS {query}")
