"""A change of controller in words: deal forms, phases, dispositions, custody, reconciliation, destruction."""

from __future__ import annotations

from collections.abc import Mapping

from novation.law.interchange.concepts import HANDOVER, Concept
from novation.law.vocabulary import ConsentKind
from novation.messages import Text
from novation.terms import Basis, Consent, DealForm, Export, Phase, Role, SellerCopy, Term, ToBuyer

DEFINITIONS: Mapping[Term, Text] = {
    DealForm.MERGER: Text("一个公司吸收另一个公司，或者两个以上公司合并设立新公司；权利义务由存续或者新设公司承继。", "One company absorbs another, or several form a new one; rights and duties pass to it by law."),
    DealForm.DIVISION: Text("一个公司分成两个以上的公司，财产和业务相应分割。", "A company splits into two or more, its property and business with it."),
    DealForm.DISSOLUTION: Text("公司终止并清算，不再有承继业务的人。", "The company ends and is wound up; nobody carries the business on as its successor in law."),
    DealForm.BANKRUPTCY: Text("法院受理破产，管理人接管并处分财产。", "A court has accepted the bankruptcy and an administrator takes over and disposes of the property."),
    DealForm.SHARE_DEAL: Text("公司的股权易手，公司本身仍是同一处理者。", "Shares in the company change hands; the company stays the same controller."),
    DealForm.ASSET_DEAL: Text("业务或者资产连同客户资料转让给另一处理者。", "A business or assets, with the customer data, are sold to another controller."),
    Phase.DUE_DILIGENCE: Text("签约前买方审查，只给去标识化或者汇总的资料。", "The buyer examines before signing; it sees pseudonymised or aggregate data only."),
    Phase.SIGNING: Text("合同已签，尚未交割。", "The contract is signed; nothing has passed yet."),
    Phase.CLOSING: Text("权利在这一天转移，客户资料移交。", "The day on which title passes and the customer data are handed over."),
    Phase.AFTER: Text("交割之后：受让方的义务、出让方副本的处置。", "What follows: the buyer's duties, and the end of the seller's copy."),
    ToBuyer.TRANSFER: Text("资料移交给受让方。", "The data pass to the buyer."),
    ToBuyer.AFTER_NOTICE: Text("告知个人并等待期满后移交。", "The data pass once people were told and the waiting time is over."),
    ToBuyer.NEEDS_CONSENT: Text("取得个人同意后才移交，未答复不移交。", "The data pass only with the person's consent; no answer means no."),
    ToBuyer.UNDECIDED: Text("没有法律作出回答，由人决定；在此之前不移交。", "No law answers; a person decides, and nothing passes before."),
    ToBuyer.WITHHOLD: Text("不移交给受让方。", "The data do not pass."),
    SellerCopy.KEEP: Text("出让方继续合法使用其副本，或者等待答复。", "The seller goes on using its copy lawfully, or waits for an answer."),
    SellerCopy.ANONYMISE: Text("出让方的副本匿名化，无法识别且不能复原。", "The seller's copy is anonymised: nobody can be identified or restored."),
    SellerCopy.DESTROY: Text("出让方的副本销毁，并出具证明。", "The seller's copy is destroyed, with a certificate."),
    SellerCopy.UNDECIDED: Text("未定：保留但不使用。", "Open: kept, and not used."),
    SellerCopy.RETAIN_RESTRICTED: Text("法定期限内只存储和保护，禁止使用，期满删除。", "Stored and secured for the statutory period only, never used, deleted when it ends."),
    Consent.NONE: Text("对移交未作任何表示。", "Nothing was said about the handover."),
    Consent.GENERAL: Text("对移交的概括同意，与其他事项一并作出。", "A general consent to the handover, given along with other things."),
    Consent.SEPARATE: Text("对移交的单独同意。", "A separate consent to the handover."),
    Consent.GUARDIAN: Text("监护人对移交的同意。", "A guardian's consent to the handover."),
    Consent.REFUSED: Text("个人拒绝移交。", "The person refused."),
    Consent.WITHDRAWN: Text("个人撤回先前的同意。", "The person took an earlier consent back."),
    ConsentKind.GENERAL: Text("尚须取得的同意：一般形式。", "The consent still to be had: plain consent."),
    ConsentKind.SEPARATE: Text("尚须取得的同意：单独同意。", "The consent still to be had: separate consent."),
    ConsentKind.EXPLICIT: Text("尚须取得的同意：明示同意。", "The consent still to be had: explicit consent."),
    ConsentKind.WRITTEN: Text("尚须取得的同意：书面同意。", "The consent still to be had: written consent."),
    ConsentKind.GUARDIAN: Text("尚须取得的同意：监护人同意。", "The consent still to be had: a guardian's."),
    Basis.CONTRACT: Text("为履行与个人的合同而持有。", "Held to perform a contract with the person."),
    Basis.CONSENT: Text("基于个人同意而持有。", "Held on the person's consent."),
    Basis.LEGAL_DUTY: Text("为履行法定义务而持有。", "Held to fulfil a legal duty."),
    Basis.LEGITIMATE_INTERESTS: Text("基于正当利益而持有（中国法无此基础）。", "Held for legitimate interests (unknown to Chinese law)."),
    Basis.NONE: Text("没有基础：目的从未告知。", "No basis: the purpose was never told."),
    Basis.UNKNOWN: Text("基础不明。", "The basis is not known."),
    Export.DOMESTIC: Text("资料不离开所在法域。", "The data stay in the jurisdiction."),
    Export.ROUTE_IN_PLACE: Text("资料出境，路径已备。", "The data go abroad and a route is in place."),
    Export.NO_ROUTE: Text("资料出境，路径未备。", "The data go abroad and no route is in place."),
    Role.HANDER_OVER: Text("封装并签名移交资料的人。", "Who seals and signs what is handed over."),
    Role.RECEIVER: Text("启封、对账并签收的人。", "Who opens, reconciles and signs for it."),
    Role.WITNESS: Text("在场见证并签名的监交人。", "Who watches the handover and signs."),
    Role.OWNER: Text("出让方作决定的业主。", "The seller's owner, who decides."),
    Role.COMPLIANCE_OFFICER: Text("批准方案的合规负责人。", "The compliance officer who approves the plan."),
    Role.COUNSEL: Text("就法律问题签字的律师。", "The lawyer who signs off questions of law."),
    Role.COMMITTEE: Text("审查方案的委员会。", "The committee that reviews the plan."),
}  # fmt: skip
"""One for each member of the vocabularies below; a new member without one is an error when the vocabulary is made."""

