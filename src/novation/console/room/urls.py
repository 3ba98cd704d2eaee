"""The addresses of the pages of the data room."""

from __future__ import annotations

from django.urls import path

from novation.console.room import copies, exchange, index, item, questions, record

urlpatterns = [
    path("", index.room, name="room"),
    path("record/", record.record, name="room-record"),
    path("questions/", questions.questions, name="questions"),
    path("exchange/", exchange.exchange, name="room-exchange"),
    path("all/", copies.everything, name="room-all"),
    path("items/<str:item>/", item.item, name="room-item"),
    path("items/<str:item>/copy/", copies.one, name="room-copy"),
]
