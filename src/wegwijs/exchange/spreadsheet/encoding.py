"""Which encoding a text file has: byte order mark, valid UTF-8, UTF-16, or the most plausible single-byte one."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from .problems import Unreadable

SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference. Windows-1254 equals 1252 but for six letters, and those are Turkish far sooner than Icelandic.
_SINGLE_BYTE = ("cp1254", "cp1252", "mac_roman", "cp850", "cp1250")
_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜœŒğışĞİŞčćšžČĆŠŽđłńśźżąęőűŁŚŻ")
_COMMON = frozenset("éëïöüçèáóíñßğışİŞ")
_MARKS_IN_TEXT = frozenset("’‘“”–—…€´`·°\u00a0")
_GOOD_ENOUGH = 0.8


def detect(path: Path, said: str | None = None) -> str:
    """The name of the codec to read `path` with.

    Raises Unreadable when the user said an unknown encoding, or the file is no text at all.
    """
    if said:
        try:
            name = codecs.lookup(said).name
        except LookupError as error:
            raise Unreadable("unknown_encoding", encoding=said) from error
        return "utf-8-sig" if name == "utf-8" else name
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _utf16_without_mark(head)
    if wide:
        return wide
    _refuse_binary(head)
    high = _lines_outside_utf8(path)
    return "utf-8" if high is None else _single_byte(high)


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _refuse_binary(head: bytes) -> None:
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 11, 12, 13))
    if controls > max(8, len(head) // 50):
        raise Unreadable("not_text")


def _lines_outside_utf8(path: Path) -> bytes | None:
    """Up to a sample of the lines with bytes above 127, or None when the whole file is valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(1024 * 1024):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        pass
    else:
        return None
    kept: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while size < SAMPLE and (line := file.readline(SAMPLE)):
            if not line.isascii():
                kept.append(line)
                size += len(line)
    return b"".join(kept)


def _single_byte(sample: bytes) -> str:
    scores = {name: _plausibility(sample, name) for name in _SINGLE_BYTE}
    best = max(_SINGLE_BYTE, key=lambda name: scores[name])  # the first of equals
    if scores[best] < _GOOD_ENOUGH:
        guess = from_bytes(sample).best()
        return guess.encoding if guess else "cp1252"
    if best == "cp1254" and scores["cp1252"] == scores["cp1254"]:
        return "cp1252"
    return best


def _plausibility(sample: bytes, name: str) -> float:
    """Share of the characters above 127 that one would expect inside a name, from -1 to 1."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return -1.0
    odd = [(character, text[at - 1 : at]) for at, character in enumerate(text) if character > "\x7f"]
    if not odd:
        return 1.0
    points = 0.0
    for character, before in odd:
        if character in _LETTERS:
            points += 1 if character in _COMMON else 0.9
            points -= 0.6 if character.isupper() and before.islower() else 0  # zoË: the wrong code page
        elif character not in _MARKS_IN_TEXT:
            points -= 1
    return points / len(odd)
