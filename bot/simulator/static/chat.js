// The patient's app: one chat with the bot, kept up to date by server-sent events.

import { bubble, element } from "./bubbles.js";

const ALL_WORDS = JSON.parse(document.getElementById("words").textContent);
const TYPING_LASTS = 5000;
const TOAST_LASTS = 3500;
const byId = (id) => document.getElementById(id);

const state = {
  language: ALL_WORDS[localStorage.getItem("language")] ? localStorage.getItem("language") : "ar",
  chatId: Number(localStorage.getItem("chat")) || null,
  name: localStorage.getItem("name"),
  events: null,
  lastDay: "",
  lastSide: "",
  tapped: new Map(),
  timers: {},
};

const app = {
  get words() { return ALL_WORDS[state.language]; },
  time: (seconds) => format({ hour: "2-digit", minute: "2-digit", hour12: false }, seconds),
  duration: (seconds) => `${number(Math.floor(seconds / 60), 1)}:${number(seconds % 60, 2)}`,
  say: (text) => act("text", { text }),
  tap,
};

function format(options, seconds) {
  return new Intl.DateTimeFormat(app.words.locale, options).format(new Date(seconds * 1000));
}

function number(value, digits) {
  return new Intl.NumberFormat(app.words.locale, { minimumIntegerDigits: digits }).format(value);
}

// Talking to the simulator

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function act(action, body) {
  closeSheets();
  try {
    return await ask(`/sim/chats/${state.chatId}/${action}`, body);
  } catch {
    showToast(app.words.notSent);
    return null;
  }
}

async function tap(button, messageId, data) {
  button.classList.add("waiting");
  const answer = await act("tap", { message_id: messageId, data });
  if (answer) state.tapped.set(answer.callback_query_id, button);
  else button.classList.remove("waiting");
  setTimeout(() => button.classList.remove("waiting"), 10_000);
}

// One chat from its beginning

async function openChat() {
  state.events?.close();
  closeSheets();
  hideTyping();
  state.name ??= pick(app.words.names);
  const wanted = { first_name: state.name, language_code: state.language };
  const chat = await ask("/sim/chats", state.chatId ? { id: state.chatId, ...wanted } : wanted);
  state.chatId = chat.id;
  remember();
  const { messages, last } = await ask(`/sim/chats/${chat.id}/messages`);
  clearLog();
  messages.forEach(show);
  showStart(messages.length === 0);
  await showBot();
  listen(last);
  toEnd();
}

function listen(after) {
  const events = new EventSource(`/sim/chats/${state.chatId}/events?after=${after}`);
  const on = (kind, handle) => events.addEventListener(kind, ({ data }) => handle(JSON.parse(data)));
  on("message", (entry) => { hideTyping(entry); show(entry); showStart(false); });
  on("typing", showTyping);
  on("toast", answerTap);
  on("profile", showBot);
  // A simulator that was started again knows nobody: the chat is opened anew, with the same patient.
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) return showToast(app.words.lost);
    return setTimeout(() => openChat().catch(() => events.onerror()), 1500);
  };
  state.events = events;
}

function pick(names) {
  return names[Math.floor(Math.random() * names.length)];
}

function remember() {
  localStorage.setItem("chat", state.chatId);
  localStorage.setItem("name", state.name);
  localStorage.setItem("language", state.language);
}

// The conversation

function clearLog() {
  byId("log").replaceChildren();
  Object.assign(state, { lastDay: "", lastSide: "" });
  showKeyboard({ remove_keyboard: true });
}

function show(entry) {
  const id = `message-${entry.message.message_id}`;
  const before = byId(id);
  if (entry.deleted) return before?.remove();
  const atEnd = isAtEnd() || entry.by === "patient";
  const node = bubble(entry, app);
  node.id = id;
  if (before) {
    node.classList.toggle("turn", before.classList.contains("turn"));
    before.replaceWith(node);
  } else {
    append(entry, node);
    if (entry.keyboard) showKeyboard(entry.keyboard);
  }
  node.querySelectorAll("img").forEach((image) => image.addEventListener("load", () => atEnd && toEnd()));
  return atEnd ? toEnd() : noticeScroll();
}

function append(entry, node) {
  const day = format({ dateStyle: "medium" }, entry.message.date);
  if (day !== state.lastDay) {
    const today = day === format({ dateStyle: "medium" }, Date.now() / 1000);
    byId("log").append(element("li", { className: "day" }, today ? app.words.today : day));
  }
  node.classList.toggle("turn", entry.by !== state.lastSide);
  Object.assign(state, { lastDay: day, lastSide: entry.by });
  byId("log").append(node);
}

const scroller = byId("scroller");
const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;

function toEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  noticeScroll();
}

function noticeScroll() {
  byId("to-end").hidden = isAtEnd();
}

