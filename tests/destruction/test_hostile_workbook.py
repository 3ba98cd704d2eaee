"""A workbook whose parts hold entities is refused before anything is written."""

from __future__ import annotations

import io
import zipfile

import pytest
from defusedxml import DefusedXmlException

from novation.destruction.excel_file import open_workbook

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<workbook><sheets>&b;</sheets></workbook>"
)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_in_a_part_of_a_workbook_are_not_expanded(part: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {"xl/workbook.xml": "<workbook/>", part: LAUGHS}.items():
            archive.writestr(name, content)
    with zipfile.ZipFile(file) as archive, pytest.raises(DefusedXmlException):
        open_workbook(archive)
