"""The closed vocabularies of operations: steps of the data plane, states of a job, purposes of a look at one person."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class Step(Term):
    """What a job does; the words are those of the command line."""

    RUN = "run", "从扫描到方案，一次做完", "from scan to plan in one go"
    SCAN = "scan", "扫描来源", "scan the sources"
    LINK = "link", "归并同一个人的记录", "link the records of the same person"
    DECIDE = "decide", "逐类判定", "judge each class"
    CHECK = "check", "判定并由第二个引擎复核", "judge, and check by the second engine"
    PLAN = "plan", "做出方案", "make the plan"
    VERIFY = "verify", "离线查验项目与封装包", "verify the project and the package offline"
    SEAL = "seal", "封装前核对，等移交人封装", "check before sealing, then wait for the hander-over"
    RECEIPT = "receipt", "收下受让方的回执", "take the buyer’s receipt in"
    DESTROY = "destroy", "依判定销毁", "destroy what the verdicts say"
    CERTIFICATE = "certificate", "等移交人签署销毁证明", "wait for the signed certificate"
    RECEIVE = "receive", "查验并启封收到的封装包", "verify and open the package that arrived"
    RECONCILE = "reconcile", "对账", "reconcile"
    TAKE_OVER = (
        "take-over",
        "接管同意、异议、请求和义务",
        "take over consents, objections, requests and obligations",
    )
    CHANGE_PEOPLE = (
        "change-people",
        "执行经办人签发的改动",
        "carry out changes that were signed off for one person",
    )
    SAMPLE = "sample", "抽取去标识化样本", "draw a de-identified sample"
    REPLAY = "replay-erasures", "恢复之后重做删除", "erase again what was erased before a restore"


class JobState(Term):
    QUEUED = "queued", "排队中", "queued"
    RUNNING = "running", "进行中", "running"
    WAITING = "waiting", "等人用自己的钥匙办理", "waiting for somebody’s own key"
    DONE = "done", "已完成", "done"
    FAILED = "failed", "没有做成", "failed"
    CANCELLED = "cancelled", "已取消", "cancelled"
    INTERRUPTED = "interrupted", "被中断", "interrupted"
    STOPPED = "stopped", "已按要求停下", "stopped on request"

    @property
    def open(self) -> bool:
        return self in OPEN


OPEN = (JobState.QUEUED, JobState.RUNNING)
"""At most one job of a project is in these states."""


class CorrectionState(Term):
    ASKED = "asked", "等第二人确认", "awaits a second person"
    CONFIRMED = "confirmed", "已确认", "confirmed"
    DECLINED = "declined", "没有确认", "declined"


class LookPurpose(Term):
    """What one person's record is looked at for; anything else is no purpose."""

    REQUEST = "request", "答复本人的请求", "to answer the person’s own request"
    COMPLAINT = "complaint", "处理投诉或争议", "to deal with a complaint or dispute"
    SAMPLE = "sample", "抽样核对判定", "to check a verdict by sample"
    AUTHORITY = "authority", "答复主管机关", "to answer an authority"


class CheckMark(Term):
    """What verifying found of one thing it looked at; `unknown`: it was not looked at."""

    TICK = "tick", "成立", "holds"
    WARN = "warn", "须留意", "take note"
    CROSS = "cross", "不成立", "does not hold"
    UNKNOWN = "unknown", "没有看", "not looked at"
