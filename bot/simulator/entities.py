"""Formatted text as Telegram reads it: HTML in, plain text and entities out, lengths in UTF-16 code units."""

import re
from html import unescape
from operator import itemgetter

from bot.simulator.refusals import ApiError, JsonObject, bad_request

_TOKEN = re.compile(
    r"&(?:#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?|<(?P<slash>/?)(?P<name>[^>\s]*)(?P<attributes>[^>]*)(?P<end>>?)"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
# What Telegram finds by itself in any text: commands (as the apps mark them) and web addresses.
_FOUND = re.compile(
    r"(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{4,32})?)(?![\w/])|(?P<url>https?://[^\s<>\"]+[^\s<>\".,:;!?)])"
)


def utf16_length(text: str) -> int:
    """Return the length of `text` as Telegram counts it: characters outside the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """Return the text and the entities of `source`, written in Telegram's HTML.

    Raises:
        ApiError: 400, "can't parse entities", with Telegram's reason and the byte offset.
    """
    reader = _HtmlReader(source)
    for token in _TOKEN.finditer(source):
        reader.read(token)
    return reader.finish()


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._read_until = 0
        self._text = ""
        self._offset = 0
        self._open: list[tuple[str, int, int, JsonObject]] = []
        self._entities: dict[int, JsonObject] = {}
        self._opened = 0

    def read(self, token: re.Match[str]) -> None:
        self._append(self._source[self._read_until : token.start()])
        self._read_until = token.end()
        if token["name"] is None:
            self._append(unescape(token[0] if token[0].endswith(";") else token[0] + ";"))
        elif token["slash"]:
            self._close(token)
        else:
            self._start(token)

    def finish(self) -> tuple[str, list[JsonObject]]:
        self._append(self._source[self._read_until :])
        if self._open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return self._text, [self._entities[opened] for opened in sorted(self._entities)]

    def _append(self, text: str) -> None:
        self._text += text
        self._offset += utf16_length(text)

    def _start(self, token: re.Match[str]) -> None:
        name, place = token["name"].lower(), self._place(token)
        if not (token["end"] or token["attributes"]) and name:
            raise _cannot_parse(f"Unclosed start tag at byte offset {place}")
        if name not in _KINDS:
            raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {place}')
        if not token["end"]:
            raise _cannot_parse(f"Unclosed start tag at byte offset {place}")
        attributes = {key: a or b or c for key, a, b, c in _ATTRIBUTE.findall(token["attributes"])}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        self._opened += 1
        self._open.append((name, self._opened, self._offset, attributes))

    def _close(self, token: re.Match[str]) -> None:
        place = self._place(token)
        if not self._open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {place}")
        if not token["end"]:
            raise _cannot_parse(f"Unclosed end tag at byte offset {place}")
        name, opened, start, attributes = self._open.pop()
        if token["name"].lower() not in {"", name}:
            found = f'expected "</{name}>", found "</{token["name"]}>"'
            raise _cannot_parse(f"Unmatched end tag at byte offset {place}, {found}")
        entity: JsonObject = {"type": _KINDS[name], "offset": start, "length": self._offset - start}
        if name == "a":
            entity["url"] = unescape(attributes.get("href", ""))
        if entity["length"] and (name != "a" or _is_link(entity["url"])):
            self._entities[opened] = entity

    def _place(self, token: re.Match[str]) -> int:
        return len(self._source[: token.start()].encode())


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _is_link(url: str) -> bool:
    return url.startswith(("http://", "https://", "tg://", "mailto:"))


def tidy(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Return both without the white space around the text, which Telegram never keeps."""
    kept = text.strip()
    cut, length = utf16_length(text[: len(text) - len(text.lstrip())]), utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(length, entity["offset"] + entity["length"] - cut)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def with_found(text: str, entities: list[JsonObject]) -> list[JsonObject]:
    """Return `entities` and, outside of them, the commands and web addresses in `text`."""
    found = [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _FOUND.finditer(text)
    ]
    free = [entity for entity in found if not any(_overlap(entity, other) for other in entities)]
    return sorted(entities + free, key=itemgetter("offset"))


def _overlap(one: JsonObject, other: JsonObject) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def split_like_an_app(text: str, limit: int = 4096) -> list[str]:
    """Return `text` in the pieces that Telegram's apps send when it is longer than `limit` UTF-16 code units.

    The apps prefer to cut at white space; the pieces together hold every word of the text.
    """
    pieces = []
    while utf16_length(text) > limit:
        head = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
        cut = max(head.rfind("\n"), head.rfind(" ")) + 1
        pieces.append(text[: cut or len(head)].strip())
        text = text[cut or len(head) :]
    return [piece for piece in [*pieces, text.strip()] if piece]
