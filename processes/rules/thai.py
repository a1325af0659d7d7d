"""Thai as it is typed: digits, names with stray characters, months, and the order of a Thai dictionary."""

import re
import unicodedata

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MINUS = "\N{MINUS SIGN}"
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MARK = re.compile("[\u0e47-\u0e4e]")  # mai taikhu, the four tones, thanthakhat, nikhahit, yamakkan
_NOT_A_MARK = re.compile("[^\u0e47-\u0e4e]")
_NUMBER = re.compile("[0-9]+")
_DIGITS = 4  # as many as the number of a school has
_TONE = "[\u0e48-\u0e4b]"
_SARA_AM_APART = re.compile(f"\u0e4d({_TONE}?)\u0e32|({_TONE})\u0e4d\u0e32")
_TONE_AFTER_SARA_AM = re.compile(f"\u0e33({_TONE})")
# Below the space, so that a name comes before every longer name that begins with it.
_BETWEEN_LEVELS = "\x1f"


def arabic_digits(text: str) -> str:
    """The text with Thai digits as 0 to 9; all else as it was (letter 4.1 prints codes in Thai digits)."""
    return text.translate(_THAI_DIGITS)


def visible(text: str) -> str:
    """The text without characters that nobody sees: zero-width, direction marks, soft hyphens."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def plain_code(text: str) -> str:
    """A code or number as it was meant: Arabic digits, no space, every dash a hyphen (letter F110)."""
    signs = (sign for sign in arabic_digits(visible(text)) if not sign.isspace())
    return "".join("-" if unicodedata.category(sign) == "Pd" or sign == _MINUS else sign for sign in signs)


def clean_name(text: str) -> str:
    """A name such that what looks alike is alike: NFC, single spaces, sara am and sara ae in one piece."""
    name = " ".join(visible(unicodedata.normalize("NFC", text)).split())
    name = name.replace("เเ", "แ")
    name = _SARA_AM_APART.sub(lambda found: f"{found[1] or found[2] or ''}\u0e33", name)
    return _TONE_AFTER_SARA_AM.sub("\\1\u0e33", name)


def sort_key(text: str) -> str:
    """A key whose code-point order is that of a Thai dictionary; a column of it needs a binary collation.

    A leading vowel counts after its consonant; tones and the marks beside them decide only between names
    that are otherwise alike; school 2 comes before school 10.
    """
    letters = arabic_digits(clean_name(text)).casefold()
    letters = _NUMBER.sub(lambda found: found[0].zfill(_DIGITS), letters)
    in_order = _LEADING_VOWEL.sub(r"\2\1", letters)
    return _MARK.sub("", in_order) + _BETWEEN_LEVELS + _NOT_A_MARK.sub(" ", in_order).rstrip()
