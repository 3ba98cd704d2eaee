"""What our terms are called in the W3C Data Privacy Vocabulary 2.2; every name here stands in its published files."""

from __future__ import annotations

from collections.abc import Mapping

from novation.law.vocabulary import ConsentKind
from novation.terms import Basis, Category, Consent, SellerCopy, ToBuyer

CATEGORY: Mapping[Category, str] = {
    Category.IDENTITY: "pd:Identifying",
    Category.CONTACT: "pd:Contact",
    Category.GOVERNMENT_ID: "pd:OfficialID",
    Category.FINANCIAL: "pd:Financial",
    Category.TRANSACTION: "pd:Transactional",
    Category.PREFERENCE: "pd:Preference",
    Category.MARKETING: "pd:PrivacyPreference",
    Category.SERVICE: "pd:Communication",
    Category.ACCOUNT: "pd:Profile",
    Category.LOCATION: "pd:Location",
    Category.HEALTH: "pd:Health",
    Category.BIOMETRIC: "pd:Biometric",
    Category.BELIEF: "pd:ReligiousBelief",
    Category.ETHNICITY: "pd:EthnicOrigin",
    Category.SEX_LIFE: "pd:Sexual",
    Category.CRIMINAL: "pd:Criminal",
    Category.CREDENTIAL: "pd:Authenticating",
    Category.EMPLOYMENT: "pd:Professional",
    Category.OTHER: "dpv:PersonalData",
    Category.NONE: "dpv:NonPersonalData",
}

BASIS: Mapping[Basis, str] = {
    Basis.CONTRACT: "dpv:ContractPerformance",
    Basis.CONSENT: "dpv:Consent",
    Basis.LEGAL_DUTY: "dpv:LegalObligation",
    Basis.LEGITIMATE_INTERESTS: "dpv:LegitimateInterest",
}
"""`none` and `unknown` have no name: where there is no legal basis, none is claimed."""

CONSENT_KIND: Mapping[ConsentKind, str] = {
    ConsentKind.GENERAL: "dpv:InformedConsent",
    ConsentKind.SEPARATE: "dpv:ExplicitlyExpressedConsent",
    ConsentKind.EXPLICIT: "dpv:ExplicitlyExpressedConsent",
    ConsentKind.WRITTEN: "dpv:ExplicitlyExpressedConsent",
    ConsentKind.GUARDIAN: "dpv:ExpressedConsent",
}

CONSENT_STATE: Mapping[Consent, str] = {
    Consent.NONE: "dpv:ConsentUnknown",
    Consent.GENERAL: "dpv:ConsentGiven",
    Consent.SEPARATE: "dpv:ConsentGiven",
    Consent.GUARDIAN: "dpv:ConsentGiven",
    Consent.REFUSED: "dpv:ConsentRefused",
    Consent.WITHDRAWN: "dpv:ConsentWithdrawn",
}

TO_BUYER: Mapping[ToBuyer, str] = {
    ToBuyer.TRANSFER: "dpv:Permission",
    ToBuyer.AFTER_NOTICE: "dpv:Permission",
    ToBuyer.NEEDS_CONSENT: "dpv:Permission",
    ToBuyer.UNDECIDED: "dpv:Prohibition",
    ToBuyer.WITHHOLD: "dpv:Prohibition",
}
"""Transfer after notice and needs consent are permissions under a duty that comes first."""

SELLER_COPY: Mapping[SellerCopy, str] = {
    SellerCopy.KEEP: "dpv:Permission",
    SellerCopy.ANONYMISE: "dpv:Obligation",
    SellerCopy.DESTROY: "dpv:Obligation",
    SellerCopy.UNDECIDED: "dpv:Prohibition",
    SellerCopy.RETAIN_RESTRICTED: "dpv:Prohibition",
}

VERIFIED = frozenset(
    """
    dpv:Anonymise dpv:Assessment dpv:Audit dpv:Certification dpv:Consent dpv:ConsentExpired dpv:ConsentGiven
    dpv:ConsentInvalidated dpv:ConsentNotice dpv:ConsentReceipt dpv:ConsentRecord dpv:ConsentRefused
    dpv:ConsentRequestDeferred dpv:ConsentRequested dpv:ConsentRevoked dpv:ConsentStatus dpv:ConsentUnknown
    dpv:ConsentWithdrawn dpv:Context dpv:Contract dpv:ContractPerformance dpv:CrossBorderTransfer
    dpv:CustomerManagement dpv:DataController dpv:DataErasurePolicy dpv:DataExporter dpv:DataImporter
    dpv:DataProcessingRecord dpv:DataProcessor dpv:DataProtectionOfficer dpv:DataTransferLegalBasis
    dpv:DataTransferNotice dpv:DataTransferRecord dpv:Destruct dpv:DirectMarketing dpv:Disclose dpv:Erase
    dpv:ExplicitlyExpressedConsent dpv:ExpressedConsent dpv:ImpactAssessment dpv:InformedConsent
    dpv:JointDataControllers dpv:LegalAgreement dpv:LegalBasis dpv:LegalComplianceAudit dpv:LegalEntity
    dpv:LegalObligation dpv:LegitimateInterest dpv:Marketing dpv:Match dpv:NonPersonalData dpv:Notice dpv:Obligation
    dpv:OrganisationGovernance dpv:OrganisationalMeasure dpv:Permission dpv:PersonalData dpv:PersonalDataAudit dpv:PersonalDataProcess
    dpv:PrivacyNotice dpv:Process dpv:Prohibition dpv:Pseudonymise dpv:PublicInterest dpv:Purpose dpv:Recipient
    dpv:RecordsOfActivities dpv:Remove dpv:RenewedConsentGiven dpv:Restrict dpv:Rule dpv:SafeguardForDataTransfer
    dpv:SecurityProcedure dpv:SensitivePersonalData dpv:SpecialCategoryPersonalData dpv:Status dpv:Store
    dpv:ThirdParty dpv:Transfer dpv:Use dpv:VitalInterest
    dpv:hasConsentStatus dpv:hasData dpv:hasDataController dpv:hasDataExporter dpv:hasDataImporter dpv:hasDataSubject
    dpv:hasIndicationMethod dpv:hasLegalBasis dpv:hasObligation dpv:hasOrganisationalMeasure dpv:hasPermission dpv:hasPersonalData
    dpv:hasProcess dpv:hasProcessing dpv:hasProhibition dpv:hasPurpose dpv:hasRecipient dpv:hasRule
    dpv:isIndicatedAtTime dpv:isIndicatedBy dpv:isImplementedByEntity
    pd:Authenticating pd:Biometric pd:Communication pd:Contact pd:Criminal pd:EthnicOrigin pd:Financial
    pd:FinancialAccount pd:Health pd:Identifying pd:Location pd:MedicalHealth pd:OfficialID pd:Preference
    pd:PrivacyPreference pd:Professional pd:Profile pd:ReligiousBelief pd:Sexual pd:Transactional
    """.split()  # noqa: SIM905
)
"""Names looked up in DPV 2.2 (dpv.ttl, pd.ttl); no writer may use another (`strangers`)."""


def strangers(names: frozenset[str] | set[str] | list[str]) -> list[str]:
    """Of the names those that claim to be DPV's and were never looked up there."""
    return sorted({name for name in names if name.startswith(("dpv:", "pd:")) and name not in VERIFIED})
