"""Which session of a course somebody means: "2/4", "session 2 of 4", "the second", in both languages."""

import re

from bot.words.normalise import fold

_NUMBERS = {
    1: "واحدة,واحد,الأولى,أولى,الاول,یک,اول,یکم,first",
    2: "اثنين,ثنتين,الثانية,ثانية,دو,دوم,second",
    3: "ثلاث,ثلاثة,الثالثة,ثالثة,سه,سوم,third",
    4: "أربع,أربعة,الرابعة,رابعة,چهار,چهارم,fourth",
    5: "خمس,خمسة,الخامسة,خامسة,پنج,پنجم,fifth",
    6: "ست,ستة,السادسة,سادسة,شش,شیش,ششم,sixth",
    7: "سبع,سبعة,السابعة,سابعة,هفت,هفتم",
    8: "ثمان,ثماني,ثمانية,الثامنة,ثامنة,هشت,هشتم",
    9: "تسع,تسعة,التاسعة,تاسعة,نه,نهم",
    10: "عشر,عشرة,العاشرة,عاشرة,ده,دهم",
}
_VALUES = {fold(word): value for value, words in _NUMBERS.items() for word in words.split(",")}
_SESSION = "|".join({fold(word) for word in "جلسة,الجلسة,جلسات,جلسه,جلسه‌ی,جلسه ی,session,jalase,jalsa".split(",")})
_OF = "|".join({fold(word) for word in "من,من أصل,من اصل,از,of,az,min".split(",")})
_NUMBER = r"\d{1,3}|" + "|".join(sorted(_VALUES, key=len, reverse=True))
_COURSE = re.compile(
    rf"(?:(?:{_SESSION}) )?(?P<number>{_NUMBER})(?: (?:{_SESSION}))?"
    rf"(?:(?: (?:{_OF}))? (?P<total>{_NUMBER})(?: (?:{_SESSION}))?)?"
)


def read_course(text: str) -> tuple[int, int | None] | None:
    """Return the number of a session and of how many, where that was said; None if the text says something else.

    What the numbers are worth is not looked at: "5 of 3" is (5, 3).
    """
    found = _COURSE.fullmatch(fold(text))
    if found is None:
        return None
    total = found["total"]
    return _value(found["number"]), None if total is None else _value(total)


def _value(word: str) -> int:
    return int(word) if word.isdecimal() else _VALUES[word]
