"""The recipe in every package: how a stranger checks and opens it with sha256sum, ssh-keygen and age alone."""

from __future__ import annotations

import re

from novation.messages import Language, Text

STEPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text(
            "标签文件（方案、授权、计数等）是否原样。每行应显示 OK：",
            "Are the tag files (plan, authorisations, counts …) as they were? Every line has to say OK:",
        ),
        ("sha256sum -c --strict tagmanifest-sha256.txt",),
    ),
    (
        Text(
            "有效载荷（加密的数据）是否原样。每行应显示 OK：",
            "Is the payload (the encrypted data) as it was? Every line has to say OK:",
        ),
        ("sha256sum -c --strict manifest-sha256.txt",),
    ),
    (
        Text(
            "是否多出了文件：清单之外只允许 signatures/ 下的签名和 tagmanifest-sha256.txt。应显示 nothing else：",
            "Is there any file more than the manifests list? Only the signatures and tagmanifest-sha256.txt may be. "
            "It has to say nothing else:",
        ),
        (
            'test "$(find . ! -type d ! -path "./signatures/*.sig" ! -path ./tagmanifest-sha256.txt | LC_ALL=C sort)" '
            '= "$(cut -c67- manifest-sha256.txt tagmanifest-sha256.txt | sed "s|^|./|" | LC_ALL=C sort)" '
            "&& echo nothing else",
        ),
    ),
    (
        Text(
            "移交人的签名是否成立。应以 Good 开头；行末的密钥指纹（SHA256:…）须与移交人另行告知您的一致：",
            "Does the hander-over's signature hold? It has to begin with Good, and the key fingerprint at its end "
            "(SHA256:…) has to be the one the hander-over gave you by another way:",
        ),
        (
            "ssh-keygen -Y verify -f allowed_signers -I hander-over -n novation-package "
            "-s signatures/hander-over.sig < tagmanifest-sha256.txt",
        ),
    ),
    (
        Text(
            "用您的密钥启封（KEY 为密钥文件，OUT 为存放明文的新文件夹，不要放在本文件夹内）：",
            "Open it with your key (KEY: your key file; OUT: a new folder for the plain files, outside this one):",
        ),
        (
            '(cd data && find . -name "*.age") | while read -r part; do mkdir -p "$OUT/$(dirname "$part")" '
            '&& age -d -i "$KEY" -o "$OUT/${part%.age}" "data/$part" || exit 1; done && echo opened',
        ),
    ),
)
"""Each step: what it answers, and the commands, run by a POSIX shell inside the package's folder."""

_HEAD = Text(
    "如何查验并启封本封装包\n\n"
    "只需 sha256sum、ssh-keygen（OpenSSH 8.2 以上）和 age，不需要任何专用软件，也不需要联网。\n"
    "在本文件夹内打开终端，逐条执行以“$ ”开头的命令（不含“$ ”）。任何一步不符，请停止并联系移交人。",
    "How to check and open this package\n\n"
    "You need sha256sum, ssh-keygen (OpenSSH 8.2 or later) and age; no software of ours, and no network.\n"
    "Open a terminal in this folder and run the lines that begin with “$ ” (without the “$ ”), one after the\n"
    "other. If any step says otherwise than told here, stop and ask the hander-over.",
)
_TAIL = Text(
    "解密后的 *.parquet 是普通 Parquet 文件（zstd 压缩），任何 Parquet 阅读器均可打开。\n"
    "index/ 下是对账摘要，格式见规范《封装包》；recipients.txt 列出可以启封的公钥。",
    "The *.parquet files that come out are plain Parquet (zstd); any Parquet reader opens them. Below index/ are the\n"
    "reconciliation digests (see the specification of the package); recipients.txt lists the keys that can open it.",
)
_COMMAND = re.compile(r"^ {4}\$ (.+)$", re.MULTILINE)


def recipe(language: Language) -> bytes:
    """The text of `VERIFY.zh.txt` or `VERIFY.en.txt`, UTF-8."""
    paragraphs = [_HEAD.in_(language)]
    for number, (question, commands) in enumerate(STEPS, 1):
        lines = "\n".join(f"    $ {command}" for command in commands)
        paragraphs.append(f"{number}. {question.in_(language)}\n\n{lines}")
    return ("\n\n".join([*paragraphs, _TAIL.in_(language)]) + "\n").encode()


def commands_of(text: str) -> list[str]:
    """The commands in a recipe, in order."""
    return _COMMAND.findall(text)
