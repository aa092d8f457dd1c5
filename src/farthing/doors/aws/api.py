"""The function behind the HTTP API, for all that is asked for every day."""

import gc

gc.disable()  # what starting makes stays: looking for garbage in it is lost time

from farthing.config import read  # noqa: E402
from farthing.doors.aws.function import function  # noqa: E402
from farthing.http.daily_routes import DAILY_ROUTES  # noqa: E402
from farthing.wiring.aws import open_gateway  # noqa: E402

home = open_gateway(DAILY_ROUTES, read())
handler = function(home)

gc.freeze()
gc.enable()
