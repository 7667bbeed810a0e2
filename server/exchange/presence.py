"""Rooms of the coffee system: who is at a station, who is there in a role."""

from collections.abc import Hashable, Iterable
from typing import Protocol

from schemas.wire.down import Presence


class Guest(Hashable, Protocol):
    """One socket, as rooms see it."""

    @property
    def person(self) -> str:
        """Whose it is."""
        ...

    def tell(self, message: Presence) -> None:
        """Sends a frame."""
        ...


class Rooms:
    """Who is in which room of which organisation. Being there twice counts once."""

    def __init__(self) -> None:
        self._guests: dict[tuple[str, str], dict[Guest, None]] = {}

    def join(self, organisation: str, room: str, guest: Guest) -> None:
        """Lets a guest in, tells the others, and tells the guest who is there."""
        guests = self._guests.setdefault((organisation, room), {})
        if guest in guests:
            return
        here = {other.person for other in guests}
        if guest.person not in here:
            _tell(guests, Presence(room, guest.person, here=True))
        guests[guest] = None
        for person in sorted(here | {guest.person}):
            guest.tell(Presence(room, person, here=True))

    def leave(self, organisation: str, room: str, guest: Guest) -> None:
        """Lets a guest go and tells the others; nothing if it was not there."""
        guests = self._guests.get((organisation, room), {})
        if guest not in guests:
            return
        del guests[guest]
        if not guests:
            del self._guests[organisation, room]
        elif all(other.person != guest.person for other in guests):
            _tell(guests, Presence(room, guest.person, here=False))


def _tell(guests: Iterable[Guest], message: Presence) -> None:
    for guest in guests:
        guest.tell(message)
