"""`make bench PARTS="server scale page …"`: print ratios, and fail where a target is missed."""

import sys

from bench import deployment, filters, function, imports, lighthouse, page, quickadd, scale, search, server

PARTS = {
    "server": server.measure,
    "scale": scale.measure,
    "search": search.measure,
    "filters": filters.measure,
    "function": function.measure,
    "deployment": deployment.measure,
    "quickadd": quickadd.measure,
    "import": imports.measure,
    "page": page.measure,
    "lighthouse": lighthouse.measure,
}


def main() -> int:
    missed = 0
    for name in sys.argv[1:] or PARTS:
        for line in PARTS[name]():
            print(line, flush=True)
            missed += not line.reached()
    print(f"{missed} missed" if missed else "every target reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
