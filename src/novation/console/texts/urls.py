"""The addresses of the pages of customers' texts."""

from __future__ import annotations

from django.urls import path

from novation.console.texts import pages

urlpatterns = [
    path("", pages.texts, name="texts"),
    path("<slug:language>/", pages.language, name="text-language"),
]
