"""What entries of one side say; like the entries themselves it is never changed or removed."""

import django.db.models.deletion
from django.db import migrations, models

_SQLITE = """
CREATE TRIGGER journal_opening_no_{verb} BEFORE {VERB} ON journal_opening
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
_POSTGRESQL = """
CREATE TRIGGER journal_opening_no_{verb} BEFORE {VERB} ON journal_opening
FOR EACH {each} EXECUTE FUNCTION journal_append_only();
"""


def guard(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    for verb in ("update", "delete"):
        pattern = _POSTGRESQL if postgresql else _SQLITE
        editor.execute(pattern.format(verb=verb, VERB=verb.upper(), each="ROW"))
    if postgresql:
        editor.execute(_POSTGRESQL.format(verb="truncate", VERB="TRUNCATE", each="STATEMENT"))


def unguard(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    for verb in ("update", "delete", *(["truncate"] if postgresql else [])):
        editor.execute(
            f"DROP TRIGGER journal_opening_no_{verb}" + (" ON journal_opening" if postgresql else "")
        )


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_logentry_journal_entry_by")]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.BigIntegerField()),
                ("side", models.CharField(max_length=20)),
                ("tag", models.CharField(max_length=64)),
                ("line", models.TextField()),
                ("salt", models.CharField(max_length=32)),
                (
                    "stream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="journal.stream",
                    ),
                ),
            ],
            options={
                "db_table": "journal_opening",
                "indexes": [models.Index(fields=["stream", "tag", "index"], name="journal_opening_tag")],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "index"), name="journal_opening_place")
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
