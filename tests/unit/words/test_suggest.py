"""The word that somebody probably meant."""

from bot.words.suggest import did_you_mean


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    assert did_you_mean("payn", ["pain", "price"]) == "; did you mean 'pain'?"
    assert did_you_mean("weather", ["pain", "price"]) == ""
