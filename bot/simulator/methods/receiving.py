"""Methods through which the bot receives: long polling, the webhook, files."""

import re
from urllib.parse import urlsplit

from bot.simulator.methods.context import Context
from bot.simulator.refusals import JsonObject, bad_request, conflict
from bot.simulator.webhook import Webhook

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = {"127.0.0.1", "localhost"}
_LARGEST_DOWNLOAD = 20 << 20


async def get_updates(call: Context) -> list[JsonObject]:
    """Return what waits for the bot, or wait for it; `offset` confirms what came before."""
    if call.world.postman.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    updates = call.world.updates
    updates.allow(_allowed_updates(call))
    if offset := call.parameters.integer("offset", 0):
        updates.confirm(offset)
    limit = call.parameters.integer("limit", 100) or 100
    timeout = call.parameters.integer("timeout", 0) or 0
    return await updates.poll(limit=min(max(limit, 1), 100), wait=min(max(timeout, 0), 50))


async def set_webhook(call: Context) -> bool:
    """Deliver updates to an address on this machine; an empty one ends that."""
    url, secret = call.parameters.text("url"), call.parameters.text("secret_token")
    if not url:
        return await delete_webhook(call)
    if urlsplit(url).scheme not in {"http", "https"} or urlsplit(url).hostname not in _LOOPBACK:
        raise bad_request("bad webhook: the simulator delivers to http://127.0.0.1 and localhost only")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    updates = call.world.updates
    updates.allow(_allowed_updates(call))
    _drop_if_asked(call)
    updates.end_polls("terminated by setWebhook request")
    connections = call.parameters.integer("max_connections", 40) or 40
    call.world.postman.start(Webhook(url=url, secret_token=secret, max_connections=connections))
    return True


async def delete_webhook(call: Context) -> bool:
    """End delivery to the webhook; what is pending waits for `getUpdates`."""
    _drop_if_asked(call)
    call.world.postman.stop()
    return True


async def get_webhook_info(call: Context) -> JsonObject:
    """Return where updates go, how many wait, and the last failure."""
    postman, updates = call.world.postman, call.world.updates
    info: JsonObject = {
        "url": postman.webhook.url if postman.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if postman.webhook:
        info |= {"max_connections": postman.webhook.max_connections, "ip_address": "127.0.0.1"}
    if postman.last_error:
        info |= postman.last_error.as_json()
    return info | ({"allowed_updates": updates.allowed} if updates.allowed else {})


async def get_file(call: Context) -> JsonObject:
    """Return the path under which a file can be downloaded."""
    stored = call.world.files.with_id(call.parameters.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > _LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_json() | {"file_path": stored.path}


def _allowed_updates(call: Context) -> list[str] | None:
    kinds = call.parameters.structure("allowed_updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates: array of strings expected")
    return kinds


def _drop_if_asked(call: Context) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.world.updates.pending.clear()
