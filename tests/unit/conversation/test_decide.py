"""What a message means in its context: the dialogue rules of the catalogue, as a patient would see them."""

from dataclasses import replace

import pytest

from bot.conversation.context import Context, Values
from bot.conversation.decide import decide
from bot.conversation.decisions import (
    AskWhich,
    Decision,
    KeepQuestion,
    SayNotUnderstood,
    SayPhrase,
    SayTopic,
    SayUrgent,
)
from bot.conversation.understanding import Candidate, Mention, Understanding
from bot.words.ellipsis import Cue

NEEDS = {
    "treats_concern": "concern",
    "condition_check": "condition",
    "medication_check": "medication",
    "activity_check": "activity",
    "symptom_report": "symptom",
    "compare": "other",
    "combine": "other",
}
ACTS = {
    "inform": "carry",
    "correct": "correct",
    "emergency": "emergency",
    "out_of_scope": "not_understood",
    "thanks": "chat",
    "greet": "chat",
}


def understood(*ranking: tuple[str, float], names: tuple[tuple[str, ...], ...] = (), act: str = "") -> Understanding:
    """A message by its topics with their probabilities, and what it names: (kind, value), or several on one word."""
    mentions = [
        Mention(kind=kind, value=value, start=10 * place, end=10 * place + 5)
        for place, span in enumerate(names)
        for kind, value in zip(span[::2], span[1::2], strict=True)
    ]
    return Understanding(
        act=act or ACTS.get(ranking[0][0], "answer"),
        ranking=tuple(Candidate(topic=topic, confidence=confidence) for topic, confidence in ranking),
        mentions=tuple(mentions),
    )


def after(
    context: Context, *ranking: tuple[str, float], names: tuple[tuple[str, ...], ...] = (), act: str = ""
) -> Decision:
    return decide(understood(*ranking, names=names, act=act), context, NEEDS)


ABOUT_PAIN = Context(topic="pain")


def test_a_plain_question_is_answered() -> None:
    decision = after(Context(), ("pain", 0.9))
    assert decision.say == SayTopic(topic="pain")
    assert decision.topic == "pain"
    assert decision.context.topic == "pain"


def test_and_for_prp_keeps_the_topic_and_changes_the_treatment() -> None:
    decision = after(ABOUT_PAIN, ("inform", 0.9), names=(("treatment", "prp", "other", "prp"),))
    assert decision.topic == "pain"
    assert decision.context.treatment == "prp"
    assert decision.context.programme == "prp"


def test_the_treatment_under_discussion_stays_until_another_is_named() -> None:
    about_prp = Context(topic="pain", treatment="prp")
    assert after(about_prp, ("sessions_count", 0.9)).context.treatment == "prp"
    named = after(about_prp, ("price", 0.9), names=(("treatment", "mesotherapy"),))
    assert named.context.treatment == "mesotherapy"


def test_and_for_the_hair_is_answered_for_the_hair() -> None:
    decision = after(ABOUT_PAIN, ("inform", 0.9), names=(("area", "hair"),))
    assert (decision.topic, decision.context.programme) == ("pain", "mesotherapy_hair")


def test_hair_loss_is_about_the_hair_even_if_the_word_hair_did_not_fall() -> None:
    decision = after(Context(), ("treats_concern", 0.9), names=(("concern", "hair_loss"),))
    assert decision.context.programme == "mesotherapy_hair"


@pytest.mark.parametrize(
    ("kind", "value", "topic"),
    [
        ("concern", "melasma", "treats_concern"),
        ("condition", "diabetes", "condition_check"),
        ("medication", "aspirin", "medication_check"),
        ("activity", "swimming", "activity_check"),
        ("symptom", "swelling", "symptom_report"),
    ],
)
def test_a_bare_value_leads_to_the_topic_of_its_kind(kind: str, value: str, topic: str) -> None:
    decision = after(ABOUT_PAIN, ("inform", 0.9), names=((kind, value),))
    assert decision.topic == topic
    assert decision.context.values == {kind: (value,)}


@pytest.mark.parametrize("last", ["compare", "combine"])
def test_and_with_laser_means_compare_or_combine_whichever_came_last(last: str) -> None:
    about_botox = after(Context(), (last, 0.9), names=(("other", "botox"),)).context
    in_between = after(about_botox, ("price", 0.9)).context
    assert after(in_between, ("inform", 0.9), names=(("other", "laser"),)).topic == last


def test_and_with_laser_out_of_the_blue_is_asked_about() -> None:
    decision = after(ABOUT_PAIN, ("inform", 0.9), names=(("other", "laser"),))
    assert decision.say == AskWhich(topics=("compare", "combine"))


