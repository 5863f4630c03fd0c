"""The page on which anyone chats as a patient."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_HERE = Path(__file__).parent
_TEMPLATES = Jinja2Templates(directory=_HERE / "templates")


async def _page(request: "Request") -> "Response":
    words = json.loads((_HERE / "templates" / "words.json").read_text(encoding="utf-8"))
    return _TEMPLATES.TemplateResponse(request, "page.html", {"words": words, "first": words["ar"]})


ROUTES = [
    Route("/", _page),
    Mount("/static", StaticFiles(directory=_HERE / "static")),
]
