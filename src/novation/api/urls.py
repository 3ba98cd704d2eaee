"""The addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from novation.api.assembled import assemble
from novation.api.gate import gated, nowhere

api = assemble()
_patterns, app_name, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern):
        _pattern.callback = gated(_pattern.callback)

urlpatterns = [
    *[one for one in _patterns if getattr(one, "name", "") != "api-root"],
    path("", gated(nowhere), name="api-root"),
    re_path(r"^(?P<rest>.*)$", gated(nowhere), name="nowhere"),
]
app_name = "api"