def test_a_lone_treatment_that_answers_a_comparison_is_the_other_one() -> None:
    context = Context(topic="compare", values={"other": ("botox",)}, other_topic="compare")
    decision = after(context, ("inform", 0.9), names=(("treatment", "prp", "other", "prp"),))
    assert decision.topic == "compare"
    assert decision.context.values == {"other": ("prp",)}


def test_of_two_of_our_treatments_the_first_is_compared_with_the_second() -> None:
    both = (("other", "mesotherapy", "treatment", "mesotherapy"), ("other", "prp", "treatment", "prp"))
    decision = after(Context(), ("compare", 0.9), names=both)
    assert decision.context.treatment == "mesotherapy"
    assert decision.context.values == {"other": ("prp",)}


def test_values_that_the_new_topic_does_not_need_are_dropped() -> None:
    context = Context(topic="activity_check", values={"activity": ("makeup",)})
    assert after(context, ("price", 0.9)).context.values == {}


def test_a_dropped_subject_points_back_to_the_value_that_the_topic_needs() -> None:
    pregnant = Context(topic="condition_check", values={"condition": ("pregnancy",)})
    assert after(pregnant, ("condition_check", 0.9)).context.values == {"condition": ("pregnancy",)}


def test_no_i_meant_the_pool_replaces_what_was_understood() -> None:
    context = Context(topic="activity_check", values={"activity": ("sauna",)})
    decision = after(context, ("correct", 0.9), names=(("activity", "swimming"),))
    assert decision.topic == "activity_check"
    assert decision.context.values == {"activity": ("swimming",)}


def test_no_i_meant_the_price_goes_to_the_topic_that_is_named() -> None:
    decision = after(ABOUT_PAIN, ("correct", 0.7), ("pain", 0.15), ("price", 0.1))
    assert decision.topic == "price"


def test_acne_is_a_concern_a_condition_or_a_symptom_as_its_sentence_says() -> None:
    acne = (("concern", "acne", "condition", "active_acne", "symptom", "bumps"),)
    by_topic = {
        topic: dict(after(Context(), (topic, 0.9), names=acne).context.values)
        for topic in ("treats_concern", "condition_check", "symptom_report", "sessions_count")
    }
    assert by_topic == {
        "treats_concern": {"concern": ("acne",)},
        "condition_check": {"condition": ("active_acne",)},
        "symptom_report": {"symptom": ("bumps",)},
        "sessions_count": {"concern": ("acne",)},
    }


def test_mesotherapy_of_the_scalp_in_one_breath_is_about_the_hair() -> None:
    decision = after(
        Context(),
        ("sessions_count", 0.9),
        names=(("treatment", "mesotherapy", "other", "mesotherapy", "area", "hair"),),
    )
    assert decision.context.entities == {"treatment": ["mesotherapy"], "area": ["hair"]}
    assert decision.context.programme == "mesotherapy_hair"


def test_several_activities_at_once_are_all_kept_for_the_answer() -> None:
    decision = after(Context(), ("activity_check", 0.9), names=(("activity", "makeup"), ("activity", "sport")))
    assert decision.context.values == {"activity": ("makeup", "sport")}


def test_a_message_between_two_topics_is_asked_about() -> None:
    decision = after(Context(), ("recovery", 0.31), ("results_duration", 0.28), ("pain", 0.1))
    assert decision.say == AskWhich(topics=("recovery", "results_duration", "pain"))
    assert decision.topic == "recovery"
    assert decision.context.offered == ("recovery", "results_duration", "pain")


def test_a_guess_that_another_topic_does_not_come_near_is_asked_about_while_it_is_not_sure() -> None:
    assert isinstance(after(Context(), ("recovery", 0.7), ("pain", 0.2)).say, AskWhich)
    assert after(Context(), ("recovery", 0.85), ("pain", 0.1)).say == SayTopic(topic="recovery")
    assert after(Context(), ("recovery", 0.7), ("pain", 0.05)).say == SayTopic(topic="recovery")


def test_what_is_likely_none_of_ours_is_told_so_rather_than_asked_about() -> None:
    assert after(Context(), ("out_of_scope", 0.5), ("pain", 0.3)).topic == "out_of_scope"


def test_whichever_topic_is_chosen_finds_the_value_that_it_needs() -> None:
    asked = after(Context(), ("recovery", 0.65), ("condition_check", 0.25), names=(("condition", "diabetes"),))
    assert asked.say == AskWhich(topics=("recovery", "condition_check"))
    assert asked.context.values == {"condition": ("diabetes",)}


