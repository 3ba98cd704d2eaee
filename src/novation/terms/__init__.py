"""The shared vocabulary: closed lists of terms, each with its word in Chinese and English (design §7)."""

from novation.terms.categories import Category, Sensitivity
from novation.terms.deal import DealForm, Party, Phase, Role
from novation.terms.dispositions import (
    PASSING,
    SellerCopy,
    ToBuyer,
    strictest_seller_copy,
    strictest_to_buyer,
)
from novation.terms.facts import (
    FACT_FIELDS,
    FACT_NAMES,
    ActivityBand,
    AgeBand,
    Basis,
    Consent,
    Export,
    Facts,
    Hold,
    Marketing,
    Objection,
    Promise,
    Purpose,
    Regime,
    Relationship,
    Retention,
    TransferBasis,
)
from novation.terms.places import PLACES, Place
from novation.terms.vocabulary import Term

__all__ = [
    "FACT_FIELDS",
    "FACT_NAMES",
    "PASSING",
    "PLACES",
    "ActivityBand",
    "AgeBand",
    "Basis",
    "Category",
    "Consent",
    "DealForm",
    "Export",
    "Facts",
    "Hold",
    "Marketing",
    "Objection",
    "Party",
    "Phase",
    "Place",
    "Promise",
    "Purpose",
    "Regime",
    "Relationship",
    "Retention",
    "Role",
    "SellerCopy",
    "Sensitivity",
    "Term",
    "ToBuyer",
    "TransferBasis",
    "strictest_seller_copy",
    "strictest_to_buyer",
]
