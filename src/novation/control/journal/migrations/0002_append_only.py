"""Entries, kept subtrees and signed heads can be added and read, never changed or removed: the database refuses."""

from django.db import migrations

TABLES = ("journal_entry", "journal_node", "journal_head")

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH {each} EXECUTE FUNCTION journal_append_only();
"""


def guard(apps, editor):
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION)
    for table in TABLES:
        for verb in ("update", "delete"):
            pattern = _SQLITE if vendor == "sqlite" else _POSTGRESQL
            editor.execute(pattern.format(table=table, verb=verb, VERB=verb.upper(), each="ROW"))
        if vendor == "postgresql":
            # Emptying a table fires no row trigger.
            editor.execute(
                _POSTGRESQL.format(table=table, verb="truncate", VERB="TRUNCATE", each="STATEMENT")
            )


def unguard(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("update", "delete", *(["truncate"] if postgresql else [])):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        editor.execute("DROP FUNCTION journal_append_only()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
