"""The addresses of the pages of notices."""

from __future__ import annotations

from django.urls import path

from novation.console.notices import listing, one

urlpatterns = [
    path("", listing.notices, name="notices"),
    path("<str:notice>/", one.notice, name="notice"),
]
