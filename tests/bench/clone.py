"""A large city out of a small one: cases made by the product itself, then copied in SQL with new keys.

100,000 cases of more than fifty facts through `append` would take an hour; copies are the same rows for the database.
Users and teams are copied too, so that everybody keeps a caseload and a number of colleagues of a real size;
departments are not, so that who works for one has a third of everything. Random keys in copies start with the row's
number, so that building their index does not dominate; the product reads them the same way.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models, transaction

TABLES = (
    "accounts.Team", "accounts.User", "accounts.Membership", "dossier.Person", "dossier.ContactPoint",
    "dossier.Trajectory", "dossier.Involvement", "dossier.Fact", "dossier.Snapshot", "dossier.SearchTerm",
)  # fmt: skip
STEP = 10_000_000  # distance between the keys of two copies
COPIED = frozenset({"accounts.Team", "accounts.User", "dossier.Person", "dossier.Trajectory"})


def multiply(copies: int) -> None:
    """Add `copies` - 1 copies of every case and of every user; needs a database with nothing else going on."""
    if connection.vendor == "sqlite":
        _run("PRAGMA synchronous=OFF")
    for copy in range(1, copies):
        with transaction.atomic():
            if connection.vendor == "postgresql":
                _run("SET LOCAL synchronous_commit=off")
            for label in TABLES:
                _run(_statement(apps.get_model(label), copy))
    _settle()


def _settle() -> None:
    """What time and the housekeeping of the database do in a city that grew slowly."""
    if connection.vendor == "sqlite":
        _run("PRAGMA synchronous=FULL")
        _run("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for label in TABLES:
        model = apps.get_model(label)
        if isinstance(model._meta.pk, models.BigAutoField):
            table = model._meta.db_table
            _run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    _run("VACUUM ANALYZE")
    _run("CHECKPOINT")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _statement(model: type[models.Model], copy: int) -> str:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, copy) for field in fields)
    table, key = model._meta.db_table, model._meta.pk.column  # type: ignore[union-attr]  # a table has a key
    return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" WHERE "{key}" < {STEP}'


def _value(field: models.Field, copy: int) -> str:  # type: ignore[type-arg]
    """The expression for one column of a copy: keys shifted, what must be unique made so, the rest as it is."""
    column = f'"{field.column}"'
    shift = copy * STEP
    postgres = connection.vendor == "postgresql"
    target = field.related_model
    made = {
        "uuid": f"(lpad(to_hex(id + {shift}), 16, '0') || substr(md5(random()::text), 1, 16))::uuid" if postgres
        else f"printf('%016x', id + {shift}) || lower(hex(randomblob(8)))",
        "bsn_index": f"CASE WHEN {column} IS NULL THEN NULL ELSE "
        + ("md5(random()::text) || md5(random()::text) END" if postgres else "lower(hex(randomblob(32))) END"),
        "v_number": f"CAST(CAST({column} AS bigint) + {copy * 20_000} AS varchar(10))",
        "supersedes": "NULL",
        "receives_new": "FALSE",
        "email": f"'{copy}.' || {column}",
    }  # fmt: skip
    if field.primary_key or (target and not isinstance(target, str) and target._meta.label in COPIED):
        return f"{column} + {shift}"
    return made.get(field.name, column)
