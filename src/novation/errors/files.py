"""Errors of the file drawer: what came in, and what lies in it."""

from novation.errors import Exit, define

FILE_TOO_LARGE = define(
    "file.too-large",
    zh="文件超过每个文件的上限 {limit}，没有保存",
    en="the file is larger than {limit}, the limit for one file; nothing was kept",
    hint_zh="压缩或拆分后再传；上限由系统管理员以 NOVATION_FILE_LIMIT 设定",
    hint_en="compress or split it; the system administrator sets the limit with NOVATION_FILE_LIMIT",
    exit_status=Exit.USAGE,
    http_status=413,
)
FILE_EMPTY = define(
    "file.empty",
    zh="文件是空的（0 字节），没有保存",
    en="the file is empty (0 bytes); nothing was kept",
    hint_zh="核对是否选错文件，或文件还没有存完",
    hint_en="check whether it is the right file and was saved before you chose it",
    exit_status=Exit.USAGE,
    http_status=422,
)
DISK_FULL = define(
    "file.disk-full",
    zh="服务器磁盘已满，文件没有保存，也没有留下半个文件",
    en="the server’s disk is full; the file was not kept, and no part of it is left behind",
    hint_zh="请系统管理员腾出空间后再传",
    hint_en="ask the system administrator to make room, then send it again",
    exit_status=Exit.USAGE,
    http_status=507,
)
FILE_NOT_WRITTEN = define(
    "file.not-written",
    zh="文件写不进文件柜，没有保存",
    en="the file could not be written to the drawer; nothing was kept",
    hint_zh="请系统管理员查看文件柜的磁盘和权限",
    hint_en="ask the system administrator to look at the drawer’s disk and its permissions",
    exit_status=Exit.USAGE,
    http_status=503,
)
FILE_DAMAGED = define(
    "file.damaged",
    zh="文件在文件柜里被改动、截断或调换过，不能打开",
    en="the file was changed, cut or exchanged in the drawer and cannot be opened",
    hint_zh="从备份恢复，并查明谁有服务器磁盘的写权限；换了安装密钥也会这样",
    hint_en="restore it from a backup and find out who may write to the server’s disk; another installation’s key has the same effect",
    exit_status=Exit.INTEGRITY,
    http_status=500,
)
FILE_GONE = define(
    "file.destroyed-already",
    zh="这个版本已销毁，内容不可恢复",
    en="this version was destroyed; its content cannot be recovered",
    hint_zh="日志里有何时由谁销毁；若还有别的版本，可以下载别的版本",
    hint_en="the journal tells when and by whom; other versions may still be there",
    exit_status=Exit.REFUSED,
    http_status=410,
)
