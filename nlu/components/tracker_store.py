"""A tracker store that forgets: a talk lives for one request and leaves nothing behind."""

from contextlib import contextmanager
from typing import Any, Dict, Iterable, Iterator, Mapping, Optional
from uuid import uuid4

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

# Rasa wraps every store in stores of its own, so that the channel cannot reach this one: what both share stands here.
_talks: Dict[str, DialogueStateTracker] = {}


@contextmanager
def talk_of_one_request(domain: Domain, slots: Mapping[str, Any]) -> Iterator[DialogueStateTracker]:
    """Open a talk that stands where the last turn ended (listening, with these slots) and forget it at the end."""
    tracker = DialogueStateTracker(uuid4().hex, domain.slots)
    tracker.update_with_events(
        [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            ActionExecuted(ACTION_LISTEN_NAME),
            *(SlotSet(name, value) for name, value in slots.items()),
        ],
        domain,
    )
    _talks[tracker.sender_id] = tracker
    try:
        yield tracker
    finally:
        del _talks[tracker.sender_id]


class ForgettingTrackerStore(TrackerStore):
    """Knows the talks of requests that are under way, and no others."""

    def __init__(
        self,
        domain: Optional[Domain],
        host: Optional[EndpointConfig] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        """Accept what Rasa hands to every store; `host` is its section of endpoints.yml."""
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return the talk of a request that is under way."""
        return _talks.get(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing: the talk ends with its request."""

    async def keys(self) -> Iterable[str]:
        """Return the talks that are under way."""
        return list(_talks)
