"""The addresses of the pages of the journal and of the auditor."""

from __future__ import annotations

from django.urls import path

from novation.console.log import audit, journal

urlpatterns = [
    path("", journal.journal, name="log"),
    path("audit/", audit.desk, name="audit"),
    path("audit/bundle/", audit.bundle_file, name="audit-bundle"),
    path("audit/names/", audit.names_file, name="audit-names"),
    path("audit/samples/<str:sample>/", audit.sample, name="audit-sample"),
    path("checkpoints/<int:size>/", journal.note, name="log-note"),
    path("<int:index>/", journal.entry, name="log-entry"),
    path("<int:index>/proof/", journal.proof, name="log-proof"),
]
