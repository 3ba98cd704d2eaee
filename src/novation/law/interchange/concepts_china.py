"""What China's Personal Information Protection Law has a word for and DPV has not, with the article of each."""

from __future__ import annotations

from novation.law.interchange.concepts import CHINA, Concept
from novation.messages import Text


def _concept(
    name: str,
    label: tuple[str, str],
    definition: tuple[str, str],
    broader: str,
    articles: tuple[str, str],
    fact: str,
) -> Concept:
    article = Text(f"《个人信息保护法》{articles[0]}", f"PIPL {articles[1]}")
    return Concept(name, CHINA, Text(*label), Text(*definition), tuple(broader.split()), article, fact)


ROLES = (
    _concept(
        "PersonalInformationHandler",
        ("个人信息处理者", "Personal information handler (controller)"),
        (
            "在个人信息处理活动中自主决定处理目的、处理方式的组织、个人。不是 processor。",
            "Whoever decides by itself on purpose and manner of handling personal information: the controller, not the processor.",
        ),
        "dpv:DataController",
        ("第七十三条第一项", "Art. 73(1)"),
        "CN-PIPL-73",
    ),
    _concept(
        "EntrustedParty",
        ("受托人", "Entrusted party (processor)"),
        (
            "受个人信息处理者委托，按照约定处理个人信息的人；不得超出约定，未经同意不得转委托。",
            "Who handles personal information on behalf of a handler, within what was agreed, and may not pass the task on without its consent.",
        ),
        "dpv:DataProcessor",
        ("第二十一条、第五十九条", "Arts. 21 and 59"),
        "CN-PIPL-21",
    ),
    _concept(
        "JointHandlers",
        ("共同个人信息处理者", "Joint handlers"),
        (
            "共同决定处理目的和处理方式的两个以上的个人信息处理者；侵害造成损害的承担连带责任。",
            "Two or more handlers that decide together on purpose and manner; they are jointly liable for harm.",
        ),
        "dpv:JointDataControllers",
        ("第二十条", "Art. 20"),
        "CN-PIPL-20",
    ),
    _concept(
        "OtherHandler",
        ("其他个人信息处理者（接收方）", "Another handler (recipient)"),
        (
            "个人信息处理者向其提供个人信息的其他处理者；在告知和单独同意的范围内处理。",
            "Another handler to whom personal information is provided; it stays inside the notice and the separate consent.",
        ),
        "dpv:Recipient",
        ("第二十三条", "Art. 23"),
        "CN-PIPL-23",
    ),
    _concept(
        "SuccessorHandler",
        ("承继的接收方", "Succeeding recipient"),
        (
            "因合并、分立、解散、被宣告破产等转移个人信息时的接收方；继续履行处理者的义务。",
            "The recipient where information moves by merger, division, dissolution or declared bankruptcy; it carries on the handler's duties.",
        ),
        "dpv:Recipient dpv:DataController",
        ("第二十二条", "Art. 22"),
        "CN-PIPL-22",
    ),
    _concept(
        "ProtectionOfficer",
        ("个人信息保护负责人", "Personal information protection officer"),
        (
            "处理达到规定数量的处理者指定的负责监督处理活动和保护措施的人，须公开联系方式并报送。",
            "Who supervises handling and safeguards for a handler above the set number of people; published and filed.",
        ),
        "dpv:DataProtectionOfficer",
        ("第五十二条", "Art. 52"),
        "CN-DPO-1M",
    ),
    _concept(
        "DomesticRepresentative",
        ("境内专门机构或者指定代表", "Body or representative in China"),
        (
            "境外处理者在境内设立的专门机构或者指定的代表，其名称和联系方式须报送主管部门。",
            "The body or representative that a handler abroad sets up or names inside China and files with the authority.",
        ),
        "dpv:LegalEntity",
        ("第五十三条", "Art. 53"),
        "CN-PIPL-53",
    ),
)

CONSENTS = (
    _concept(
        "SeparateConsent",
        ("单独同意", "Separate consent"),
        (
            "就某一具体处理活动单独作出的同意，不与其他事项捆绑：向其他处理者提供、公开、敏感个人信息、出境等。",
            "Consent given for one particular handling alone, not bundled: providing to another handler, publishing, sensitive data, export.",
        ),
        "dpv:ExplicitlyExpressedConsent",
        ("第十四条、第二十三条、第二十九条、第三十九条", "Arts. 14, 23, 29 and 39"),
        "CN-PIPL-23",
    ),
    _concept(
        "WrittenConsent",
        ("书面同意", "Written consent"),
        (
            "法律、行政法规规定应当取得的书面形式的同意。",
            "Consent in writing, where a law or administrative regulation demands that form.",
        ),
        "dpv:ExplicitlyExpressedConsent",
        ("第十四条、第二十九条", "Arts. 14 and 29"),
        "CN-PIPL-29",
    ),
    _concept(
        "GuardianConsent",
        ("监护人同意", "Guardian's consent"),
        (
            "处理不满十四周岁未成年人个人信息时，其父母或者其他监护人的同意。",
            "The consent of a parent or other guardian, needed to handle information of a person under fourteen.",
        ),
        "dpv:ExpressedConsent",
        ("第三十一条", "Art. 31"),
        "CN-PIPL-31",
    ),
    _concept(
        "RenewedConsent",
        ("重新取得同意", "Consent taken again"),
        (
            "处理目的、处理方式或者个人信息种类变更时，重新取得的个人同意。",
            "Consent taken anew where purpose, manner or kinds of information change.",
        ),
        "dpv:InformedConsent",
        ("第十四条第二款、第二十二条、第二十三条", "Arts. 14(2), 22 and 23"),
        "CN-PIPL-22",
    ),
    _concept(
        "WithdrawnConsent",
        ("撤回同意", "Withdrawn consent"),
        (
            "个人撤回其同意；不影响撤回前已进行的处理的效力。",
            "The person takes the consent back; what was handled before stays lawful.",
        ),
        "dpv:ConsentWithdrawn",
        ("第十五条", "Art. 15"),
        "CN-PIPL-15",
    ),
)