VOCABULARIES: Mapping[type[Term], tuple[Text, Text, str]] = {
    DealForm: (Text("交易形式", "Deal form"), Text("公司如何易手。", "How the company changes hands."), "dpv:Context"),
    Phase: (Text("交易阶段", "Phase"), Text("交易进行到哪一步。", "How far the deal has come."), "dpv:Context"),
    ToBuyer: (Text("对受让方的处置", "Disposition toward the buyer"), Text("什么移交给受让方。", "What passes to the buyer."), "dpv:Rule"),
    SellerCopy: (Text("出让方副本的处置", "Disposition of the seller's copy"), Text("出让方的副本如何处置。", "What becomes of the seller's copy."), "dpv:Rule"),
    Consent: (Text("对移交的同意", "Consent to the handover"), Text("个人对这次移交的最后表示。", "The person's latest word on this handover."), "dpv:ConsentStatus"),
    ConsentKind: (Text("所须同意的形式", "Form of the consent needed"), Text("尚须取得的同意的形式。", "The form of the consent still to be had."), "dpv:Consent"),
    Basis: (Text("出让方的合法性基础", "The seller's legal basis"), Text("出让方持有该类资料的基础。", "On what the seller holds the data."), "dpv:LegalBasis"),
    Export: (Text("出境情形", "Export"), Text("资料是否出境、路径是否已备。", "Whether the data go abroad, and whether a route is in place."), "dpv:Context"),
    Role: (Text("签名角色", "Signing role"), Text("谁签署什么。", "Who signs what."), "dpv:LegalEntity"),
}  # fmt: skip
"""Label, definition and broader name of each vocabulary's own top concept."""

