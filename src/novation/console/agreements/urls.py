"""The addresses of the pages of agreements."""

from __future__ import annotations

from django.urls import path

from novation.console.agreements import listing, one

urlpatterns = [
    path("", listing.agreements, name="agreements"),
    path("<str:agreement>/", one.agreement, name="agreement"),
    path("<str:agreement>/text/<int:number>.<str:form>", one.text, name="agreement-text"),
    path("<str:agreement>/statement/<str:party>/", one.to_sign, name="agreement-statement"),
]
