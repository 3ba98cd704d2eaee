"""The engine on Apache Spark: Spark moves, joins and groups the rows, DuckDB on its workers says what a value means.

Nothing in here is imported unless a project asks for it; it wants the extra `spark` and Java. `engine.SparkEngine` is
what the rooms above take; `reading`, `values` and `daemon` run on Spark's workers and import no more than these need.
"""
