"""Linkage: which records are about the same data subject."""

from novation.linkage.linking import LinkResult, TableLink, link
from novation.linkage.shape import LinkTable, Token, tables_to_link

__all__ = ["LinkResult", "LinkTable", "TableLink", "Token", "link", "tables_to_link"]
