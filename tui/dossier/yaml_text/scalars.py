"""Writing texts as YAML that every reader, of YAML 1.1 or 1.2, reads as that same text."""

import re

import yaml

Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# Begins with a letter, holds only what never means anything to YAML in a block, and ends in no blank or colon.
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ](?:[^\W_]|[ _.,;()/'’“”%+–—!?-]|:(?=\S))*")
_OTHER_TYPES = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"])
_BLOCK_LINE = re.compile(r"[ -~¡-퟿-�\U00010000-\U0010ffff]*")
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    written: str = yaml.dump(text, Dumper=Dumper, default_style='"', width=10**9, allow_unicode=True)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04X}", written.rstrip("\n"))


def plain_or_quoted(text: str) -> str:
    """A text as it is where that is safe in a block, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and text[-1] not in " :" and text.casefold() not in _OTHER_TYPES
    return text if plain and len(text) < 10**6 else quoted(text)


def block_or_quoted(text: str, indent: int, newline: str) -> str:
    """A text for a key of a block mapping: several lines as a literal block, else as :func:`plain_or_quoted`.

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
