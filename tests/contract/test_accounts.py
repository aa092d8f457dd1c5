"""One life of an account on each store: what the features take for granted of stores, all of them keep."""

from farthing.features import accounts, registration
from farthing.features.ports import Store
from tests.api.people import ADA, BOB, PASSWORD, machine_on
from tests.contract.engines import ManualClock


def test_an_account_lives_on_every_store(store: Store, clock: ManualClock) -> None:
    ours = machine_on(store, clock)
    code = registration.offer(ours.people)
    ada = ours.browser()
    assert ada.register(ADA, "guessed").status == 403
    assert ada.register(ADA, code).status == 201
    bob = ours.joined(BOB)
    assert ours.browser().register("BOB@example.org").status == 409
    assert [account.email for account in accounts.every(ours.people)] == [ADA, BOB]

    secret = ours.with_second_factor(ada)
    used = ours.code(secret)
    assert ours.browser().sign_in(ADA, code=used).status == 200
    assert ours.browser().sign_in(ADA, code=used).json["code"] == "second_factor"

    wrong = [ours.browser().sign_in(BOB, "wrong donkey charger").status for _ in range(6)]
    assert wrong == [401] * 5 + [429]
    ours.clock.advance(seconds=60)
    assert ours.browser().sign_in(BOB).status == 200

    stolen = ours.signed_in(BOB)
    assert bob("POST", "/account/password", {"current": PASSWORD, "new": "quite another one"}).status == 204
    assert bob.person is not None
    assert stolen.person is None
    assert bob("DELETE", "/session").status == 204
    assert bob.person is None

    clock.advance(seconds=30 * 24 * 3600)
    assert ada.person is None
    accounts.remove(ours.people, BOB)
    assert [account.email for account in accounts.every(ours.people)] == [ADA]
