"""The part of the table that reads and writes texts: of people, and of other programs. What that takes is a
third of all code, so that on AWS a function of its own has it, and the one for every day starts without."""

from farthing.http.format_routes import FORMAT_ROUTES
from farthing.http.quick_routes import QUICK_ROUTES

TEXT_ROUTES = (*QUICK_ROUTES, *FORMAT_ROUTES)
