"""Attempts become one row for each address or contact; an opened link says of which notice it was."""

import django.utils.timezone
from django.db import migrations, models


def forget_attempts(apps, schema_editor):  # type: ignore[no-untyped-def]
    """They count for an hour only; there was one row for each attempt."""
    apps.get_model("identity", "Knock").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget_attempts, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="knock", name="identity_knock_origin"),
        migrations.RemoveField(model_name="knock", name="at"),
        migrations.AddField(
            model_name="knock",
            name="since",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(model_name="knock", name="count", field=models.IntegerField(default=0)),
        migrations.AlterField(
            model_name="knock", name="origin", field=models.CharField(max_length=64, unique=True)
        ),
        migrations.RemoveIndex(model_name="code", name="identity_code_contact"),
        migrations.AddIndex(
            model_name="code", index=models.Index(fields=["expires_at"], name="identity_code_expiry")
        ),
        migrations.AddField(
            model_name="usedlink", name="notice", field=models.CharField(default="", max_length=32)
        ),
        migrations.AddIndex(
            model_name="usedlink",
            index=models.Index(fields=["case", "notice", "used_at"], name="identity_link_of_notice"),
        ),
    ]
