"""THE table: every route that both homes serve, of both doors; one machine has some more (account_routes.py).
The router, the local server, OpenAPI, the gateway on AWS and the tests of access all read it."""

from farthing.http.capture_routes import CAPTURE_ROUTES
from farthing.http.daily_routes import DAILY_ROUTES
from farthing.http.text_routes import TEXT_ROUTES

ROUTES = (*DAILY_ROUTES, *TEXT_ROUTES, *CAPTURE_ROUTES)
