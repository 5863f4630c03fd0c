"""Words that only tie a message to what was said before: "and for …?", "what about …", "no, I meant …".

In the spelling that `fold` gives. Standard library only.
"""

from collections.abc import Iterable
from typing import Literal

_CONNECTING = frozenset(
    """
    و طیب طب زین اوک اوکی حسنا تمام یعنی بس عن مع ب ل فی علی من بعد قبل الی ماذا شو ایش وش شنو شنهو ایه اش واش کیف
    وضع بالنسبه بنسبه نسبه لل ولو لو اذا واذا کان کانت ان هل وعن وماذا وشو وایش ووش وایه ومع وبعد وفی وعلی اما
    واما کمان برضو برضه ایضا نفس الشی نفسه نفسها هو هی هذا هذه ذا ده دی دا چی چه چطور چطوره چیه برای واسه برا
    درباره راجع به با هم همینطور همین اون این خب خوب پس ولی حالا اگه اگر باشه بود روی رو تو توی در مورد مال هست
    میشه چجوری بعدش w wa o u what about and for with el l ma3 3an bel lel sho shu esh wesh ih eh chi vase baraye
    ba ham
    """.split()
)
_TAKING_BACK = frozenset(
    """
    لا لالا کلا قصدی اقصد قصدت بقصد مقصدی مقصودی اعنی عنیت مو مش مب ماشی موب غلط نه نخیر منظورم منظور منظورمه
    اشتباه گفتم نیست la no na nah qasdi asdi 2asdi manzuram manzooram
    """.split()
)

Tie = Literal["and for", "i meant"]


def tie_of(words: Iterable[str]) -> Tie | None:
    """Tell what a message does whose words, beside the values that it names, are these; None if it says more."""
    others = list(words)
    if not all(word in _CONNECTING or word in _TAKING_BACK for word in others):
        return None
    return "i meant" if any(word in _TAKING_BACK for word in others) else "and for"
