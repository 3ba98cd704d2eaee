"""De-identification by columns: pseudonyms, generalised quasi-identifiers to k, and what risk and loss remain, measured.

What comes out is de-identified and still personal data (decision 0015); whoever shows it asks for more than this room.
"""

from novation.protection.limits import Limits
from novation.protection.measures import Loss, Risk, Spread
from novation.protection.recoding import Recoding, recode
from novation.protection.scales import Scale
from novation.protection.treatments import Treatment, treatment_of
from novation.protection.tuples import Tuples

__all__ = [
    "Limits",
    "Loss",
    "Recoding",
    "Risk",
    "Scale",
    "Spread",
    "Treatment",
    "Tuples",
    "recode",
    "treatment_of",
]
