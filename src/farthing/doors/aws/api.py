"""The function behind the HTTP API, for all that is asked for every day."""

import gc

gc.disable()  # what starting makes stays: looking for garbage in it is lost time

from farthing.config import read
from farthing.doors.aws.function import function
from farthing.http.daily_routes import DAILY_ROUTES
from farthing.wiring.aws import open_gateway

home = open_gateway(DAILY_ROUTES, read())
handler = function(home)

gc.freeze()
gc.enable()
