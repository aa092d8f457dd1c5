"""The API described as OpenAPI 3.1, out of the table of routes and the shapes it names."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import NODEFAULT, UNSET, json, structs

from farthing import __version__
from farthing.http.problems import STATUS, Problem
from farthing.http.route import Route

_REF = "#/components/schemas/{name}"
HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "Idempotency-Key": (
        "the same key within 24 hours has it done once",
        {"type": "string", "maxLength": 200},
    ),
    "If-Match": ("the ETag you have; 412 if it has changed", {"type": "string"}),
    "If-None-Match": ("the ETag you have, or * where nothing may be there", {"type": "string"}),
}


@cache
def document(table: tuple[Route, ...]) -> dict[str, Any]:
    """The whole description of the API door, as far as the table has routes of it, as JSON values."""
    routes = [route for route in table if route.door == "api"]
    named = [shape for route in routes for shape in (route.body, route.result)]
    shapes = [shape for shape in named if shape not in (None, Any, bytes)]
    _, components = json.schema_components([*shapes, Problem], ref_template=_REF)
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Farthing",
            "version": __version__,
            "description": "Tasks that people own. Errors are problem documents with a stable code.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}, {"url": "/api"}],
        "security": [{}, {"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "farthing_session"},
            },
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _name(route),
        "summary": route.summary,
        "parameters": list(_parameters(route)),
        "responses": {str(status): _response(route, status) for status in _statuses(route)},
    }
    if route.access is None:
        operation["security"] = [{}]
    if route.body is not None:
        content = {media: {"schema": _schema(route.body)} for media in route.media}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _name(route: Route) -> str:
    words = [word for part in route.path.split("/") for word in [part.strip("{}")] if word]
    return "".join([route.method.lower(), *(word[0].upper() + word[1:].replace(".", "") for word in words)])


def _parameters(route: Route) -> Iterator[dict[str, Any]]:
    for part in route.path.split("/"):
        if part.startswith("{"):
            yield {"name": part[1:-1], "in": "path", "required": True, "schema": {"type": "string"}}
    for field in structs.fields(route.query):
        schema = _schema(field.type)
        if field.default not in (UNSET, NODEFAULT):
            schema["default"] = field.default
        yield {"name": field.encode_name, "in": "query", "schema": schema}
    for name in route.takes:
        description, schema = HEADERS[name]
        yield {"name": name, "in": "header", "description": description, "schema": schema}


def _statuses(route: Route) -> list[int]:
    statuses = {route.status, 422, *route.answers}
    if route.access is not None:
        statuses |= {401, 403, 404, 503}
    if route.body is not None:
        statuses |= {400, 413, 415}
    return sorted(statuses | {400})


def _response(route: Route, status: int) -> dict[str, Any]:
    if status in (204, 304):
        return {"description": "done" if status == 204 else "what you have is the present version"}
    if status < 300:
        content = {} if route.result is None else {route.gives: {"schema": _schema(route.result)}}
        return {"description": route.summary, "content": content}
    codes = " or ".join(sorted(code for code, number in STATUS.items() if number == status))
    problem = {"schema": {"$ref": _REF.format(name="Problem")}}
    return {"description": codes, "content": {"application/problem+json": problem}}


def _schema(shape: Any) -> dict[str, Any]:
    if shape is Any:
        return {}
    if shape is bytes:
        return {"type": "string"}
    (schema,), _ = json.schema_components([shape], ref_template=_REF)
    return dict(schema)
