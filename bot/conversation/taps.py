"""What a tap on a button decides. No model is asked: the whole menu works while Rasa is down."""

from dataclasses import replace

from bot.conversation.answering import Needs, answer_topic
from bot.conversation.buttons import (
    ForCare,
    ForLanguage,
    ForMenu,
    ForOpinion,
    ForProgramme,
    ForRequest,
    ForTopic,
    Request,
    Target,
)
from bot.conversation.context import Context
from bot.conversation.decisions import (
    Decision,
    Effect,
    ForgetPatient,
    KeepCallRequest,
    KeepOpinion,
    SayPhrase,
    ShowMenu,
)
from bot.conversation.red_flags import happening, not_happening

_OF_CHECK_INS = frozenset({"fine", "not_sure", "worse", "symptom"})
_TREATMENT_AND_AREA = {
    "mesotherapy_face": ("mesotherapy", "face"),
    "mesotherapy_hair": ("mesotherapy", "hair"),
    "prp": ("prp", None),
}


def decide_tap(target: Target | None, context: Context, needs: Needs) -> Decision:
    """Return what a tap asks for; an old or unknown button is answered with the menu."""
    match target:
        case ForTopic(topic=topic, value=value):
            kind = needs.get(topic)
            return answer_topic(topic, context, {kind: (value,)} if kind and value else {}, needs)
        case ForProgramme(programme=programme):
            treatment, area = _TREATMENT_AND_AREA[programme]
            about = Context(topic=context.topic, treatment=treatment, area=area)
            return Decision(say=ShowMenu(), topic="help", context=about)
        case ForMenu(section=section):
            return Decision(say=ShowMenu(section=section), topic="help", context=context)
        case ForLanguage(language=language):
            return Decision(say=ShowMenu(greeting=True), topic="change_language", context=context, language=language)
        case ForOpinion():
            return _opinion(target, context)
        case ForRequest(request=request):
            return _request(request, context)
        case ForCare(action=action) if action in _OF_CHECK_INS:
            # Whoever taps these may be unwell, however old the question is.
            return Decision(say=SayPhrase(key="check_in_outdated"), topic="symptom_report", context=context)
        case ForCare() | None:
            return Decision(say=SayPhrase(key="button_outdated"), topic="help", context=context)


def _opinion(given: ForOpinion, context: Context) -> Decision:
    kept = KeepOpinion(
        helpful=given.helpful,
        topic=given.topic,
        programme=given.programme,
        content_version=given.content_version,
    )
    receipt = "feedback_thanks" if given.helpful else "feedback_sorry"
    return Decision(say=None, topic=given.topic, context=context, effects=(kept,), receipt=receipt)


def _request(request: Request, context: Context) -> Decision:
    def say(phrase: str, *effects: Effect, awaits_phone: bool = False, topic: str = "help") -> Decision:
        return Decision(
            say=SayPhrase(key=phrase), topic=topic, context=context, effects=effects, awaits_phone=awaits_phone
        )

    match request:
        case "call_me":
            return say("call_me_share_phone", KeepCallRequest(phone=None), awaits_phone=True, topic="human")
        case "forget":
            return say("forget_ask", topic="my_data")
        case "forget_yes":
            return replace(say("forget_done", ForgetPatient(), topic="my_data"), context=Context())
        case "forget_no":
            return say("forget_kept", topic="my_data")
        case "happening":
            return happening(context)
        case "not_happening":
            return not_happening(context)
        case "none_of_these":
            return replace(say("none_of_these", topic="out_of_scope"), context=replace(context, offered=()))
