"""Tokens that must not be taken, each as near to a good one as can be."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.cloud.deployed import Deployed

Claims = dict[str, Any]


class Forger:
    """Has the pool's own key, as nobody should: so that a token is wrong in one respect only."""

    def __init__(self, deployed: Deployed, good: str) -> None:
        head, said, _ = good.split(".")
        self._head: Claims = json.loads(_decoded(head))
        self._said: Claims = json.loads(_decoded(said))
        self._key = _private(
            deployed.state / "cognito-pool-keys" / f"{deployed.outputs['UserPoolId']}-access.pem"
        )

    def genuine(self) -> str:
        """As the pool would make it: the others differ from this."""
        return self._signed(self._said, self._key)

    def expired(self) -> str:
        return self._signed(self._said | {"exp": int(time.time()) - 1}, self._key)

    def wrong_audience(self) -> str:
        return self._signed(self._said | {"client_id": "1example23456789"}, self._key)

    def wrong_issuer(self) -> str:
        other = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE00"
        return self._signed(self._said | {"iss": other}, self._key)

    def not_yet(self) -> str:
        return self._signed(self._said | {"nbf": int(time.time()) + 600}, self._key)

    def another_key(self) -> str:
        """Under the name of the pool's key."""
        return self._signed(self._said, rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def changed_afterwards(self) -> str:
        head, _, signature = self.genuine().split(".")
        return f"{head}.{_encoded(self._said | {'sub': 'somebody-else'})}.{signature}"

    def alg_none(self) -> str:
        return f"{_encoded(self._head | {'alg': 'none'})}.{_encoded(self._said)}."

    def key_confusion(self) -> str:
        """HMAC with the public key for a secret."""
        public = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        text = f"{_encoded(self._head | {'alg': 'HS256'})}.{_encoded(self._said)}"
        return f"{text}.{_text(hmac.digest(public, text.encode(), hashlib.sha256))}"

    def _signed(self, said: Claims, key: rsa.RSAPrivateKey) -> str:
        text = f"{_encoded(self._head)}.{_encoded(said)}"
        return f"{text}.{_text(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


FORGERIES: tuple[Callable[[Forger], str], ...] = (
    Forger.expired, Forger.wrong_audience, Forger.wrong_issuer, Forger.not_yet, Forger.another_key,
    Forger.changed_afterwards, Forger.alg_none, Forger.key_confusion,
)  # fmt: skip


def _private(file: Path) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _encoded(said: Claims) -> str:
    return _text(json.dumps(said).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
