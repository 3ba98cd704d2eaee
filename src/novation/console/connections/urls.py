"""The addresses of the pages of tokens and webhooks of a case."""

from __future__ import annotations

from django.urls import path

from novation.console.connections import pages

urlpatterns = [
    path("", pages.connections, name="connections"),
    path("token/", pages.new_token, name="token-new"),
    path("webhook/", pages.new_webhook, name="webhook-new"),
    path("webhook/<str:webhook>/", pages.webhook, name="webhook"),
    path("webhook/<str:webhook>/secret/", pages.new_secret, name="webhook-secret"),
]
