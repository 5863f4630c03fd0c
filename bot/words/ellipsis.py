"""Words that only tie a message to what was said before: "and for …?", "no, I meant …", "is that normal?".

In the spelling that `fold` gives. Standard library only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

_CONNECTING = frozenset(
    """
    و طیب طب زین اوک اوکی حسنا تمام یعنی بس عن مع ب ل فی علی من بعد قبل الی ماذا شو ایش وش شنو شنهو ایه اش واش
    کیف وضع بالنسبه بنسبه نسبه لل ولو لو اذا واذا کان کانت ان هل وعن وماذا وشو وایش ووش وایه ومع وبعد وفی وعلی
    اما واما کمان برضو برضه ایضا نفس الشی نفسه نفسها هو هی هذا هذه ذا ده دی دا چی چه چطور چطوره چیه برای واسه
    برا درباره راجع به با هم همینطور همین اون این خب خوب پس ولی حالا اگه اگر باشه باشم بود بودم روی رو تو توی در
    مورد مال هست میشه چجوری بعدش بعدها وبعدها بعدین وبعدین بعده وبعده حق تری اونم w wa o u what about and for
    نمیشه with el l ma3 3an bel lel wel sho shu esh wesh ih eh chi che vase vasaye baraye bara ba ham tab tayeb age
    agar law lw basham bashe
    """.split()
)
_TAKING_BACK = frozenset(
    """
    لا لالا کلا قصدی اقصد قصدت بقصد مقصدی مقصودی اعنی عنیت مو مش مب ماشی موب غلط نه نخیر منظورم منظور منظورمه
    اشتباه گفتم نیست la no na nah qasdi asdi 2asdi manzuram manzooram
    """.split()
)
_SUPPOSING = frozenset("لو ولو اذا واذا اگه اگر بدال بدالها بداله بدلها بدله جاش جای بجاش age agar law lw".split())
_DOING = frozenset(
    """
    اسویها اسوی سویت سویتها اعمل عملت اعملها درت ندیر ندیرها دیر بزنم بزنه زدم زده کنم بکنم بکنه کرد جلسه الجلسه یصیر
    ما مایصیر نمیشه میشه جاش جای به بدال بدالها bokonam bezanam a3mel 3melt
    """.split()
)
"""To have it done: says nothing of its own where it is only supposed ("and if I had plasma?")."""

Tie = Literal["and for", "i meant"]
Cue = Literal["is it normal", "stopping it", "between them", "and then", "to the hospital"]

_BEGINNINGS: Mapping[Cue, tuple[str, ...]] = {
    "is it normal": (
        *("عادی", "طبیعی", "نرمال", "نورمال"),
        *("normal", "tabi3i", "tabii", "tabiyi", "3adi", "3ady", "adiye"),
    ),
    "between them": ("بیناتن", "بیناتهم", "بینهم", "بینهن", "بینشون", "بینشان", "beynesh", "beinesh", "binat"),
    "to the hospital": (
        *("طواری", "الطواری", "اسعاف", "الاسعاف", "مستشفی", "المستشفی", "للمستشفی", "عالمستشفی", "سبیطار"),
        *("بیمارستان", "اورژانس", "شفاخانه", "درمانگاه", "امبولانس"),
        *("tawar", "mostash", "bimarest", "oorzhans", "orzhans"),
    ),
}
_PARTS: Mapping[Cue, tuple[str, ...]] = {"stopping it": ("وقف", "قطع", "بطل", "ترک", "wa22ef", "wa2ef", "ghat")}
_AMBULANCES = frozenset("997 115 123 998 112 999 9999 911 122 140 110 102".split())
_MOST_WORDS = 7
"""A longer message has a question of its own."""
_MOST_WORDS_OF_FRIGHT = 12
"""But for one about the hospital."""


def tie_of(words: Iterable[str]) -> Tie | None:
    """Tell what a message does whose words, beside the values that it names, are these; None if it says more."""
    others = list(words)
    known = _CONNECTING | _TAKING_BACK | (_DOING if not _SUPPOSING.isdisjoint(others) else frozenset())
    if not known.issuperset(others):
        return None
    return "i meant" if not _TAKING_BACK.isdisjoint(others) else "and for"


def cues_of(words: Sequence[str]) -> frozenset[Cue]:
    """Return how a message of these words may point back to the subject of the talk; a long one does not."""
    cues: set[Cue] = {cue for cue, beginnings in _BEGINNINGS.items() if any(w.startswith(beginnings) for w in words)}
    cues |= {cue for cue, parts in _PARTS.items() if any(part in word for word in words for part in parts)}
    if not _AMBULANCES.isdisjoint(words):
        cues.add("to the hospital")
    if words and _CONNECTING.issuperset(words):
        cues.add("and then")
    if len(words) > _MOST_WORDS:
        cues &= {"to the hospital"} if len(words) <= _MOST_WORDS_OF_FRIGHT else set()
    return frozenset(cues)
