"""An invented case of a hundred people, its records written by hand, so that the dossier's tests rest on no step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from novation.custody.documents import write_signed
from novation.destruction import (
    Absence,
    Outcome,
    TableOutcome,
    Unsearched,
    certificate,
    source_item,
    working_copies_item,
)
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.handover import opening
from novation.handover.authorising import authorisations, authorise
from novation.handover.grouping import groups
from novation.handover.project import Project, file_digest, origin
from novation.handover.sealing import signers_text
from novation.handover.stages import Stage, StageKind
from novation.law import load_packs
from novation.law.crossing import Declared, cross
from novation.law.export_routes import Move
from novation.seal import layout
from novation.seal.keys import generate_identity, parse_recipients, recipients_text
from novation.seal.recipe import recipe
from novation.seal.writer import BagWriter
from novation.terms import DealForm, Party, Place, Role

NAMES = {
    "owner": "周建松",
    "compliance-officer": "林晓岚",
    "hander-over": "周建松",
    "receiver": "沈妍",
    "witness": "钱正",
}
HOSTILE = "<script>alert(1)</script>"
HOSTILE_SOURCE = f"会员{HOSTILE}.csv"
SELLER, BUYER = f"青松文体 {HOSTILE}", 'Hailan "Retail" & <b>Co</b>'
PEOPLE = 100
DECISIONS = 195


def rule(law: str, name: str, *, confirmed: bool = True, derived: bool = False) -> dict[str, Any]:
    return {
        "rule": f"{law}/{name}",
        "law": law,
        "title": {"zh": f"规则{name}的标题", "en": f"title of {name}"},
        "reason": {"zh": f"规则{name}的理由。", "en": f"Reason of {name}."},
        "to_buyer": None,
        "seller_copy": None,
        "consent_kind": None,
        "derived": derived,
        "citation": {"zh": f"某法第{name}条", "en": f"Some Act Art. {name}"},
        "source": f"https://law.example/{name}",
        "fact": "X-1",
        "confirmed": confirmed,
    }


RULES = {
    r["rule"]: r
    for r in (
        rule("cn-pipl", "11"),
        rule("cn-pipl", "23", derived=True),
        rule("cn-pipl", "47"),
        rule("eu-gdpr", "14", confirmed=False),
        rule("eu-gdpr", "99"),
    )
}


def verdict(
    to_buyer: str, seller: str, reasons: list[str], seller_reasons: list[str], **more: Any
) -> dict[str, Any]:
    undecided = {"zh": "没有加载适用于日本的规则包", "en": "no law pack is loaded for Japan"}
    return {
        "to_buyer": to_buyer,
        "seller_copy": seller,
        "passes": "yes" if to_buyer == "transfer" else "no",
        "consent_kind": "separate" if to_buyer == "needs-consent" else None,
        "consent_kinds": [],
        "notices": [],
        "mask": [],
        "human": False,
        "unconfirmed": False,
        "reasons": reasons,
        "seller_reasons": seller_reasons,
        "answers": [],
        "laws": ["cn-pipl"],
        "conflicts": [],
        "seller_conflicts": [],
        "undecided_because": None if reasons else undecided,
        "seller_undecided_because": None if seller_reasons else undecided,
        "unjudged": [],
        **more,
    }


VERDICTS = [
    verdict("transfer", "destroy", ["cn-pipl/11"], ["cn-pipl/47"]),
    verdict("needs-consent", "keep", ["cn-pipl/23"], ["cn-pipl/23"], human=True),
    verdict("undecided", "undecided", [], []),
    verdict("transfer-after-notice", "keep", ["eu-gdpr/14"], ["eu-gdpr/14"], unconfirmed=True),
    verdict(
        "withhold", "retain-restricted", ["cn-pipl/11", "cn-pipl/23"], ["cn-pipl/47"], conflicts=["eu-gdpr"]
    ),
]
CLASSES = (
    ("identity", "cn", 0, 35, "under-1"),
    ("identity", "cn", 0, 5, "1-3"),
    ("identity", "cn", 1, 30, "1-3"),
    ("identity", "jp", 2, 20, "never"),
    ("identity", "de", 3, 10, "under-1"),
    ("contact", "cn", 0, 40, "under-1"),
    ("contact", "cn", 4, 25, "1-3"),
    ("contact", "jp", 2, 20, "never"),
    ("contact", "de", 3, 10, "under-1"),
)


def leaving() -> dict[str, Any]:
    """A move of 120,000 people to the United Kingdom under a standard contract, and one of a processor that has no route."""
    packs, on = load_packs(), date(2026, 11, 21)
    way = Declared(("standard-contract",), date(2026, 8, 1))
    moves = [
        cross(packs, Move(Place.CN, Place.UK, 120_000, 0), way, on, BUYER),
        cross(packs, Move(Place.CN, Place.US, 1_200_000, 0), way, on, f"云托管 {HOSTILE}"),
        cross(packs, Move(Place.CN, Place.CN, 120_000, 0), way, on, "青松物流"),
    ]
    return {
        "on": on.isoformat(),
        "export": "no-route",
        "declared": list(way.routes),
        "in_place_since": "2026-08-01",
        "people": 120_000,
        "sensitive_people": 0,
        "moves": [move.as_dict() for move in moves],
    }


def decisions(more: tuple[tuple[str, str, int, int, str], ...] = ()) -> dict[str, Any]:
    return {
        "type": "novation-decisions@v1",
        "as_of": "2026-11-21",
        "people": PEOPLE,
        "facts": {"deal_form": "asset-deal"},
        "classes": [
            {
                "id": f"C-{n:08}",
                "number": n,
                "facts": {"category": category, "place": place, "activity": activity},
                "people": people,
                "passes_now": VERDICTS[v]["to_buyer"] == "transfer",
                "seller_copy_now": VERDICTS[v]["seller_copy"],
                "verdict": v,
            }
            for n, (category, place, v, people, activity) in enumerate((*CLASSES, *more))
        ],
        "verdicts": VERDICTS,
        "rules": RULES,
        "obligations": [
            {
                "id": "cn-pipl/same-purpose",
                "law": "cn-pipl",
                "title": {"zh": "不得改变目的", "en": "Keep to the purpose"},
                "due": {"zh": "持续", "en": "always"},
                "citation": {"zh": "某法第二十三条", "en": "Some Act Art. 23"},
                "confirmed": False,
                "people": 50,
            }
        ],
        "core": {
            "cn": {"transfer": {"destroy": 40}, "needs-consent": {"keep": 30}},
            "jp": {"undecided": {"undecided": 20}},
            "de": {"transfer-after-notice": {"keep": 10}},
        },
        "measures": {"people": PEOPLE, "sensitive-people": 7, "minors": 0},
        "leaving": leaving(),
        "deal_form": "asset-deal",
        "laws": [{"id": "cn-pipl", "version": "2026-11-21", "digest": "sha256:" + "1" * 64}],
    }


def column(name: str, category: str, sensitivity: str = "private") -> dict[str, Any]:
    return {
        "name": name,
        "type": "string",
        "category": category,
        "sensitivity": sensitivity,
        "kind": "other",
        "confidence": 0.9,
        "evidence": [{"zh": "示例 王**", "en": "sample W**"}],
        "overridden": None,
        "empty": 0,
        "distinct": 3,
        "inside": {},
    }


def scan() -> dict[str, Any]:
    columns = [
        column("xm", "identity"),
        column("dh", "contact"),
        column(f"银行卡{HOSTILE}", "financial", "sensitive"),
    ]
    return {
        "type": "novation-scan@v1",
        "tables": [
            {
                "id": "s000t00",
                "source": HOSTILE_SOURCE,
                "table": "会员",
                "rows": 130,
                "columns": columns,
                "remarks": [],
            },
            {
                "id": "s001t00",
                "source": "goods.csv",
                "table": "goods",
                "rows": 7,
                "columns": [column("sku", "none", "none")],
                "remarks": [],
            },
        ],
        "skipped": [
            {
                "source": "old.sqlite",
                "reason": {"zh": "已加密，无法读取。", "en": "It is encrypted."},
                "code": "sources.encrypted",
            }
        ],
        "sources": [
            {"name": n, "path": n, "kind": "csv", "encoding": None, "digest": "sha256:" + "2" * 64}
            for n in (HOSTILE_SOURCE, "goods.csv")
        ],
    }


STAGES = (
    Stage("check", StageKind.CHECK),
    Stage("part:s000t00:identity", StageKind.PART, "s000t00", HOSTILE_SOURCE, "identity", 52, 40),
    Stage("part:s000t00:contact", StageKind.PART, "s000t00", HOSTILE_SOURCE, "contact", 51, 40),
    Stage("registers", StageKind.REGISTERS, people=42),
    Stage("close", StageKind.CLOSE),
    Stage("sign", StageKind.SIGN),
    Stage("remove:s000t00", StageKind.REMOVE, "s000t00", HOSTILE_SOURCE, rows=52, people=40, cells=33),
    Stage("erase", StageKind.ERASE),
    Stage("look", StageKind.LOOK),
    Stage("certify", StageKind.CERTIFY),
)


@dataclass
class Case:
    """A seller's project, brought to a moment by its methods; `keys` are made anew for each case."""

    root: Path
    keys: dict[str, PrivateKey] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = {role: load_private_key(generate_private_key()) for role in NAMES}
        self.identity = self.root / "age.key"
        self.root.mkdir(parents=True, exist_ok=True)
        self.recipient = generate_identity(self.identity)
        self.seller = self._project("seller")

    def _project(self, name: str) -> Project:
        project = opening.init(
            self.root / name,
            deal_form=DealForm.ASSET_DEAL,
            seller=Party(SELLER, Place.CN),
            buyer=Party(BUYER, Place.UK),
            closing_on=date(2027, 1, 15),
            case="NV-2026-0042",
            recipients=[self.recipient],
        )
        for role, key in self.keys.items():
            values = {"role": role, "name": NAMES[role], "key": key.public.line()}
            opening.append_entry(project, "signer", values, "signer.added")
        return project

    def decided(self, more: tuple[tuple[str, str, int, int, str], ...] = ()) -> Case:
        self.seller.write_record("scan.json", scan())
        self.seller.write_record("decisions.json", decisions(more))
        return self

    def planned(self) -> Case:
        self.decided()
        found, made = scan(), decisions()
        parties = {"seller": (SELLER, "cn"), "buyer": (BUYER, "uk")}
        plan = {
            "type": "novation-plan@v1",
            "case": "NV-2026-0042",
            "version": 3,
            "created_at": "2026-11-21T09:00:00Z",
            "as_of": made["as_of"],
            "deal": {"form": "asset-deal", "phase": "closing", "closing_on": "2027-01-15"},
            **{side: {"name": n, "place": p, "contact": ""} for side, (n, p) in parties.items()},
            "sources": found["sources"],
            "skipped": found["skipped"],
            "tables": [
                {
                    "id": t["id"],
                    "source": t["source"],
                    "name": t["table"],
                    "rows": t["rows"],
                    "orphans": 4,
                    "by": by,
                    "columns": t["columns"],
                }
                for t, by in zip(found["tables"], ("key", "reference"), strict=True)
            ],
            "decisions": canonical.digest(made),
            "laws": made["laws"],
            "people": PEOPLE,
            "core": made["core"],
            "leaving": made["leaving"],
            "classes": len(made["classes"]),
            "groups": groups(made),
            "rules": made["rules"],
            "obligations": made["obligations"],
            "approval": {"seal": ["owner", "compliance-officer"], "destroy": ["owner", "compliance-officer"]},
            "stages": [s.as_dict() for s in STAGES],
        }
        plan["buyer"]["recipients"] = [self.recipient]
        self.plan_digest = self.seller.write_record("plan.json", plan)
        return self

    def authorised(self) -> Case:
        for role in ("owner", "compliance-officer"):
            authorise(self.seller, role=Role(role), name=NAMES[role], key=self.keys[role])
        return self

    @property
    def package(self) -> Path:
        return self.root / "package"

    def sealed(self) -> Case:
        """A small package that verifies, written as the specification says."""
        self.planned().authorised()
        settings, journal = self.seller.settings(), self.seller.journal
        journal.append("package.begun", plan=self.plan_digest)
        tags = {
            layout.PLAN: self.seller.record_path("plan.json").read_bytes(),
            layout.COUNTS: canonical.encode({"type": "novation-counts@v1"}),
            layout.OBLIGATIONS: canonical.encode({"type": "novation-obligations@v1"}),
            layout.LAWS: canonical.encode({"type": "novation-laws@v1"}),
            layout.RECIPIENTS: recipients_text([self.recipient]),
            layout.ALLOWED_SIGNERS: signers_text(settings).encode(),
            layout.JOURNAL: journal.path.read_bytes(),
            layout.CHECKPOINT: journal.checkpoint(
                self.keys["hander-over"], origin(settings.case, "seller")
            ).encode(),
            layout.RECIPE_ZH: recipe("zh"),
            layout.RECIPE_EN: recipe("en"),
        }
        for n, one in enumerate(authorisations(self.seller), 1):
            tags[f"authorisations/{n:03}.json"] = one.document
            tags[f"authorisations/{n:03}.json.sig"] = one.signature.encode()
        parts = [layout.table_part("s000t00", c) for c in ("identity", "contact")]
        parts += [name for c in ("identity", "contact") for name in layout.index_parts("s000t00", c)]
        parts += [layout.register_part(n) for n in layout.REGISTERS] + [layout.DATAPACKAGE]
        with BagWriter(self.package) as writer:
            for part in parts:
                with writer.encrypted(part, parse_recipients(self.recipient)) as sink:
                    sink.write(b"nothing about anybody")
            for name, content in tags.items():
                writer.add_tag(name, content)
            writer.finish(
                {"Novation-Plan": self.plan_digest, "Novation-Package-Version": layout.PACKAGE_VERSION},
                lambda m: {
                    layout.HANDER_OVER_SIGNATURE: sshsig.sign(
                        self.keys["hander-over"], layout.NAMESPACE, m
                    ).encode()
                },
            )
        self.package_digest = file_digest(self.package / layout.TAGMANIFEST)
        record = {
            "type": "novation-sealed@v1",
            "plan": self.plan_digest,
            "package": self.package_digest,
            "sealed_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "parts": [
                {
                    "stage": s.id,
                    "file": layout.table_part(s.table, s.category),
                    "rows": s.rows,
                    "people": s.people,
                    "columns": [],
                }
                for s in STAGES
                if s.kind is StageKind.PART
            ]
            + [
                {
                    "stage": "registers",
                    "file": layout.register_part("subjects"),
                    "rows": 42,
                    "people": 0,
                    "columns": [],
                }
            ],
        }
        self.seller.write_record("sealed.json", record)
        return self

    def received(self, answer: str = "accept-with-reservation") -> Case:
        self.sealed()
        self.buyer = self._project("buyer")
        bound = {"package": self.package_digest, "plan": self.plan_digest}
        self.buyer.write_record(
            "received.json",
            {"type": "novation-received@v1", **bound, "received_at": "2026-11-22T08:00:00Z", "parts": []},
        )
        counts = {"table": "s000t00", "unexplained": 0}
        tables = [
            {
                **counts,
                "category": "contact",
                "expected": 51,
                "received": 51,
                "missing": 0,
                "added": 0,
                "changed": 0,
                "rows": [],
            },
            {
                **counts,
                "category": "identity",
                "expected": 52,
                "received": 50,
                "missing": 2,
                "added": 0,
                "changed": 1,
                "rows": [{"state": "changed", "row": 3, "subject_ref": "AAAA", "columns": ["xm"]}],
            },
        ]
        record = {
            **bound,
            "reconciled_at": "2026-11-22T08:30:00Z",
            "tables": tables,
            "missing_parts": [],
            "differences": 3,
        }
        self.buyer.write_record("reconciliation.json", {"type": "novation-reconciliation@v1", **record})
        receipt = {
            "type": "novation-receipt@v1",
            "case": "NV-2026-0042",
            **bound,
            "answer": answer,
            "reservation": f"缺两行 {HOSTILE}",
            "receiver": BUYER,
            "received_at": "2026-11-22T08:00:00Z",
            "given_at": "2026-11-22T09:00:00Z",
            "tables": [],
            "differences": 3,
        }
        self.receipt_digest = write_signed(
            self.seller.record_path("receipt.json"), receipt, self.keys["receiver"], "novation-receipt"
        )
        return self

    def destroyed(self) -> Case:
        self.received()
        outcome = Outcome(HOSTILE_SOURCE, "csv", "done", "sha256:" + "3" * 64, "sha256:" + "4" * 64, (TableOutcome("会员", 130, 52, 33),), False, ("other-names",))  # fmt: skip
        document = certificate(
            plan_digest=self.plan_digest,
            package_digest=self.package_digest,
            receipt_digest=self.receipt_digest,
            items=[source_item(outcome), working_copies_item("work", gone=True)],
            absence=Absence(9, 1000, 77, (), (Unsearched("old.sqlite", "bytes"),), {"cn.mobile": 2}, True),
            authorisations=["sha256:" + "5" * 64],
            begun_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
            ended_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        )
        write_signed(
            self.seller.record_path("certificate.json"),
            document,
            self.keys["hander-over"],
            "novation-certificate",
        )
        return self
