"""What patients write for each value: the lists, and the matcher that reads messages by them."""

from collections import Counter
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest
import yaml

from bot.words.normalise import fold
from nlu.components.grammar import read_grammar
from nlu.components.vocabulary import Matcher, read_vocabulary

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = yaml.safe_load((ROOT / "content" / "catalogue.yml").read_text(encoding="utf-8"))
VOCABULARY = read_vocabulary(ROOT / "content" / "vocabulary")
NEEDED = {
    "activity_check": "activity",
    "condition_check": "condition",
    "medication_check": "medication",
    "treats_concern": "concern",
    "compare": "other",
    "combine": "other",
    "symptom_report": "symptom",
}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(VOCABULARY)


def named(matcher: Matcher, text: str) -> Set[str]:
    return {mention.value for mention in matcher.find(fold(text))}


def forms_of(kind: str) -> Iterator[Tuple[str, str]]:
    for value, by_language in VOCABULARY[kind].items():
        for forms in by_language.values():
            for form in forms:
                yield value, fold(str(form))


def words_in(rules: Any) -> Iterator[str]:
    if isinstance(rules, dict):
        for rule in rules.values():
            yield from words_in(rule)
    elif isinstance(rules, list):
        yield from map(str, rules)


# --- the lists -------------------------------------------------------------------------------------------------------


def test_every_kind_lists_exactly_the_values_of_the_catalogue() -> None:
    assert {kind: list(values) for kind, values in VOCABULARY.items()} == CATALOGUE["kinds"]


@pytest.mark.parametrize("kind", CATALOGUE["kinds"])
def test_no_form_stands_under_two_values_of_one_kind(kind: str) -> None:
    owners: Dict[str, Set[str]] = {}
    for value, form in forms_of(kind):
        owners.setdefault(form, set()).add(value)
    assert {form: values for form, values in owners.items() if len(values) > 1} == {}


@pytest.mark.parametrize("kind", CATALOGUE["kinds"])
def test_no_form_is_listed_twice_for_one_value_in_one_language(kind: str) -> None:
    repeated = {
        (value, language): [form for form, count in Counter(fold(str(form)) for form in forms).items() if count > 1]
        for value, by_language in VOCABULARY[kind].items()
        for language, forms in by_language.items()
    }
    assert {place: forms for place, forms in repeated.items() if forms} == {}


@pytest.mark.parametrize("kind", CATALOGUE["kinds"])
def test_no_form_is_empty_or_holds_a_word_that_is_read_over(kind: str) -> None:
    fillers = frozenset().union(*read_grammar().fillers.values())
    assert [form for _, form in forms_of(kind) if not form or fillers.intersection(form.split())] == []


def test_what_means_something_else_is_no_form() -> None:
    listed = {form for kind in VOCABULARY for _, form in forms_of(kind)}
    assert listed.intersection(map(fold, read_grammar().other_meanings)) == set()


def test_the_grammar_is_written_as_messages_are_folded() -> None:
    written = yaml.safe_load((ROOT / "nlu" / "grammar.yml").read_text(encoding="utf-8"))
    lists = {key: written[key] for key in ("languages", "fillers", "other_meanings", "not_by_beginning", "denial")}
    assert [word for word in words_in(lists) if fold(word) != word] == []


def test_no_word_tells_both_languages() -> None:
    arabic, persian = read_grammar().own_words.values()
    assert arabic & persian == set()


@pytest.mark.parametrize("topic", NEEDED)
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_our_own_sentences_name_what_their_topic_needs(matcher: Matcher, topic: str, language: str) -> None:
    written = yaml.load((ROOT / "nlu" / "data" / language / f"{topic}.yml").read_bytes(), yaml.CSafeLoader)
    sentences = [line[2:] for line in written["nlu"][0]["examples"].splitlines()]
    without: List[str] = [
        sentence
        for sentence in sentences
        if NEEDED[topic] not in {mention.kind for mention in matcher.find(fold(sentence))}
    ]
    # Some do without the word on purpose ("my chin has doubled"), or name a medicine of no list.
    assert len(without) <= 0.12 * len(sentences), without


# --- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("متى أغسل وجهي؟", "washing"),
        ("وبالليزر ينفع؟", "laser"),
        ("رقبتي", "neck"),
        ("حساسيتي من البنج", "allergy"),
        ("واسه موهامم خوبه؟", "hair"),
        ("آرایشمو کی بزنم", "makeup"),
        ("poostamo keder shode", "dull_skin"),
        ("el laser ok?", "laser"),
    ],
)
def test_a_word_is_known_with_its_beginnings_and_endings(matcher: Matcher, text: str, value: str) -> None:
    assert value in named(matcher, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("حببوب بوجهي", "acne"), ("ميزوثربي", "mesotherapy"), ("مزوطراپی", "mesotherapy"), ("sherdehi", "breastfeeding")],
)
def test_one_typing_error_is_forgiven(matcher: Matcher, text: str, value: str) -> None:
    assert value in named(matcher, text)


@pytest.mark.parametrize(
    ("text", "value"), [("متى اغسل بعدالبلازمه", "prp"), ("تفيدنيالبلازما", "prp"), ("عنديالسكري", "diabetes")]
)
def test_a_missing_space_before_the_article_is_forgiven(matcher: Matcher, text: str, value: str) -> None:
    assert value in named(matcher, text)


@pytest.mark.parametrize(
    "text",
    ["میخوام نوبت بگیرم", "موعدي اليوم الصبح", "الناس تمدح", "salam jalase kei", "كم كلفة الجلسة", "شوهرم میگه"],
)
def test_an_ordinary_word_is_not_taken_for_a_mistyped_form(matcher: Matcher, text: str) -> None:
    assert named(matcher, text) == set()


