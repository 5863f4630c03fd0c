// How one message looks. Text from outside only ever becomes text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const STRONG_RTL = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff]/;

export function element(tag, fields = {}, ...children) {
  const node = Object.assign(document.createElement(tag), fields);
  node.append(...children.filter((child) => child !== null));
  return node;
}

export function icon(name) {
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${name}-icon`);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function bubble(entry, app) {
  const { message } = entry;
  const media = mediaOf(message, app);
  const text = textOf(message, app);
  const side = direction(message.text ?? message.caption ?? "") ?? "rtl";
  const box = element("div", { className: "bubble", dir: side }, quoteOf(message), media, text, metaOf(message, app));
  box.classList.toggle("with-media", Boolean(message.photo || message.video));
  box.classList.toggle("bare", Boolean(message.sticker));
  box.classList.toggle("picture-only", Boolean(media && !text && (message.photo || message.sticker)));
  if (message.edit_date) box.style.setProperty("--meta-width", "96px");
  if (entry.reactions.length) box.append(element("div", { className: "reactions" }, ...entry.reactions));
  return element("li", { className: `message ${entry.by}` }, box, buttonsOf(message, app));
}

function textOf(message, app) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  const entities = message.entities ?? message.caption_entities ?? [];
  const box = element("div", { className: "text" }, ...linesOf(text, entities, app));
  box.classList.toggle("shares-line", sharesItsLastLine(text));
  return box;
}

// Each line is a block of its own and takes its own direction, as Telegram's apps do it.
function linesOf(text, entities, app) {
  let at = 0;
  return text.split("\n").map((line) => {
    const [from, to] = [at, at + line.length];
    at = to + 1;
    const here = entities.map((entity) => clipped(entity, from, to)).filter(({ length }) => length > 0);
    return element("div", { className: "line" }, ...formatted(text, from, to, here, app), line ? "" : element("br"));
  });
}

function clipped(entity, from, to) {
  const offset = Math.max(entity.offset, from);
  return { ...entity, offset, length: Math.min(entity.offset + entity.length, to) - offset };
}

// Entities are nested, and counted in UTF-16 units as JavaScript's strings are.
function formatted(text, from, to, entities, app) {
  const nodes = [];
  let at = from;
  const inside = entities.filter(({ offset, length }) => offset >= from && offset + length <= to);
  inside.forEach((entity, place) => {
    if (entity.offset < at) return;
    const end = entity.offset + entity.length;
    nodes.push(text.slice(at, entity.offset));
    const content = formatted(text, entity.offset, end, inside.slice(place + 1), app);
    nodes.push(entityElement(entity, content, text.slice(entity.offset, end), app));
    at = end;
  });
  return [...nodes, text.slice(at, to)];
}

function entityElement(entity, content, text, app) {
  if (entity.type === "text_link" || entity.type === "url") {
    return link(entity.url ?? text, { className: "" }, ...content);
  }
  if (entity.type === "bot_command") {
    // A link and no button, for a button would be a neutral box to the bidi algorithm, and the text is not.
    const send = (event) => { event.preventDefault(); app.say(text); };
    return element("a", { href: "#", className: "command", onclick: send }, ...content);
  }
  if (entity.type === "spoiler") {
    const reveal = (event) => event.currentTarget.classList.add("seen");
    const label = app.words.spoiler;
    return element("span", { className: "spoiler", role: "button", tabIndex: 0, title: label, onclick: reveal, onkeydown: reveal }, ...content);
  }
  return element(TAGS[entity.type] ?? "span", {}, ...content);
}

function link(address, fields, ...content) {
  const safe = /^(https?|tg|mailto):/i.test(address);
  const target = safe ? { href: address, target: "_blank", rel: "noopener noreferrer" } : {};
  return element(safe ? "a" : "span", { ...fields, ...target }, ...content);
}

function metaOf(message, app) {
  const time = element("time", {}, app.time(message.date));
  return element("span", { className: "meta" }, message.edit_date ? `${app.words.edited} ` : "", time);
}

function quoteOf(message) {
  const replied = message.reply_to_message;
  const text = replied && (replied.text ?? replied.caption ?? "…");
  return text ? element("div", { className: "quote", dir: "auto" }, text) : null;
}

function buttonsOf(message, app) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  const lines = rows.map((row) => element("div", {}, ...row.map((button) => inlineButton(button, message, app))));
  return element("div", { className: "buttons" }, ...lines);
}

function inlineButton(button, message, app) {
  if (button.url) return link(button.url, { dir: "auto" }, button.text, icon("link"));
  const node = element("button", { type: "button", dir: "auto" }, button.text);
  node.onclick = () => app.tap(node, message.message_id, button.callback_data);
  return node;
}

function mediaOf(message, app) {
  if (message.photo) return photo(message.photo.at(-1), app);
  if (message.sticker) return image(message.sticker, app.words.sticker);
  if (message.video) return element("video", { className: "picture", controls: true, src: address(message.video) });
  if (message.voice) return voice(message.voice, app);
  if (message.location) return card("location", app.words.location, coordinates(message.location));
  if (message.contact) return card("contact", message.contact.first_name, message.contact.phone_number);
  if (message.document) return file(message.document, app);
  return null;
}

const address = ({ file_id }) => `/sim/files/${encodeURIComponent(file_id)}`;
const coordinates = ({ latitude, longitude }) => `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;

function image(picture, alt) {
  const { width, height } = picture;
  return element("img", { className: "picture", src: address(picture), alt, width, height });
}

function photo(picture, app) {
  return element("a", { href: address(picture), target: "_blank" }, image(picture, app.words.photo));
}

function voice(recording, app) {
  const play = element("button", { type: "button", className: "badge", ariaLabel: app.words.play }, icon("play"));
  play.onclick = () => new Audio(address(recording)).play();
  const wave = element("span", { className: "wave", ariaHidden: "true" }, ...Array.from({ length: 24 }, () => element("i")));
  return element("div", { className: "card" }, play, element("span", {}, wave, element("small", {}, app.duration(recording.duration))));
}

function card(kind, title, line) {
  const badge = element("span", { className: "badge" }, icon(kind));
  const words = element("span", {}, element("strong", {}, element("bdi", {}, title)), element("small", {}, element("bdi", { dir: "ltr" }, line)));
  return element("div", { className: "card" }, badge, words);
}

function file(document_, app) {
  const inside = card("document", document_.file_name, `${Math.ceil(document_.file_size / 1024)} KB`);
  const fields = { className: "card", href: address(document_), download: document_.file_name, ariaLabel: app.words.open };
  return element("a", fields, ...inside.childNodes);
}

// The direction of a line is that of its first letter outside isolates, as in the Unicode bidi algorithm.
function direction(line) {
  const letter = line.replace(/[\u2066-\u2068][^\u2069]*\u2069?/g, "").match(/[\p{L}\u200f\u200e]/u)?.[0];
  return letter && (STRONG_RTL.test(letter) ? "rtl" : "ltr");
}

function sharesItsLastLine(text) {
  const ofText = direction(text);
  return Boolean(ofText) && direction(text.split("\n").at(-1)) === ofText;
}
