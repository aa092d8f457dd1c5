"""The function behind the function URL: the capture door, and the API below `/api/`."""

import gc

gc.disable()  # what starting makes stays: looking for garbage in it is lost time

from farthing.config import read
from farthing.doors.aws.function import function
from farthing.http.routes import ROUTES
from farthing.wiring.aws import open_capture

home = open_capture(ROUTES, read())
handler = function(home)

gc.freeze()
gc.enable()
