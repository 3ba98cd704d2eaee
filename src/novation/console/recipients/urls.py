"""The addresses of recipients."""

from __future__ import annotations

from django.urls import path

from novation.console.recipients import letter, register

urlpatterns = [
    path("", register.recipients, name="recipients"),
    path("<str:telling>/letter/", letter.letter, name="recipient-letter"),
]
