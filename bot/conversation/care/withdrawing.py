"""A patient takes the consent back, and perhaps gives it again: asked, confirmed; the sessions stay."""

from bot.conversation.care.consent import consent_screen, has_consented, in_language, with_consent
from bot.conversation.care.pieces import button, line, with_menu
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.decisions import Decision, KeepConsent, KeepForm
from bot.conversation.screens import Screen

_TOPIC = "my_data"
_LIST = (button("my_reminders_button", "reminders"),)


def _ask(_argument: str, situation: Situation) -> Decision | None:
    """Say what it means before it is done."""
    if not situation.care.consent_version:
        return None
    rows = (
        (button("withdraw_yes_button", "withdraw_yes"),),
        (button("withdraw_no_button", "withdraw_no"),),
    )
    return situation.say(Screen(parts=(line("withdraw_ask"),), rows=rows), topic=_TOPIC)


def _withdraw(_argument: str, situation: Situation) -> Decision | None:
    """Take it back: what is planned is cancelled, and nothing that was begun under it goes on."""
    if not situation.care.consent_version:
        return None
    again = ((button("consent_again_button", "consent_again"),),) if situation.care.recipient.sessions else ()
    screen = Screen(parts=(line("withdraw_done"),), rows=again)
    end = (KeepForm(form={}),) if situation.care.form else ()
    return situation.say(screen, KeepConsent(version=0), *end, topic=_TOPIC)


def _keep(_argument: str, situation: Situation) -> Decision:
    key = "withdraw_kept" if situation.care.consent_version else "privacy_not_consented"
    return situation.say(with_menu(key), topic=_TOPIC)


def _ask_again(_argument: str, situation: Situation) -> Decision | None:
    """Ask for the consent to sessions that are kept without one, in both languages as at first."""
    if not _is_wanted(situation):
        return None
    return situation.say(consent_screen(situation, agree="consent_agree", decline="consent_decline"), topic=_TOPIC)


def _agree(argument: str, situation: Situation) -> Decision | None:
    if not _is_wanted(situation):
        return None
    said = situation.say(Screen(parts=(line("consent_given_again"),), rows=(_LIST,)), topic=_TOPIC)
    return in_language(with_consent(said), argument)


def _decline(argument: str, situation: Situation) -> Decision | None:
    if not _is_wanted(situation):
        return None
    return in_language(situation.say(with_menu("privacy_not_consented"), topic=_TOPIC), argument)


def _is_wanted(situation: Situation) -> bool:
    return bool(situation.care.recipient.sessions) and not has_consented(situation)


COMMANDS: Answers = {}
TAPS: Answers = {
    "withdraw": _ask,
    "withdraw_yes": _withdraw,
    "withdraw_no": _keep,
    "consent_again": _ask_again,
    "consent_agree": _agree,
    "consent_decline": _decline,
}
FORMS: Answers = {}
TOPICS: Topics = {}
