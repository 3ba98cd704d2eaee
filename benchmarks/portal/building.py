"""An installation with one case and many invented customers, made if it is not there, and fresh links for some; run as a process of its own: `python -m benchmarks.portal.building`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

QUESTIONS = {"zh": "可以把您的资料交给海澜吗？", "en": "May your data go to Hailan Retail?"}
FOLDER = "shop"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--customers", type=int, required=True)
    parser.add_argument("--links", type=int, required=True)
    asked = parser.parse_args()
    os.environ["NOVATION_HOME"] = str(asked.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "novation.settings.console"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from novation.control.cases.models import Case

    started, case = time.monotonic(), Case.objects.first()
    if case is None:
        case = _case()
        _shop(asked.home / "projects" / FOLDER, asked.customers)
    took = round(time.monotonic() - started, 1)
    told = {"case": case.ref, "tokens": _tokens(case, asked.home, asked.links), "built_s": took}
    (asked.home / "built.json").write_text(json.dumps(told), "utf-8")
    return 0


def mail_of(number: int) -> str:
    return f"c{number}@mail.example"


def _case() -> Any:
    from novation.control.accounts.actions import add_person, found_organisation
    from novation.control.actions import SYSTEM, THE_INSTALLATION
    from novation.control.cases.actions import add_member, open_case
    from novation.control.consent.actions import release_wording
    from novation.control.consent.matters import Matter
    from novation.control.operations.models import ProjectLink
    from novation.control.parties.actions import add_party
    from novation.control.roles import CaseRole, Side
    from novation.terms import DealForm, Place

    house = found_organisation(SYSTEM, THE_INSTALLATION, name="Qingsong")
    officer = add_person(SYSTEM, house, name="Lin Xiaolan", email="lin@qingsong.example", password="x" * 24)
    selling, buying = (
        add_party(SYSTEM, house, name=name, place=Place.CN, itself=house) for name in ("Qingsong", "Hailan")
    )
    case = open_case(
        SYSTEM, house, title="Qingsong to Hailan", deal_form=DealForm.ASSET_DEAL, seller=selling, buyer=buying,
        closing_on=date.today() + timedelta(days=60), officer=officer,
    )  # fmt: skip
    add_member(SYSTEM, case, person=officer, role=CaseRole.COMPLIANCE_OFFICER, side=Side.SELLER)
    for matter in Matter:
        for language, text in QUESTIONS.items():
            release_wording(officer, case, matter=matter, language=language, text=text)
    ProjectLink.objects.create(case=case, folder=FOLDER, linked_by="system")
    return case


def _shop(folder: Path, customers: int) -> None:
    """Members, two orders each and notes of service: what a page of one customer reads."""
    from novation.handover import deciding, planning, scanning
    from novation.handover.opening import add_sources, append_entry, init
    from novation.handover.people import build_index
    from novation.terms import DealForm, Party, Place

    exports = folder / "exports"
    exports.mkdir(parents=True)
    _write_members(exports / "members.csv", customers)
    _write_orders(exports / "orders.csv", customers)
    project = init(
        folder, deal_form=DealForm.ASSET_DEAL, seller=Party("Qingsong", Place.CN, ""),
        buyer=Party("Hailan", Place.CN, ""), closing_on=date.today() + timedelta(days=60),
    )  # fmt: skip
    add_sources(project, sorted(exports.iterdir()))
    for law in ("cn-pipl", "eu-gdpr"):
        given = {"law": law, "given_on": date.today() - timedelta(days=90), "evidence": "example"}
        append_entry(project, "notice", given, "notice.recorded")
    scanning.scan(project)
    deciding.link(project)
    build_index(project)
    deciding.decide_step(project)
    planning.plan(project)


def _write_members(path: Path, customers: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("会员号,姓名,手机,邮箱,国家,出生日期,收货地址\n")
        for n in range(customers):
            name = f"{'王李张刘陈'[n % 5]}{'伟芳娜敏静'[n // 5 % 5]}{'青禾南乔雨'[n // 25 % 5]}"
            phone = f"1{38_000_000_00 + n * 7 % 999_999_999:010}"
            place, born = (
                ("德国" if n % 7 == 0 else "中国"),
                f"{1950 + n % 70}-{1 + n % 12:02}-{1 + n % 28:02}",
            )
            file.write(
                f"M{n:08},{name},{phone},{mail_of(n)},{place},{born},杭州市文三路{n % 900}号{n % 30}室\n"
            )


def _write_orders(path: Path, customers: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("订单号,会员号,下单日期,金额,备注\n")
        for n in range(2 * customers):
            day = date(2019, 1, 1) + timedelta(days=n * 13 % 2800)
            file.write(f"D{n:09},M{n % customers:08},{day},{n % 500}.50,请放在门口\n")


def _tokens(case: Any, home: Path, count: int) -> list[str]:
    from django.conf import settings
    from django.utils import timezone

    from novation.control.identity.links import Link, Links
    from novation.handover.people import People
    from novation.handover.project import Project

    links, expires = Links(settings.SECRET_KEY), timezone.now() + timedelta(days=30)
    with People(Project(home / "projects" / FOLDER)) as people:
        found = [people.find("generic.email", mail_of(n))[0].reference for n in range(count)]
    return [links.token(Link(case.ref, ref, "nt_benchmark", expires)) for ref in found]


if __name__ == "__main__":
    sys.exit(main())
