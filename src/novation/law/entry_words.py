"""Closed word lists of clocks, notices, controls, thresholds and ways abroad (record 0007)."""

from __future__ import annotations

from novation.terms import Term


class Party(Term):
    """Who owes something."""

    SELLER = "seller", "出让方", "seller"
    BUYER = "buyer", "受让方", "buyer"
    EITHER = "either", "任一方", "either"
    BOTH = "both", "双方", "both"
    ADMINISTRATOR = "administrator", "管理人", "administrator"
    AUTHORITY = "authority", "主管部门", "authority"


class Addressee(Term):
    """Toward whom something is done."""

    PERSON = "person", "个人", "person"
    AUTHORITY = "authority", "主管部门", "authority"
    COURT = "court", "法院", "court"
    PUBLIC = "public", "公众", "public"
    CREDITORS = "creditors", "债权人", "creditors"
    OTHER_SIDE = "other-side", "对方", "other side"
    NOBODY = "nobody", "无须告知", "nobody"


class Event(Term):
    """What starts a clock, or ends it."""

    SIGNING = "signing", "签约", "signing"
    CLOSING = "closing", "交割", "closing"
    NOTICE_GIVEN = "notice-given", "发出告知", "notice given"
    REQUEST_RECEIVED = "request-received", "收到请求", "request received"
    REQUEST_COMPLAINT = "request-complaint", "收到投诉", "complaint received"
    INCIDENT_DISCOVERED = "incident-discovered", "发现事件", "incident discovered"
    INCIDENT_POSSIBLE = "incident-possible", "可能发生事件", "incident possible"
    INCIDENT_HANDLED = "incident-handled", "事件处置完毕", "incident handled"
    BREACH_ASSESSED = "breach-assessed", "事件评估完成", "breach assessed"
    PEOPLE_TOLD = "people-told", "已通知个人", "people told"
    AUTHORITY_TOLD = "authority-told", "已报告主管部门", "authority told"
    DATA_OBTAINED = "data-obtained", "取得资料", "data obtained"
    FIRST_COMMUNICATION = "first-communication", "首次联系个人", "first communication with the person"
    FIRST_DISCLOSURE = "first-disclosure", "首次对外披露", "first disclosure to others"
    THRESHOLD_REACHED = "threshold-reached", "达到数量", "threshold reached"
    HEARING = "hearing", "听证", "hearing"
    RESOLUTION = "resolution", "作出决议", "resolution"
    ANNOUNCEMENT = "announcement", "公告", "announcement"
    CEASING = "ceasing", "终止业务", "ceasing business"
    DEREGISTRATION = "deregistration", "注销登记", "deregistration"
    BANKRUPTCY_ACCEPTED = "bankruptcy-accepted", "法院受理破产申请", "bankruptcy accepted"
    DEMAND_RECEIVED = "demand-received", "收到催告", "demand received"
    CONTRACT_EFFECTIVE = "contract-effective", "合同生效", "contract effective"
    RESULT_ISSUED = "result-issued", "结果出具", "result issued"
    RESULT_EXPIRES = "result-expires", "结果届满", "result expires"
    OPT_OUT = "opt-out", "退订", "opt-out"
    CONSENT_GIVEN = "consent-given", "作出同意", "consent given"
    RELATION_ENDED = "relation-ended", "关系终止", "relation ended"
    LAST_ACTIVITY = "last-activity", "最后一次往来", "last activity"
    INACTIVITY_ENDS = "inactivity-ends", "停用期届满", "period of inactivity ends"
    ACCOUNT_CANCELLED = "account-cancelled", "注销账号", "account cancelled"
    ASSESSMENT_DONE = "assessment-done", "评估完成", "assessment done"
    YEAR_END = "year-end", "年末", "end of the year"
    OFFICER_APPOINTED = "officer-appointed", "指定负责人", "officer appointed"
    PROCESSING_STARTS = "processing-starts", "开始处理", "processing starts"
    CHANGE_OF_PURPOSE = "change-of-purpose", "变更目的", "change of purpose"
    LAW_IN_FORCE = "law-in-force", "法律施行", "law in force"
    CERTIFICATE_ISSUED = "certificate-issued", "证书颁发", "certificate issued"


class Right(Term):
    """What a person may ask for; the clocks of requests say for which of these they run."""

    ACCESS = "access", "查阅", "see my data"
    COPY = "copy", "复制", "a copy"
    CORRECT = "correct", "更正", "correction"
    COMPLETE = "complete", "补充", "completion"
    DELETE = "delete", "删除", "deletion"
    CANCEL_ACCOUNT = "cancel-account", "注销账号", "closing my account"
    RESTRICT = "restrict", "限制处理", "restriction"
    PORT = "port", "转移", "moving my data"
    OBJECT = "object", "反对", "objection"
    EXPLAIN = "explain", "说明规则或决定", "an explanation"
    COMPLAIN = "complain", "投诉", "a complaint"
    OPT_OUT = "opt-out", "退订", "opting out"


class Direction(Term):
    """Which way a clock counts from its event."""

    AFTER = "after", "之后", "after"
    BEFORE = "before", "之前", "before"


