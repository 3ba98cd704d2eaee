"""Reference of the permissions: every deed and page of the console, who may, and on what conditions."""

from __future__ import annotations

import os

import django

from builder.markdown import page
from novation.messages import Language


def render(language: Language) -> str:
    """From the registry that the console asks; Django has to be set up to fill it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.testing")
    django.setup()
    from django.urls import get_resolver

    from novation.control.permissions import markdown

    # The addresses import the pages, and with them sights that only pages define.
    get_resolver().reverse_dict  # noqa: B018
    return page(language, markdown(language))
