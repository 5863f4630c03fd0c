"""What a patient agrees to before anything is kept of their sessions. It is said in both languages."""

from dataclasses import replace

from bot.content.scope import LANGUAGES
from bot.conversation.buttons import ForCare
from bot.conversation.care.pieces import line
from bot.conversation.care.situation import Situation
from bot.conversation.decisions import Decision, KeepConsent
from bot.conversation.screens import Amount, Choice, Screen

CONSENT_VERSION = 1
"""Of the text below (the phrase `consent`). Raise it when the text promises something else: everybody is asked anew."""


def has_consented(situation: Situation) -> bool:
    """Tell whether the patient agreed to what the consent says today."""
    return situation.care.consent_version >= CONSENT_VERSION


def consent_screen(situation: Situation, *, agree: str, decline: str) -> Screen:
    """Return what is kept, for how long and what for, with the actions of its two buttons."""
    kept_for = Amount(number=situation.desk.kept_days, unit="days")
    return Screen(
        parts=(line("consent", kept_for=kept_for),),
        rows=(
            (
                Choice(label=line("consent_agree_button"), target=ForCare(action=agree), tells_language=True),
                Choice(label=line("consent_later_button"), target=ForCare(action=decline), tells_language=True),
            ),
        ),
        in_both_languages=True,
    )


def consenting(situation: Situation) -> Situation:
    """Return the situation of a patient who has just agreed."""
    return replace(situation, care=replace(situation.care, consent_version=CONSENT_VERSION))


def with_consent(decision: Decision) -> Decision:
    """Return a decision that keeps the consent before all else."""
    return replace(decision, effects=(KeepConsent(version=CONSENT_VERSION), *decision.effects))


def in_language(decision: Decision, argument: str) -> Decision:
    """Return a decision that goes on in the language of the tapped button: the question was asked in both."""
    return replace(decision, language=next((each for each in LANGUAGES if each == argument), None))
