"""Saved filters: kept, synced and carried as lists are, with a query in one form."""

from typing import Any
from uuid import uuid4

from tests.api.client import Client


def test_a_filter_goes_its_way(api: Client) -> None:
    made = api("POST", "/filters", {"name": " Evening ", "query": "DUE <= Today&( @home | p1 )"})
    assert (made.status, made.json["name"]) == (201, "Evening")
    assert made.json["query"] == "due<=today & (@home | p1)"
    where = made.headers["location"]
    assert api.ok("PATCH", where, {"query": "no due"}, if_match='"1"')["query"] == "no due"
    assert api("PATCH", where, {"query": "p1"}, if_match='"1"').status == 412
    assert [saved["name"] for saved in api.ok("GET", "/filters")["filters"]] == ["Evening"]
    assert api("DELETE", where).status == 204
    assert api("GET", where).status == 404
    assert [gone["name"] for gone in api.ok("GET", "/trash")["filters"]] == ["Evening"]
    assert api.ok("POST", f"{where}/restore")["version"] == 4
    assert api.ok("PUT", f"/filters/{uuid4()}", {"name": "Mine", "query": "p1"})["version"] == 1


def test_what_cannot_be_read_is_not_saved(api: Client) -> None:
    def refused(body: dict[str, Any]) -> Any:
        answer = api("POST", "/filters", body)
        assert answer.status == 422
        return answer.json["detail"]

    assert refused({"name": "x"}) == "query: a filter needs a query"
    assert refused({"query": "p1"}) == "name: a filter needs a name"
    assert refused({"name": "x", "query": "due<soon"}).startswith("query: at character 5: expected a day")
    # What fits only without spaces is too long in the form that is kept.
    long = "&".join(["aaaaaaaaa"] * 50)
    assert len(long) == 499
    assert "at most 500 characters" in refused({"name": "x", "query": long})


def test_filters_are_synced(api: Client) -> None:
    id = str(uuid4())
    since = api.ok("GET", "/sync")["next"]
    wanted = {"kind": "filter", "id": id, "base": 0, "fields": {"name": "Green", "query": "@garden"}}
    pushed = api.ok("POST", "/sync", {"changes": [wanted], "since": since})
    assert pushed["results"] == [{"kind": "filter", "id": id, "status": "applied", "version": 1}]
    assert [saved["query"] for saved in pushed["filters"]] == ["@garden"]
    odd = {"kind": "filter", "id": str(uuid4()), "base": 0, "fields": {"name": "Odd", "query": "a b"}}
    unknown = {"kind": "filter", "id": str(uuid4()), "base": 0, "fields": {"title": "Odd"}}
    results = api.ok("POST", "/sync", {"changes": [odd, unknown]})["results"]
    assert [(result["status"], result["code"]) for result in results] == [("invalid", "invalid")] * 2
    gone = {"kind": "filter", "id": id, "base": 1, "op": "delete"}
    assert api.ok("POST", "/sync", {"changes": [gone], "since": since})["filters"][0]["deletedAt"]


def test_filters_are_carried_out_and_in(api: Client) -> None:
    made = api.ok("POST", "/filters", {"name": "Green", "query": "@garden"})
    (record,) = api.ok("GET", "/export")["records"]
    assert record == {"kind": "filter", "value": made}
    other = api.ok("POST", "/spaces", {"name": "Other"})["spaceId"]
    assert api.ok("POST", f"/import?space={other}", {"records": [record]})["imported"] == 1
    (carried,) = api.ok("GET", f"/filters?space={other}")["filters"]
    assert carried == made | {"spaceId": other}
    record["value"] |= {"query": "a|b", "version": 2}
    refused = api("POST", f"/import?space={other}", {"records": [record]})
    assert refused.status == 422
    assert refused.json["detail"] == "records[0].query: query: must be written as 'a | b'"
