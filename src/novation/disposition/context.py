"""What is the same for everybody in a deal: its form, phase, day, places, and the seller's declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from novation.terms import (
    Basis,
    Category,
    DealForm,
    Export,
    Phase,
    Place,
    Promise,
    Purpose,
    Regime,
    TransferBasis,
)

DEFAULT_BASIS: Mapping[Category, Basis] = {
    Category.IDENTITY: Basis.CONTRACT,
    Category.CONTACT: Basis.CONTRACT,
    Category.ACCOUNT: Basis.CONTRACT,
    Category.TRANSACTION: Basis.CONTRACT,
    Category.SERVICE: Basis.CONTRACT,
    Category.FINANCIAL: Basis.CONTRACT,
    Category.EMPLOYMENT: Basis.CONTRACT,
    Category.GOVERNMENT_ID: Basis.UNKNOWN,
    Category.MARKETING: Basis.CONSENT,
    Category.PREFERENCE: Basis.CONSENT,
    Category.LOCATION: Basis.CONSENT,
    Category.HEALTH: Basis.CONSENT,
    Category.BIOMETRIC: Basis.CONSENT,
    Category.BELIEF: Basis.CONSENT,
    Category.ETHNICITY: Basis.CONSENT,
    Category.SEX_LIFE: Basis.CONSENT,
    Category.CRIMINAL: Basis.CONSENT,
    Category.CREDENTIAL: Basis.CONTRACT,
    Category.OTHER: Basis.UNKNOWN,
}
"""The usual basis of a shop; `[basis]` in novation.toml says otherwise, and is printed in the plan."""


@dataclass(frozen=True)
class Context:
    deal_form: DealForm
    phase: Phase
    closing_on: date
    seller_place: Place
    buyer_place: Place
    export: Export
    purpose: Purpose = Purpose.SAME
    promise: Promise = Promise.NONE
    regime: Regime = Regime.ORDINARY
    active_months: int = 12
    basis: Mapping[Category, Basis] = field(default_factory=lambda: dict(DEFAULT_BASIS))
    transfer_basis: Mapping[Category, TransferBasis] = field(default_factory=dict)
    """Categories for which counsel has signed that another basis than consent carries the transfer."""
    notices: Mapping[str, date] = field(default_factory=dict)
    """Law id → day on which the notice that it asks for was given."""

    def basis_of(self, category: Category) -> Basis:
        return self.basis.get(category, DEFAULT_BASIS.get(category, Basis.UNKNOWN))

    def transfer_basis_of(self, category: Category) -> TransferBasis:
        return self.transfer_basis.get(category, TransferBasis.NONE)
