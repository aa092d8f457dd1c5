"""What runs at the edge, run by Node as CloudFront runs it: an event in, a request or an answer out."""

import json
import subprocess
from typing import Any

import pytest

from farthing.cloud import compiler, edge
from farthing.cloud.choices import Choices

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0"


def ask(uri: str, agent: str | None = BROWSER, choices: Choices = Choices()) -> Any:  # noqa: B008
    headers = {} if agent is None else {"user-agent": {"value": agent}}
    event = {"request": {"method": "GET", "uri": uri, "headers": headers, "querystring": {}}}
    script = f"{edge.code(choices)}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"
    node = subprocess.run([compiler.node_path(), "-e", script], capture_output=True, text=True, check=True)
    return json.loads(node.stdout)


@pytest.mark.parametrize("uri", ["/", "/list/inbox", "/any/where/"])
def test_an_address_without_a_file_is_the_page(uri: str) -> None:
    assert ask(uri)["uri"] == "/index.html"


@pytest.mark.parametrize("uri", ["/app.js", "/v/0123/styles/base.css", "/config.json"])
def test_a_file_is_itself(uri: str) -> None:
    assert ask(uri)["uri"] == uri


def test_the_page_has_one_address() -> None:
    answer = ask("/index.html")
    assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (301, "/")


@pytest.mark.parametrize(
    "agent", ["Googlebot/2.1 (+http://www.google.com/bot.html)", "sqlmap/1.8", "Scrapy/2.11"]
)
def test_robots_are_turned_away(agent: str) -> None:
    assert ask("/", agent)["statusCode"] == 403
    assert ask("/", agent, Choices(block_bots=False))["uri"] == "/index.html"


def test_one_without_a_name_may_come_in() -> None:
    assert ask("/", None)["uri"] == "/index.html"


def test_it_is_small_enough_for_cloudfront() -> None:
    assert len(edge.code(Choices()).encode()) <= 10_240
