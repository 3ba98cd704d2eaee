"""Findings in the formats of others: SARIF 2.1.0, Fideslang, W3C DPV, OpenMetadata tags."""

from novation.inventory.outputs.dpv_graph import dpv, read_dpv
from novation.inventory.outputs.fideslang_manifest import fideslang
from novation.inventory.outputs.openmetadata_tables import openmetadata
from novation.inventory.outputs.sarif_log import sarif
from novation.inventory.outputs.vocabularies import Words, words_of

__all__ = ["Words", "dpv", "fideslang", "openmetadata", "read_dpv", "sarif", "words_of"]