function showStart(isNew) {
  byId("empty").hidden = byId("start").hidden = !isNew;
  byId("composer").hidden = isNew;
}

// What the bot shows besides messages

async function showBot() {
  const bot = await ask(`/sim/bot?language_code=${state.language}`);
  byId("bot-name").textContent = bot.name;
  byId("description").textContent = bot.description || app.words.noDescription;
  byId("menu").hidden = bot.commands.length === 0;
  byId("commands").replaceChildren(...bot.commands.map(({ command, description }) => {
    const name = element("code", { dir: "ltr" }, `/${command}`);
    const button = element("button", { type: "button", onclick: () => app.say(`/${command}`) }, description, name);
    return element("li", {}, button);
  }));
}

function showTyping() {
  const atEnd = isAtEnd();
  byId("dots").hidden = false;
  byId("status").textContent = app.words.typing;
  byId("status").classList.add("busy");
  clearTimeout(state.timers.typing);
  state.timers.typing = setTimeout(hideTyping, TYPING_LASTS);
  if (atEnd) toEnd();
}

function hideTyping(entry) {
  if (entry && entry.by !== "bot") return;
  byId("dots").hidden = true;
  byId("status").textContent = app.words.bot;
  byId("status").classList.remove("busy");
}

function answerTap({ callback_query_id, text, show_alert }) {
  state.tapped.get(callback_query_id)?.classList.remove("waiting");
  state.tapped.delete(callback_query_id);
  if (!text) return;
  if (show_alert) {
    byId("alert-text").textContent = text;
    byId("alert").showModal();
  } else {
    showToast(text);
  }
}

function showToast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  clearTimeout(state.timers.toast);
  state.timers.toast = setTimeout(() => { byId("toast").hidden = true; }, TOAST_LASTS);
}

// Reply keyboards

function showKeyboard(keyboard) {
  const rows = keyboard.keyboard ?? [];
  const area = byId("reply-keyboard");
  area.replaceChildren(...rows.map((row) => element("div", {}, ...row.map((button) => replyButton(button, keyboard)))));
  byId("toggle-keyboard").hidden = rows.length === 0;
  byId("text").placeholder = keyboard.input_field_placeholder || app.words.message;
  expand("toggle-keyboard", rows.length > 0);
}

function replyButton(button, keyboard) {
  const press = () => {
    if (button.request_contact) act("contact", {});
    else if (button.request_location) act("location", {});
    else app.say(button.text);
    if (keyboard.one_time_keyboard) expand("toggle-keyboard", false);
  };
  return element("button", { type: "button", dir: "auto", onclick: press }, button.text);
}

// Sheets, languages, the text box

function expand(buttonId, open) {
  const button = byId(buttonId);
  const atEnd = isAtEnd();
  button.ariaExpanded = String(open);
  byId(button.getAttribute("aria-controls")).hidden = !open;
  if (atEnd) toEnd();
}

function closeSheets() {
  expand("menu", false);
  expand("attach", false);
}

function toggle(buttonId) {
  const open = byId(buttonId).ariaExpanded !== "true";
  if (buttonId !== "toggle-keyboard") closeSheets();
  expand(buttonId, open);
}

function showWords() {
  document.documentElement.lang = state.language;
  document.title = app.words.title;
  document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = app.words[node.dataset.word]; });
  document.querySelectorAll("[data-label]").forEach((node) => { node.ariaLabel = app.words[node.dataset.label]; });
  document.querySelectorAll("[data-language]").forEach((node) => { node.ariaPressed = String(node.dataset.language === state.language); });
  byId("text").placeholder = app.words.message;
  byId("new-patient").title = app.words.newPatient;
}

function sendText() {
  const text = byId("text").value;
  if (!text.trim()) return;
  byId("text").value = "";
  app.say(text).then((sent) => { if (!sent) byId("text").value = text; });
}

function begin() {
  showWords();
  byId("composer").onsubmit = (event) => { event.preventDefault(); sendText(); };
  byId("text").onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  };
  byId("start").onclick = () => app.say("/start");
  byId("new-patient").onclick = () => { Object.assign(state, { chatId: null, name: null }); openChat(); };
  document.querySelectorAll("[data-language]").forEach((node) => {
    node.onclick = () => { state.language = node.dataset.language; showWords(); openChat(); };
  });
  ["menu", "attach", "toggle-keyboard"].forEach((id) => { byId(id).onclick = () => toggle(id); });
  document.querySelectorAll("[data-kind]").forEach((node) => { node.onclick = () => act(node.dataset.kind, {}); });
  byId("to-end").onclick = toEnd;
  scroller.onscroll = noticeScroll;
  scroller.onclick = closeSheets;
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeSheets(); });
  openChat().catch(() => showToast(app.words.lost));
}

begin();
