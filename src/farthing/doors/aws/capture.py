"""The function behind the function URL: the capture door, and the API below `/api/`."""

import gc

gc.disable()  # what starting makes stays: looking for garbage in it is lost time

from farthing.config import read  # noqa: E402
from farthing.doors.aws.function import function  # noqa: E402
from farthing.http.routes import ROUTES  # noqa: E402
from farthing.wiring.aws import open_capture  # noqa: E402

home = open_capture(ROUTES, read())
handler = function(home)

gc.freeze()
gc.enable()
