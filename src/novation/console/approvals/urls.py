"""The addresses of the pages of approvals and signing."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
