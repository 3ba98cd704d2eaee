"""The whole `novation` application, every command loaded: for the documentation, for tests, for embedding."""

from __future__ import annotations

from novation.cli.assembly import assemble

app = assemble()
