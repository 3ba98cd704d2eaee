"""A set of loaded packs: looked up by id, closed under `extends`, with one digest over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

from novation.errors.law import PACK_CIRCLE, PACK_MISSING, PACK_UNKNOWN
from novation.law.pack import Pack, Rule
from novation.terms import Place


class Packs:
    """Packs sorted by id; the order in which they came never matters.

    Raises `law.pack-missing` and `law.pack-circle` where `extends` does not hold together.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._by_id = {pack.id: pack for pack in sorted(packs, key=lambda pack: pack.id)}
        self._closures = {pack_id: self._close(pack_id) for pack_id in self._by_id}
        self.indexes: dict[object, object] = {}  # compiled forms, one per date, kept by `matching.index_of`

    def __iter__(self) -> Iterator[Pack]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._by_id

    def __getitem__(self, pack_id: str) -> Pack:
        try:
            return self._by_id[pack_id]
        except KeyError:
            raise PACK_UNKNOWN.error(pack=pack_id, known=", ".join(self._by_id)) from None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def closure(self, pack_id: str) -> tuple[str, ...]:
        """The pack and everything it extends, the pack first."""
        self[pack_id]
        return self._closures[pack_id]

    def only(self, pack_id: str) -> Packs:
        """This pack with what it extends, and nothing else."""
        return Packs(self._by_id[name] for name in self.closure(pack_id))

    def rule(self, rule_id: str) -> Rule | None:
        """A rule by its full id, or None."""
        return self._rules.get(rule_id)

    def resolve(self, pack_id: str, written: str) -> Rule | None:
        """The rule that an id written in a pack means: this pack's, or one of a pack that it extends."""
        names = (f"{law}/{written}" for law in self.closure(pack_id)) if "/" not in written else (written,)
        found = next((self._rules[name] for name in names if name in self._rules), None)
        return found if found and found.law in self.closure(pack_id) else None

    def calendar(self, pack_id: str) -> str:
        """Whose working days a pack counts (ISO 3166): its own, or those of a pack that it extends; "" where none says."""
        laws = (self._by_id[name] for name in self.closure(pack_id))
        return next((law.localisation.calendar for law in laws if law.localisation), "")

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.id: rule for pack in self for rule in pack.rules}

    @cached_property
    def digest(self) -> str:
        """`sha256:` over the ids, versions and digests of all packs, one a line."""
        lines = "".join(f"{pack.id} {pack.version.isoformat()} {pack.digest}\n" for pack in self)
        return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()

    def is_export(self, seller_place: Place, buyer_place: Place) -> bool:
        """Whether a move between these places leaves the area; some pack may know both as one area."""
        if seller_place == buyer_place:
            return False
        areas = (area for pack in self for area in pack.export_areas)
        return not any(seller_place in area and buyer_place in area for area in areas)

    def is_adequate(self, seller_place: Place, buyer_place: Place) -> bool:
        """Whether a pack that applies at the seller's place lists the buyer's place as adequate."""
        packs = (
            pack
            for pack in self
            if seller_place in (*pack.named_places("seller_place"), *pack.named_places())
        )
        return any(buyer_place in pack.adequate for pack in packs)

    def _close(self, pack_id: str) -> tuple[str, ...]:
        names = [pack_id]
        for name in names:  # grows while it is walked: breadth first, each pack once
            for base in self._by_id[name].extends:
                if base not in self._by_id:
                    raise PACK_MISSING.error(pack=name, missing=base)
                if base == pack_id:
                    raise PACK_CIRCLE.error(pack=pack_id)
                if base not in names:
                    names.append(base)
        return tuple(names)
