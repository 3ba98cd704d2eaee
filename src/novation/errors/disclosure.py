"""Errors of the data room: what is not open yet, what may not be shown, what does not fit the other side's journal."""

from novation.errors import Exit, define

SAMPLE_UPLOADED = define(
    "room.sample-uploaded",
    zh="样本不能上传：没有测量过风险的记录不进资料室",
    en="a sample cannot be uploaded: records whose risk was not measured do not enter the room",
    hint_zh="由系统抽取去标识化样本，再放入资料室；不要把自行处理过的记录当作文件上传",
    hint_en="have one drawn, then put it in; do not upload records treated elsewhere as a document",
    exit_status=Exit.REFUSED,
    http_status=409,
)
SAMPLE_CLASSES_SMALL = define(
    "room.sample-classes-small",
    zh="样本中最小的一类只有 {smallest} 人，资料室的最小单元是 {minimum} 人",
    en="the smallest class of the sample has {smallest} people, the smallest cell of the room {minimum}",
    hint_zh="另抽一份，把每一类的最少人数调高",
    hint_en="draw another with larger classes",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NO_PROJECT = define(
    "room.no-decisions",
    zh="本案还没有判定结果，算不出汇总表",
    en="this case has no decisions yet, so nothing can be counted",
    hint_zh="先在数据面运行到判定，再生成汇总表",
    hint_en="run the data plane as far as the decisions, then make the table",
    exit_status=Exit.REFUSED,
    http_status=409,
)
TOO_FEW = define(
    "room.too-few",
    zh="总共不到 {minimum} 人，不能公布",
    en="there are fewer than {minimum} people altogether; nothing can be published",
    hint_zh="人数太少时任何数字都可能指向个人",
    hint_en="of so few people any figure may point at somebody",
    exit_status=Exit.REFUSED,
    http_status=409,
)
DIFFERS_BY_FEW = define(
    "room.differs-by-few",
    zh="与先前公布的同类汇总表（第 {number} 项）相差不到 {minimum} 人，两表相减会指向个人",
    en="it differs from a table published before (item {number}) by fewer than {minimum} people, whom subtracting would single out",
    hint_zh="等变化足够大再公布；先前的表不再符合现状时可以撤下，但对方已经看到",
    hint_en="publish when more has changed; the earlier table may be withdrawn, but the other side has seen it",
    exit_status=Exit.REFUSED,
    http_status=409,
)
RECORDS_INSIDE = define(
    "room.records-inside",
    zh="没有确认文件不含可识别个人的记录",
    en="it was not confirmed that the document holds no records that identify people",
    hint_zh="含有个人记录的文件不能进资料室；交割时由封装包移交",
    hint_en="a document with records of people cannot enter the room; they pass in the package at closing",
    exit_status=Exit.REFUSED,
    http_status=409,
)
MINIMUM_WRONG = define(
    "room.minimum-wrong",
    zh="最小单元须在 {least} 到 {most} 之间；公布过汇总表之后只能调高",
    en="the smallest cell lies between {least} and {most}; once a table is published it can only be raised",
    hint_zh="调低会使先前隐去的数字可以推算出来",
    hint_en="lowering it would let hidden figures be worked out",
    exit_status=Exit.USAGE,
    http_status=422,
)
NO_CONTENT = define(
    "room.no-content",
    zh="这一项在本系统里没有内容",
    en="this item has no content on this installation",
    hint_zh="它来自对方的目录；内容请在对方的资料室查看",
    hint_en="it comes from the other side’s index; look at it in their room",
    exit_status=Exit.REFUSED,
    http_status=409,
)
EXCHANGE_MALFORMED = define(
    "room-exchange.malformed",
    zh="交换文件读不出来：{part} 不对",
    en="the exchange cannot be read: {part} is not right",
    hint_zh="请对方重新导出；文件不要经过会改动内容的软件",
    hint_en="ask the other side to export it again, and do not pass the file through software that alters it",
    exit_status=Exit.INPUT,
)
EXCHANGE_OTHER_CASE = define(
    "room-exchange.other-case",
    zh="交换文件属于另一个案件，或是本方自己导出的",
    en="the exchange belongs to another case, or is one of your own",
    hint_zh="核对双方的案件编号，由对方导出",
    hint_en="compare the case numbers of both sides; the other side exports it",
    exit_status=Exit.REFUSED,
    http_status=409,
)
EXCHANGE_KEY_UNKNOWN = define(
    "room-exchange.key-unknown",
    zh="签名的密钥不是所登记的对方密钥",
    en="it is not signed by the key that was entered for the other side",
    hint_zh="用另外的途径（电话、当面）与对方核对密钥指纹，再登记",
    hint_en="compare the key’s fingerprint with the other side by another way (telephone, in person), then enter it",
    exit_status=Exit.INTEGRITY,
)
EXCHANGE_NOT_PROVEN = define(
    "room-exchange.not-proven",
    zh="第 {index} 条日志不能由所附检查点证明",
    en="entry {index} is not proven by the checkpoint that came with it",
    hint_zh="交换文件被改动过，或对方的日志有问题；保存文件并与对方核对",
    hint_en="the exchange was altered or the other side’s journal is not sound; keep the file and take it up with them",
    exit_status=Exit.INTEGRITY,
)
EXCHANGE_NOT_RECORDED = define(
    "room-exchange.not-recorded",
    zh="{what} {ref} 的内容与对方日志里的摘要不符，或日志里没有它",
    en="{what} {ref} does not fit the digest in the other side’s journal, or is not in it",
    hint_zh="内容在记录之后被改动过；不要采用，与对方核对",
    hint_en="its text was changed after it was recorded; do not rely on it, take it up with the other side",
    exit_status=Exit.INTEGRITY,
)
EXCHANGE_NO_COUNTERPART = define(
    "room-exchange.no-counterpart",
    zh="还没有登记对方系统的公钥",
    en="the other side’s installation is not entered yet",
    hint_zh="先登记对方的公钥和对方的案件编号",
    hint_en="enter its public key and what it calls this case first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
EXCHANGE_NUMBER_CHANGED = define(
    "room-exchange.number-changed",
    zh="对方目录第 {number} 项的编号与先前收到的不一致",
    en="item {number} of the other side’s index bears a number that it did not bear before",
    hint_zh="编号一经公布不得改动；不要采用这份文件，与对方核对",
    hint_en="numbers never change once published; do not rely on this file, take it up with the other side",
    exit_status=Exit.INTEGRITY,
)
