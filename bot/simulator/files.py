"""Files that travelled through a chat, in memory, under the ids and paths that `getFile` tells."""

import struct
from dataclasses import dataclass
from pathlib import Path

from bot.simulator.refusals import JsonObject

_DUMMIES = Path(__file__).parent / "dummies"
_FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "document": "documents", "sticker": "stickers"}
_ENDINGS = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".ogg": "audio/ogg", ".mp4": "video/mp4"}


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """One file; `path` is what `getFile` answers, `content_type` what a browser may be told."""

    file_id: str
    path: str
    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        """Return a type that no browser runs as a page, whatever the sender called the file."""
        return _ENDINGS.get(Path(self.path).suffix, "application/octet-stream")

    def as_json(self) -> JsonObject:
        """Return the fields that every kind of file has in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": len(self.content)}


class Files:
    """Every file sent by either side."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, content: bytes, name: str = "") -> StoredFile:
        """Keep `content`, sent as a photo, voice, video, document or sticker, and return it with its new id."""
        number = len(self._by_id) + 1
        ending = _ending(kind, content, name)
        stored = StoredFile(
            file_id=f"SIM-{kind}-{number}",
            path=f"{_FOLDERS[kind]}/file_{number}{ending}",
            name=name or f"file_{number}{ending}",
            content=content,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def with_id(self, file_id: str) -> StoredFile | None:
        """Return the file of this id, None when there is none."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file of this path, None when there is none."""
        return self._by_path.get(path)


def dummy(kind: str) -> tuple[bytes, str]:
    """Return a small real file of this kind, and its name, for patients who send one without choosing it."""
    path = next(_DUMMIES.glob(f"{kind}.*"))
    return path.read_bytes(), path.name


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG or WebP picture, None when it is none of these."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8X" and len(content) >= 30:
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content):
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        # The start-of-frame segments hold the size; C4, C8 and CC in their range are other things.
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None


def _ending(kind: str, content: bytes, name: str) -> str:
    if kind == "photo":
        return ".png" if content.startswith(b"\x89PNG") else ".jpg"
    fixed = {"voice": ".ogg", "video": ".mp4", "sticker": ".webp"}
    return fixed.get(kind) or Path(name).suffix[:8].lower() or ".bin"
