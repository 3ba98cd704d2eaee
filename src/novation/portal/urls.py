"""The addresses of the portal: none of staff, none that says anything about anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from novation.portal import (
    asking,
    choosing,
    copying,
    documents,
    entering,
    learning,
    leaving,
    notice,
    openness,
    own_data,
)


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("health/live", live, name="live"),
    path("<str:ref>/", entering.start, name="start"),
    path("<str:ref>/k/<str:token>/", entering.link, name="link"),
    path("<str:ref>/code/", entering.code, name="code"),
    path("<str:ref>/code/answer/", entering.answer, name="code-answer"),
    path("<str:ref>/code/who/", entering.who, name="who"),
    path("<str:ref>/documents/", documents.documents, name="documents"),
    path("<str:ref>/learn/<slug:name>/", learning.lesson, name="lesson"),
    path("<str:ref>/transparency/", openness.transparency, name="transparency"),
    path("<str:ref>/transparency/dpv.jsonld", openness.transparency_data, name="transparency-data"),
    path("<str:ref>/transparency/<int:number>/", openness.transparency, name="transparency-version"),
    path(
        "<str:ref>/transparency/<int:number>/document.json",
        openness.transparency_document,
        name="transparency-document",
    ),
    path("<str:ref>/left/", leaving.left, name="left"),
    path("<str:ref>/me/", notice.me, name="me"),
    path("<str:ref>/me/choices/", choosing.choices, name="choices"),
    path("<str:ref>/me/data/", own_data.data, name="data"),
    path("<str:ref>/me/copy/", copying.copy, name="copy"),
    path("<str:ref>/me/ask/<slug:right>/", asking.ask, name="ask"),
    path("<str:ref>/me/requests/", asking.requests, name="requests"),
    path("<str:ref>/me/requests/<str:request_ref>/", asking.one_request, name="request"),
    path("<str:ref>/me/stay/", leaving.stay, name="stay"),
    path("<str:ref>/me/leave/", leaving.leave, name="leave"),
]
handler404 = "novation.portal.failing.missing"
handler500 = "novation.portal.failing.broken"
