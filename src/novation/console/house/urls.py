"""The addresses of the pages of administration: people, roles, sessions, access review."""

from __future__ import annotations

from django.urls import path

from novation.console.house import mine, people, permissions, review

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<str:ref>/", people.person, name="person"),
    path("sessions/", mine.sessions, name="my-sessions"),
    path("sessions/others/", mine.end_others, name="end-other-sessions"),
    path("security/", mine.security, name="my-security"),
    path("security/password/", mine.password, name="my-password"),
    path("security/generator/", mine.generator, name="my-generator"),
    path("security/generator.svg", mine.picture, name="my-generator-picture"),
    path("security/passkey/", mine.passkey, name="my-passkey"),
    path("security/recovery/", mine.renew_codes, name="my-recovery-codes"),
    path("permissions/", permissions.permissions, name="permissions"),
    path("access-review/", review.review, name="access-review"),
]
