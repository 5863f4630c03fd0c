"""Arabic times: in which order the words of `arabic_words` may stand."""

from bot.words.moments.arabic_words import TABLES
from bot.words.moments.tables import Grammar

_HOUR = "[<at> ?][<about> ]<hour_word>[ <about_>] <hour>"
_MINUTES = (
    "",
    " <and> ?<fraction>",
    " <and> ?<minutes>[ <minute_word>]",
    " <less> <fraction>",
    " <less> <minutes>[ <minute_word>]",
    ":<minute>",
)
_AMOUNTS = (
    "<count> <unit>[ <and> ?<fraction>]",
    r"<halved>\.5 <unit>",
    "<single>[ <one>]",
    "<single> <and> ?<fraction>",
    "<fraction> <single>",
    "<dual>[ <and> ?<fraction>]",
)
_DAY_OF = "[<date_word> ]<day_number>[ <from>| <at>]"
_WEEKDAY = "[<day_word> ][<article> ?]<weekday>"

ARABIC = Grammar(
    tables=TABLES,
    shapes={
        "since": ["<since>"],
        "now": ["<now>"],
        "day": ["<day>"],
        "night": ["<night>"],
        "weekday": [
            f"{_WEEKDAY}[ <turn>]",
            "<day_word> [<article> ?]<bare_weekday>[ <turn>]",
            "<article> <bare_weekday>[ <turn>]",
            "<bare_weekday> <turn>",
            "<this> ?<weekday>",
            f"{_WEEKDAY} <this_behind>",
        ],
        "part": ["[<at> ?]<part>"],
        "clock": [
            *(_HOUR + minutes for minutes in _MINUTES),
            *(f"<at> ?<the_hour>{minutes}" for minutes in _MINUTES[:-1]),
            *(f"[<at> ?][<about> ]<hour>{minutes} [<at_> ?]<part>" for minutes in _MINUTES),
            "[<at> ?][<about> ]<hour>:<minute>",
        ],
        "span": [
            *(f"<{way}> [<about> ]{amount}[ <about_>]" for way in ("past", "future") for amount in _AMOUNTS),
        ],
        "period": ["[<at> ?]<period> <turn>", "[<at> ?]<this> ?<period>", "<period> <this_behind>"],
        "month": ["[<at> ?][<month_word> ]<gregorian>[ <turn>]", "[<at> ?]<month_word> <month_number>[ <turn>]"],
        "date": [
            "[<date_word> ]<day_number>[ <from>][ <month_word>] <gregorian>[[ <year_word>] <year>][ <turn>]",
            "[<date_word> ]<day_number>[ <from>] <month_word> <month_number>[ <turn>]",
            "[<date_word> ]<written>",
        ],
        # Not without "this", "next" or "last": "the 5th of the month", said on the 9th, is either of two.
        "day_of_month": [
            f"{_DAY_OF} <the_month> <turn>",
            f"{_DAY_OF} <the_month> <this_behind>",
            f"{_DAY_OF} <this> ?<the_month>",
        ],
    },
    unlike="غداء",  # lunch, which folds to "tomorrow"
    # "for the", then "and", "then" and "at", "for", "in".
    loose=((r"^[وف]?لل", "ال"), ("^[وف]", ""), ("^[وف]?(?:[بع](?=ال)|ل)", "")),
)
