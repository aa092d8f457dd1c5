"""A table that always answers the same: what is measured against it is the client, and nothing else.

Run as a process of its own: it prints its port, and ends with its standard input.
"""

import asyncio
import sys
import threading

from msgspec import json

TASKS = 50


def answers() -> dict[bytes, bytes]:
    """The body for each operation: a write that succeeds, nothing under any key, and 50 tasks."""
    from farthing.domain import ident, task
    from farthing.domain.task import TaskChange
    from farthing.http.access import OWNER

    ours, theirs = [], []
    for number in range(TASKS):
        id = ident.uuid7(1_790_000_000_000 + number, bytes(10))
        change = TaskChange(title=f"Task number {number}", description="a line of text", priority="high")
        made = task.create(change, id=id, user=OWNER, space=OWNER, now=1_790_000_000_000 + number)
        ours.append(
            {
                "pk": {"S": f"S#{OWNER}"},
                "sk": {"S": f"T#{id}"},
                "version": {"N": "1"},
                "changed": {"N": str(1_790_000_000_000 + number)},
                "body": {"S": json.encode(made).decode()},
            }
        )
        names = ("taskId", "userId", "title", "description", "priority", "dueDate", "status", "createdAt")
        fields = json.decode(json.encode(made))
        theirs.append({name: {"S": fields[name] or ""} for name in names})
    return {
        b"PutItem": b"{}",
        b"GetItem": b"{}",
        b"Query": json.encode({"Items": ours, "Count": TASKS, "ScannedCount": TASKS}),
        b"Scan": json.encode({"Items": theirs, "Count": TASKS, "ScannedCount": TASKS}),
    }


async def serve() -> None:
    bodies = answers()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
            await reader.readexactly(int(fields.get(b"content-length", b"0")))
            target = head.partition(b"DynamoDB_20120810.")[2].partition(b"\r\n")[0]
            body = bodies[target]
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n"
                % len(body)
            )
            writer.write(body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()

    def wait() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(stopped.set)

    threading.Thread(target=wait, daemon=True).start()
    await stopped.wait()


if __name__ == "__main__":
    asyncio.run(serve())
