"""A draft as an HTML page to print: only headings, paragraphs, quotations and bold, everything else is plain text."""

from __future__ import annotations

import re
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_STYLE = (
    "body{max-width:42rem;margin:3rem auto;padding:0 1.5rem;line-height:1.7;font-family:serif;color:#111;background:#fff}"
    "blockquote{border:1px solid #999;padding:.5rem 1rem;margin:1rem 0}h1{text-align:center}h2{font-size:1.05rem}"
    "@page{size:A4;margin:22mm}"
)


def as_html(markdown: str, language: str, digest: str) -> str:
    """One self-contained file; the digest is that of the Markdown, which is what is signed."""
    body = "\n".join(_block(block) for block in markdown.strip().split("\n\n"))
    title = escape(markdown.split("\n", 1)[0].lstrip("# "))
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n<footer><small>{escape(digest)}</small></footer>\n</body>\n</html>\n"
    )


def _block(block: str) -> str:
    for mark, tag in (("## ", "h2"), ("# ", "h1"), ("> ", "blockquote")):
        if block.startswith(mark):
            return f"<{tag}>{_inline(block.removeprefix(mark))}</{tag}>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", escape(text)).replace("\n", "<br>\n")
