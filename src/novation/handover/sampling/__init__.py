"""A de-identified sample with its measured risk: drawn, checked, kept encrypted, read back by row."""

from novation.handover.sampling.drawing import draw
from novation.handover.sampling.keeping import Sample, numbers_drawn, read_record, read_rows
from novation.handover.sampling.order import SampleOrder

__all__ = ["Sample", "SampleOrder", "draw", "numbers_drawn", "read_record", "read_rows"]
