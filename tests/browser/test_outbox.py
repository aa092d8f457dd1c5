"""What was done and has not reached the server yet: whatever happens, it is done once, or still there."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Error, Route

from tests.browser.conftest import person
from tests.browser.device import Device
from tests.browser.server import Server
from tests.contract.eventually import eventually

New = Callable[[], Device]
SYNC = "**/api/sync"
PULL = re.compile(r"/api/sync\?")


@pytest.fixture
def new(server: Server, browser: Browser) -> Iterator[New]:
    """Makes devices, each with a browser of its own."""
    with ExitStack() as stack:

        def make() -> Device:
            device = Device(stack.enter_context(person(browser)), server)
            device.sync()
            return device

        yield make


def test_it_outlives_a_crash_of_the_page(server: Server, new: New) -> None:
    device = new()
    device.page.route("**/api/**", lambda route: route.abort())
    device.run("store.create('task', { title: 'Buy milk' }); await store.commit({})")
    with pytest.raises(Error, match="crash"):
        device.page.goto("chrome://crash")
    again = Device(device.context, server)
    again.sync()
    assert server.titles() == ["Buy milk"]


def test_what_is_refused_stays_with_its_reason_until_it_is_sent_otherwise(server: Server, new: New) -> None:
    server.add("Water the fern")
    device = new()
    device.edit("Water the fern", title="x" * 501)
    device.run("store.create('task', { title: '', description: 'typed' })")
    device.sync()
    device.reload()
    assert device.titles() == ["Water the fern"], "what was refused does not show as if it were done"
    edit, create = device.refused()
    assert "500" in edit["problem"]["message"]
    assert (create["problem"]["field"], create["fields"]["description"]) == ("title", "typed")
    device.run("const [edit, create] = store.refused; store.resend(edit, { title: 'Water both' }); "
               "store.resend(create, { ...create.fields, title: 'Buy milk' })")  # fmt: skip
    device.sync()
    assert device.refused() == []
    assert sorted(server.titles()) == ["Buy milk", "Water both"]


def test_what_was_let_go_and_is_saved_all_the_same_is_made(server: Server, new: New) -> None:
    device = new()
    device.run("store.create('task', { title: '' })")
    device.sync()
    device.run(
        "const [entry] = store.refused; store.discard(entry); store.resend(entry, { title: 'Buy milk' })"
    )
    device.sync()
    assert (device.titles(), server.titles(), device.refused()) == (["Buy milk"], ["Buy milk"], [])


def test_what_was_done_to_a_thing_that_could_not_be_made_waits_with_it(server: Server, new: New) -> None:
    device = new()
    device.offline()
    device.run("const id = store.create('task', { title: 'x'.repeat(501) }); "
               "store.edit('task', id, { status: 'done' })")  # fmt: skip
    device.offline(False)
    device.run("await store.refresh()")
    assert len(device.refused()) == 1
    device.run("await store.resend(store.refused[0], { title: 'Shorter' })")
    device.sync()
    assert server.task("Shorter")["status"] == "done"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_the_same_field_edited_on_two_devices_is_asked_about(server: Server, new: New, choice: str) -> None:
    server.add("Buy milk")
    one, other = new(), new()
    for device, title in ((one, "Buy oat milk"), (other, "Buy goat milk")):
        device.offline()
        device.edit("Buy milk", title=title, priority="high" if device is one else "none")
    for device in (one, other):
        device.offline(False)
        device.sync()
    other.reload()
    [clash] = other.refused()
    assert (clash["fields"]["title"], clash["theirs"]["title"]) == ("Buy goat milk", "Buy oat milk")
    assert other.titles() == ["Buy oat milk"]
    if choice == "mine":
        other.run("await store.resend(store.refused[0])")
    else:
        other.run("await store.discard(store.refused[0])")
    for device in (other, one):
        device.sync()
    expected = ["Buy goat milk" if choice == "mine" else "Buy oat milk"]
    assert (one.titles(), other.titles(), server.titles()) == (expected, expected, expected)


def test_different_fields_are_merged_and_strokes_ask_nobody(server: Server, new: New) -> None:
    server.add("Buy milk")
    one, other = new(), new()
    for device in (one, other):
        device.offline()
    one.edit("Buy milk", status="doing", priority="high")
    other.edit("Buy milk", status="done")
    other.edit("Buy milk", title="Buy oat milk")
    for device in (one, other):
        device.offline(False)
        device.sync()
    task = server.task("Buy oat milk")
    assert (task["status"], task["priority"]) == ("done", "high")
    assert other.run("return told") == ["merged"]


def test_text_typed_for_a_task_that_others_deleted_is_still_there(server: Server, new: New) -> None:
    task = server.add("Buy milk")
    device = new()
    device.offline()
    device.edit("Buy milk", title="Buy oat milk")
    server.call("DELETE", f"tasks/{task['taskId']}")
    device.offline(False)
    device.sync()
    assert [entry["theirs"] for entry in device.refused()] == [None]
    device.run("store.resend(store.refused[0])")
    device.sync()
    assert server.titles() == ["Buy oat milk"]


def test_a_lost_answer_is_asked_for_again_though_others_went_on(server: Server, new: New) -> None:
    task = server.add("Buy milk")
    device = new()

    def lose(route: Route) -> None:
        route.fetch()
        server.call("PATCH", f"tasks/{task['taskId']}", {"title": "Buy goat milk"})
        route.abort()

    device.page.route(SYNC, lose, times=1)
    device.edit("Buy milk", title="Buy oat milk")
    device.page.wait_for_function("() => store.offline")
    device.reload()
    device.sync()
    assert (device.refused(), device.titles(), server.titles()) == ([], ["Buy goat milk"], ["Buy goat milk"])
    assert server.task("Buy goat milk")["version"] == 3


def test_a_server_that_dies_in_the_middle_gets_the_rest_later(server: Server, new: New) -> None:
    device = new()
    device.run("for (let n = 0; n < 60; n++) store.create('task', { title: `Task ${n}` })")
    server.stop()
    device.run("store.create('task', { title: 'and one more' })")
    device.page.wait_for_function("() => store.offline")
    server.start()
    device.sync()
    assert len(server.titles()) == len(set(server.titles())) == 61


def test_while_a_server_fails_all_waits_and_is_sent_when_it_does_no_more(server: Server, new: New) -> None:
    device = new()
    tries: list[str] = []

    def crash(route: Route) -> None:
        tries.append(route.request.post_data or "")
        route.fulfill(status=500)

    device.page.route(SYNC, crash)
    device.run("for (let n = 0; n < 20; n++) store.create('task', { title: `Task ${n}` })")
    for _ in range(10):
        device.run("await store.refresh()")
    assert (len(device.titles()), device.refused(), len(set(tries))) == (20, [], 1)
    device.page.unroute(SYNC)
    device.sync()
    assert len(server.titles()) == len(set(server.titles())) == 20


def test_a_change_that_a_server_always_fails_over_is_set_aside_in_the_end(server: Server, new: New) -> None:
    device = new()
    device.page.clock.install()

    def crash(route: Route) -> None:
        route.fulfill(status=500) if "poison" in (route.request.post_data or "") else route.continue_()

    device.page.route(SYNC, crash)
    titles = [f"Task {n}" for n in range(5)]
    for title in (*titles[:3], "poison", *titles[3:]):
        device.run("store.create('task', { title: $0 })", title)
    device.page.wait_for_function("() => store.trouble")
    assert device.refused() == []
    device.page.clock.fast_forward(130_000)
    device.sync()
    assert [entry["fields"]["title"] for entry in device.refused()] == ["poison"]
    assert sorted(server.titles()) == titles


def test_where_a_server_fails_over_everything_no_change_is_set_aside(server: Server, new: New) -> None:
    device = new()
    device.page.clock.install()
    for fails in (SYNC, PULL):
        device.page.route(fails, lambda route: route.fulfill(status=500))
    device.run("store.create('task', { title: 'Buy milk' })")
    device.page.wait_for_function("() => store.trouble")
    with device.page.expect_request(PULL):
        device.page.clock.fast_forward(600_000)  # it may try again by itself
        device.run("await store.refresh()")
    assert (device.refused(), device.titles()) == ([], ["Buy milk"])
    device.page.unroute(SYNC)
    device.sync()
    assert server.titles() == ["Buy milk"]


def test_what_is_too_large_at_once_goes_in_smaller_batches(server: Server, new: New) -> None:
    device = new()
    device.offline()
    long = "{ title: `Task ${n}`, description: 'x'.repeat(60_000) }"
    device.run(f"for (let n = 0; n < 24; n++) store.create('task', {long})")
    device.offline(False)
    device.sync()
    assert device.refused() == []
    assert len(server.titles()) == 24


def test_a_token_that_expired_has_all_read_anew_but_what_waits_stays(server: Server, new: New) -> None:
    gone = server.add("Forgotten by the server")
    server.add("Water the fern")
    device = new()
    device.offline()
    device.run("store.create('task', { title: 'Buy milk' })")
    device.offline(False)
    answers: list[int] = []

    def forgetful(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        body["tasks"] = [task for task in body["tasks"] if task["taskId"] != gone["taskId"]]
        expired = {"status": 410, "code": "sync_token_expired", "detail": "too old"}
        route.fulfill(json=body) if answers else route.fulfill(status=410, json=expired)
        answers.append(answer.status)

    device.page.route("**/api/sync*", forgetful)
    device.sync()
    device.reload()
    assert device.titles() == ["Buy milk", "Water the fern"]
    eventually(lambda: server.titles().count("Buy milk"), 1)
    device.page.unroute_all(behavior="ignoreErrors")  # an answer that is on its way is nobody's any more


def test_undo_outlives_a_reload_and_leaves_what_others_changed_since(server: Server, new: New) -> None:
    task = server.add("Buy milk", priority="low")
    device = new()
    write = "store.stroke('done', () => store.edit('task', $0, { status: 'done', priority: 'high' }))"
    device.run(write, task["taskId"])
    device.sync()
    server.call("PATCH", f"tasks/{task['taskId']}", {"priority": "urgent"})
    device.reload()
    device.sync()
    left = [{"kind": "task", "id": task["taskId"], "fields": ["priority"]}]
    assert device.run("return store.undo()") == {"label": "done", "left": left}
    device.sync()
    assert (server.task("Buy milk")["status"], server.task("Buy milk")["priority"]) == ("todo", "urgent")
    assert device.run("return store.undo()") is None


def test_undo_takes_back_what_was_made_and_brings_back_what_was_deleted(server: Server, new: New) -> None:
    task = server.add("Buy milk")
    device = new()
    both = "store.remove('task', $0); store.create('task', { title: 'Oat milk' })"
    device.run(f"store.stroke('both', () => {{ {both} }})", task["taskId"])
    assert device.titles() == ["Oat milk"]
    device.run("store.undo()")
    device.sync()
    assert device.titles() == server.titles() == ["Buy milk"]


def test_a_browser_that_keeps_nothing_says_so_and_works(server: Server, browser: Browser) -> None:
    with person(browser) as context:
        context.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no') }")
        device = Device(context, server)
        assert device.run("return store.unkept") is True
        device.run("store.create('task', { title: 'Buy milk' })")
        device.sync()
        assert (device.titles(), server.titles()) == (["Buy milk"], ["Buy milk"])
