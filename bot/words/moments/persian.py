"""Persian times: in which order the words of `persian_words` may stand."""

from bot.words.moments.persian_words import TABLES
from bot.words.moments.tables import Grammar

_HOUR = "[<at> ][<about> ]<hour_word>[ <about_>] <hour>"
_MINUTES = ("", " <and> <fraction>", " <and> <count>[ <minute_word>]", ":<minute>")
_BEFORE = ("<fraction> <to> <hour>", "<count> <minute_word> <to> <hour>")
_AMOUNTS = (
    "<count> <unit>[ <and> <half>]",
    "<count> <and> <half> <unit>",
    r"<halved>\.5 <unit>",
    "<half> <single>",
    "<quarter_hour>",
)
_WEEKDAY = "[<day_word> ]<weekday>[ ?<ezafe>]"
_DAY = "[<date_word> ]<day_number>[ ?<nth>][ ?<ezafe>]"
_YEAR = "[[ <year_word>] <year>]"

PERSIAN = Grammar(
    tables=TABLES,
    shapes={
        "since": ["<since>"],
        "now": ["<now>"],
        "day": ["[<this> ]<day>[ ?<ezafe>]"],
        "night": ["[<this> ]<night>"],
        # With and without "after": "Thursday after noon" is not "the Thursday after".
        "weekday": [_WEEKDAY, f"{_WEEKDAY} <turn>", "<this> <weekday>"],
        "part": ["[<at> ]<part>[ ?<ezafe>]"],
        "clock": [
            *(_HOUR + minutes for minutes in _MINUTES),
            *(f"[<at> ][<hour_word> ]{before}[ <part>]" for before in _BEFORE),
            *(f"[<at> ][<about> ]<hour>{minutes} <part>[ ?<ezafe>]" for minutes in _MINUTES),
            "[<at> ][<about> ]<hour>:<minute>",
            "[<hour_word> ]<hour> <o_clock>",
        ],
        "span": [
            *(f"[<since> ][<about> ]{amount} <ago>" for amount in _AMOUNTS),
            *(f"[<about> ]{amount} <{way}>" for way in ("later", "elapsed") for amount in _AMOUNTS),
            "<count> <for_unit>[ <elapsed>]",
        ],
        "period": ["<period>[ ?<ezafe>] <turn>", "<this> <period>"],
        "month": ["[<at> ]<jalali>[ <month_word>]", "[<at> ]<month_word>[ ?<ezafe>] <jalali>", "[<at> ]<gregorian>"],
        "date": [
            f"{_DAY} <jalali>[ <month_word>]{_YEAR}",
            f"{_DAY} <gregorian>{_YEAR}",
            "[<date_word> ]<written>",
        ],
        # Not without "this", "next" or "last": "the 5th of the month", said on the 9th, is either of two.
        "day_of_month": [
            "<nth_day>[ ?<ezafe>] <this> <month_word>",
            "<nth_day>[ ?<ezafe>] <month_word>[ ?<ezafe_>] <turn>",
        ],
    },
    # What makes a word a statement ("it was yesterday"), "too", and the mark of the object.
    loose=(("(?:ست|س|ه|م|رو|و)$", ""),),
)