def test_yes_to_did_you_mean_gives_the_first_topic_with_what_was_named() -> None:
    asked = after(Context(), ("recovery", 0.31), ("results_duration", 0.28), names=(("treatment", "prp"),)).context
    decision = after(asked, ("affirm", 0.9), act="accept")
    assert (decision.topic, decision.context.treatment) == ("recovery", "prp")
    assert decision.context.offered == ()


def test_thanks_in_between_keeps_the_subject() -> None:
    decision = after(Context(topic="pain", treatment="prp"), ("thanks", 0.95))
    assert decision.topic == "thanks"
    assert (decision.context.topic, decision.context.treatment) == ("pain", "prp")


def test_what_is_not_understood_is_said_and_kept_for_the_clinic() -> None:
    decision = after(ABOUT_PAIN, ("out_of_scope", 0.9))
    assert decision.say == SayNotUnderstood()
    assert decision.topic == "out_of_scope"
    assert decision.effects == (KeepQuestion(guess="out_of_scope", confidence=0.9),)


def test_a_guess_that_is_hardly_better_than_chance_is_not_answered() -> None:
    assert after(Context(), ("pain", 0.06), ("price", 0.05)).topic == "out_of_scope"


def test_a_red_flag_that_only_the_model_sees_is_asked_about_with_the_number_first() -> None:
    decision = after(ABOUT_PAIN, ("symptom_report", 0.5), ("emergency", 0.4))
    assert isinstance(decision.say, SayUrgent)
    assert decision.say.red_flag.level == "ask"
    assert decision.topic == "emergency"


def test_a_bare_treatment_with_nothing_before_it_is_asked_about() -> None:
    decision = after(Context(), ("inform", 0.9), names=(("treatment", "prp", "other", "prp"),))
    assert isinstance(decision.say, AskWhich)
    assert decision.context.treatment == "prp"


def test_what_do_i_do_now_in_an_emergency_stays_an_emergency() -> None:
    decision = after(Context(topic="emergency"), ("aftercare", 0.8))
    assert decision.topic == "emergency"
    assert isinstance(decision.say, SayUrgent)


def test_whether_to_call_the_ambulance_stays_an_emergency_whatever_the_model_takes_it_for() -> None:
    seen = replace(understood(("contact", 1.0)), cues=frozenset({"to the hospital"}))
    assert decide(seen, Context(topic="emergency"), NEEDS).topic == "emergency"
    assert decide(seen, ABOUT_PAIN, NEEDS).topic == "contact"


def test_what_a_red_flag_names_beside_it_is_kept_for_those_who_help() -> None:
    decision = after(Context(treatment="prp"), ("emergency", 0.9), names=(("symptom", "swelling"), ("area", "face")))
    assert (decision.context.treatment, decision.context.area) == ("prp", "face")
    assert decision.context.values == {"symptom": ("swelling",)}


ABOUT_REDNESS = Context(topic="symptom_report", values={"symptom": ("redness",)})


def test_is_it_normal_asks_about_the_symptom_that_was_named_before() -> None:
    seen = replace(understood(("affirm", 0.9), act="chat"), cues=frozenset({"is it normal"}))
    decision = decide(seen, ABOUT_REDNESS, NEEDS)
    assert (decision.topic, decision.context.values) == ("symptom_report", {"symptom": ("redness",)})
    assert decide(seen, ABOUT_PAIN, NEEDS).topic == "affirm"


def test_how_long_will_that_take_asks_about_the_symptom_unless_it_is_plainly_something_else() -> None:
    assert after(ABOUT_REDNESS, ("session_duration", 0.6)).topic == "symptom_report"
    assert after(ABOUT_REDNESS, ("session_duration", 0.9)).topic == "session_duration"
    assert after(ABOUT_PAIN, ("session_duration", 0.6)).topic == "session_duration"


def test_a_message_that_names_a_value_of_its_own_does_not_ask_on() -> None:
    seen = replace(
        understood(("activity_check", 0.6), names=(("activity", "makeup"),)), cues=frozenset({"is it normal"})
    )
    assert decide(seen, ABOUT_REDNESS, NEEDS).topic == "activity_check"


@pytest.mark.parametrize(
    ("cue", "topic", "values"),
    [
        ("stopping it", "medication_check", {"medication": ("aspirin",)}),
        ("between them", "combine", {"other": ("laser",)}),
        ("and then", "activity_check", {"activity": ("food",)}),
    ],
)
def test_a_follow_up_keeps_topic_and_value(cue: Cue, topic: str, values: Values) -> None:
    seen = replace(understood(("aftercare", 0.99)), cues=frozenset({cue}))
    decision = decide(seen, Context(topic=topic, values=values), NEEDS)
    assert (decision.topic, decision.context.values) == (topic, values)


