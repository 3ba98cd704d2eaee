"""The addresses of the pages of a case."""

from __future__ import annotations

from django.urls import path

from novation.console.case import overview

urlpatterns = [
    path("<str:ref>/", overview.overview, name="case"),
]
