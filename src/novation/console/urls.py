"""The addresses of the console; each room of pages has its own list."""

from __future__ import annotations

from django.urls import include, path

from novation.console import (
    deeds,
    gallery,
    health,
    home,
    invitation,
    proving,
    searching,
    second_step,
    signing_in,
)
from novation.console.connections import pages as connections

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", health.metrics, name="metrics"),
    path("", home.today, name="today"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/second/", second_step.second_step, name="second-step"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/", invitation.follow, name="invitation-link"),
    path("prove/", proving.prove, name="prove"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("language/", signing_in.choose_language, name="language"),
    path("deeds/<str:tag>/<str:ref>/", deeds.deed, name="deed"),
    # By name: the API and the console know nothing of each other.
    path("api/v1/", include("novation.api.urls")),
    path("house/tokens/", connections.house_tokens, name="house-tokens"),
    path("house/tokens/new/", connections.new_house_token, name="house-token-new"),
    path("cases/<str:ref>/connections/", include("novation.console.connections.urls")),
    path("search/", searching.search, name="search"),
    path("house/look/", gallery.look, name="look"),
    path("house/", include("novation.console.house.urls")),
    path("cases/", include("novation.console.case.urls")),
    path("cases/<str:ref>/agreements/", include("novation.console.agreements.urls")),
    path("cases/<str:ref>/requests/", include("novation.console.requests.urls")),
    path("cases/<str:ref>/transparency/", include("novation.console.transparency.urls")),
    path("cases/<str:ref>/recipients/", include("novation.console.recipients.urls")),
    path("cases/<str:ref>/room/", include("novation.console.room.urls")),
    path("cases/<str:ref>/", include("novation.console.operations.urls")),
    path("cases/<str:ref>/approvals/", include("novation.console.approvals.urls")),
    path("cases/<str:ref>/notices/", include("novation.console.notices.urls")),
    path("cases/<str:ref>/texts/", include("novation.console.texts.urls")),
    path("cases/<str:ref>/log/", include("novation.console.log.urls")),
]
handler500 = "novation.console.failing.broken"