def test_yes_delete_it_is_more_than_a_yes() -> None:
    assert after(Context(topic="my_data"), ("affirm", 0.56), ("my_data", 0.34), act="chat").topic == "my_data"
    assert after(Context(topic="my_data"), ("affirm", 0.9), ("my_data", 0.1), act="chat").topic == "affirm"


def test_a_time_is_named_but_not_stored_with_the_talk() -> None:
    decision = after(Context(), ("symptom_report", 0.9), names=(("symptom", "swelling"), ("when", "من امبارح")))
    assert decision.context.values == {"symptom": ("swelling",), "when": ("من امبارح",)}
    assert decision.context.kept.values == {"symptom": ("swelling",)}


def test_after_no_not_now_the_talk_is_no_emergency_any_more() -> None:
    asked = after(ABOUT_PAIN, ("emergency", 0.9)).context
    declined = after(asked, ("deny", 0.9), act="decline")
    assert declined.say == SayPhrase(key="not_happening_now")
    assert after(declined.context, ("symptom_report", 0.9), names=(("symptom", "redness"),)).topic == "symptom_report"


def test_thanks_once_the_ambulance_is_there_are_thanks() -> None:
    seen = replace(understood(("thanks", 0.9)), cues=frozenset({"to the hospital"}))
    assert decide(seen, Context(topic="emergency"), NEEDS).topic == "thanks"


def test_a_symptom_beside_the_news_of_a_session_is_reported() -> None:
    decision = after(Context(), ("register_session", 0.9), names=(("symptom", "redness"),))
    assert (decision.topic, decision.context.values) == ("symptom_report", {"symptom": ("redness",)})


def test_where_the_model_is_unsure_the_named_value_decides() -> None:
    named = (("activity", "makeup"),)
    assert after(Context(), ("hours", 0.5), ("activity_check", 0.1), names=named).topic == "activity_check"
    assert after(Context(), ("hours", 0.9), ("activity_check", 0.1), names=named).topic == "hours"


def test_i_said_mesotherapy_takes_back_the_treatment_alone() -> None:
    context = Context(topic="treats_concern", treatment="prp", values={"concern": ("melasma",)})
    decision = after(context, ("correct", 0.9), names=(("treatment", "mesotherapy", "other", "mesotherapy"),))
    assert (decision.topic, decision.context.treatment) == ("treats_concern", "mesotherapy")
    assert decision.context.values == {"concern": ("melasma",)}


def test_a_value_that_the_topic_is_not_about_is_not_kept() -> None:
    decision = after(Context(), ("price", 0.9), names=(("medication", "aspirin"), ("concern", "acne")))
    assert decision.context.values == {"concern": ("acne",)}


def test_a_plain_question_after_an_emergency_is_answered() -> None:
    assert after(Context(topic="emergency"), ("contact", 0.8)).topic == "contact"


def test_a_message_of_nothing_but_a_value_carries_the_topic_whatever_the_model_takes_it_for() -> None:
    seen = understood(("effectiveness", 0.6), names=(("treatment", "prp", "other", "prp"),))
    decision = decide(replace(seen, tie="and for"), ABOUT_PAIN, NEEDS)
    assert (decision.topic, decision.context.treatment) == ("pain", "prp")


def test_no_i_meant_is_a_correction_whatever_the_model_takes_it_for() -> None:
    context = Context(topic="activity_check", values={"activity": ("sauna",)})
    seen = understood(("age_limit", 0.6), names=(("activity", "swimming"),))
    decision = decide(replace(seen, tie="i meant"), context, NEEDS)
    assert (decision.topic, decision.context.values) == ("activity_check", {"activity": ("swimming",)})


def test_a_symptom_asked_for_in_general_is_what_the_model_takes_it_for() -> None:
    seen = understood(("pain", 0.99), names=(("treatment", "prp", "other", "prp"), ("symptom", "pain")))
    assert decide(replace(seen, tie="and for"), Context(), NEEDS).topic == "pain"


def test_the_treatment_under_discussion_is_not_compared_with_itself() -> None:
    decision = after(Context(), ("combine", 0.9), names=(("other", "mesotherapy", "treatment", "mesotherapy"),))
    assert (decision.context.treatment, dict(decision.context.values)) == ("mesotherapy", {})


def test_a_question_about_pain_names_no_symptom() -> None:
    assert after(Context(), ("pain", 0.9), names=(("symptom", "pain"),)).context.values == {}
