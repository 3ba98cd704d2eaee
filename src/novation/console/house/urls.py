"""The addresses of the pages of administration: people, roles, sessions, access review."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
