"""The addresses of the pages of a case."""

from __future__ import annotations

from django.urls import path

from novation.console.case import (
    changing,
    comments,
    duties,
    files,
    news,
    opening,
    overview,
    since,
    tasks,
    team,
    together,
)

__all__ = ["news", "urlpatterns"]  # news registers its panel of the overview

urlpatterns = [
    path("", together.cases, name="cases"),
    path("open/", opening.open_one, name="open-case"),
    path("<str:ref>/", overview.overview, name="case"),
    path("<str:ref>/team/", team.team, name="team"),
    path("<str:ref>/tasks/", tasks.tasks, name="tasks"),
    path("<str:ref>/tasks/<str:task>/", tasks.task, name="task"),
    path("<str:ref>/comments/", comments.comments, name="comments"),
    path("<str:ref>/files/", files.files, name="files"),
    path("<str:ref>/files/<str:file>/", files.file, name="file"),
    path("<str:ref>/files/<str:file>/<str:version>/", files.content, name="file-content"),
    path("<str:ref>/deal-form/", changing.deal_form, name="deal-form"),
    path("<str:ref>/since/", since.since, name="since"),
    path("<str:ref>/duties/", duties.duties, name="duties"),
]