SENSITIVE = (
    _concept(
        "SensitivePersonalInformation",
        ("敏感个人信息", "Sensitive personal information"),
        (
            "一旦泄露或者非法使用，容易导致人格尊严受到侵害或者人身、财产安全受到危害的个人信息。",
            "Information whose leak or misuse easily harms a person's dignity, body or property.",
        ),
        "dpv:SensitivePersonalData",
        ("第二十八条", "Art. 28"),
        "CN-PIPL-28",
    ),
    *(
        _concept(
            name,
            label,
            definition,
            f"nov:SensitivePersonalInformation {broader}",
            ("第二十八条", "Art. 28"),
            "CN-PIPL-28",
        )
        for name, label, definition, broader in (
            (
                "SensitiveBiometrics",
                ("生物识别信息", "Biometrics"),
                (
                    "人脸、指纹、声纹、虹膜等生物识别信息。",
                    "Face, fingerprint, voice print, iris and the like.",
                ),
                "pd:Biometric",
            ),
            (
                "SensitiveReligion",
                ("宗教信仰信息", "Religious belief"),
                ("个人的宗教信仰信息。", "A person's religious belief."),
                "pd:ReligiousBelief",
            ),
            (
                "SensitiveSpecificIdentity",
                ("特定身份信息", "Specific identity"),
                (
                    "暴露后易致歧视或者危害的特定身份。",
                    "An identity whose exposure easily leads to discrimination or harm.",
                ),
                "dpv:SensitivePersonalData",
            ),
            (
                "SensitiveHealth",
                ("医疗健康信息", "Medical and health information"),
                ("病情、诊疗、用药、体检等信息。", "Illness, treatment, medication, examinations."),
                "pd:MedicalHealth",
            ),
            (
                "SensitiveFinancialAccount",
                ("金融账户信息", "Financial accounts"),
                (
                    "银行、证券、支付等账户及其交易信息。",
                    "Accounts at banks, brokers and payment services, and their dealings.",
                ),
                "pd:FinancialAccount",
            ),
            (
                "SensitiveWhereabouts",
                ("行踪轨迹信息", "Whereabouts"),
                ("连续或者精确的位置和行动轨迹。", "Continuous or precise positions and tracks."),
                "pd:Location",
            ),
            (
                "MinorUnderFourteen",
                ("不满十四周岁未成年人的个人信息", "Information of persons under fourteen"),
                ("不满十四周岁未成年人的全部个人信息。", "All information of a person under fourteen."),
                "dpv:SensitivePersonalData",
            ),
        )
    ),
)

