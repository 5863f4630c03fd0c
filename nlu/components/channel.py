"""The one way into Rasa: a message with its context in, what it means out. Bearer secret, errors as errors."""

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage, Unauthorized
from sanic.request import Request
from sanic.response import HTTPResponse, json

from nlu.components.tracker_store import talk_of_one_request

_LONGEST_MESSAGE = 20_000
_SLOTS = frozenset({"topic", "pending"})


class RafiqChannel(InputChannel):
    """`POST /webhooks/rafiq/understand` with `{text, context}` answers with act, intent, ranking, entities, language.

    `GET /webhooks/rafiq/ready` names the fingerprint of the model that is loaded.
    """

    def __init__(self, secret: str) -> None:
        """`secret` is what every caller must bear; an empty one would admit anybody."""
        if not secret:
            raise ValueError("the channel needs a secret: set RAFIQ_RASA_SECRET")
        self._secret = secret.encode()

    @classmethod
    def name(cls) -> str:
        """The channel's part of the address."""
        return "rafiq"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "RafiqChannel":
        """Read the secret from credentials.yml."""
        return cls(secret=(credentials or {}).get("secret") or "")

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Build the two routes."""
        routes = Blueprint("rafiq_channel")

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            self._admit(request)
            return json({"fingerprint": _processor(request).model_metadata.assistant_id})

        @routes.route("/understand", methods=["POST"])
        async def understand(request: Request) -> HTTPResponse:
            self._admit(request)
            return json(await _understood(request, on_new_message))

        return routes

    def _admit(self, request: Request) -> None:
        given = (request.token or "").encode()
        if not hmac.compare_digest(given, self._secret):
            raise Unauthorized("a bearer secret is needed")


def _processor(request: Request) -> Any:
    return Sanic.get_app(request.app.name).ctx.agent.processor


async def _understood(request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Dict[str, Any]:
    text, slots = _checked(request.json)
    collector = CollectingOutputChannel()
    with talk_of_one_request(_processor(request).domain, slots) as talk:
        # Rasa takes a leading slash for the name of an intent, with full confidence.
        message = UserMessage(text.lstrip("/ "), collector, talk.sender_id, input_channel=RafiqChannel.name())
        await on_new_message(message)
        parsed = talk.latest_message.parse_data
    return {
        "act": collector.messages[0]["custom"]["act"],
        "intent": parsed["intent"],
        "ranking": parsed["intent_ranking"],
        "entities": parsed["entities"],
        "language": parsed["language"],
    }


def _checked(body: Any) -> Tuple[str, Dict[str, Any]]:
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise InvalidUsage("send {text: string, context: object}")
    if len(body["text"]) > _LONGEST_MESSAGE:
        raise InvalidUsage(f"the text is longer than {_LONGEST_MESSAGE} characters")
    context = body.get("context") or {}
    if not isinstance(context, dict) or set(context) - _SLOTS:
        raise InvalidUsage(f"the context may hold {sorted(_SLOTS)} alone")
    # The rules on yes and no look at it: without it they would not apply at all.
    return body["text"], {"pending": False, **context}
