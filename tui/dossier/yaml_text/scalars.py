"""Writing texts as YAML scalars that YAML 1.1 and 1.2 both read as those texts.

The words that YAML 1.1 reads as other types are those of https://yaml.org/type/; YAML 1.2 has fewer.
"""

import re

import yaml

Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# A plain scalar begins with a letter and has only characters without a meaning for YAML in a block. A last blank or
# colon is ruled out where the pattern is used.
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ](?:[^\W_]|[ _.,;()/'’“”%+–—!?-]|:(?=\S))*")
_OTHER_TYPES = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"])
_BLOCK_LINE = re.compile(r"[ -~¡-퟿-�\U00010000-\U0010ffff]*")
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def quoted(text: str) -> str:
    """A text as a double-quoted scalar on one line; characters that can't be seen are escaped."""
    written: str = yaml.dump(text, Dumper=Dumper, default_style='"', width=10**9, allow_unicode=True)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04X}", written.rstrip("\n"))


def plain_or_quoted(text: str) -> str:
    """A text as a plain scalar where that is safe in a block, else double-quoted."""
    plain = _PLAIN.fullmatch(text) and text[-1] not in " :" and text.casefold() not in _OTHER_TYPES
    return text if plain and len(text) < 10**6 else quoted(text)


def block_or_quoted(text: str, indent: int, newline: str) -> str:
    """A text as a literal block if it has several lines that a block can hold, else as :func:`plain_or_quoted`.

    ``indent`` is the column of the block's lines.
    """
    lines = text.split("\n")
    literal = (
        len(lines) > 1
        and all(_BLOCK_LINE.fullmatch(line) and not _HIDDEN.search(line) and line == line.rstrip() for line in lines)
        and lines[0][:1].strip()
        and lines[-1]
    )
    if not literal:
        return plain_or_quoted(text)
    return "|-" + "".join(newline + (" " * indent + line if line else "") for line in lines)
