"""One function in one process, as Lambda runs it: import it, call it once; or, warm, call it again and again.

`python -S bench/invoke.py PATH MODULE EVENT [CALLS]` prints the CPU µs of a warm call.
"""

import importlib
import sys
import time

EVENTS = {
    "create": {
        "rawPath": "/tasks",
        "rawQueryString": "",
        "headers": {"content-type": "application/json"},
        "requestContext": {
            "http": {"method": "POST"},
            "authorizer": {
                "jwt": {
                    "claims": {
                        "sub": "00000000-0000-7000-8000-000000000000",
                        "scope": "farthing/read farthing/write",
                    }
                }
            },
        },
        "body": '{"title": "Buy groceries", "description": "a line of text"}',
        "isBase64Encoded": False,
    },
}
EVENTS["list"] = EVENTS["create"] | {
    "requestContext": EVENTS["create"]["requestContext"] | {"http": {"method": "GET"}},
    "rawQueryString": "limit=50",
    "body": None,
}
EVENTS["health"] = {"rawPath": "/healthz", "headers": {}, "requestContext": {"http": {"method": "GET"}}}
EVENTS["claims"] = {
    "request": {"userAttributes": {"email": "ann@example.org", "email_verified": "true"}},
    "response": {},
}


class Context:
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def main() -> None:
    path, module, event, *rest = sys.argv[1:]
    sys.path[:0] = path.split(":")
    handler = importlib.import_module(module).handler
    result = handler(EVENTS[event], Context())
    assert result.get("statusCode") in (200, 201) or result["response"], result
    calls = int(rest[0]) if rest else 0
    start = time.process_time()
    for _ in range(calls):
        handler(EVENTS[event], Context())
    if calls:
        print((time.process_time() - start) / calls * 1e6)


main()
