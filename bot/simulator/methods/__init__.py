"""The methods of the Bot API that the simulator knows, by their names in small letters."""

from collections.abc import Awaitable, Callable

from bot.simulator.methods import changing, introducing, receiving, sending
from bot.simulator.methods.context import Context

Method = Callable[[Context], Awaitable[object]]

METHODS: dict[str, Method] = {
    "getme": introducing.get_me,
    "getchat": introducing.get_chat,
    "setmycommands": introducing.set_my_commands,
    "getmycommands": introducing.get_my_commands,
    "deletemycommands": introducing.delete_my_commands,
    "setmyname": introducing.set_my_name,
    "getmyname": introducing.get_my_name,
    "setmydescription": introducing.set_my_description,
    "getmydescription": introducing.get_my_description,
    "setmyshortdescription": introducing.set_my_short_description,
    "getmyshortdescription": introducing.get_my_short_description,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "getfile": receiving.get_file,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendvoice": sending.send_voice,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": changing.edit_message_text,
    "editmessagereplymarkup": changing.edit_message_reply_markup,
    "deletemessage": changing.delete_message,
    "setmessagereaction": changing.set_message_reaction,
    "answercallbackquery": changing.answer_callback_query,
}
