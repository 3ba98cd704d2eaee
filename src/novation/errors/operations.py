"""Errors of the console's jobs and of the folders they work in."""

from novation.errors import Exit, define

FOLDER_WRONG = define(
    "project.folder-wrong",
    zh="没有可以关联的项目文件夹：{folder}",
    en="there is no project folder to link: {folder}",
    hint_zh="文件夹须直接位于安装目录的 projects 下，名称只含小写字母、数字和短横，里面有 novation.toml，且未与别的案件关联",
    hint_en="it must lie directly below projects in the installation's home, with a name of lower-case letters, digits and dashes, hold a novation.toml, and be linked to no other case",
    exit_status=Exit.REFUSED,
    http_status=422,
)
NO_PROJECT = define(
    "project.not-linked",
    zh="案件还没有关联项目",
    en="the case is not linked to a project yet",
    hint_zh="请数据工程师或合规负责人先关联项目",
    hint_en="ask the data engineer or the compliance officer to link one first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
LINKED_ALREADY = define(
    "project.linked-already",
    zh="这一方已经关联了项目",
    en="this side is linked to a project already",
    hint_zh="一个案件的每一方只有一个项目",
    hint_en="each side of a case has one project",
    exit_status=Exit.REFUSED,
    http_status=409,
)
JOB_OPEN = define(
    "job.another-open",
    zh="这个项目正在做另一步：{step}",
    en="another step of this project is under way: {step}",
    hint_zh="等它结束，或取消还在排队的那一步",
    hint_en="wait for it to end, or cancel it while it is queued",
    exit_status=Exit.BUSY,
    http_status=409,
)
JOB_DEFECT = define(
    "job.defect",
    zh="这一步因软件缺陷没有做成（{what}）",
    en="this step failed by a defect of the software ({what})",
    hint_zh="可以从断点继续；若再次出现，把任务编号告诉系统管理员",
    hint_en="it can be resumed; if it happens again, tell the system administrator the reference of the job",
    exit_status=Exit.INTERNAL,
)
CHECK_FAILED = define(
    "job.check-failed",
    zh="查验不成立：{count} 处不符",
    en="verifying failed: {count} things do not hold",
    hint_zh="逐条看查验结果；在查明之前不要移交或销毁",
    hint_en="read the lines of the check; hand nothing over and destroy nothing before it is cleared up",
    exit_status=Exit.INTEGRITY,
)
ENGINES_DIFFER = define(
    "job.engines-differ",
    zh="复核 {compared} 项判定，{different} 项两个引擎不一致",
    en="of {compared} decisions {different} differ between the two engines",
    hint_zh="不要签署这次判定；把 check.json 里的例子交给开发者",
    hint_en="sign nothing that rests on these decisions; give the examples in check.json to the developers",
    exit_status=Exit.DIFFERENT,
)
NO_BUYER_RECEIPT = define(
    "job.no-buyer-receipt",
    zh="在受让方的项目里没有找到回执",
    en="there is no receipt in the buyer’s project",
    hint_zh="受让方对账后签发回执；若受让方用另一套安装，用 novation receipt --import 收下文件",
    hint_en="the buyer gives it after reconciling; from another installation, take the file in with `novation receipt --import`",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NO_HANDER_OVER = define(
    "job.no-hander-over",
    zh="项目里还没有登记移交人的公钥，封装出来的包谁也验不过",
    en="no hander-over’s key is entered in the project; nobody could verify what is sealed",
    hint_zh="移交人在签署页登记公钥（私钥须是文件，封装在命令行进行），再请合规负责人在审批页把移交人登记为签署人",
    hint_en="the hander-over registers a key on the page of signing (one kept in a file, since sealing is done on the command line), then the compliance officer enters them as a signer on the page of approvals",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NO_PACKAGE = define(
    "job.no-package",
    zh="还没有收到封装包",
    en="no package has arrived yet",
    hint_zh="出让方封装后再启封；若出让方用另一套安装，把收到的包放进本方项目文件夹的 package 里",
    hint_en="open it once the seller has sealed; from another installation, put what arrived into the folder package of your project",
    exit_status=Exit.REFUSED,
    http_status=409,
)
OPENING_KEY_UNFIT = define(
    "opening-key.unfit",
    zh="启封钥匙不能用：{why}",
    en="the opening key cannot be used: {why}",
    hint_zh="请运行安装的人把 NOVATION_OPENING_KEY 指向安装目录之外、只有工作进程的账户能读（0600）的 age 私钥文件，或去掉这项设置，用 novation receive 启封",
    hint_en="whoever runs the installation lets NOVATION_OPENING_KEY name an age identity outside of the home that only the worker’s account can read (0600), or drops it and opens by `novation receive`",
    exit_status=Exit.REFUSED,
    http_status=409,
)
LOOK_OVER = define(
    "look.over",
    zh="这次查看已结束",
    en="this look is over",
    hint_zh="查看一个人的记录十五分钟后关闭；需要时重新说明用途和理由",
    hint_en="a look at one person closes after fifteen minutes; give purpose and reason again if you need it",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NO_PACKAGE = define(
    "package.not-here",
    zh="项目文件夹里没有封装包",
    en="there is no package in the project’s folder",
    hint_zh="由移交人封装到项目文件夹的 package 之后再导出",
    hint_en="the hander-over seals it into the folder `package` of the project first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
