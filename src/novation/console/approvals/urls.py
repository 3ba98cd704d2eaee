"""The addresses of the pages of approvals and signing."""

from __future__ import annotations

from django.urls import path

from novation.console.approvals import classes, committee, overview, signing

urlpatterns = [
    path("", overview.overview, name="approvals"),
    path("committee/", committee.committee, name="committee"),
    path("classes/", classes.classes, name="sign-off"),
    path("signing/", signing.papers, name="signing"),
    path("signing/<str:paper>/", signing.paper, name="paper"),
    path("signing/<str:paper>/file/", signing.paper_file, name="paper-file"),
    path("signing/<str:paper>/signature/", signing.signature_file, name="paper-signature"),
]
