"""Console and portal with the example case, for `make serve`: two invented companies, one person for each role, a real scan."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "qingsong"))

PASSWORD = "paper-boat-harbour-27"
CLOSING = max(date(2027, 1, 15), date.today() + timedelta(days=45))
LAWS = ("cn-pipl", "eu-gdpr", "de-dsk", "fr-cnil", "uk-gdpr", "us-ca")
SELLER, BUYER = "青松文体用品有限公司 Qingsong", "海澜零售有限公司 Hailan"
TEAM = {
    "owner": ("周建松 Zhou Jiansong", "zhou.jiansong@qingsong.example", "zh"),
    "compliance-officer": ("林晓岚 Lin Xiaolan", "lin.xiaolan@qingsong.example", "zh"),
    "data-engineer": ("赵一鸣 Zhao Yiming", "zhao.yiming@qingsong.example", "zh"),
    "counsel": ("陈思远 Chen Siyuan", "chen.siyuan@qingsong.example", "zh"),
    "committee": ("何敏 He Min", "he.min@qingsong.example", "zh"),
    "hander-over": ("孙立 Sun Li", "sun.li@qingsong.example", "zh"),
    "receiver": ("沈妍 Shen Yan", "shen.yan@hailan.example", "en"),
    "witness": ("钱正 Qian Zheng", "qian.zheng@huixin.example", "zh"),
    "buyers-lawyer": ("Grace Murray 顾明哲", "grace.murray@hailan.example", "en"),
    "auditor": ("Oliver Brandt 白澜", "oliver.brandt@audit.example", "en"),
}
"""Role → name, address, language; all invented, the addresses reserved (RFC 2606)."""
QUESTIONS = {
    "transfer": {"zh": "您同意把订单、联系方式等资料交给海澜零售，用途与今天相同吗？", "en": "Do you consent that your orders and contact details go to Hailan Retail, for the same purposes as today?"},
    "transfer-sensitive": {"zh": "您单独同意把上面列出的敏感资料交给海澜零售吗？", "en": "Do you separately consent that the sensitive data named above go to Hailan Retail?"},
    "marketing": {"zh": "海澜零售可以给您发营销信息吗？", "en": "May Hailan Retail send you advertising?"},
}  # fmt: skip
ADMINISTRATOR = ("高月 Gao Yue", "gao.yue@qingsong.example", "zh")


def main(home: Path) -> None:
    os.environ["NOVATION_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "novation.settings.console"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from novation.control.accounts.models import Organisation

    if not Organisation.objects.exists():
        load(home.resolve())
    port = int(os.environ.get("PORT", "8000"))
    call_command("serve", port=port, words=words(), portal_words=invitation(home.resolve()))


def load(home: Path) -> None:
    """Everything through the actions that people would use, as the installation itself."""
    from novation.control.accounts.actions import add_person, found_organisation, grant_house_role
    from novation.control.actions import SYSTEM, THE_INSTALLATION
    from novation.control.cases.actions import add_member, open_case
    from novation.control.operations.actions.jobs import queue_job
    from novation.control.operations.actions.projects import link_project
    from novation.control.operations.words import Step
    from novation.control.parties.actions import add_party
    from novation.control.roles import CaseRole, HouseRole, Side
    from novation.terms import DealForm, Place

    seller = found_organisation(SYSTEM, THE_INSTALLATION, name=SELLER)
    buyer = found_organisation(SYSTEM, THE_INSTALLATION, name=BUYER)
    people = {
        role: _person(add_person, SYSTEM, buyer if "hailan" in who[1] else seller, who)
        for role, who in TEAM.items()
    }
    administrator = _person(add_person, SYSTEM, seller, ADMINISTRATOR)
    for role in HouseRole:
        grant_house_role(SYSTEM, seller, person=administrator, role=role)
    selling = add_party(
        SYSTEM, seller, name=SELLER, place=Place.CN, contact="privacy@qingsong.example", itself=seller
    )
    buying = add_party(
        SYSTEM, seller, name=BUYER, place=Place.CN, contact="privacy@hailan.example", itself=buyer
    )
    case = open_case(
        SYSTEM, seller, title="青松 → 海澜 Qingsong to Hailan", deal_form=DealForm.ASSET_DEAL, seller=selling,
        buyer=buying, closing_on=CLOSING, officer=people["compliance-officer"],
    )  # fmt: skip
    for role, person in people.items():
        side = (
            Side.BUYER
            if "hailan" in person.email
            else Side.NEITHER
            if role in ("witness", "auditor")
            else Side.SELLER
        )
        add_member(SYSTEM, case, person=person, role=CaseRole(role), side=side)
    open_shop(home / "projects" / "qingsong", home / "keys", case)
    ask_customers(case, people["compliance-officer"])
    link = link_project(SYSTEM, case, folder="qingsong")
    queue_job(SYSTEM, link, step=Step.RUN)


def ask_customers(case: Any, officer: Any) -> None:
    """Releases the questions: without words that were released nobody is asked to consent."""
    from novation.control.consent.actions import release_wording
    from novation.control.consent.matters import Matter

    for matter, texts in QUESTIONS.items():
        for language, text in texts.items():
            release_wording(officer, case, matter=Matter(matter), language=language, text=text)


def _person(add: Any, system: Any, organisation: Any, who: tuple[str, str, str]) -> Any:
    name, email, language = who
    return add(system, organisation, name=name, email=email, password=PASSWORD, language=language)


def open_shop(folder: Path, keys: Path, case: Any) -> None:
    """The invented shop's exports as a project, with the notices given and everybody's public keys."""
    from shop.build import build

    from novation.handover.opening import add_sources, append_entry, files_below, init
    from novation.terms import Party

    build(folder / "exports", customers=1000, orders=4000, seed=7)
    recipient, signers = make_keys(keys)
    project = init(
        folder, deal_form=case.deal_form, seller=Party(case.seller.name, case.seller.place, case.seller.contact),
        buyer=Party(case.buyer.name, case.buyer.place, case.buyer.contact), closing_on=case.closing_on,
        case=case.number, recipients=[recipient], signers=signers,
    )  # fmt: skip
    add_sources(project, files_below(folder / "exports"))
    given = date.today() - timedelta(days=90)
    for law in LAWS:
        append_entry(
            project, "notice", {"law": law, "given_on": given, "evidence": "example"}, "notice.recorded"
        )
    number_people(folder)


def number_people(folder: Path) -> None:
    """Scans and links at once, so that a link for one of the customers can be printed; the job does the rest."""
    from novation.handover import deciding, scanning
    from novation.handover.people import build_index
    from novation.handover.project import Project

    project = Project(folder)
    scanning.scan(project)
    deciding.link(project)
    build_index(project)


def invitation(home: Path) -> str:
    """A link as a notice brings it, for one invented customer; every start prints another, since each works once."""
    from django.conf import settings

    from novation.control.cases.models import Case
    from novation.control.identity.links import Link, Links
    from novation.errors import NovationError
    from novation.handover.people import People
    from novation.handover.project import Project

    case, folder = Case.objects.get(), home / "projects" / "qingsong"
    until = datetime.now(UTC) + timedelta(days=30)
    mail = f"  验证码存到 codes are left in {home / 'mail'}\n"
    try:
        with People(Project(folder)) as people:
            found = next(
                f[0] for f in (people.find("generic.email", one) for one in _addresses(folder)) if len(f) == 1
            )
    except NovationError:
        return mail
    token = Links(settings.SECRET_KEY).token(Link(case.ref, found.reference, "example", until))
    return f"  一位虚构顾客的链接 one invented customer’s link\n  PORTAL/{case.ref}/k/{token}/\n{mail}"


def _addresses(folder: Path) -> list[str]:
    (members,) = (folder / "exports").glob("会员导出_*.csv")
    return re.findall(r"[a-z0-9.]+@[a-z0-9.]+\.[a-z]+", members.read_text("gb18030", "replace"))


def make_keys(folder: Path) -> tuple[str, list[dict[str, str]]]:
    """Invented keys to try sealing with: in a real case each person makes and keeps their own."""
    from novation.cli.app import app

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    signers = []
    for role in ("owner", "compliance-officer", "hander-over", "receiver", "witness"):
        app(["key", "sign", str(folder / role)], standalone_mode=False)
        line = " ".join((folder / f"{role}.pub").read_text("utf-8").split()[:2])
        signers.append({"role": role, "name": TEAM[role][0], "key": line})
    app(["key", "open", str(folder / "buyer.age")], standalone_mode=False)
    lines = (folder / "buyer.age").read_text("utf-8").splitlines()
    return next(one.split(": ")[1] for one in lines if one.startswith("# public key")), signers


def words() -> str:
    """Who can sign in; the password is the same for all of them and for nothing else."""
    lines = [f"  {who[1]:<34} {role:<20} {who[0]}" for role, who in TEAM.items()]
    lines.append(f"  {ADMINISTRATOR[1]:<34} {'administrator':<20} {ADMINISTRATOR[0]}")
    head = f"示例案件已装入，都是虚构的人；密码都是 {PASSWORD}\nThe example case is loaded, all people are invented; the password of each is {PASSWORD}\n\n"
    return head + "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/console"))
