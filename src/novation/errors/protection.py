"""Errors of de-identified samples: nothing to draw from, limits that are not met, content that is not what was measured."""

from novation.errors import Exit, define

NO_PEOPLE_TABLE = define(
    "sample.no-people",
    zh="没有可以取样的人员表",
    en="there is no table of people to draw from",
    hint_zh="先扫描、归并；或用 --table 指明哪一张表，名称见 records/scan.json",
    hint_en="scan and link first, or name a table with --table as records/scan.json has it",
    exit_status=Exit.REFUSED,
    http_status=409,
)
COLUMN_UNKNOWN = define(
    "sample.column-unknown",
    zh="取样的表里没有“{column}”这一列，或它不能这样用",
    en="the table has no column “{column}”, or it cannot be used so",
    hint_zh="列名照来源文件书写；直接标识个人的列不能保留",
    hint_en="write it as the source has it; a column that names people cannot be kept",
    exit_status=Exit.USAGE,
    http_status=422,
)
TOO_FEW = define(
    "sample.too-few",
    zh="可以抽取的只有 {people} 人，至少要 {least} 人",
    en="only {people} people can be drawn, at least {least} are needed",
    hint_zh="不得移交的人、儿童和先前样本里的人不算在内；人太少时样本等于名单，只给汇总表",
    hint_en="people whose data are withheld, children and those of earlier samples do not count; of so few a sample is a list of them, so offer totals only",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ORDER_WRONG = define(
    "sample.order-wrong",
    zh="{what}须在 {least} 到 {most} 之间",
    en="{what} lies between {least} and {most}",
    hint_zh="样本至多 1,000 行；同类不得少于 2 人",
    hint_en="a sample has at most 1,000 rows, and a class at least 2 people",
    exit_status=Exit.USAGE,
    http_status=422,
)
DECISIONS_OLD = define(
    "sample.decisions-old",
    zh="判定之后，{what}又变了；谁可以进样本要重新判定",
    en="{what} changed after the decisions; who may be in a sample has to be decided anew",
    hint_zh="重新运行 novation decide，再抽取",
    hint_en="run `novation decide` again, then draw",
    exit_status=Exit.REFUSED,
    http_status=409,
)
LIMITS_NOT_MET = define(
    "sample.limits-not-met",
    zh="怎样泛化都达不到限值：每类至少 {smallest} 人，至多略去 {suppressed}% 的行",
    en="no generalisation reaches the limits: {smallest} people in each class, at most {suppressed}% of the rows left out",
    hint_zh="减少列（--without）、加大样本，或不放样本",
    hint_en="take fewer columns (--without), draw more rows, or offer no sample",
    exit_status=Exit.REFUSED,
    http_status=409,
)
RISK_TOO_HIGH = define(
    "sample.risk-too-high",
    zh="样本的重识别风险为 {risk}，超过限值 {limit}；没有写出任何内容",
    en="the sample’s risk of re-identification is {risk}, above the limit of {limit}; nothing was written",
    hint_zh="提高每类的最少人数，或减少列",
    hint_en="ask for larger classes, or take fewer columns",
    exit_status=Exit.REFUSED,
    http_status=409,
)
TOO_ALIKE = define(
    "sample.too-alike",
    zh="敏感列“{column}”在某一类里过于集中：距离 {distance}，限值 {limit}",
    en="in some class the sensitive column “{column}” is too much alike: distance {distance}, limit {limit}",
    hint_zh="不保留这一列，或提高每类的最少人数",
    hint_en="do not keep this column, or ask for larger classes",
    exit_status=Exit.REFUSED,
    http_status=409,
)
IDENTIFIER_FOUND = define(
    "sample.identifier-found",
    zh="“{column}”列里有直接标识个人的内容；没有写出样本",
    en="column “{column}” would show something that names people; no sample was written",
    hint_zh="用 --without 去掉这一列，或用 novation override 更正它的种类",
    hint_en="leave the column out with --without, or correct its kind with `novation override`",
    exit_status=Exit.REFUSED,
    http_status=409,
)
SAMPLE_UNKNOWN = define(
    "sample.unknown",
    zh="没有第 {number} 号样本，或其内容已随工作副本销毁",
    en="there is no sample {number}, or its content went with the working copies",
    hint_zh="已有的样本见 records/samples",
    hint_en="records/samples has those that there are",
    exit_status=Exit.INPUT,
    http_status=404,
)
SAMPLE_ALTERED = define(
    "sample.altered",
    zh="第 {number} 号样本的内容与记录的摘要不符",
    en="the content of sample {number} does not match the digest on record",
    hint_zh="不要使用；保留文件，重新抽取",
    hint_en="do not use it; keep the file and draw another",
    exit_status=Exit.INTEGRITY,
)
CHECK_FAILED = define(
    "sample.check-failed",
    zh="写出之前复核：有一类只有 {smallest} 人，少于 {least} 人",
    en="checked before writing: a class has only {smallest} people, fewer than {least}",
    hint_zh="这是软件缺陷，请报告；没有写出任何内容",
    hint_en="this is a defect of ours, please report it; nothing was written",
    exit_status=Exit.INTERNAL,
)