class Unit(Term):
    """How a span is counted; the last five are the law's own words where it names no number."""

    HOURS = "hours", "小时", "hours"
    DAYS = "days", "日", "days"
    WORKING_DAYS = "working_days", "工作日", "working days"
    MONTHS = "months", "个月", "months"
    YEARS = "years", "年", "years"
    IMMEDIATELY = "immediately", "立即", "immediately"
    PROMPTLY = "promptly", "及时", "promptly"
    WITHOUT_DELAY = "without-delay", "不得无故拖延", "without undue delay"
    REASONABLE_TIME = "reasonable-time", "合理期间内", "within a reasonable time"
    REGULARLY = "regularly", "定期", "regularly"


class Pause(Term):
    """What stops a clock while it is awaited."""

    IDENTITY_PROOF = "identity-proof", "核验身份", "proof of identity"
    CLARIFICATION = "clarification", "澄清请求", "clarification"
    FEE = "fee", "缴费", "fee"


class Need(Term):
    """How firmly an item belongs in a notice."""

    MUST = "must", "必备", "must"
    IF = "if", "视情形", "if the case"
    RULE = "rule", "方式与时间", "how and when"


class NoticeForm(Term):
    """Whether each person is told, or all at once."""

    INDIVIDUAL = "individual", "逐人告知", "individual"
    PUBLIC = "public", "公告", "public"
    INDIVIDUAL_ELSE_PUBLIC = "individual-else-public", "逐人告知，不能时公告", "individual, else public"


class Stands(Term):
    """What may not happen before a notice."""

    TRANSFER = "transfer", "移交", "transfer"
    USE = "use", "使用", "use"
    EXPORT = "export", "出境", "export"
    COLLECTION = "collection", "收集", "collection"
    DELETION = "deletion", "删除", "deletion"
    NONE = "none", "无", "none"


class EvidenceKind(Term):
    """What shows that a control is met; only `journal` is seen by the software itself."""

    JOURNAL = "journal", "日志条目", "journal entry"
    DOCUMENT = "document", "文件", "document"
    REGISTER = "register", "登记簿", "register"
    SETTING = "setting", "设置", "setting"
    STATEMENT = "statement", "说明", "statement"


class Measure(Term):
    """What a threshold counts."""

    PEOPLE = "people", "个人信息涉及人数", "people"
    SENSITIVE_PEOPLE = "sensitive-people", "敏感个人信息涉及人数", "people with sensitive data"
    MINORS = "minors", "未成年人人数", "minors"
    EXPORTED_PEOPLE = "exported-people", "当年累计出境人数", "people exported since 1 January"
    EXPORTED_SENSITIVE_PEOPLE = (
        "exported-sensitive-people",
        "当年累计出境敏感个人信息人数",
        "people with sensitive data exported since 1 January",
    )
    RECORDS = "records", "记录条数", "records"
    SENSITIVE_RECORDS = "sensitive-records", "敏感信息条数", "sensitive records"
    TRANSACTION_RECORDS = "transaction-records", "交易信息条数", "transaction records"
    LOCATION_RECORDS = "location-records", "行踪轨迹信息条数", "location records"
    INCIDENT_PEOPLE = "incident-people", "事件涉及人数", "people hit by an incident"
    REGISTERED_USERS = "registered-users", "注册用户数", "registered users"
    MONTHLY_USERS = "monthly-users", "月活跃用户数", "monthly users"
    REVENUE_USD = "revenue-usd", "年收入（美元）", "yearly revenue, US dollars"
    LOSS_CNY = "loss-cny", "损失（元）", "loss, yuan"


class Operator(Term):
    ORDINARY = "ordinary", "一般", "ordinary"
    CRITICAL_INFRASTRUCTURE = (
        "critical-infrastructure",
        "关键信息基础设施运营者",
        "critical infrastructure operator",
    )


class ExportData(Term):
    PERSONAL = "personal", "个人信息", "personal data"
    IMPORTANT = "important", "重要数据", "important data"


class ExportReason(Term):
    """Why data leave; the exemptions hang on it."""

    ORDINARY = "ordinary", "一般", "ordinary"
    CONTRACT_WITH_PERSON = "contract-with-person", "履行与个人的合同", "contract with the person"
    EMPLOYMENT = "employment", "人力资源管理", "employment"
    EMERGENCY = "emergency", "紧急情况", "emergency"
    STATUTORY_DUTY = "statutory-duty", "法定职责", "statutory duty"
    COLLECTED_ABROAD = "collected-abroad", "境外收集", "collected abroad"
    FREE_TRADE_ZONE = "free-trade-zone", "自贸区负面清单外", "free-trade zone, off the negative list"
    BUSINESS_SUCCESSION = "business-succession", "业务承继", "succession of business"


class Owed(Term):
    """What is owed whatever the route."""

    NOTICE = "notice", "告知", "notice"
    SEPARATE_CONSENT = "separate-consent", "单独同意", "separate consent"
    IMPACT_ASSESSMENT = "impact-assessment", "影响评估", "impact assessment"
    CONTRACT = "contract", "合同", "contract"
    AUTHORITY_FILING = "authority-filing", "向主管部门备案", "filing with the authority"
    RECORD = "record", "记录", "record"


class YesNo(Term):
    YES = "yes", "是", "yes"
    NO = "no", "否", "no"
