"""The addresses of recipients."""

from __future__ import annotations

from django.urls import path

from novation.console.recipients import register

urlpatterns = [path("", register.recipients, name="recipients")]
