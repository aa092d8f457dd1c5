"""Accounts as people use them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from farthing.domain.account import OWNER, Registration
from farthing.domain.errors import Conflict
from farthing.features import accounts, registration
from tests.api.people import ADA, BOB, PASSWORD, Browser, Machine, machine


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Machine]:
    with machine(tmp_path) as opened:
        yield opened


@pytest.fixture
def ada(ours: Machine) -> Browser:
    return ours.set_up()


def test_nobody_has_signed_in_at_first(ours: Machine) -> None:
    browser = ours.browser()
    assert browser.person is None
    assert browser("GET", "/tasks").status == 401


def test_the_first_account_is_the_owners_and_made_with_the_link(ours: Machine) -> None:
    browser = ours.browser()
    assert browser.register(ADA).status == 403
    assert browser.register(ADA, "guessed").status == 403
    old = registration.offer(ours.people)
    code = registration.offer(ours.people)
    assert browser.register(ADA, old).status == 403
    assert browser.register(ADA, code).status == 201
    assert browser.person["userId"] == OWNER
    assert registration.offer(ours.people) is None


def test_the_link_makes_one_account(ours: Machine) -> None:
    code = registration.offer(ours.people)
    assert ours.browser().register(ADA, code).json["person"]["userId"] == OWNER
    assert ours.browser().register(BOB, code).json["person"]["userId"] != OWNER


def test_a_person_is_shown_as_registered(ours: Machine, ada: Browser) -> None:
    wanted = {"email": " Bob@EXAMPLE.org", "password": PASSWORD, "name": " Bob B. "}
    made = ours.browser()("POST", "/accounts", wanted)
    assert made.status == 201
    person = made.json["person"]
    assert (person["email"], person["name"], person["totp"]) == ("Bob@example.org", "Bob B.", False)
    assert ours.signed_in("bob@example.ORG ").person == person
    assert ada.person["userId"] != person["userId"]


def test_each_has_a_space_of_their_own(ours: Machine, ada: Browser) -> None:
    bob = ours.joined()
    made = ada("POST", "/tasks", {"title": "mine"}).json
    assert bob("GET", "/tasks").json["tasks"] == []
    assert bob("GET", f"/tasks/{made['taskId']}?space={made['spaceId']}").status == 404
    assert [task["title"] for task in ada("GET", "/tasks").json["tasks"]] == ["mine"]


@pytest.mark.parametrize("invitation", [None, "guessed"])
@pytest.mark.parametrize("mode", ["invite", "closed"])
def test_who_may_not_register_is_refused(tmp_path: Path, mode: Registration, invitation: str | None) -> None:
    with machine(tmp_path, mode) as ours:
        ours.set_up()
        assert ours.browser().register(BOB, invitation).status == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("email", text) for text in ("bob", "bob@", "@example.org", "b b@example.org", "b@@x", "b@x..y")),
        *(("email", text) for text in ("b" * 65 + "@x.org", "b@" + "x" * 260, "b\u0000@x.org")),
        *(("password", text) for text in ("short", "x" * 201, "aaaaaaaaaaaa", "Password123", "QWERTYuiop")),
        *(("password", text) for text in ("BOB@example.org", "nul \u0000 in a password")),
        *(("name", text) for text in ("", " ", "two\nlines", "x" * 101)),
    ],
)
def test_what_breaks_a_rule_is_named(ours: Machine, ada: Browser, field: str, value: str) -> None:
    wanted = {"email": BOB, "password": PASSWORD, "name": "Bob", field: value}
    answer = ours.browser()("POST", "/accounts", wanted)
    assert (answer.status, answer.json.get("field")) == (422, field)
    assert ada.person is not None


def test_an_address_has_one_account(ours: Machine, ada: Browser) -> None:
    answer = ours.browser().register("ADA@Example.org")
    assert (answer.status, answer.json["code"]) == (409, "taken")
    assert ada.person["name"] == "ada"


def test_signing_out_ends_this_session_and_no_other(ours: Machine, ada: Browser) -> None:
    other = ours.signed_in(ADA)
    stolen = ada.cookie
    assert ada("DELETE", "/session").status == 204
    assert Browser(ours.app, stolen).person is None
    assert other.person is not None


def test_signing_out_everywhere_ends_all(ours: Machine, ada: Browser) -> None:
    other, bob = ours.signed_in(ADA), ours.joined()
    assert ada("DELETE", "/sessions").status == 204
    assert ada.person is other.person is None
    assert ours.signed_in(ADA).person is not None
    assert bob.person is not None


def test_a_person_takes_another_name(ada: Browser) -> None:
    assert ada("PATCH", "/account", {"name": "Countess"}).json["person"]["name"] == "Countess"
    assert ada.person["name"] == "Countess"


def test_another_password_leaves_only_this_browser_signed_in(ours: Machine, ada: Browser) -> None:
    other = ours.signed_in(ADA)
    change = {"current": PASSWORD, "new": "wrong donkey charger"}
    assert ada("POST", "/account/password", change).status == 204
    assert ada.person is not None
    assert other.person is None
    assert ours.browser().sign_in(ADA).status == 401
    assert ours.browser().sign_in(ADA, change["new"]).status == 200


def test_another_password_takes_the_present_one_and_keeps_the_rules(ada: Browser) -> None:
    wrong = ada("POST", "/account/password", {"current": "no such password", "new": "wrong donkey charger"})
    assert wrong.status == 401
    weak = ada("POST", "/account/password", {"current": PASSWORD, "new": "password1234"})
    assert (weak.status, weak.json["field"]) == (422, "new")


def test_one_password_typed_on_two_keyboards_is_one(ours: Machine, ada: Browser) -> None:
    assert ada.person is not None
    assert ours.browser().register(BOB, password="fiançailles à Köln").status == 201
    assert ours.browser().sign_in(BOB, "fianc\u0327ailles a\u0300 Ko\u0308ln").status == 200


def test_a_second_factor_is_asked_for_from_its_first_code_on(ours: Machine, ada: Browser) -> None:
    enrolled = ada("POST", "/account/totp", {"password": PASSWORD}).json
    assert f"secret={enrolled['secret']}" in enrolled["uri"]
    assert ours.signed_in(ADA).person["totp"] is False
    wrong = ada("PUT", "/account/totp", {"code": "000000"})
    assert (wrong.status, wrong.json["code"]) == (401, "second_factor")
    assert ada("PUT", "/account/totp", {"code": ours.code(enrolled["secret"], -30)}).status == 204
    assert ada.person["totp"] is True
    without = ours.browser().sign_in(ADA)
    assert (without.status, without.json["code"]) == (401, "second_factor")
    code = ours.code(enrolled["secret"])
    assert ours.browser().sign_in(ADA, code=f"{code[:3]} {code[3:]}").status == 200


def test_a_second_factor_is_switched_off_with_password_and_code(ours: Machine, ada: Browser) -> None:
    secret = ours.with_second_factor(ada)
    for password, code in (("wrong donkey", ours.code(secret)), (PASSWORD, "000000")):
        assert ada("DELETE", "/account/totp", {"password": password, "code": code}).status == 401
    assert ada("DELETE", "/account/totp", {"password": PASSWORD, "code": ours.code(secret)}).status == 204
    assert ours.signed_in(ADA).person["totp"] is False


def test_a_second_factor_is_not_replaced_while_it_is_on(ours: Machine, ada: Browser) -> None:
    ours.with_second_factor(ada)
    assert ada("POST", "/account/totp", {"password": PASSWORD}).status == 409


def test_there_is_nothing_to_confirm_or_to_switch_off_at_first(ada: Browser) -> None:
    assert ada("PUT", "/account/totp", {"code": "000000"}).status == 409
    assert ada("DELETE", "/account/totp", {"password": PASSWORD, "code": "000000"}).status == 409


def test_a_token_speaks_for_its_person(ours: Machine, ada: Browser) -> None:
    bob = ours.joined()
    token = bob("POST", "/tokens", {"name": "script"}).json["token"]
    made = ours.browser()("POST", "/tasks", {"title": "by script"}, authorization=f"Bearer {token}")
    assert made.status == 201
    assert [task["title"] for task in bob("GET", "/tasks").json["tasks"]] == ["by script"]
    assert ada("GET", "/tasks").json["tasks"] == []


def test_one_who_owns_what_others_use_hands_it_over_before_they_are_removed(
    ada: Browser, ours: Machine
) -> None:
    bob = ours.joined()
    home = bob("POST", "/spaces", {"name": "Boat"}).json["spaceId"]
    asked = bob("POST", f"/spaces/{home}/invitations", {"role": "editor"}).json
    assert ada("POST", "/invitations/accept", {"secret": asked["secret"]}).status == 200
    with pytest.raises(Conflict, match="handed over"):
        accounts.remove(ours.people, BOB)
    assert bob.person["email"] == BOB
    assert bob("PATCH", f"/spaces/{home}/members/{ada.person['userId']}", {"role": "owner"}).status == 200
    accounts.remove(ours.people, BOB)
    members = ada("GET", f"/spaces/{home}/members").json["members"]
    assert [member["role"] for member in members] == ["owner"]


def test_registration_by_invitation_takes_one_that_is_for_this_address(tmp_path: Path) -> None:
    with machine(tmp_path, "invite") as ours:
        ada = ours.set_up()
        home = ada("POST", "/spaces", {"name": "Boat"}).json["spaceId"]
        asked = ada("POST", f"/spaces/{home}/invitations", {"role": "editor", "email": BOB}).json["secret"]
        other = ours.browser().register("cid@example.org", asked)
        assert (other.status, other.json["code"]) == (403, "forbidden")
        assert ours.browser().register(BOB).status == 403
        bob = ours.browser()
        assert bob.register(BOB, asked).status == 201
        assert bob("POST", "/invitations/accept", {"secret": asked}).json["spaceId"] == home


def test_an_invitation_makes_one_account(tmp_path: Path) -> None:
    with machine(tmp_path, "invite") as ours:
        ada = ours.set_up()
        home = ada("POST", "/spaces", {"name": "Boat"}).json["spaceId"]
        asked = ada("POST", f"/spaces/{home}/invitations", {"role": "editor"}).json["secret"]
        bob, cid = ours.browser(), ours.browser()
        assert bob.register(BOB, asked).status == 201
        assert cid.register("cid@example.org", asked).status == 403
        assert ada("POST", "/invitations/look", {"secret": asked}).status == 404  # it is kept for him
        assert bob("POST", "/invitations/accept", {"secret": asked}).status == 200


def test_sessions_of_one_who_was_removed_are_not_the_next_ones(ada: Browser, ours: Machine) -> None:
    accounts.remove(ours.people, ADA)
    ours.clock.advance(seconds=1)
    new = ours.set_up()
    assert new.person["userId"] == OWNER
    assert ada.person is None
