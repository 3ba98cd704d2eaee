"""The addresses of the pages of the data plane's steps: inventory, classes, plan, package."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