BROADER: Mapping[Term, str] = {
    ToBuyer.TRANSFER: "dpv:Transfer dpv:Permission",
    ToBuyer.AFTER_NOTICE: "dpv:Transfer dpv:Permission",
    ToBuyer.NEEDS_CONSENT: "dpv:Transfer dpv:Permission",
    ToBuyer.UNDECIDED: "dpv:Prohibition",
    ToBuyer.WITHHOLD: "dpv:Prohibition",
    SellerCopy.KEEP: "dpv:Use dpv:Permission",
    SellerCopy.ANONYMISE: "dpv:Anonymise dpv:Obligation",
    SellerCopy.DESTROY: "dpv:Destruct dpv:Obligation",
    SellerCopy.UNDECIDED: "dpv:Restrict dpv:Prohibition",
    SellerCopy.RETAIN_RESTRICTED: "dpv:Restrict dpv:Store dpv:Prohibition",
    Consent.NONE: "dpv:ConsentUnknown",
    Consent.GENERAL: "dpv:ConsentGiven",
    Consent.SEPARATE: "dpv:ConsentGiven",
    Consent.GUARDIAN: "dpv:ConsentGiven",
    Consent.REFUSED: "dpv:ConsentRefused",
    Consent.WITHDRAWN: "dpv:ConsentWithdrawn",
    ConsentKind.GENERAL: "dpv:InformedConsent",
    ConsentKind.SEPARATE: "nov:SeparateConsent",
    ConsentKind.EXPLICIT: "dpv:ExplicitlyExpressedConsent",
    ConsentKind.WRITTEN: "nov:WrittenConsent",
    ConsentKind.GUARDIAN: "nov:GuardianConsent",
    Basis.CONTRACT: "dpv:ContractPerformance",
    Basis.CONSENT: "dpv:Consent",
    Basis.LEGAL_DUTY: "dpv:LegalObligation",
    Basis.LEGITIMATE_INTERESTS: "dpv:LegitimateInterest",
}
"""What a member stands under besides its vocabulary's own top concept."""

FACTS: Mapping[Term, tuple[str, Text]] = {
    DealForm.MERGER: ("CN-PIPL-22", Text("《个人信息保护法》第二十二条", "PIPL Art. 22")),
    DealForm.DIVISION: ("CN-PIPL-22", Text("《个人信息保护法》第二十二条", "PIPL Art. 22")),
    DealForm.DISSOLUTION: ("CN-PIPL-22", Text("《个人信息保护法》第二十二条", "PIPL Art. 22")),
    DealForm.BANKRUPTCY: ("CN-PIPL-22", Text("《个人信息保护法》第二十二条", "PIPL Art. 22")),
    DealForm.SHARE_DEAL: ("CN-PIPL-22-SHARE", Text("《个人信息保护法》第二十二条、第二十三条（反面解释）", "PIPL Arts. 22 and 23, read a contrario")),
    DealForm.ASSET_DEAL: ("CN-PIPL-23", Text("《个人信息保护法》第二十三条", "PIPL Art. 23")),
    SellerCopy.RETAIN_RESTRICTED: ("CN-PIPL-47", Text("《个人信息保护法》第四十七条第二款", "PIPL Art. 47(2)")),
    SellerCopy.DESTROY: ("CN-PIPL-47", Text("《个人信息保护法》第四十七条第一款", "PIPL Art. 47(1)")),
}  # fmt: skip


def _custody(name: str, label: Text, definition: Text, broader: str, article: Text | None = None) -> Concept:
    return Concept(name, HANDOVER, label, definition, tuple(broader.split()), article)


ISO_27037 = Text("ISO/IEC 27037", "ISO/IEC 27037")
RFC_8493 = Text("RFC 8493（BagIt）", "RFC 8493 (BagIt)")
SP_800_88 = Text("NIST SP 800-88", "NIST SP 800-88")

