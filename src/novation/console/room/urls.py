"""The addresses of the pages of the data room."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
