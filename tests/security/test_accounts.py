"""Accounts as those use them who should not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from msgspec import structs

from farthing.config import Settings
from farthing.domain.account import OWNER
from farthing.doors.local.gate import gate
from farthing.features import accounts, registration
from farthing.http.message import Request
from farthing.http.route import Route
from farthing.wiring.local import open_home
from tests.api.people import ADA, BOB, CHEAP, PASSWORD, Browser, Machine, fail, machine
from tests.security.test_access import GUARDED, name

DAY = 24 * 3600


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Machine]:
    with machine(tmp_path) as opened:
        opened.set_up()
        yield opened


@pytest.fixture
def ada(ours: Machine) -> Browser:
    return ours.signed_in(ADA)


def test_nobody_learns_from_sign_in_who_has_an_account(ours: Machine) -> None:
    known = [ours.browser().sign_in(ADA, "wrong donkey charger") for _ in range(7)]
    unknown = [ours.browser().sign_in(BOB, "wrong donkey charger") for _ in range(7)]
    assert known == unknown
    assert [answer.status for answer in known] == [401] * 5 + [429] * 2


def test_a_password_is_verified_though_there_is_no_account(
    ours: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    original = PasswordHasher.verify

    def watched(hasher: PasswordHasher, hash: str, password: str) -> bool:
        verified.append(hash)
        return original(hasher, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    for email in (ADA, BOB):
        ours.browser().sign_in(email, "wrong donkey charger")
    of_ada, of_nobody = verified
    assert of_ada.split("$")[:4] == of_nobody.split("$")[:4]  # the same work
    assert len(of_ada) == len(of_nobody)


def test_wrong_tries_lock_for_longer_each_time(ours: Machine) -> None:
    waits = []
    for _ in range(4):
        ours.browser().sign_in(ADA, "wrong donkey charger")
    for _ in range(6):
        assert ours.browser().sign_in(ADA, "wrong donkey charger").status == 401
        locked = ours.browser().sign_in(ADA)
        assert (locked.status, locked.json["code"]) == (429, "too_many_tries")
        waits.append(int(locked.headers["retry-after"]))
        ours.clock.advance(seconds=waits[-1])
    assert waits == [60, 120, 240, 480, 900, 900]
    assert ours.browser().sign_in(ADA).status == 200
    assert [ours.browser().sign_in(ADA, "wrong donkey charger").status for _ in range(6)] == [401] * 5 + [429]


def test_wrong_tries_are_forgotten_after_a_while(ours: Machine) -> None:
    for _ in range(4):
        ours.browser().sign_in(ADA, "wrong donkey charger")
    ours.clock.advance(seconds=15 * 60)
    assert [ours.browser().sign_in(ADA, "wrong donkey charger").status for _ in range(5)] == [401] * 5


def test_many_tries_at_once_are_no_way_around(ours: Machine) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ours.browser().sign_in(ADA, "wrong donkey charger"), range(40)))
    assert sum(answer.status == 401 for answer in answers) <= 5
    assert {answer.status for answer in answers} <= {401, 429}


def test_a_lock_is_of_one_account_and_of_no_session(ours: Machine, ada: Browser) -> None:
    ours.joined()
    for _ in range(6):
        ours.browser().sign_in(ADA, "wrong donkey charger")
    assert ada.person is not None
    assert ours.signed_in(BOB).person is not None


def test_a_thief_of_a_session_cannot_guess_the_password(ada: Browser) -> None:
    guess = {"current": "wrong donkey charger", "new": "quite another one"}
    statuses = [ada("POST", "/account/password", guess).status for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    assert ada("POST", "/account/totp", {"password": PASSWORD}).status == 429


def test_codes_cannot_be_guessed(ours: Machine, ada: Browser) -> None:
    secret = ours.with_second_factor(ada)
    shown = {ours.code(secret, later) for later in (-30, 0, 30)}
    wrong = next(code for code in ("000000", "111111", "222222", "333333") if code not in shown)
    statuses = [ours.browser().sign_in(ADA, code=wrong).status for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_code_works_once_and_no_earlier_one_after_it(ours: Machine, ada: Browser) -> None:
    secret = ours.with_second_factor(ada)
    code = ours.code(secret, 30)
    assert ours.browser().sign_in(ADA, code=code).status == 200
    for used in (code, ours.code(secret)):
        again = ours.browser().sign_in(ADA, code=used)
        assert (again.status, again.json["code"]) == (401, "second_factor")
    ours.clock.advance(seconds=60)
    assert ours.browser().sign_in(ADA, code=ours.code(secret)).status == 200


def test_a_code_sent_many_times_at_once_works_once(ours: Machine, ada: Browser) -> None:
    code = ours.code(ours.with_second_factor(ada))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ours.browser().sign_in(ADA, code=code), range(4)))
    assert [answer.status for answer in answers].count(200) == 1, answers


@pytest.mark.parametrize("later", [-61, 61])
def test_codes_of_other_times_are_refused(ours: Machine, ada: Browser, later: int) -> None:
    secret = ours.with_second_factor(ada)
    assert ours.browser().sign_in(ADA, code=ours.code(secret, later)).status == 401


def test_the_password_alone_does_not_switch_the_second_factor_over(ours: Machine, ada: Browser) -> None:
    secret = ours.with_second_factor(ada)
    assert ada("POST", "/account/totp", {"password": PASSWORD}).status == 409
    ours.clock.advance(seconds=60)
    assert ours.browser().sign_in(ADA, code=ours.code(secret)).status == 200


def test_signing_in_makes_another_session(ours: Machine) -> None:
    planted = "farthing_session=" + "x" * 43
    victim = Browser(ours.app, planted)
    assert victim.sign_in(ADA).status == 200
    assert Browser(ours.app, planted).person is None
    first = victim.cookie
    assert victim.sign_in(ADA).status == 200
    assert Browser(ours.app, first).person is None
    assert victim.person is not None


def test_a_stolen_session_dies_with_the_password(ours: Machine, ada: Browser) -> None:
    stolen = Browser(ours.app, ada.cookie)
    assert ada("POST", "/account/password", {"current": PASSWORD, "new": "quite another one"}).status == 204
    assert stolen.person is None
    assert stolen("GET", "/tasks").status == 401


def test_the_cookie_is_for_this_site_alone_and_for_no_script(ours: Machine) -> None:
    sent = ours.browser().sign_in(ADA).headers["set-cookie"].split("; ")
    assert set(sent[1:]) == {"Path=/", "HttpOnly", "SameSite=Strict", f"Max-Age={30 * DAY}"}


def test_the_cookie_is_for_https_alone_where_that_is_how_people_come(tmp_path: Path) -> None:
    with machine(tmp_path, secure=True) as ours:
        browser = ours.browser()
        code = registration.offer(ours.people)
        made = browser.register(ADA, code)
        ended = browser("DELETE", "/session")
        assert all("Secure" in answer.headers["set-cookie"].split("; ") for answer in (made, ended))


def test_a_session_ends_after_thirty_days_without_a_visit(ours: Machine, ada: Browser) -> None:
    ours.clock.advance(seconds=30 * DAY - 1)
    assert ada("GET", "/tasks").status == 200
    ours.clock.advance(seconds=1)
    assert ada("GET", "/tasks").status == 401
    assert ada.person is None


def test_a_visit_gives_a_session_its_time_again_once_a_day(ours: Machine, ada: Browser) -> None:
    for _ in range(3):
        ours.clock.advance(seconds=29 * DAY)
        assert "set-cookie" in ada("GET", "/session").headers
        assert "set-cookie" not in ada("GET", "/session").headers
    ours.clock.advance(seconds=29 * DAY)
    assert ada("GET", "/tasks").status == 200


def test_of_many_who_register_one_address_at_once_one_has_it(ours: Machine) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda n: ours.browser().register(BOB if n % 2 else "BOB@example.ORG"), range(4))
        )
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert len(accounts.every(ours.people)) == 2


def test_the_set_up_link_is_used_once_even_at_once(tmp_path: Path) -> None:
    with machine(tmp_path) as ours, ThreadPoolExecutor(4) as pool:
        code = registration.offer(ours.people)
        emails = [f"p{n}@example.org" for n in range(4)]
        answers = list(pool.map(lambda email: ours.browser().register(email, code), emails))
        owners = [account for account in accounts.every(ours.people) if account.id == OWNER]
        assert len(owners) == 1
        assert {answer.status for answer in answers} <= {201, 403}


def test_who_asks_for_taken_addresses_is_stopped(ours: Machine) -> None:
    statuses = [ours.browser().register(ADA).status for _ in range(6)]
    assert statuses == [409] * 5 + [429]
    assert ours.browser().register(BOB).status == 429
    ours.clock.advance(seconds=60)
    assert ours.browser().register(BOB).status == 201


def test_closed_registration_does_not_tell_who_has_an_account(tmp_path: Path) -> None:
    with machine(tmp_path, "closed") as ours:
        ours.set_up()
        known, unknown = ours.browser().register(ADA), ours.browser().register(BOB)
        assert known == unknown


def test_who_is_removed_is_out_with_all_they_had(ours: Machine) -> None:
    bob = ours.joined()
    token = bob("POST", "/tokens", {"name": "script"}).json["token"]
    accounts.remove(ours.people, "BOB@example.org")
    assert bob("GET", "/tasks").status == 401
    assert ours.browser()("GET", "/tasks", authorization=f"Bearer {token}").status == 401
    assert ours.browser().sign_in(BOB).status == 401
    back = ours.joined()
    assert back.person is not None
    assert bob("GET", "/tasks").status == 401


def test_other_sites_neither_sign_in_nor_out() -> None:
    guard = gate(Settings(accounts="open"))
    for method, path in (("POST", "/session"), ("DELETE", "/session"), ("POST", "/accounts")):
        headers = {"host": "localhost:8000", "origin": "https://evil.example", "cookie": "farthing_session=x"}
        refusal = guard.refuse(Request(method, path, headers=headers))
        assert refusal is not None
        assert refusal.status == 403


def test_neither_passwords_nor_secrets_are_kept_or_told(ours: Machine, ada: Browser, tmp_path: Path) -> None:
    ours.browser().sign_in(ADA, "wrong donkey charger")
    secret = ada.cookie.partition("=")[2]
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("farthing.db*"))
    assert sha256(secret.encode()).hexdigest().encode() in kept
    for word in (secret, PASSWORD, "wrong donkey charger"):
        assert word.encode() not in kept
        assert all(word not in event + user for event, user in ours.said)
    assert all(ADA not in event + user for event, user in ours.said)


def test_what_happens_to_accounts_is_told(ours: Machine, ada: Browser) -> None:
    for _ in range(5):
        ours.browser().sign_in(ADA, "wrong donkey charger")
    ours.browser().sign_in(BOB, "wrong donkey charger")
    events = [event for event, _ in ours.said]
    assert events.count("wrong password") == 6
    assert events.count("locked after wrong tries") == 1
    assert ("signed in", ada.person["userId"]) in ours.said
    assert ("wrong password", "") in ours.said


def test_a_hash_made_with_less_care_is_made_anew_at_sign_in(ours: Machine) -> None:
    careless = PasswordHasher.from_parameters(replace(CHEAP, hash_len=16)).hash(PASSWORD)
    id = accounts.known(ours.people, ADA).id
    accounts.step(ours.people, id, lambda account: structs.replace(account, password=careless))
    for _ in range(2):
        assert ours.signed_in(ADA).person is not None
    anew = accounts.known(ours.people, ADA).password
    assert anew != careless
    ours.signed_in(ADA)
    assert accounts.known(ours.people, ADA).password == anew


@pytest.mark.parametrize("route", [route for route in GUARDED if route.door == "api"], ids=name)
def test_every_route_asks_for_a_session_that_is_alive(ours: Machine, route: Route) -> None:
    path = "/".join(OWNER if part.startswith("{") else part for part in route.path.split("/"))
    ended = ours.signed_in(ADA)
    dead = Browser(ours.app, ended.cookie)
    assert ended("DELETE", "/session").status == 204
    for browser in (ours.browser(), Browser(ours.app, "farthing_session=guessed"), dead):
        assert browser(route.method, path, {}).status == 401


def test_the_capture_door_takes_tokens_of_people_there_are_and_no_session(tmp_path: Path) -> None:
    settings = Settings(data=str(tmp_path / "data"), accounts="open")
    with closing(open_home(settings, fail)) as home:
        browser, door = Browser(home.api), Browser(home.capture)
        assert browser.register(ADA, home.set_up_code()).status == 201
        token = browser("POST", "/tokens", {"name": "script"}).json["token"]
        assert door("GET", "/", cookie=browser.cookie).status == 401
        assert door("POST", "/", {"task": "x"}, authorization=f"Bearer {token}").status == 201
        assert len(browser("GET", "/tasks").json["tasks"]) == 1
        assert home.accounts is not None
        accounts.remove(home.accounts, ADA)
        assert door("GET", "/", authorization=f"Bearer {token}").status == 401
