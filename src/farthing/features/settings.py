"""What a person has settled once: where their day begins and ends, and which language they write."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, json
from msgspec.structs import replace

from farthing.domain.errors import Conflict, Invalid
from farthing.domain.lifecycle import given
from farthing.domain.zones import ZONES
from farthing.features import keys
from farthing.features.ports import Store
from farthing.features.records import ABSENT, TRIES, Put, Record

Zone = Annotated[str, Meta(max_length=64, description="of the IANA names, such as Europe/Berlin")]
Weekday = Annotated[int, Meta(ge=1, le=7, description="1 is Monday")]
Language = Literal["en", "de"]


class PersonSettings(Struct, frozen=True, rename="camel"):
    """What is asked for where a request does not say."""

    time_zone: Zone = "UTC"
    first_weekday: Weekday = 1
    language: Language = "en"
    version: Annotated[int, Meta(description="0 until something is settled")] = ABSENT


class SettingsChange(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """The settings somebody wants to change, as a merge patch."""

    time_zone: Zone | UnsetType = UNSET
    first_weekday: Weekday | UnsetType = UNSET
    language: Language | UnsetType = UNSET


_settings = json.Decoder(PersonSettings)


def read(store: Store, user: str) -> PersonSettings:
    """The settings of a person, or the usual ones."""
    record = store.get(keys.user(user), keys.SETTINGS, strong=True)
    if record is None:
        return PersonSettings()
    return replace(_settings.decode(record.body), version=record.version)


def change(store: Store, user: str, wanted: SettingsChange) -> PersonSettings:
    """The settings with those written that are given.

    Raises:
        Invalid: no time zone has this name.
    """
    fields = given(wanted)
    if "time_zone" in fields and fields["time_zone"] not in ZONES:
        raise Invalid("timeZone", f"no time zone is called {fields['time_zone']!r}")
    for _ in range(TRIES):
        old = read(store, user)
        new = replace(old, **fields)
        if new == old and old.version != ABSENT:
            return old
        new = replace(new, version=old.version + 1)
        record = Record(keys.user(user), keys.SETTINGS, new.version, json.encode(new))
        if not store.commit([Put(record, old.version)]):
            return new
    raise Conflict("others change it faster than this request can; try again")