WRITTEN = (
    _custody("ChangeOfController", Text("处理者变更", "Change of controller"), Text("客户资料的处理者因公司易主而改变。", "Another controller takes over the customer data because the company changes hands."), "dpv:Process"),
    _custody("OriginalPurposes", Text("已告知个人的目的", "Purposes told to the person"), Text("收集时、同意中或者告知中已向个人说明的目的；移交后只能在其内使用。", "The purposes told at collection, in a consent or in a notice; after the handover the data serve no others."), "dpv:Purpose"),
    _custody("PurposeHandover", Text("移交客户资料", "Handing the customer data over"), Text("把个人的资料移交给受让方。", "Passing the person's data to the buyer."), "dpv:Purpose"),
    _custody("PurposeHandoverOfSensitiveData", Text("移交敏感个人信息", "Handing sensitive data over"), Text("把个人的敏感个人信息移交给受让方。", "Passing the person's sensitive data to the buyer."), "nov:PurposeHandover"),
    _custody("PurposeHandoverOfMinorsData", Text("移交未成年人的资料（监护人）", "Handing a minor's data over (guardian)"), Text("经监护人同意，移交未成年人的资料。", "Passing a minor's data with a guardian's consent."), "nov:PurposeHandover"),
    _custody("Package", Text("封装包", "Package"), Text("加密、签名、可独立查验的移交包。", "The encrypted and signed bag of what is handed over, which a stranger can check."), "dpv:DataTransferRecord", RFC_8493),
    _custody("CustodyRecord", Text("保管链记录", "Record of custody"), Text("谁何时持有、移交、签收、启封的连续记录。", "The unbroken record of who held, handed over, received and opened it, and when."), "dpv:RecordsOfActivities", ISO_27037),
    _custody("Receipt", Text("签收单", "Receipt"), Text("接收人启封对账后签署的回执。", "What the receiver signs after opening and reconciling."), "nov:CustodyRecord", ISO_27037),
    _custody("Reconciliation", Text("对账", "Reconciliation"), Text("收到的与移交的逐块逐格比对，差异指名。", "What was received is held against what was sent, block by block and cell by cell; differences are named."), "dpv:Match"),
    _custody("Destruction", Text("销毁", "Destruction"), Text("使资料不复存在或者无法恢复：清除、彻底清除、密码擦除。", "Making data cease to exist or be unrecoverable: clear, purge, cryptographic erase."), "dpv:Destruct", SP_800_88),
    _custody("Clear", Text("清除", "Clear"), Text("以逻辑手段覆盖或者删除。", "Overwriting or deleting by logical means."), "nov:Destruction dpv:Erase", SP_800_88),
    _custody("Purge", Text("彻底清除", "Purge"), Text("使实验室手段也无法恢复。", "Out of reach of laboratory recovery."), "nov:Destruction dpv:Erase", SP_800_88),
    _custody("CryptographicErase", Text("密码擦除", "Cryptographic erase"), Text("销毁加密密钥，密文不可再读。", "The key is destroyed, so the ciphertext can be read no more."), "nov:Destruction dpv:Erase", SP_800_88),
    _custody("DestructionCertificate", Text("销毁证明", "Certificate of destruction"), Text("签署的证明：销毁了什么、如何、何时、依据哪份方案。", "The signed proof of what was destroyed, how, when and under which plan."), "dpv:RecordsOfActivities", SP_800_88),
    _custody("SuppressionList", Text("停用名单", "Suppression list"), Text("随资料移交的拒绝、退订和撤回，受让方须遵守。", "Objections, opt-outs and withdrawals that travel with the data and bind the buyer."), "dpv:RecordsOfActivities"),
    _custody("Authorisation", Text("授权书", "Authorisation"), Text("两个不同角色对方案摘要的签署，有期限。", "The signatures of two roles over the digest of a plan, with an expiry."), "dpv:RecordsOfActivities"),
)  # fmt: skip
