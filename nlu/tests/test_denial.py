"""What a patient denies is not named, and what only sounds like a denial is: dialects, registers, Latin letters."""

from pathlib import Path
from typing import AbstractSet, Set

import pytest

from bot.words.normalise import fold
from nlu.components.vocabulary import Matcher, read_vocabulary

VOCABULARY = Path(__file__).resolve().parents[2] / "content" / "vocabulary"
ACNE = frozenset({"acne", "active_acne", "bumps"})
SPOTS = frozenset({"dark_spots", "discoloration"})


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(read_vocabulary(VOCABULARY))


def named(matcher: Matcher, text: str) -> Set[str]:
    return {mention.value for mention in matcher.find(fold(text))}


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        # Not to have, be, feel, take: the negation before, in one word with its verb, with an ending, or behind.
        ("ليس لدي أي حساسية", set()),
        ("لا توجد حرارة ولا احمرار، فقط تورم بسيط", {"swelling"}),
        ("لا يوجد ورم لكن هناك حكة", {"itching"}),
        ("ما عنديش سكر ولا ضغط", set()),
        ("معنديش سكر", set()),
        ("ماعنديش الحساسية", set()),
        ("ما حسيت بألم", set()),
        ("مش شايفة ورم", set()),
        ("ما طلع لي حبوب، بس احمرار", {"redness"}),
        ("ما في بوجهي حبوب", {"face"}),
        ("مابيه حرارة بس بيه ورم", {"swelling"}),
        ("ماف حرارة ولا وجع", set()),
        ("مابش حرارة", set()),
        ("ما فماش سخانة", set()),
        ("مفيش صديد ومفيش سخونية، احمرار خفيف بس", {"redness"}),
        ("ماكو حرارة وماكو ورم بس حكة", {"itching"}),
        ("حرارة ماكو بس اكو ورم", {"swelling"}),
        ("سكر ما عندي وضغط ما عندي", set()),
        ("سكر وضغط ما عندي", set()),
        ("ما عندي سكر وضغط", set()),
        ("مباخدش أسبرين", set()),
        ("مش باخد مسكنات خالص", set()),
        ("ما اخذتش مسكن", set()),
        ("آخذ فيتامين ومو آخذ أسبرين", {"supplements"}),
        ("مو كلف عندي، تصبغات بنية من الحبوب", {*SPOTS, *ACNE}),
        ("انا قلت حكة، جلدي ما هو ناشف", {"itching"}),
        # "Without".
        ("من دون غثيان", set()),
        ("دون غثيان", set()),
        ("احمرار دون حكة أو ألم", {"redness"}),
        ("من غير ألم ولا ورم", set()),
        ("الورم خف بلا وجع وبلا حرارة", {"swelling"}),
        ("بثور صغيرة بلا رأس أبيض ولا ألم", ACNE),
        # "Neither … nor".
        ("لا عندي حرارة ولا ألم بس شكلي مرعب", set()),
        ("ما حكة ولا وجع، بس احمرار", {"redness"}),
        ("مش ورم ولا احمرار، وجع بس في جبيني", {"pain", "face"}),
        ("فيه ورم بس مافي حرارة لا ولا صديد", {"swelling"}),
        ("ماباخدش أي أدوية، لا سيولة ولا أسبرين", set()),
        ("ماعندي ولا مرض، لا سكر ولا ضغط", set()),
        ("ما كاين لا سكر لا طونسيو", set()),
        ("لا ورم، لا حرارة، بس حرقان خفيف", {"burning"}),
        ("ولا وجع ولا ورم ولا شي", set()),
        ("ما عندي مشكلة بالشعر لا قشرة ولا تساقط", {"hair"}),
        ("مو حامل ولا مرضعة", set()),
        ("لست حاملا ولا مرضعا", set()),
        ("مش ملتهب ولا وارم، بيحرق بس", {"burning"}),
        ("حبه صغيره ما تروح ولا توجع", {"bumps"}),
        ("كدمة لم تختف ولا تؤلمني", {"bruising"}),
        ("أتناول الوارفارين ولا أتناول أي مسكن", {"anticoagulant"}),
        ("عندي ضغط ولا أتناول الأسبرين", {"blood_pressure"}),
        # What is feared, tested, carried.
        ("شايل هم الحمل مو حامل", set()),
        ("أخاف من الحمل بس مو حامل", set()),
        ("تحليل الحمل طلع سلبي", set()),
        ("بي حامل للفيروس", {"liver_disease"}),
    ],
)
def test_an_arabic_message_does_not_name_what_it_denies(matcher: Matcher, text: str, stays: AbstractSet[str]) -> None:
    assert named(matcher, text) == stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("ما في حل للكلف؟", {"melasma"}),
        ("ما في علاج للكلف؟", {"melasma"}),
        ("ما في إبر للحبوب", ACNE),
        ("ما عندكم علاج للهالات؟", {"dark_circles"}),
        ("ليش ما راح الكلف؟", {"melasma"}),
        ("الورم ما راح", {"swelling"}),
        ("الحبوب ما تروح", ACNE),
        ("مو شايفة الكلف يتغير", {"melasma"}),
        ("لا الورم راح ولا الوجع", {"swelling", "pain"}),
        ("ما شفيت ولا حبوبي راحت", ACNE),
        ("مو قادرة أتحمل الألم", {"pain"}),
        ("من كتر ما عم يوجعني خدي", {"pain", "face"}),
        ("ما بقدر عيش بلا مسكنات", {"painkiller"}),
        ("هذا مو وجهها، منفوش", {"swelling"}),
        ("ورم ولا كدمة هذا؟", {"swelling", "bruising"}),
        ("ما أدري ورم ولا كدمة", {"swelling", "bruising"}),
        ("هذا طبيعي ولا التهاب ولا حساسية؟", {"skin_infection", "allergy"}),
        ("أسبرين ولا بنادول آخذ؟", {"aspirin", "painkiller"}),
        ("ممنوع آخذ مسكن ولا عادي؟", {"painkiller"}),
        ("اني حامل ينفع ولا لا", {"pregnancy"}),
        ("ما يصير حامل تسوي ليزر؟", {"pregnancy", "laser"}),
        ("عادي ما فيه مشكلة حامل؟", {"pregnancy"}),
        ("لا عندي حرارة", {"fever"}),
        ("مش حامل وبرضع", {"breastfeeding"}),
        ("ما عندي سكر وحامل", {"pregnancy"}),
        ("ما عندي حرارة وتحكني", {"itching"}),
        ("ما عندي حرارة ووجهي أحمر", {"redness", "face"}),
        ("ما عندي غير السكر", {"diabetes"}),
        ("مفيش سكر غير الضغط", {"blood_pressure"}),
        ("ما عندي إلا حساسية", {"allergy"}),
        ("مو بس حبوب، كلف كمان", {*ACNE, "melasma"}),
        ("مو كل الحبوب راحت", ACNE),
    ],
)
def test_an_arabic_message_names_what_it_only_seems_to_deny(
    matcher: Matcher, text: str, stays: AbstractSet[str]
) -> None:
    assert named(matcher, text) == stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        # The verb stands behind, after other small words, after a list, or before.
        ("چروک ندارم", set()),
        ("درد نمیکنه", set()),
        ("تب و درد هم اصلاً ندارم", set()),
        ("بارداری و این چیزا هم ندارم", set()),
        ("زخم و چرک و اینا نیست، میخاره", {"itching"}),
        ("تب و ترشحی وجود ندارد", set()),
        ("حساسیت به چیزی ندارم", set()),
        ("دیابت یا بیماری خاصی ندارم", set()),
        ("دردی ندارما", set()),
        ("قرمز نشده، کبوده", {"bruising"}),
        ("درد دارم و تب ندارم", {"pain"}),
        ("ورم نکرده ولی میخاره", {"itching"}),
        ("باردار که نیستم ولی شیر میدم", {"breastfeeding"}),
        ("باردار نبودم الان باردارم", {"pregnancy"}),
        ("آسپرین نمیخورم، وارفارین میخورم", {"anticoagulant"}),
        ("ندارم دیابت", set()),
        ("شکر خون ندارم، حامله نیستم مه", set()),
        # "Without".
        ("بدون هیچ دردی فقط کبود شده", {"bruising"}),
        ("بدون اینکه درد داشته باشم", set()),
        ("بدون هیچ نشانه عفونت، قرمزی خفیف", {"redness"}),
        ("بی هیچ درد و ورمی، فقط قرمزه", {"redness"}),
        ("هیچ دردی، اما میخاره", {"itching"}),
        # "Neither … nor", "nor", "not".
        ("نه درد داره نه قرمزه", set()),
        ("نه تب دارم نه ورم", set()),
        ("من نه لک دارم نه جوش نه چروک", set()),
        ("هیچ مریضی دیگه‌ای ندارم، نه قند نه فشار", set()),
        ("هیچ دارویی نمیخورم نه آسپرین نه وارفارین", set()),
        ("قرمزه، نه درد نه تب", {"redness"}),
        ("نی تَو دارم نی درد", set()),
        ("نی درد دارم نی خارش", set()),
        ("درد ندارم خارش هم نه، فقط ورم کرده", {"swelling"}),
        ("درد ندارم نه ورم", set()),
        ("درد که نه، یه کم میخاره", {"itching"}),
        ("سرگیجه دارم، سردرد نه", {"dizziness"}),
        ("درد دارم نه ورم", {"pain"}),
        ("علامت من خارش است نه سوزش", {"itching"}),
        # What is feared, tested, believed.
        ("ترس از بارداری دارم ولی باردار نیستم", set()),
        ("تست بارداریم منفی شد", set()),
        ("شما فکر کردی قند داره، نه قند نداره", set()),
    ],
)
def test_a_persian_message_does_not_name_what_it_denies(matcher: Matcher, text: str, stays: AbstractSet[str]) -> None:
    assert named(matcher, text) == stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("چرا لکه‌ها نرفته", SPOTS),
        ("جوش‌هام خوب نمیشه", ACNE),
        ("لکم پاک نمیشه", SPOTS),
        ("درد خوب نمیشه", {"pain"}),
        ("تبم قطع نمیشه", {"fever"}),
        ("ورم نخوابیده", {"swelling"}),
        ("نه درد کم شده نه ورم", {"pain", "swelling"}),
        ("چند روز آرایش نکنم", {"makeup"}),
        ("بوتکس بزنم یا نه", {"botox"}),
        ("درد داره یا نه", {"pain"}),
        ("باردارم یا نه نمیدونم", {"pregnancy"}),
        ("من باردارم نه؟", {"pregnancy"}),
        ("بدون درد و خونریزی داره", {"bleeding"}),
        ("باردارم مشکلی نیست؟", {"pregnancy"}),
        ("دیابت دارم عیبی نداره؟", {"diabetes"}),
        ("باردارم و دیابت ندارم", {"pregnancy"}),
        ("به جز دیابت بیماری دیگه‌ای ندارم", {"diabetes"}),
        ("فقط درد نیست، ورم هم داره", {"pain", "swelling"}),
        ("نه تنها درد داره، ورم هم کرده", {"pain", "swelling"}),
        ("بدون مسکن نمیتونم بشینم", {"painkiller"}),
        ("یه چشمم سیاه شده نمیبینم", {"discoloration"}),
        ("نه ورم نه، کبوده", {"bruising"}),
        ("نه، درد داره", {"pain"}),
    ],
)
def test_a_persian_message_names_what_it_only_seems_to_deny(
    matcher: Matcher, text: str, stays: AbstractSet[str]
) -> None:
    assert named(matcher, text) == stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("wala feha waja3 wala 7arara", set()),
        ("la 7arara wala waja3, bas waram", {"swelling"}),
        ("ma 3andi la sokkar wala da8t", set()),
        ("ana mish 7amel w ma 3andi sokkar", set()),
        ("mafesh sokhoneya wala sadeed bas 7amar basit", {"redness"}),
        ("ma3ndich sokkar", set()),
        ("mafi waram bas fi 7akka", {"itching"}),
        ("pas de fièvre", set()),
        ("sans douleur", set()),
        ("aucune douleur, juste des rougeurs", {"redness"}),
        ("j'ai pas de diabète ni d'allergie", set()),
        ("no fever no pain just swelling", {"swelling"}),
        ("i don't have diabetes", set()),
        ("not pregnant, breastfeeding", {"breastfeeding"}),
        ("na tab daram na dard", set()),
        ("na dard daram na varam, faghat kharesh", {"itching"}),
        ("dard nadaram kharesh ham na", set()),
        ("kharesh nadare, ghermeze", {"redness"}),
        ("bardar nistam vali shir midam", {"breastfeeding"}),
        ("bedoone dard", set()),
        ("mashi 3andi 7arara", {"fever"}),
        ("waram wala kadma hada?", {"swelling", "bruising"}),
        ("el waram ma ra7", {"swelling"}),
        ("ma dard darim", {"pain"}),
        ("baraye mo rizesh", {"hair_loss"}),
        ("dard dare ya na", {"pain"}),
    ],
)
def test_what_is_denied_in_latin_letters_is_not_named(matcher: Matcher, text: str, stays: AbstractSet[str]) -> None:
    assert named(matcher, text) == stays