def test_the_longest_phrase_wins(matcher: Matcher) -> None:
    assert named(matcher, "آخذ حبوب الضغط") == {"blood_pressure"}


def test_a_word_may_belong_to_several_kinds(matcher: Matcher) -> None:
    mentions = matcher.find(fold("حبوب"))
    assert {(mention.kind, mention.value) for mention in mentions} == {
        ("concern", "acne"),
        ("condition", "active_acne"),
        ("symptom", "bumps"),
    }


@pytest.mark.parametrize("text", ["سرم رو بشورم", "سرم را کی بشورم", "سرم بشورم"])
def test_small_words_inside_a_persian_phrase_are_read_over(matcher: Matcher, text: str) -> None:
    assert [(mention.value, mention.last) for mention in matcher.find(fold(text))] == [
        ("hair_wash", len(text.split()) - 1)
    ]


@pytest.mark.parametrize("text", ["بشرتي حساسة", "پوستم حساسه"])
def test_a_sensitive_skin_is_no_allergy_and_no_part_of_the_body(matcher: Matcher, text: str) -> None:
    assert named(matcher, text) == set()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("جای جوش صورتم", {"acne_scars", "face"}),
        ("مزوتراپی صورت", {"mesotherapy", "face"}),
        ("تشققات البطن", {"stretch_marks", "body"}),
        ("أغسل شعري", {"hair_wash"}),
        ("شعري بيقع", {"hair_loss"}),
    ],
)
def test_a_phrase_also_names_the_part_of_the_body_in_it(matcher: Matcher, text: str, values: set) -> None:
    assert named(matcher, text) == values


def test_numbing_cream_is_no_skin_care(matcher: Matcher) -> None:
    assert named(matcher, "تحطون كريم مخدر؟") == set()


# --- two languages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["مو", "واسه مو؟", "برای مو خوبه", "نه مو"])
def test_mo_is_hair_to_a_persian(matcher: Matcher, text: str) -> None:
    assert named(matcher, text) == {"hair"}


@pytest.mark.parametrize("text", ["مو عارفة وش اسوي", "هذا مو صحيح"])
def test_mo_is_no_hair_to_an_arab(matcher: Matcher, text: str) -> None:
    assert named(matcher, text) == set()


def test_hair_does_not_deny_what_follows_it_in_persian(matcher: Matcher) -> None:
    assert named(matcher, "برای مو سرطان داشتم میشه؟") == {"hair", "cancer"}


@pytest.mark.parametrize(
    ("text", "language"),
    [("عندي سكر", "ar"), ("دیابت دارم", "fa"), ("پلاسما", "fa"), ("البلازما", "ar"), ("ليزر", None), ("botox", None)],
)
def test_the_language_is_told_by_words_that_only_one_has(matcher: Matcher, text: str, language: str) -> None:
    assert matcher.language(fold(text).split()) == language


# --- denial ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ما عندي سكر", set()),
        ("انا مش حامل", set()),
        ("مو حامل؟", set()),
        ("بدون أسبرين", set()),
        ("أسبرين ما آخذ", set()),
        ("ما عندي سكر ولا ضغط", set()),
        ("عندي سكر ما عندي ضغط", {"diabetes"}),
        ("ماني حامل بس ارضع", {"breastfeeding"}),
        ("مافيش ورم بس حكة", {"itching"}),
        ("لا اعاني من السكري", set()),
        ("حالتي غير، عندي سكر", {"diabetes"}),
        ("ana mesh 7amel", set()),
        ("دیابت ندارم", set()),
        ("باردار نیستم", set()),
        ("دیابت و فشار ندارم", set()),
        ("فشار دارم ولی دیابت ندارم", {"blood_pressure"}),
        ("آسپرین مصرف نمیکنم", set()),
        ("تب ندارم، سردرد دارم", {"headache"}),
        ("hamele nistam", set()),
    ],
)
def test_what_a_patient_denies_is_not_named(matcher: Matcher, text: str, values: Set[str]) -> None:
    assert named(matcher, text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("لا، عندي سكر", "diabetes"),
        ("ينفع ولا لا حامل انا", "pregnancy"),
        ("ما علاج الكلف", "melasma"),
        ("الورم ما راح", "swelling"),
        ("وجهي احمر وما عم شوف", "redness"),
        ("قديش لازم ما آخذ أسبرين", "aspirin"),
        ("قديش بضل بلا مكياج", "makeup"),
        ("چند روز آسپرینو نخورم", "aspirin"),
        ("سیگار نکشم؟", "smoking"),
        ("ورمم نخوابیده", "swelling"),
        ("آسپرین میخورم مشکلی نیست؟", "aspirin"),
    ],
)
def test_what_only_sounds_like_a_denial_stays(matcher: Matcher, text: str, value: str) -> None:
    assert value in named(matcher, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("مو البوتوكس، الليزر", "laser"),
        ("اقصد صبغة شعر مو غسيل", "hair_dye"),
        ("لا أعني المسبح بل الساونا", "sauna"),
        ("لا، قصدي الليزر", "laser"),
        ("بوتاکس نه فیلر", "filler"),
        ("سونا رو میگم نه استخر", "sauna"),
        ("آرایش رو نگفتم ضدآفتابو گفتم", "sunscreen"),
        ("botox na filler", "filler"),
    ],
)
def test_of_two_things_set_against_each_other_the_one_that_is_meant_stays(
    matcher: Matcher, text: str, value: str
) -> None:
    assert named(matcher, text) == {value}


def test_who_asks_why_one_and_not_the_other_names_both(matcher: Matcher) -> None:
    assert {"mesotherapy", "filler"} <= named(matcher, "ايه اللي يخليني اعمل ميزو مش فيلر")
