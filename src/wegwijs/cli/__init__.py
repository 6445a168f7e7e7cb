"""The `wegwijs` command. A command is loaded only when it is asked for, so `wegwijs assess` starts without Django."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module

# Before anything loads numpy: our equations are small, and threads that wait for each other cost more than they solve.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# command → (module, function, needs Django, one line of help)
COMMANDS: dict[str, tuple[str, str, bool, str]] = {
    "demo": ("wegwijs.cli.demo", "run", False, "an invented city to try everything with"),
    "serve": ("wegwijs.cli.serve", "run_web", True, "the web server"),
    "worker": ("wegwijs.cli.serve", "run_worker", True, "letters, deliveries, the seal and the nightly run"),
    "duo-simulator": ("wegwijs.cli.duo_simulator", "run", False, "DUO to practise with"),
    "message-simulator": (
        "wegwijs.cli.message_simulator",
        "run",
        False,
        "a gateway for messages to people, to practise with",
    ),
    "nightly": ("wegwijs.cli.maintain", "run_nightly", True, "the daily run, by hand"),
    "rebuild": ("wegwijs.cli.maintain", "run_rebuild", True, "all snapshots anew from the facts"),
    "migrate": ("wegwijs.cli.maintain", "run_migrate", True, "bring the database up to this version"),
    "doctor": ("wegwijs.cli.doctor", "run", True, "what is wrong with this installation and what to do"),
    "verify": ("wegwijs.cli.maintain", "run_verify", True, "check the integrity of facts, audit and log"),
    "backup": ("wegwijs.cli.keeping.commands", "run_backup", True, "everything but the keys in one sealed file"),
    "restore": ("wegwijs.cli.keeping.commands", "run_restore", True, "a backup into an empty database"),
    "move": ("wegwijs.cli.keeping.commands", "run_move", True, "to another database, SQLite or PostgreSQL"),
    "init": ("wegwijs.cli.maintain", "run_init", True, "a first municipality with its administrator"),
    "import notices": ("wegwijs.cli.imports", "run_notices", True, "a delivery of people"),
    "import trajectories": ("wegwijs.cli.imports", "run_trajectories", True, "running cases from an older system"),
    "duo send": ("wegwijs.cli.duo_send", "run", True, "deliver what waits for DUO now"),
    "duo pull": ("wegwijs.cli.duo_pull", "run", True, "what DUO says of a person; nothing is stored"),
    "assess": ("wegwijs.cli.assess", "run", False, "the law over a trajectory in JSON; no database"),
    "law-impact": ("wegwijs.cli.law_impact", "run", True, "which open cases other figures of the law would touch"),
    "survival": ("wegwijs.cli.statistics", "run_survival", False, "how long until an event, from a table; no database"),
    "waiting": ("wegwijs.cli.statistics", "run_waiting", False, "how long from one step to another, from an event log"),
    "process": ("wegwijs.cli.statistics", "run_process", False, "what follows what in an event log"),
    "disclose": (
        "wegwijs.cli.statistics",
        "run_disclose",
        False,
        "what to hide in a table so that nobody is recognised",
    ),
    "events export": ("wegwijs.cli.events", "run_export", True, "the record as an event log, pseudonymised if asked"),
    "cbs": ("wegwijs.cli.cbs", "run", True, "a quarter for CBS as we have it, and how complete it is"),
    "monitor": ("wegwijs.cli.monitor", "run", True, "the monitor's tables on a day, as JSON, HTML or XLSX"),
}


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def main() -> None:
    """Entry of the console script; exit codes as in contracts/cli.md."""
    # Output is often piped into another program that stops reading; that is no error of ours.
    try:
        code = _dispatch(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
        code = 0
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        print(f"wegwijs: dit kan niet worden weggeschreven: {error.strerror}. Maak ruimte vrij.", file=sys.stderr)
        _give_up_output()
        code = 2
    except Exception as error:
        text = _mistake(error)
        if text is None:
            raise
        print(f"wegwijs: {text}", file=sys.stderr)
        code = 2
    sys.exit(code)


def _give_up_output() -> None:
    """What is still to be written goes nowhere, so that ending does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(_overview())
        return 0
    for words in (2, 1):
        name = " ".join(arguments[:words])
        if len(arguments) >= words and name in COMMANDS:
            return _run(name, arguments[words:])
    print(f"wegwijs: unknown command {arguments[0]!r}\n\n{_overview()}", file=sys.stderr)
    return 2


def _run(name: str, rest: list[str]) -> int:
    module, function, needs_django, _ = COMMANDS[name]
    if needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijs.project.settings")
        if not _ready():
            return 2
    result: int = getattr(import_module(module), function)(rest)
    return result


def _ready() -> bool:
    """Read the settings, or say which of them cannot be read."""
    import django

    try:
        django.setup()
    except (ValueError, KeyError, TypeError, OSError) as error:
        text = f"{error.args[0]} ontbreekt" if isinstance(error, KeyError) else str(error)
        print(f"wegwijs: een instelling (WEGWIJS_…) of het sleutelbestand klopt niet: {text}", file=sys.stderr)
        return False
    return True


def _mistake(error: Exception) -> str | None:
    """What to tell somebody whose database or settings are not right; None for a fault of our own.

    Never the words of the error: a database repeats in them what stood in a row.
    """
    if "django" not in sys.modules:
        return None
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error as AnyDatabaseError

    if isinstance(error, AnyDatabaseError):
        return (
            f"de database doet het niet ({type(error).__name__}). Is hij nieuw? Voer `wegwijs migrate` uit. "
            "Anders zegt `wegwijs doctor` wat er aan de hand is."
        )
    if isinstance(error, ImproperlyConfigured):
        return f"een instelling klopt niet: {error}"
    if type(error).__name__ == "WrongKeys":
        return str(error)
    return None


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {help_}" for name, (_, _, _, help_) in COMMANDS.items()]
    return "wegwijs COMMAND …; `wegwijs COMMAND --help` tells more\n\n" + "\n".join(lines)
