"""`novation certificate`: erases the working copies and issues the signed certificate of destruction."""

from __future__ import annotations

from novation.cli.authorise import KeyOption, open_key
from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, line, open_project, told
from novation.cli.language import LANGUAGE
from novation.handover import certifying


@told
def certificate(
    key: KeyOption, project: ProjectOption = DEFAULT_PROJECT, as_json: JsonOption = False
) -> None:
    held = open_project(project)
    document = certifying.certify(held, open_key(key))
    if as_json:
        emit(document)
        return
    line(certifying.as_text(document, LANGUAGE))
