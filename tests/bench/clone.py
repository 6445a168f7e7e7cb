"""A large city out of a small one: cases made by the product itself, then copied in SQL with new keys.

100,000 cases of some sixty facts through `append` would take an hour; copies are the same rows for the database. Users
are copied too, so that everybody keeps a caseload of a real size. Random keys in copies start with the row's number,
so that building their index does not dominate; the product reads them the same way.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

TABLES = (
    "accounts.User", "accounts.Membership", "dossier.Person", "dossier.ContactPoint", "dossier.Trajectory",
    "dossier.Involvement", "dossier.Fact", "dossier.Snapshot", "dossier.SearchTerm",
)  # fmt: skip
STEP = 10_000_000  # distance between the keys of two copies


def multiply(copies: int) -> None:
    """Add `copies` - 1 copies of every case and user of the main city."""
    for label in TABLES:
        model = apps.get_model(label)
        for copy in range(1, copies):
            with connection.cursor() as cursor:
                cursor.execute(_statement(model, copy))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for label in TABLES:
                table = apps.get_model(label)._meta.db_table
                if label != "dossier.Snapshot":
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("ANALYZE")


def _statement(model: type[models.Model], copy: int) -> str:
    shift = copy * STEP
    names, values = [], []
    for field in model._meta.concrete_fields:
        names.append(f'"{field.column}"')
        values.append(_value(model, field, shift, copy))
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({", ".join(names)}) SELECT {", ".join(values)} FROM "{table}" WHERE "{model._meta.pk.column}" < {STEP}'  # type: ignore[union-attr]


def _value(model: type[models.Model], field: models.Field, shift: int, copy: int) -> str:  # type: ignore[type-arg]
    column = f'"{field.column}"'
    shifted = {"dossier.Person", "dossier.Trajectory", "accounts.User"}
    target = f"{field.related_model._meta.app_label}.{field.related_model.__name__}" if field.related_model else ""
    if field.primary_key or target in shifted:
        return f"{column} + {shift}"
    if isinstance(field, models.UUIDField) and field.unique and field.name == "uuid":
        if connection.vendor == "postgresql":
            return f"(lpad(to_hex(id + {shift}), 16, '0') || substr(md5(random()::text), 1, 16))::uuid"
        return f"printf('%016x', id + {shift}) || lower(hex(randomblob(8)))"
    if field.name in {"bsn_index", "v_number", "supersedes", "bsn_sealed"}:
        return "NULL"
    if field.name == "email" and model.__name__ == "User":
        return f"'{copy}.' || {column}"
    return column
