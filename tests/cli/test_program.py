"""The program as a whole: options, errors, exit codes, and manners as a process."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from msgspec import json

from farthing import __version__
from farthing.doors.cli.exits import EXIT_OF, MEANING, Exit
from farthing.doors.cli.main import farthing
from farthing.http.problems import STATUS, problem
from tests.cli.program import Program
from tests.cli.site import site


def test_every_problem_of_the_api_has_an_exit_code() -> None:
    assert set(STATUS) <= set(EXIT_OF)
    assert set(MEANING) == set(Exit)


def test_version_and_help(cli: Program) -> None:
    assert cli("--version").stdout == f"farthing, version {__version__}\n"
    assert cli("-h").stdout == cli("--help").stdout
    assert cli("list", "-h").stdout.startswith("Usage: farthing list [OPTIONS]")
    for name in farthing.commands:
        assert cli(name, "--help").stdout


def test_help_is_shown_to_one_who_says_nothing(cli: Program) -> None:
    assert "Commands:" in cli(exit=2).stderr


def test_what_is_not_known_is_answered_with_what_may_be_meant(cli: Program) -> None:
    assert "Did you mean 'show'?" in cli("shwo", exit=2).stderr
    assert "Did you mean '--priority'?" in cli("add", "x", "--prority", "high", exit=2).stderr
    assert "'todo', 'doing', 'done'" in cli("list", "--status", "open", exit=2).stderr


@pytest.mark.parametrize(
    ("args", "exit"),
    [
        (["show", "ffffffff"], 3),
        (["rm", "01a1fc4f-0000-7000-8000-00000000beef"], 3),
        (["add", "x" * 501], 5),
        (["add", " "], 5),
        (["add", "two\nlines"], 5),
        (["add", "x", "--due", "someday"], 5),
        (["add", "x", "--description", "ü" * 40_000], 5),
        (["token", "create", "x", "--days", "0"], 2),
        (["--data", "a", "--url", "b", "list"], 2),
        (["import", "/nonexistent"], 3),
    ],
)
def test_every_error_is_one_sentence_and_with_json_a_problem(
    cli: Program, args: list[str], exit: int
) -> None:
    cli.add("something")
    error = cli(*args, exit=exit).stderr
    assert error.startswith("farthing: ")
    assert error.count("\n") == 1
    document = json.decode(cli(*args, "--json", exit=exit).stderr)
    assert EXIT_OF[document["code"]] == exit
    assert document["detail"] in error


def test_a_conflict_has_a_code_of_its_own(cli: Program) -> None:
    with site(lambda _: problem("conflict", "it is in the trash; restore it first")) as there:
        cli("--url", there.url, "rm", "01a1fc4f-0000-7000-8000-00000000beef", exit=4)


def test_reading_makes_no_folder(cli: Program) -> None:
    for command in (["list"], ["show", "abcd"], ["export"], ["trash"], ["doctor"]):
        assert "no Farthing data" in cli(*command, exit=3).stderr
    assert not cli.data.exists()


def test_shared_options_stand_before_or_after(cli: Program, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    cli("--data", other, "add", "x")
    assert cli("list", "--data", other, "--json").stdout == cli("--json", "--data", other, "list").stdout


def test_options_win_over_the_environment(cli: Program, tmp_path: Path) -> None:
    cli.add("x")
    elsewhere = Program(tmp_path / "other", env={"FARTHING_URL": "http://127.0.0.1:1", "FARTHING_TOKEN": "t"})
    elsewhere("list", exit=1)
    assert elsewhere.json("list", "--data", str(cli.data))["tasks"]


def test_a_setting_that_is_none_is_refused(cli: Program) -> None:
    assert (
        "FARTHING_DATE is not a setting"
        in Program(cli.data, env={"FARTHING_DATE": "x"})("list", exit=2).stderr
    )


def test_a_folder_that_cannot_be_opened_is_explained(cli: Program) -> None:
    cli.data.mkdir()
    (cli.data / "farthing.db").write_text("this is no database, but it is long enough to look at")
    assert "is not a database" in cli("list", exit=1).stderr
    assert json.decode(cli("add", "x", "--json", exit=1).stderr)["code"] == "store_unusable"


def test_an_argument_that_is_no_text(cli: Program) -> None:
    cli.add("x")
    for command in (["add", "\udcff"], ["list", "--label", "\udcff"]):
        assert "no valid UTF-8" in cli(*command, exit=2).stderr
    process = cli.start("add", os.fsdecode(b"caf\xe9"))
    assert b"no valid UTF-8" in process.communicate(timeout=20)[1]


def test_a_terminal_of_few_characters_gets_the_others_written_out(cli: Program) -> None:
    cli.add("Grüße 🎉")
    narrow = Program(cli.data, env={"PYTHONIOENCODING": "latin-1"})
    assert "Grüße \\U0001f389".encode("latin-1") in narrow.start("list").communicate(timeout=20)[0]
    tasks = json.decode(narrow.start("list", "--json").communicate(timeout=20)[0])["tasks"]
    assert tasks[0]["title"] == "Grüße 🎉"


def test_a_reader_that_goes_away_ends_it_silently(cli: Program) -> None:
    for number in range(60):
        cli("add", f"{number} " + "x" * 400)
    for _ in range(5):
        cli("edit", cli.add("y" * 400), "--description", "z" * 60_000)
    process = cli.start("list", "--json")
    assert process.stdout
    process.stdout.read(1)
    process.stdout.close()
    process.stdout = None
    assert process.communicate(timeout=20)[1] == b""
    assert process.returncode == Exit.PIPE_CLOSED


def test_interrupting_ends_it_without_a_traceback(cli: Program) -> None:
    process = cli.start("import", "-")
    assert process.stdin
    assert process.stderr
    process.stdin.write(b'{"farthing":1,"exportedAt":"2026-11-21T04:00:00.000Z"}\n')
    process.stdin.flush()
    _until_it_reads(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == Exit.INTERRUPTED
    assert process.communicate()[1].strip() == b""


def _until_it_reads(process: "subprocess.Popen[bytes]") -> None:
    """Until the pipe to it is empty."""
    assert process.stdin
    ends = monotonic() + 20
    while struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))[0]:
        assert monotonic() < ends
        assert process.poll() is None
        sleep(0.005)


def on_terminal(cli: Program, *args: str, **env: str) -> str:
    """What a process prints on a terminal."""
    here, there = pty.openpty()
    program = Program(cli.data, env={**cli.env, "TERM": "xterm", "COLUMNS": "100", **env})
    process = program.start(*args, stdout=there, stderr=there, stdin=subprocess.DEVNULL)
    os.close(there)
    printed = b""
    with suppress(OSError):  # Linux says that the other side is closed by an error
        while part := os.read(here, 4096):
            printed += part
    os.close(here)
    assert process.wait(timeout=20) == 0
    return printed.decode()


def test_a_terminal_gets_colours_unless_it_wants_none(cli: Program) -> None:
    id = cli.add("Pay", "--due", "2020-01-01")
    coloured = on_terminal(cli, "list")
    assert "\x1b[31m2020-01-01\x1b[0m" in coloured
    assert id[-6:] in coloured
    assert "\x1b[3" not in on_terminal(cli, "list", NO_COLOR="1")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_has_a_script_for_each_shell(cli: Program, shell: str) -> None:
    assert "_FARTHING_COMPLETE" in cli("completion", shell).stdout


def test_bash_completes_with_its_script(cli: Program) -> None:
    ask = "COMP_WORDS=(farthing li); COMP_CWORD=1; _farthing_completion farthing"
    commands = f'{cli("completion", "bash").stdout}\n{ask}\nprintf "%s\\n" "${{COMPREPLY[@]}}"'
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-eu", "-c", commands], capture_output=True, text=True, timeout=30, env={"PATH": path}
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["list", "lists"]


def test_scripts_do_not_wait_for_what_only_people_need(cli: Program) -> None:
    cli.add("x")
    code = """if True:
        import atexit, sys
        slow = {"rich", "http.client", "ssl", "asyncio", "uvloop", "farthing.doors.local"}
        atexit.register(lambda: print(sorted(slow & set(sys.modules)), file=sys.stderr))
        from farthing.doors.cli.main import main
        main()"""
    command = [sys.executable, "-c", code, "--data", str(cli.data), "list", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.stderr == "[]\n"
