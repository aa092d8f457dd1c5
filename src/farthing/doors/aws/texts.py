"""The function behind the HTTP API, for what reads and writes texts: quick add, files, calendars."""

import gc

gc.disable()  # what starting makes stays: looking for garbage in it is lost time

from farthing.config import read
from farthing.doors.aws.function import function
from farthing.http.text_routes import TEXT_ROUTES
from farthing.wiring.aws import open_gateway

home = open_gateway(TEXT_ROUTES, read())
handler = function(home)

gc.freeze()
gc.enable()
