"""Who may talk to the simulator: this machine's own pages and programs, no web page from elsewhere."""

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = {"127.0.0.1", "localhost"}
_SAFE_METHODS = {"GET", "HEAD"}
_RESPONSE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
        " media-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def refuse(method: str, path: str, headers: Headers) -> tuple[int, str] | None:
    """Return the status and the reason why such a request is not answered, None when it is.

    A foreign host name means DNS rebinding; a foreign site or a body that is no JSON means a form or an image on
    someone else's page.
    """
    if headers.get("host", "").partition(":")[0].lower() not in _HOSTS:
        return 421, "the Host header must be 127.0.0.1 or localhost"
    if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and path != "/":
        return 403, "pages of other sites have no access"
    is_change = path.startswith("/sim/") and method not in _SAFE_METHODS
    if is_change and headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return 415, "the Content-Type must be application/json"
    return None


class Guard:
    """Lets in what `refuse` does not name, and sends security headers with every answer."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_RESPONSE_HEADERS)
            await send(message)

        if refusal := refuse(scope["method"], scope["path"], Headers(scope=scope)):
            status, reason = refusal
            await JSONResponse({"error": reason}, status_code=status)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)
