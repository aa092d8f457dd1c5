"""What every file of the page is sent with, in both homes: nothing from elsewhere runs, frames or reads."""

from collections.abc import Sequence
from typing import Final

PERMISSIONS_POLICY: Final = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
REFERRER_POLICY: Final = "no-referrer"

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def content_security_policy(connect: Sequence[str] = ()) -> str:
    """The policy of a page that may speak to its own origin, and to those in `connect`."""
    reached = " ".join(("'self'", *connect))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src {reached}; "
        "manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types farthing"
    )


def content_type(suffix: str) -> str | None:
    """The `Content-Type` of files of the page whose names end so; None where the page has no such files."""
    return _TYPES.get(suffix)
