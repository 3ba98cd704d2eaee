"""The addresses of the pages of the journal and of the auditor."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
