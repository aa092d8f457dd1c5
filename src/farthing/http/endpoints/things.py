"""Tasks, lists and saved filters over HTTP: what is the same for all. Each function makes one endpoint."""

from collections.abc import Callable
from typing import Any

from msgspec import UNSET, Raw
from msgspec.structs import replace

from farthing.domain.errors import Invalid
from farthing.domain.ident import is_uuid
from farthing.features import browse, keys, things
from farthing.features.keys import Kind
from farthing.features.records import Record
from farthing.features.things import Rules
from farthing.features.workspace import DECODERS
from farthing.http.call import Call, unless_known, versioned
from farthing.http.message import Response

Endpoint = Callable[[Call], Response]


def create(rules: Rules[Any, Any]) -> Endpoint:
    """`POST`: a new thing, under the client's id or a fresh one."""
    own_id = f"{rules.kind}_id"

    def run(call: Call) -> Response:
        id = getattr(call.body, own_id)
        wanted = replace(call.body, **{own_id: UNSET})
        body = things.create(call.workspace(), rules, wanted, None if id is UNSET else id, call.once())
        thing = DECODERS[rules.kind].decode(body)
        response = versioned(body, thing.version, 201)
        response.headers["location"] = f"{call.request.path}/{thing.id}"
        return response

    return run


def index(kind: Kind) -> Endpoint:
    """`GET` of a page of things, as they are kept."""

    def run(call: Call) -> Response:
        page = browse.page(call.workspace(), browse.of_kind(kind), call.query.limit, call.after())
        return call.page({f"{kind}s": bodies(page.records, kind)}, page.next)

    return run


def get(kind: Kind) -> Endpoint:
    """`GET` of one thing, as it is kept; 304 for one who has it."""

    def run(call: Call) -> Response:
        record = things.find(call.workspace(), kind, call.params[f"{kind}Id"])
        return unless_known(call, record.body, record.version)

    return run


def put(rules: Rules[Any, Any]) -> Endpoint:
    """`PUT` under the client's own id: makes the thing, or writes the fields given."""

    def run(call: Call) -> Response:
        id = call.params[f"{rules.kind}Id"]
        if not is_uuid(id):
            raise Invalid(f"{rules.kind}Id", "must be a UUID in lower case")
        thing, made = things.put(call.workspace(), rules, id, call.body, call.expected())
        return versioned(thing, thing.version, 201 if made else 200)

    return run


def patch(rules: Rules[Any, Any]) -> Endpoint:
    """`PATCH`: a merge patch; writes the fields given and no others."""

    def run(call: Call) -> Response:
        id = call.params[f"{rules.kind}Id"]
        thing = things.update(call.workspace(), rules, id, call.body, call.expected())
        return versioned(thing, thing.version)

    return run


def delete(kind: Kind) -> Endpoint:
    """`DELETE`: into the trash."""

    def run(call: Call) -> Response:
        things.delete(call.workspace(), kind, call.params[f"{kind}Id"], call.expected())
        return Response(204)

    return run


def restore(kind: Kind) -> Endpoint:
    """`POST …/restore`: out of the trash."""

    def run(call: Call) -> Response:
        thing = things.restore(call.workspace(), kind, call.params[f"{kind}Id"], call.expected())
        return versioned(thing, thing.version)

    return run


def trash(call: Call) -> Response:
    """A page of what can be restored."""
    page = browse.trash(call.workspace(), call.query.limit, call.after("byChange"))
    return call.page({f"{kind}s": bodies(page.records, kind) for kind in keys.TRASHED}, page.next)


def bodies(records: list[Record], kind: Kind) -> list[Raw]:
    """The JSON of those records that are of one kind, as it is kept."""
    prefix = keys.PREFIX[kind]
    return [Raw(record.body) for record in records if record.sk.startswith(prefix)]
