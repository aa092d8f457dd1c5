"""All of the deployment's hosts for a browser: a proxy that ends TLS, and asks the emulator in its stead.

What CloudFront does with `/api/` it does too, since the emulator does not dial hosts of Amazon's.
"""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.cloud.deployed import Deployed

_OWN = {"connection", "content-length", "transfer-encoding", "keep-alive", "host", "proxy-connection"}


class Front:
    """`stop` it in the end. `url` is what a browser takes for its proxy."""

    def __init__(self, deployed: Deployed, folder: Path) -> None:
        handler = type("Handler", (_Handler,), {"deployed": deployed, "tls": _tls(folder)})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._server.daemon_threads = False  # so that closing waits until all connections are
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5  # seconds that a connection may idle
    deployed: Deployed
    tls: ssl.SSLContext

    def do_CONNECT(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            self.connection = self.tls.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError:  # a browser first finds out that nobody vouches for us, and then comes again
            self.close_connection = True
            return
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # the library knows only the one that it was before

    def ask(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0"))) or None
        headers = {name.lower(): text for name, text in self.headers.items() if name.lower() not in _OWN}
        host = self.headers["host"]
        if host == self.deployed.host("PageUrl") and self.path.startswith("/api/"):
            host = self.deployed.host("ApiUrl")
        answer = self.deployed.ask(host, self.command, self.path, body, **headers)
        self.send_response(answer.status)
        for name, text in answer.headers.items():
            if name not in _OWN:
                self.send_header(name, text)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_HEAD = do_OPTIONS = do_POST = do_PUT = do_PATCH = do_DELETE = ask  # noqa: N815 (as the library calls them)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _tls(folder: Path) -> ssl.SSLContext:
    """With a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "emulator")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "emulator.pem"
    plain = serialization.NoEncryption()
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(key.private_bytes(encoding, form, plain) + certificate.public_bytes(encoding))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
