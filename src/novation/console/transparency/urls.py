"""The addresses of what is told in public."""

from __future__ import annotations

from django.urls import path

from novation.console.transparency import preview

urlpatterns = [path("", preview.transparency, name="transparency")]
