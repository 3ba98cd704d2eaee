"""The addresses of the pages of requests."""

from __future__ import annotations

from django.urls import path

from novation.console.requests import change, listing, numbers, one

urlpatterns = [
    path("", listing.requests, name="requests"),
    path("numbers/", numbers.numbers, name="requests-numbers"),
    path("<str:asked>/", one.request_page, name="request"),
    path("<str:asked>/change/", change.change, name="request-change"),
]