BASES = (
    _concept(
        "LawfulBasis",
        ("处理个人信息的合法性基础", "Lawful basis of handling"),
        (
            "可以处理个人信息的七种情形；没有“正当利益”。",
            "The seven cases in which personal information may be handled; legitimate interests are not among them.",
        ),
        "dpv:LegalBasis",
        ("第十三条", "Art. 13"),
        "CN-PIPL-13",
    ),
    *(
        _concept(name, label, definition, f"nov:LawfulBasis {broader}", articles, "CN-PIPL-13")
        for name, label, definition, broader, articles in (
            (
                "BasisConsent",
                ("取得个人的同意", "The person's consent"),
                (
                    "取得个人在充分知情前提下自愿、明确作出的同意。",
                    "Consent given freely and clearly by an informed person.",
                ),
                "dpv:Consent",
                ("第十三条第一款第一项", "Art. 13(1)(1)"),
            ),
            (
                "BasisContractOrPersonnel",
                ("订立、履行合同或者人力资源管理所必需", "Needed for a contract or personnel management"),
                (
                    "订立、履行个人作为一方当事人的合同所必需，或者依法制定的劳动规章制度和集体合同实施人力资源管理所必需。",
                    "Needed to conclude or perform a contract with the person, or for personnel management under lawful rules or a collective contract.",
                ),
                "dpv:Contract",
                ("第十三条第一款第二项", "Art. 13(1)(2)"),
            ),
            (
                "BasisStatutoryDuty",
                ("履行法定职责或者法定义务所必需", "Needed for a statutory task or duty"),
                ("为履行法定职责或者法定义务所必需。", "Needed to fulfil a statutory task or duty."),
                "dpv:LegalObligation",
                ("第十三条第一款第三项", "Art. 13(1)(3)"),
            ),
            (
                "BasisEmergency",
                ("应对突发公共卫生事件或者紧急情况所必需", "Needed in a health crisis or emergency"),
                (
                    "为应对突发公共卫生事件，或者紧急情况下为保护自然人的生命健康和财产安全所必需。",
                    "Needed to answer a sudden public-health event, or in an emergency to protect life, health and property.",
                ),
                "dpv:VitalInterest",
                ("第十三条第一款第四项", "Art. 13(1)(4)"),
            ),
            (
                "BasisPublicInterestNews",
                ("公共利益的新闻报道、舆论监督", "News and supervision in the public interest"),
                (
                    "为公共利益实施新闻报道、舆论监督等行为，在合理的范围内处理。",
                    "News and supervision by public opinion in the public interest, within reason.",
                ),
                "dpv:PublicInterest",
                ("第十三条第一款第五项", "Art. 13(1)(5)"),
            ),
            (
                "BasisAlreadyPublic",
                ("已公开的个人信息", "Information already public"),
                (
                    "在合理的范围内处理个人自行公开或者其他已经合法公开的个人信息。",
                    "Handling, within reason, what the person made public or what is lawfully public otherwise.",
                ),
                "dpv:LegalBasis",
                ("第十三条第一款第六项", "Art. 13(1)(6)"),
            ),
            (
                "BasisOtherLaw",
                ("法律、行政法规规定的其他情形", "Other cases set by law"),
                (
                    "法律、行政法规规定的其他情形。",
                    "Other cases that a law or administrative regulation sets.",
                ),
                "dpv:LegalBasis",
                ("第十三条第一款第七项", "Art. 13(1)(7)"),
            ),
        )
    ),
)

MEASURES = (
    _concept(
        "ProtectionImpactAssessment",
        ("个人信息保护影响评估", "Personal information protection impact assessment"),
        (
            "处理敏感个人信息、委托处理、向其他处理者提供、公开、出境等之前进行的评估；报告和处理情况记录至少保存三年。",
            "The assessment made before handling sensitive data, entrusting, providing to another handler, publishing or exporting; report and record are kept three years.",
        ),
        "dpv:ImpactAssessment",
        ("第五十五条、第五十六条", "Arts. 55 and 56"),
        "CN-PIPL-55",
    ),
    _concept(
        "HandlingRecord",
        ("处理情况记录", "Record of handling"),
        (
            "须事前影响评估的处理活动的记录，至少保存三年。",
            "The record of handling that needs a prior assessment; kept three years.",
        ),
        "dpv:DataProcessingRecord",
        ("第五十五条、第五十六条", "Arts. 55 and 56"),
        "CN-PIPL-56",
    ),
    _concept(
        "ComplianceAudit",
        ("个人信息保护合规审计", "Compliance audit"),
        (
            "对处理个人信息遵守法律、行政法规的情况定期进行的审计。",
            "The regular audit of whether personal information is handled as laws and regulations demand.",
        ),
        "dpv:LegalComplianceAudit",
        ("第五十四条", "Art. 54"),
        "CN-NDSR-27",
    ),
    _concept(
        "NoticeOfRecipient",
        ("告知接收方", "Notice of the recipient"),
        (
            "转移或者提供前向个人告知接收方的名称或者姓名和联系方式等。",
            "Telling people, before their information passes, the recipient's name and contact details and what else the law lists.",
        ),
        "dpv:DataTransferNotice",
        ("第二十二条、第二十三条", "Arts. 22 and 23"),
        "CN-PIPL-22",
    ),
    _concept(
        "RestrictedKeeping",
        ("限制保存（除存储和采取必要的安全保护措施之外停止处理）", "Storage and security only"),
        (
            "法定保存期限未届满或者技术上难以删除时，停止除存储和采取必要的安全保护措施之外的处理。",
            "Where a statutory period still runs or deletion is technically hard: nothing but storage and the needed safeguards.",
        ),
        "dpv:Restrict",
        ("第四十七条第二款", "Art. 47(2)"),
        "CN-PIPL-47",
    ),
    _concept(
        "ExportOfInformation",
        ("个人信息出境", "Export of personal information"),
        ("向中华人民共和国境外提供个人信息。", "Providing personal information outside China."),
        "dpv:CrossBorderTransfer",
        ("第三十八条", "Art. 38"),
        "CN-PIPL-38",
    ),
    _concept(
        "ExportRoute",
        ("出境路径", "Export route"),
        (
            "向境外提供个人信息须具备的条件之一：安全评估、认证、标准合同或者法律规定的其他条件。",
            "One of the conditions for export: security assessment, certification, standard contract, or another set by law.",
        ),
        "dpv:DataTransferLegalBasis",
        ("第三十八条", "Art. 38"),
        "CN-PIPL-38",
    ),
)

WRITTEN = (*ROLES, *CONSENTS, *SENSITIVE, *BASES, *MEASURES)
