"""What a person must know about a removal although it succeeded; codes in files, words here."""

from __future__ import annotations

from novation.messages import Text

REMARKS = {
    "old-blocks-not-overwritten": Text(
        "旧文件的存储块未能覆写（没有硬链接支持、没有权限，或中断后无从触及）。",
        "The old file's blocks could not be overwritten (no hard links, no permission, or out of reach after an interruption).",
    ),
    "other-names": Text(
        "该文件另有硬链接，旧内容仍可由别的名称读取。",
        "The file has further hard links: the old content can still be read under its other names.",
    ),
    "copies-possible": Text(
        "工作簿含数据透视缓存、外部链接缓存或嵌入对象，其中可能另存有内容，软件不改写它们。",
        "The workbook has pivot caches, cached external links or embedded objects that may hold copies; they are not rewritten.",
    ),
    "rows-left-empty": Text(
        "工作簿含公式、合并单元格、表格等依赖位置的内容，被删除的行成为空行，其余行不移动；公式已算出的值未改。",
        "The workbook has formulas, merged cells, tables or the like: removed rows stay as empty rows, nothing moves, "
        "and values that formulas had computed are not changed.",
    ),
    "changed-since": Text(
        "销毁完成之后，该文件又有改动。",
        "The file has been changed since the destruction was done.",
    ),
}
