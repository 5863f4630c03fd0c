"""Each mistake that an author can make is found, at its line, with what to do about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.load import load
from bot.content.problems import ContentError
from tests.unit.content.found import assert_error_at, errors, found

Edit = Callable[[str, str, str], None]

PAIN = "topics/about_the_treatment/pain.yml"
COUNT = "topics/about_the_treatment/sessions_count.yml"
CHECK = "topics/about_the_treatment/activity_check.yml"
GREET = "topics/conversation/greet.yml"


def test_the_small_clinic_s_content_has_no_errors(content: Path) -> None:
    assert errors(content) == []


MISTAKES = [
    # form
    (PAIN, "follow_ups:", "folow_ups:", 2, "folow_ups", "unknown key; did you mean 'follow_ups'?"),
    (PAIN, "  label: هل هو مؤلم؟\n", "", 3, "ar.label", "is missing"),
    (PAIN, "  text: |\n    الألم", "  txt: |\n    الألم", 5, "ar.txt", "unknown key; did you mean 'text'?"),
    (PAIN, "follow_ups: [sessions_count, activity_check]", "follow_ups: pain", 2, "follow_ups", "must be a list"),
    (PAIN, "mesotherapy_hair: silent", "mesotherapy_hair: sillent", 10, "ar.programmes.mesotherapy_hair", "'silent'"),
    (PAIN, "[S1]", "[]", 1, "sources.mesotherapy_face", "at least 1"),
    (GREET, "sources: [rafiq]", "sources: [rafiq]\nreviewed_by: د. هدى", 1, "", "belong together"),
    (GREET, "sources: [rafiq]", "sources: [rafiq]\nreviewed_by: x\nreviewed_on: soon", 3, "reviewed_on", "isoformat"),
    (GREET, "variants: [أهلًا", "text: أهلًا\n  variants: [أهلًا", 3, "ar", "not both"),
    ("facts/prp.yml", "value: 2,", "value: 2, low: 1,", 1, "makeup_wait", "write value"),
    ("facts/prp.yml", "low: 2, high: 4", "low: 4, high: 2", 2, "sessions_count", "low must be below high"),
    ("facts/mesotherapy_face.yml", "value: 24", "value: 6", 1, "makeup_wait", "outside its range"),
    ("facts/prp.yml", "value: 2,", "value: '2',", 1, "makeup_wait.value", "must be a whole number"),
    ("units.yml", 'fa: {other: "{n} روز"}', 'fa: {one: "{n} روز"}', 16, "units.days.fa", "'other' is missing"),
    ("clinic.yml", "country: SA", "country: Saudi", 2, "country", "pattern"),
    ("clinic.yml", "Asia/Riyadh", "Asia/Riyad", 3, "time_zone", "no such time zone"),
    ("clinic.yml", "ar-SA", "ar-XX", 4, "locale.ar", "no such locale"),
    ("clinic.yml", "currency: SAR", "currency: RIYAL", 22, "currency", "no such currency"),
    ("clinic.yml", "[10:00-14:00, 16:00-21:00]", "[10-14]", 10, "hours.sunday.0", "09:00-17:30"),
    ("clinic.yml", "[10:00-14:00, 16:00-21:00]", "[10:00-16:30, 16:00-21:00]", 10, "hours.sunday", "overlap"),
    ("clinic.yml", "to: 2027-03-13", "to: 2027-03-03", 15, "closed.0", "before"),
    ("clinic.yml", "currency: SAR", "quiet_hours: 22-9\ncurrency: SAR", 22, "quiet_hours", "09:00-17:30"),
    ("clinic.yml", "currency: SAR", "quiet_hours: 22:00-22:00\ncurrency: SAR", 22, "quiet_hours", "as 22:00-09:00"),
    (
        "clinic.yml",
        "    hours: {mon",
        "    quiet_hour: 02:00-11:00\n    hours: {mon",
        21,
        "special_hours.0",
        "'quiet_hours'?",
    ),
    ("values/activity.yml", "gender: m", "gender: n", 2, "makeup.ar.gender", "'m' or 'f'"),
    # references
    (PAIN, "[sessions_count,", "[session_count,", 2, "follow_ups", "no topic 'session_count'; did you mean"),
    (PAIN, "[sessions_count,", "[pain,", 2, "follow_ups", "other topics"),
    (PAIN, "[sessions_count, activity_check]", "[sessions_count]", 2, "follow_ups", "two or three"),
    (PAIN, "[S1]", "[S9]", 1, "sources.mesotherapy_face", "sources.yml has no 'S9'"),
    (PAIN, "{mesotherapy_face: [S1], prp: [S2]}", "[S1]", 1, "sources", "words of its own"),
    (PAIN, ", prp: [S2]}", "}", 1, "sources", "no source for prp"),
    (PAIN, "prp: [S2]}", "prp: [S2], mesotherapy_hair: [S1]}", 1, "sources.mesotherapy_hair", "silent"),
    (GREET, "sources: [rafiq]", "sources: {mesotherapy_face: [rafiq]}", 1, "sources", "write a list"),
    ("facts/prp.yml", "unit: days", "unit: day", 1, "makeup_wait.unit", "did you mean 'days'?"),
    ("menu.yml", "[pain,", "[payn,", 4, "sections.0.topics", "did you mean 'pain'?"),
    ("menu.yml", "[pain,", "[pain, pain,", 2, "sections.0", "twice"),
    ("clinic.yml", "country: SA", "country: FR", 2, "country", "set emergency_number"),
    ("phrases.yml", "tomorrow:", "tomorow:", 1, "", "'tomorrow' is missing; did you mean 'tomorow'?"),
    ("phrases.yml", "params: [phone]", "params: [phone, now]", 0, "call_me_stored.params", "rename it"),
    # programmes
    (COUNT, "{mesotherapy_hair: silent, prp: same}", "{prp: same}", 6, "ar.programmes", "nothing of mesotherapy_hair"),
    (
        COUNT,
        "{mesotherapy_hair: silent,",
        "{mesotherapy_hair: same,",
        10,
        "fa.programmes.mesotherapy_hair",
        "same kind",
    ),
    (GREET, "label: سلام", "label: سلام\n  programmes: {prp: same}", 8, "fa.programmes.prp", "one answer; remove"),
    # sentences
    (CHECK, '    yes: "{label}: لا مانع."\n', "", 7, "ar.sentences", "no sentence for the verdict 'yes'"),
    (CHECK, "    no:", "    nein:", 10, "ar.sentences.nein", "no such verdict"),
    (
        CHECK,
        'wait: "{label}: بعد از {fact}."',
        'wait: {m: "{fact} بعد.", f: "{fact}"}',
        20,
        "fa.sentences.wait",
        "no gender",
    ),
    (GREET, "label: السلام عليكم", "label: السلام عليكم\n  opening: أهلًا.", 3, "ar", "has none"),
    # values
    ("values/activity.yml", "verdict: wait", "verdict: later", 4, "makeup.activity_check", "not one of this topic"),
    (
        "values/activity.yml",
        "    fact: makeup_wait\n    sources: [S1]",
        "    sources: [S1]",
        4,
        "makeup",
        "names {fact}",
    ),
    ("values/activity.yml", "fact: makeup_wait", "fact: makup_wait", 4, "makeup", "did you mean 'makeup_wait'?"),
    (
        "values/activity.yml",
        "mesotherapy_hair: same, prp: {s",
        "prp: {s",
        17,
        "sauna.activity_check",
        "mesotherapy_hair",
    ),
    ("values/activity.yml", "travel:\n", "travell:\n", 18, "travell", "did you mean 'travel'?"),
    (
        "values/activity.yml",
        "  activity_check:\n    verdict: unknown",
        "  activity_chek:\n    verdict: unknown",
        21,
        "travel.activity_chek",
        "did you mean 'activity_check'?",
    ),
    ("values/activity.yml", "sources: [S2]", "sources: [S7]", 15, "sauna.activity_check.sources", "no 'S7'"),
    ("vocabulary/activity.yml", "travel:", "trips:", 3, "trips", "no such activity"),
    ("vocabulary/activity.yml", "[ساونا]", "[ساونا, مكياج]", 2, "sauna.ar.1", "already stands under 'makeup'"),
    # names in braces
    (PAIN, "{numbing_wait}", "{numbing_wiat}", 5, "ar.text", "leads nowhere; did you mean 'numbing_wait'?"),
    (PAIN, "الألم قليل", "الألم {numbing_wait}", 11, "ar.programmes.prp.text", "facts/prp.yml has no 'numbing_wait'"),
    (COUNT, "{sessions_count}", "{sessions_count.most}", 5, "ar.text", "no part 'most'"),
    (COUNT, "{sessions_count}", "{numbing_wait}", 5, "ar.text", "give prp words of its own"),
    (CHECK, "المكياج: بعد", "{label} بعد", 5, "ar.text", "leads nowhere"),
    (PAIN, "هل هو مؤلم؟", "'{clinic_name}'", 4, "ar.label", "cannot be named here"),
    ("phrases.yml", "{phone}", "{fone}", 0, "call_me_stored.ar", "leads nowhere; did you mean 'phone'?"),
    # both languages say the same
    (PAIN, "مدته {numbing_wait}", "مدته قصيرة", 5, "ar.text", "does not name {numbing_wait}"),
    (CHECK, "  opening: این را می‌دانیم.\n", "", 6, "ar.opening", "no counterpart in Persian"),
    (GREET, ", درود بر شما.]", ", درود., روز خوش.]", 8, "fa.variants.2", "no counterpart in Arabic"),
    # writing
    (PAIN, "الألم خفيف", "الألم 3 خفيف", 5, "ar.text", "holds a digit"),
    (PAIN, "الألم خفيف", "الألم ٣ خفيف", 5, "ar.text", "holds a digit"),
    (PAIN, "الألم خفيف", "الألم خفيف بعد يومين", 5, "ar.text", "spells out an amount ('يومين')"),
    (PAIN, "درد معمولاً", "درد تا سه روز معمولاً", 14, "fa.text", "spells out an amount ('سه روز')"),
    (PAIN, "درد معمولاً", "{numbing_wait} - {numbing_wait} درد", 14, "fa.text", "range with a dash"),
    (PAIN, "درد معمولاً کم است", "درد معمولاً كم است", 14, "fa.text", "Persian is not written with: ك"),
    (PAIN, "الألم خفيف", "الألم خفیف", 5, "ar.text", "Arabic is not written with: ی"),
    (PAIN, "درد دارد؟", "Is it painful?", 13, "fa.label", "does not read as Persian"),
    (PAIN, "الألم خفيف", "<b>الألم</b> خفيف", 5, "ar.text", "markup"),
    (PAIN, "الألم خفيف", "*الألم* خفيف", 5, "ar.text", "markup"),
    (PAIN, "العيادة: {clinic_phone}", "https://clinic.example", 5, "ar.text", "link"),
    (PAIN, "الألم خفيف", "الألم {خفيف}", 5, "ar.text", "braces"),
    (PAIN, "هل هو مؤلم؟", "هل هو مؤلم?", 4, "ar.label", "question mark"),
    (PAIN, "هل هو مؤلم؟", "هل هو مؤلم جدا جدا جدا جدا جدا جدا؟", 4, "ar.label", "a button holds 32"),
    (PAIN, "الألم خفيف", "ﺍﻷﻟﻢ خفيف", 5, "ar.text", "as drawn"),
    (PAIN, "الألم خفيف", "الألم \u200fخفيف", 5, "ar.text", "U+200F"),
    ("phrases.yml", "القائمة", "القائمة الكاملة لكل الموضوعات المتاحة", 0, "menu_button.ar", "a button holds 32"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "key", "message"), MISTAKES)
def test_a_mistake_is_found_at_its_place(
    content: Path, edit: Edit, file: str, old: str, new: str, line: int, key: str, message: str
) -> None:
    edit(file, old, new)
    assert_error_at(content, file, line, key, message)


def test_a_text_in_english_is_not_persian_even_with_a_persian_word(content: Path, edit: Edit) -> None:
    edit(PAIN, "درد معمولاً کم است و کرم بی‌حسی می‌زنند؛ زمان اثرش", "It hurts a little and a cream helps for about درد")
    assert any("does not read as Persian" in problem.message for problem in errors(content))


def test_arabic_words_typed_with_persian_letters_do_not_pass_as_persian(content: Path, edit: Edit) -> None:
    same = "هذا النص العربي الطويل يبقى كما هو في اللغتين معا بلا ترجمة"
    edit(GREET, "مرحبًا بك.", same)
    edit(GREET, "درود بر شما.", same.replace("ي", "ی").replace("ك", "ک").replace("ى", "ی"))
    edit(GREET, "سلام، خوش آمدید.", "لا تؤلم الإبر كثيرا عند أغلب الناس")
    messages = [problem.message for problem in errors(content)]
    assert any("Persian is not written with" in message for message in messages)


def test_the_arabic_text_again_is_no_translation(content: Path, edit: Edit) -> None:
    edit(GREET, "مرحبًا بك.", "سلام و درود و رحمت و برکات بر شما باد")
    edit(GREET, "درود بر شما.", "سلام و درود و رحمت و برکات بر شما باد")
    assert any(problem.message == "is the Arabic text again" for problem in errors(content))


def test_an_exception_with_digits_or_latin_letters_is_listed_as_literal(content: Path, edit: Edit) -> None:
    edit(GREET, "أهلًا بك.", "'English: B12 is fine; ok? أهلًا'")
    assert errors(content) != []
    edit(GREET, "sources: [rafiq]", 'sources: [rafiq]\nliterals: ["English: B12 is fine; ok?"]')
    assert errors(content) == []


def test_reassurance_without_an_end_is_refused(content: Path, edit: Edit) -> None:
    edit("catalogue.yml", "verdicts: [yes, wait, no, unknown]", "verdicts: [yes, wait, no, unknown, expected]")
    edit(CHECK, '    unknown: "{label}: {note}"', '    unknown: "{label}: {note}"\n    expected: "{label} متوقع."')
    assert any("reassures without an end" in problem.message for problem in errors(content))


def test_a_stage_or_an_order_that_leaves_a_verdict_without_words_is_refused(content: Path, edit: Edit) -> None:
    edit(CHECK, "\nar:\n", "\nstages: {later: {yes: unknwon}}\nmost_serious_first: [no, wait, yes]\nar:\n")
    messages = [problem.message for problem in errors(content)]
    assert any("no verdict 'unknwon'; did you mean 'unknown'?" in message for message in messages)
    assert any("name each verdict once: yes, wait, no, unknown" in message for message in messages)


def test_a_topic_without_a_file_and_a_file_without_a_topic_are_both_named(content: Path) -> None:
    (content / PAIN).rename(content / "topics/about_the_treatment/pains.yml")
    messages = {f"{problem.path}: {problem.message}" for problem in errors(content)}
    assert any("pain.yml: the topic has no answer" in message for message in messages)
    assert any("no topic 'pains'; did you mean 'pain'?" in message for message in messages)


def test_a_topic_in_the_wrong_group_is_told_where_it_belongs(content: Path) -> None:
    (content / PAIN).rename(content / "topics/conversation/pain.yml")
    assert any("move it to topics/about_the_treatment/pain.yml" in problem.message for problem in errors(content))


@pytest.mark.parametrize(
    "file", ["clinic.yml", "units.yml", "facts/prp.yml", "aftercare/prp.yml", "values/activity.yml", PAIN]
)
def test_a_missing_file_is_named(content: Path, file: str) -> None:
    (content / file).unlink()
    assert any(problem.path == f"content/{file}" and "missing" in problem.message for problem in errors(content))


def test_a_file_that_nobody_reads_is_named(content: Path) -> None:
    (content / "topic").mkdir()
    shutil.move(content / PAIN, content / "topic/pain.yml")
    assert any("did you mean 'topics'?" in problem.message for problem in errors(content))


def test_a_text_that_renders_to_nothing_is_an_error(content: Path, edit: Edit) -> None:
    edit(COUNT, '"تحتاج عادةً {sessions_count}."', '"عروضنا: {clinic_offers}"')
    edit(COUNT, '"معمولاً {sessions_count} لازم است."', '"پیشنهادهای ما: {clinic_offers}"')
    problems = errors(content)
    assert {(problem.path, problem.key) for problem in problems} == {
        (f"content/{COUNT}", "ar"),
        (f"content/{COUNT}", "fa"),
    }
    assert "renders to nothing" in problems[0].message


def test_a_message_longer_than_telegram_takes_is_an_error(content: Path, edit: Edit) -> None:
    edit(GREET, "مرحبًا بك.", "مرحبًا بك " * 500)
    assert any("a message holds" in problem.message for problem in errors(content))


def test_all_problems_are_listed_at_once_and_in_order(content: Path, edit: Edit) -> None:
    edit(PAIN, "[S1]", "[S9]")
    edit(PAIN, "هل هو مؤلم؟", "هل هو مؤلم?")
    edit(GREET, "label: سلام", "label: Hello")
    edit("clinic.yml", "currency: SAR", "currency: XXXX")
    problems = errors(content)
    assert [(problem.path, problem.line) for problem in problems] == [
        ("content/clinic.yml", 22),
        (f"content/{PAIN}", 1),
        (f"content/{PAIN}", 4),
        (f"content/{GREET}", 7),
    ]


def test_a_problem_reads_as_one_line_with_its_place(content: Path, edit: Edit) -> None:
    edit(PAIN, "هل هو مؤلم؟", "هل هو مؤلم?")
    assert (
        str(errors(content)[0])
        == f"content/{PAIN}:4: error: ar.label: holds ?; use the question mark, comma and semicolon of the script"
    )


def test_content_with_errors_is_not_served(content: Path, edit: Edit) -> None:
    edit(PAIN, "هل هو مؤلم؟", "هل هو مؤلم?")
    with pytest.raises(ContentError, match=r"pain\.yml:4: error") as refusal:
        load(content)
    assert [problem.key for problem in refusal.value.problems] == ["ar.label"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no content folder"):
        load(tmp_path / "nowhere")


def test_a_file_that_is_not_text_is_a_problem(content: Path) -> None:
    (content / PAIN).write_bytes(b"\xff\xfe\x00 \x80")
    assert any("not UTF-8" in problem.message for problem in errors(content))


# --- the doctor's signature ---


def signatures(folder: Path) -> list[str]:
    return [f"{problem.path}: {problem.key}" for problem in found(folder, "signature")]


def test_each_place_added_for_safety_waits_for_the_doctor(content: Path) -> None:
    assert signatures(content) == [
        "content/aftercare/mesotherapy_face.yml: steps.2.sources",
        "content/clinic.yml: country",
        "content/facts/mesotherapy_hair.yml: makeup_wait.sources",
        "content/facts/prp.yml: makeup_wait.sources",
        "content/phrases.yml: sources_silent.sources",
        f"content/{PAIN}: ar.programmes.mesotherapy_hair",
        f"content/{COUNT}: ar.programmes.mesotherapy_hair",
        "content/values/activity.yml: sauna.activity_check.programmes.prp.sources",
        "content/values/activity.yml: travel.activity_check.sources",
    ]


def test_what_the_doctor_has_reviewed_waits_no_longer(content: Path, edit: Edit) -> None:
    edit(PAIN, "follow_ups:", "reviewed_by: د. هدى\nreviewed_on: 2027-01-04\nfollow_ups:")
    edit("facts/prp.yml", "{value: 2,", "{reviewed_by: د. هدى, reviewed_on: 2027-01-04, value: 2,")
    waiting = signatures(content)
    assert not any(PAIN in place for place in waiting)
    assert not any("facts/prp.yml" in place for place in waiting)
    assert len(waiting) == 7


def test_other_safety_files_wait_too(content: Path) -> None:
    red_flags = content / "safety/red_flags.yml"
    red_flags.write_text("# source: safety\nfainting:\n  sources: [safety]\n", encoding="utf-8")
    lines = [problem.line for problem in check(content) if problem.path == "content/safety/red_flags.yml"]
    assert lines == [1, 3]
    red_flags.write_text("# source: safety, reviewed_by: د. هدى\n", encoding="utf-8")
    assert not any("red_flags" in place for place in signatures(content))


def test_an_invented_clinic_is_noticed(content: Path, edit: Edit) -> None:
    edit("clinic.yml", "name:", "demo: true\nname:")
    assert [problem.key for problem in found(content, "notice")] == ["demo"]


def test_an_emergency_number_of_the_clinic_s_own_needs_no_confirmation(content: Path, edit: Edit) -> None:
    edit("clinic.yml", "country: SA", 'country: FR\nemergency_number: "112"')
    assert errors(content) == []
    assert "content/clinic.yml: country" not in signatures(content)


# --- the language model's side ---


@pytest.fixture
def outside(tmp_path: Path) -> tuple[Path, Path]:
    """Examples in both languages and rules for every topic of the small clinic."""
    intents = ["pain", "sessions_count", "activity_check", "greet", "inform"]
    for language in ("ar", "fa"):
        (tmp_path / "data" / language).mkdir(parents=True)
        for intent in intents:
            text = f"version: '3.1'\nnlu:\n  - intent: {intent}\n    examples: |\n      - x\n"
            (tmp_path / "data" / language / f"{intent}.yml").write_text(text, encoding="utf-8")
    rules = "\n".join(f"  - steps:\n      - intent: {intent}" for intent in intents)
    (tmp_path / "rules.yml").write_text(f"rules:\n{rules}\n", encoding="utf-8")
    return tmp_path / "data", tmp_path / "rules.yml"


def test_topics_with_examples_and_rules_are_whole(content: Path, outside: tuple[Path, Path]) -> None:
    assert [p for p in check(content, nlu_data=outside[0], rules=outside[1]) if p.severity == "error"] == []


def test_a_topic_without_examples_in_one_language_is_named(content: Path, outside: tuple[Path, Path]) -> None:
    data, rules = outside
    (data / "fa" / "pain.yml").write_text("nlu:\n  - intent: payn\n", encoding="utf-8")
    messages = [problem.message for problem in check(content, nlu_data=data, rules=rules)]
    assert "the topic 'pain' has no examples in this language" in messages
    assert "catalogue.yml has no topic 'payn'; did you mean 'pain'?" in messages


def test_a_topic_without_a_rule_is_named(content: Path, outside: tuple[Path, Path]) -> None:
    data, rules = outside
    rules.write_text(rules.read_text(encoding="utf-8").replace("intent: pain", "intent: pane"), encoding="utf-8")
    messages = [problem.message for problem in check(content, nlu_data=data, rules=rules)]
    assert "the topic 'pain' has no rule" in messages
    assert "catalogue.yml has no topic 'pane'; did you mean 'pain'?" in messages
    rules.unlink()
    assert any("missing" in p.message for p in check(content, nlu_data=data, rules=rules) if p.path == str(rules))
