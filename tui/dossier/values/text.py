"""Text from strangers: cleaned to be shown, folded to be compared, hashed to be recognized.

Cleaning and folding must not be mixed. *Cleaning* is for people: it replaces the characters that a terminal would act
on or hide, one for one, when text leaves for a screen, a log or a report. *Folding* is for comparing: folded text never
leaves the program. The text that is stored, matched and quoted is always the original.
"""

import re
import unicodedata
from functools import lru_cache

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
_TAGS = "\ufff9-\ufffb\U000e0000-\U000e0fff"
_UNSAFE = re.compile(f"[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\ud800-\udfff{_BIDI}{_ZERO_WIDTH}{_TAGS}]")
_IS_BIDI = re.compile(f"[{_BIDI}]")


def _replacement(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char in "\t\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return "\u2b1a" if _IS_BIDI.match(char) else "\u00b7"


def clean(text: str) -> str:
    """Text that is safe to show, of the same length in code points.

    Control characters become their pictures (ESC is ``␛``), C1 controls ``�``, bidirectional controls ``⬚``, invisible
    characters ``·``, a tab a blank. A line feed stays. The joiners U+200C and U+200D stay, since scripts need them.
    """
    return _UNSAFE.sub(_replacement, text)


def clean_line(text: str) -> str:
    """Text that is safe to show on one line: :func:`clean`, with line feeds as blanks."""
    return clean(text).replace("\n", " ").replace("␍", " ")


def excerpt(text: str) -> str:
    """A text as a message quotes it: safe to show, on one line, in quotation marks, at most 60 code points."""
    line = clean_line(text)
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def fold_space(text: str) -> str:
    """A text in NFC, with one blank for each run of white space and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fingerprint(text: str) -> str:
    """The first 8 hex digits of SHA-256 of a text in UTF-8: enough to notice that the text was changed."""
    from hashlib import sha256  # loads OpenSSL: not before the first verdict

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def nearest(word: str, known: "list[str] | tuple[str, ...]") -> str | None:
    """The known word that is most like a mistyped one; None where no word is like it."""
    return _nearest(word[:80], tuple(known))


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    import difflib  # only needed when a word is wrong

    close = difflib.get_close_matches(word, known, n=1)
    return close[0] if close else None
