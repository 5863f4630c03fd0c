"""The page in a real browser: anyone chats as a patient."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ParseMode

from bot.simulator.files import dummy
from tests.simulator.conftest import build_bot
from tests.simulator_client import Simulation

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}: apt-get install chromium"),
]
PHONE = {"width": 412, "height": 892}
YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("نعم", callback_data="yes"), InlineKeyboardButton("لا", callback_data="no")]]
)


class Phone:
    """The page as a patient holds it, and the bot on the other side."""

    def __init__(self, page: Page, bot: Bot) -> None:
        self.page = page
        self.bot = bot
        self._offset = 0

    async def starts(self) -> int:
        await self.page.get_by_role("button", name="ابدأ", exact=True).click()
        return (await self.hears()).chat.id

    async def writes(self, text: str) -> None:
        await self.page.get_by_role("textbox").fill(text)
        await self.page.get_by_role("textbox").press("Enter")

    async def update(self) -> Update:
        update = (await self.bot.get_updates(offset=self._offset, timeout=5))[0]
        self._offset = update.update_id + 1
        return update

    async def hears(self) -> Message:
        message = (await self.update()).message
        assert message is not None
        return message

    async def shows(self, text: str) -> None:
        await expect(self.page.locator(".message .text", has_text=text)).to_be_visible()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def simulation(simulator_url: str) -> AsyncIterator[Simulation]:
    async with Simulation(simulator_url) as simulation:
        await simulation.clear()
        yield simulation


@pytest_asyncio.fixture(loop_scope="module")
async def context(browser: Browser, simulation: Simulation) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def phone(context: BrowserContext, simulation: Simulation) -> AsyncIterator[Phone]:
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    async with build_bot(simulation) as bot:
        await page.goto(simulation.url)
        yield Phone(page, bot)
    # What the browser says about the chat that was cleared is expected; anything else is not.
    assert [line for line in complaints if "404" not in line] == []


async def test_the_first_visit_shows_a_start_button_that_starts_the_bot(phone: Phone) -> None:
    await expect(phone.page.get_by_role("textbox")).to_be_hidden()
    await phone.page.get_by_role("button", name="ابدأ", exact=True).click()
    message = await phone.hears()
    assert message.text == "/start"
    assert message.from_user is not None
    assert message.from_user.language_code == "ar"
    await expect(phone.page.get_by_role("textbox")).to_be_visible()


async def test_a_patient_asks_reads_the_answer_and_taps_a_button(phone: Phone) -> None:
    chat_id = await phone.starts()
    await phone.writes("هل يؤلم؟")
    assert (await phone.hears()).text == "هل يؤلم؟"
    await expect(phone.page.get_by_role("textbox")).to_have_value("")
    sent = await phone.bot.send_message(chat_id, "<b>قليلًا</b>. هل نكمل؟", ParseMode.HTML, reply_markup=YES_NO)
    await expect(phone.page.locator(".text strong")).to_have_text("قليلًا")
    await phone.page.get_by_role("button", name="نعم").click()
    query = (await phone.update()).callback_query
    assert query is not None
    assert query.data == "yes"
    await query.answer("شكرًا لك")
    await expect(phone.page.get_by_role("status")).to_have_text("شكرًا لك")
    await phone.bot.edit_message_text("نكمل إذن.", chat_id, sent.message_id)
    await phone.shows("نكمل إذن.")
    await expect(phone.page.get_by_role("button", name="نعم")).to_have_count(0)
    await expect(phone.page.locator(".message.bot .meta")).to_contain_text("معدّلة")


async def test_an_alert_waits_until_it_is_read(phone: Phone) -> None:
    chat_id = await phone.starts()
    await phone.bot.send_message(chat_id, "?", reply_markup=YES_NO)
    await phone.page.get_by_role("button", name="لا").click()
    query = (await phone.update()).callback_query
    assert query is not None
    await query.answer("اتصل بالعيادة", show_alert=True)
    await expect(phone.page.get_by_role("dialog")).to_contain_text("اتصل بالعيادة")
    await phone.page.get_by_role("button", name="حسنًا").click()
    await expect(phone.page.get_by_role("dialog")).to_be_hidden()


async def test_the_language_of_the_app_changes_its_words_and_what_the_bot_is_told(phone: Phone) -> None:
    await phone.bot.set_my_commands([BotCommand("menu", "القائمة الرئيسية")])
    await phone.bot.set_my_commands([BotCommand("menu", "منوی اصلی")], language_code="fa")
    await phone.bot.set_my_name("رفیق", language_code="fa")
    await phone.page.get_by_role("button", name="فارسی").click()
    await expect(phone.page.get_by_role("heading", level=1)).to_have_text("رفیق")
    await phone.page.get_by_role("button", name="شروع").click()
    message = await phone.hears()
    assert message.from_user is not None
    assert message.from_user.language_code == "fa"
    await phone.page.get_by_role("button", name="منو", exact=True).click()
    await phone.page.get_by_role("button", name="منوی اصلی").click()
    assert (await phone.hears()).text == "/menu"
    assert await phone.page.evaluate("document.documentElement.lang + document.documentElement.dir") == "fartl"


async def test_text_from_outside_is_never_markup(phone: Phone) -> None:
    await phone.bot.set_my_name("<img src=x onerror=alert(1)>")
    chat_id = await phone.starts()
    attack = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    await phone.writes(attack)
    rows = InlineKeyboardMarkup([[InlineKeyboardButton(attack[:40], callback_data="x")]])
    await phone.bot.send_message(chat_id, attack, reply_markup=rows)
    await expect(phone.page.locator(".text", has_text=attack)).to_have_count(2)
    assert await phone.page.locator("#log img, #log script, h1 img").count() == 0


async def test_each_line_takes_its_own_direction(phone: Phone) -> None:
    chat_id = await phone.starts()
    text = "هذا السطر أطول من كل ما يليه بكثير جدًا\nالهاتف:\n+966 50 000 0000\n\nReem Clinic"
    await phone.bot.send_message(chat_id, text)
    await phone.shows("Reem Clinic")
    sides = await phone.page.locator(".bot .line").evaluate_all(
        """lines => lines.slice(1).filter(line => line.textContent).map(line => {
            const range = document.createRange();
            range.selectNodeContents(line);
            const [text, box] = [range.getBoundingClientRect(), line.getBoundingClientRect()];
            return box.right - text.right < text.left - box.left ? "right" : "left";
        })"""
    )
    assert sides == ["right", "left", "left"]
    # The digits of an Arabic line before must not turn the groups of the number around.
    first, last = (
        await phone.page.locator(".bot .line")
        .nth(2)
        .evaluate(
            """line => [0, line.firstChild.length - 1].map(at => {
            const range = document.createRange();
            range.setStart(line.firstChild, at);
            range.setEnd(line.firstChild, at + 1);
            return range.getBoundingClientRect().left;
        })"""
        )
    )
    assert first < last


async def test_a_reply_keyboard_shares_the_phone_number_and_goes_away(phone: Phone) -> None:
    chat_id = await phone.starts()
    share = KeyboardButton("مشاركة رقمي", request_contact=True)
    await phone.bot.send_message(chat_id, "?", reply_markup=ReplyKeyboardMarkup([[share, "لاحقًا"]]))
    await phone.page.get_by_role("button", name="مشاركة رقمي").click()
    contact = (await phone.hears()).contact
    assert contact is not None
    assert contact.user_id == chat_id
    await phone.page.get_by_role("button", name="لاحقًا").click()
    assert (await phone.hears()).text == "لاحقًا"
    await phone.bot.send_message(chat_id, "!", reply_markup=ReplyKeyboardRemove())
    await expect(phone.page.get_by_role("button", name="لاحقًا")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("صورة", "photo"),
        ("رسالة صوتية", "voice"),
        ("موقع", "location"),
        ("ملصق", "sticker"),
        ("جهة اتصال", "contact"),
    ],
)
async def test_everything_in_the_attachment_menu_is_sent(phone: Phone, name: str, kind: str) -> None:
    await phone.starts()
    await phone.page.get_by_role("button", name="إرفاق").click()
    await phone.page.get_by_role("button", name=name, exact=True).click()
    assert getattr(await phone.hears(), kind)
    await expect(phone.page.locator(".message.patient")).to_have_count(2)
    await expect(phone.page.get_by_role("button", name=name, exact=True)).to_be_hidden()


async def test_a_photo_of_the_bot_is_shown_with_its_caption(phone: Phone) -> None:
    chat_id = await phone.starts()
    await phone.bot.send_photo(chat_id, dummy("photo")[0], caption="أول يوم")
    await phone.shows("أول يوم")
    await expect(phone.page.locator(".picture")).to_have_js_property("naturalWidth", 960)


async def test_typing_shows_until_the_answer_comes(phone: Phone) -> None:
    chat_id = await phone.starts()
    await phone.bot.send_chat_action(chat_id, "typing")
    await expect(phone.page.locator("#status")).to_have_text("يكتب الآن…")
    await phone.bot.send_message(chat_id, "جواب")
    await expect(phone.page.locator("#status")).to_have_text("بوت")


async def test_a_deleted_message_disappears_and_a_reaction_stays(phone: Phone) -> None:
    chat_id = await phone.starts()
    await phone.writes("شكرًا")
    thanks = await phone.hears()
    sent = await phone.bot.send_message(chat_id, "خطأ")
    await phone.shows("خطأ")
    await phone.bot.delete_message(chat_id, sent.message_id)
    await expect(phone.page.locator(".text", has_text="خطأ")).to_have_count(0)
    await phone.bot.set_message_reaction(chat_id, thanks.message_id, "❤")
    await expect(phone.page.locator(".reactions")).to_have_text("❤")


async def test_the_conversation_is_there_after_a_reload_and_new_with_a_new_patient(phone: Phone) -> None:
    chat_id = await phone.starts()
    await phone.bot.send_message(chat_id, "أهلًا")
    await phone.page.reload()
    await phone.shows("أهلًا")
    await phone.page.get_by_role("button", name="مريض جديد").click()
    await expect(phone.page.locator(".message")).to_have_count(0)
    assert await phone.starts() != chat_id


async def test_the_page_finds_its_way_after_the_simulator_was_emptied(phone: Phone, simulation: Simulation) -> None:
    chat_id = await phone.starts()
    await simulation.clear()
    await expect(phone.page.locator(".message")).to_have_count(0, timeout=10_000)
    phone._offset = 0
    assert await phone.starts() == chat_id


async def test_links_open_elsewhere_and_commands_are_sent(phone: Phone) -> None:
    chat_id = await phone.starts()
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("الموقع", url="https://example.org/")]])
    text = "/menu <a href='https://example.org/a'>هنا</a> <tg-spoiler>سر</tg-spoiler>"
    await phone.bot.send_message(chat_id, text, ParseMode.HTML, reply_markup=rows)
    for name, address in (("الموقع", "https://example.org/"), ("هنا", "https://example.org/a")):
        link = phone.page.get_by_role("link", name=name)
        await expect(link).to_have_attribute("href", address)
        await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await phone.page.get_by_role("button", name="سر").click()
    await expect(phone.page.locator(".spoiler")).to_have_class("spoiler seen")
    await phone.page.get_by_role("link", name="/menu").click()
    assert (await phone.hears()).text == "/menu"


async def test_the_page_asks_nothing_of_the_internet(context: BrowserContext, simulation: Simulation) -> None:
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(simulation.url)
    await expect(page.get_by_role("button", name="ابدأ", exact=True)).to_be_visible()
    assert await page.evaluate("document.fonts.check('16px Vazirmatn')")
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}


@pytest.mark.parametrize("width", [320, 412, 1280])
async def test_nothing_runs_over_the_edge_and_every_button_has_a_name(phone: Phone, width: int) -> None:
    chat_id = await phone.starts()
    await phone.page.set_viewport_size({"width": width, "height": 700})
    rows = InlineKeyboardMarkup([[InlineKeyboardButton(f"زر طويل جدًا رقم {n}", callback_data="x") for n in range(3)]])
    await phone.bot.send_message(chat_id, "كلمة" * 200, reply_markup=rows)
    await phone.shows("كلمةكلمة")
    assert await phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await phone.page.locator("#scroller").evaluate("box => box.scrollWidth <= box.clientWidth")
    names = await phone.page.locator("button").evaluate_all(
        "all => all.map(button => button.ariaLabel || button.textContent.trim())"
    )
    assert all(names)
