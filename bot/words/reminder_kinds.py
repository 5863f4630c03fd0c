"""Which reminders a message means that wants fewer of them, or later: by how words begin, spelled as `fold` spells."""

import re
from collections.abc import Mapping
from typing import Literal

from bot.words.normalise import fold

Meant = Literal["care", "check_in", "appointment"]

_STEMS: Mapping[Meant, tuple[str, ...]] = {
    "care": ("العناية", "عناية", "تعليمات", "نصائح", "نصايح", "مراقبت", "توصیه", "aftercare", "moraghebat"),
    "check_in": (
        *("تسأل", "تسال", "يسأل", "سؤال", "السؤال", "أسئلة", "الأسئلة", "تستفسر", "اطمئن", "تطمن"),
        *("نپرس", "بپرس", "می‌پرس", "میپرس", "پرسید", "احوال", "سوال", "asking", "ask", "tes2al", "naporsid", "napors"),
    ),
    "appointment": ("موعد", "الموعد", "مواعيد", "المواعيد", "مواعيدي", "نوبت", "appointment", "maw3ed", "nobat"),
}
_ANY = (
    *("تذكير", "التذكير", "بتذكير", "تذكر", "تفكر", "ذكر", "تنبيه", "التنبيه", "اشعار", "إشعار", "الإشعار"),
    *("رسالة", "رسائل", "رسايل", "الرسائل", "الرسايل", "برسا", "ترسل", "تبعت", "تدز", "كلها"),
    *("یاد", "پیام", "هشدار", "خبر", "اعلان", "همه", "نفرست", "نوتیف"),
    *("reminder", "notif", "message", "all", "tazk", "rasa", "rapp", "rapel", "tb3", "tab3", "yada", "paya", "hoshdar"),
)
_LATER = (
    # Not "أجل" or "عقب" by themselves: "من أجل" is "for the sake of", and in the Gulf "عقب" is "after".
    *("بعدين", "أجلي", "أجلو", "أجله", "تأجيل", "تأجل", "نأجل", "أأجل", "أرجئ", "أخري", "أخره"),
    *("بعدا", "بعدتر", "دیرتر", "تعویق", "عقب بنداز", "عقب بینداز", "عقب بیفت", "عقبش بنداز"),
    *("later", "snooze", "postpone", "ba3dein", "ba3den", "b3den", "aggel", "ajjel", "baadan", "aghab bendaz"),
    "dirtar",
)
_NO_MORE = (
    *("وقف", "أوقف", "توقف", "نوقف", "بطل", "ألغ", "لا ترسل", "لا تبعت", "لا تدز", "لا تذكر", "لا عاد", "كفاية"),
    *("ما أبي", "ما أبغى", "ما بدي", "ما أريد", "مابي", "مابغى", "مابدي", "مش عايز", "مو حاب", "ما تبعت", "ما ترسل"),
    *("نفرست", "نده", "نمی‌خوا", "نمیخوا", "قطع", "لغو", "خاموش", "stop", "wa22ef", "wa2ef", "mabi", "naferest", "ghat"),
)
_A_FEW_WORDS = 2
_JOINED = "وبل"
"""Words of one letter, written together with the next one."""


def kinds_meant(text: str) -> frozenset[Meant]:
    """Return the kinds that a message names: "do not ask me how I am" names one."""
    return frozenset(kind for kind, beginnings in _FOLDED.items() if _is_said(text, beginnings))


def means_all(text: str) -> bool:
    """Tell whether a message that names no kind plainly means all of them: "no more messages", or just "stop"."""
    return 0 < len(_words(text)) <= _A_FEW_WORDS or _is_said(text, _FOLDED_ANY)


def means_later(text: str) -> bool:
    """Tell whether a message about reminders wants one at another time, without saying which."""
    return _is_said(text, _FOLDED_LATER)


def means_no_more(text: str) -> bool:
    """Tell whether a message says that it wants reminders no more, whatever times it names."""
    return _is_said(text, _FOLDED_NO_MORE)


def _is_said(text: str, beginnings: tuple[str, ...]) -> bool:
    spoken = f" {' '.join(_words(text))}"
    return any(f" {joined}{each}" in spoken for joined in ("", *_JOINED) for each in beginnings)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _folded(stems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(stem) for stem in stems)


_FOLDED = {kind: _folded(stems) for kind, stems in _STEMS.items()}
_FOLDED_ANY = _folded(_ANY)
_FOLDED_LATER = _folded(_LATER)
_FOLDED_NO_MORE = _folded(_NO_MORE)
