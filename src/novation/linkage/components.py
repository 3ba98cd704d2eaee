"""Connected components: tokens that stand in one row belong to one person, and so do those linked through others."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from novation.engine import Engine
from novation.engine.expressions import one
from novation.messages import Text


def find_components(engine: Engine) -> tuple[int, list[Text]]:
    """Makes `row_subject(t, _row, subject)` from `claims`; returns the number of subjects and remarks.

    Two valid ID numbers may come together through a chain (a number here, an e-mail there) though no single row
    shows it. Then what was only phone or e-mail no longer links in that component: two different resident IDs are
    two people, unless a customer number of one key space says otherwise.
    """
    count = _components(engine)
    torn = _untie(engine)
    if torn:
        count = _components(engine)
    return count, _remarks(torn)


def _components(engine: Engine) -> int:
    tokens = int(one(engine.fetch_arrow("SELECT count(*) FROM token_ids"))[0])
    engine.execute(
        "CREATE OR REPLACE TABLE rows_said AS SELECT t, _row, min(id) AS first, max(id) AS last FROM claims GROUP BY t, _row"
    )
    edges = engine.fetch_arrow(
        "SELECT DISTINCT r.first AS a, c.id AS b FROM rows_said r JOIN claims c USING (t, _row) "
        "WHERE r.last > r.first AND c.id > r.first"
    )
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(tokens, tokens)).tocsr()
    count, labels = connected_components(graph, directed=False) if tokens else (0, np.empty(0, np.int32))
    engine.register_arrow("labels", pa.table({"id": np.arange(tokens), "subject": labels.astype(np.int64)}))
    engine.execute(
        "CREATE OR REPLACE TABLE row_subject AS SELECT r.t, r._row, l.subject FROM rows_said r JOIN labels l ON l.id = r.first"
    )
    return int(count)


def _untie(engine: Engine) -> int:
    """Takes the weak claims out of components that hold several ID numbers; returns how many components."""
    engine.execute(
        "CREATE OR REPLACE TABLE torn AS SELECT l.subject FROM (SELECT DISTINCT id FROM claims WHERE strong) s "
        "JOIN labels l USING (id) GROUP BY l.subject HAVING count(*) > 1"
    )
    count = int(one(engine.fetch_arrow("SELECT count(*) FROM torn"))[0])
    if count:
        engine.execute(
            "DELETE FROM claims WHERE weak AND id IN (SELECT id FROM labels WHERE subject IN (SELECT subject FROM torn))"
        )
    return count


def _remarks(torn: int) -> list[Text]:
    if not torn:
        return []
    return [
        Text(
            f"{torn} 组记录经手机号或邮箱牵连到多个身份证号，已按身份证号分开",
            f"{torn} groups of records met several ID numbers through phone or e-mail; they were parted by ID number",
        )
    ]
