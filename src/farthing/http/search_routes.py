"""The part of the table that is about searching."""

from farthing.http.endpoints import search
from farthing.http.route import Route
from farthing.http.search_shapes import Found, Reindex, Reindexed, Search

SEARCH_ROUTES: tuple[Route, ...] = (
    Route("api", "GET", "/search", search.search, "Search tasks", "read", query=Search, result=Found),
    Route(
        "api", "POST", "/search/reindex", search.reindex, "Make the index of a space's search anew", "admin",
        query=Reindex, result=Reindexed,
    ),
)  # fmt: skip
