"""Ask for a letter, and set it. The asking freezes every word; the setting can be repeated and gives the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor, system_actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.accounts.rows import Conflict, compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.dossier import restriction
from wegwijs.letters import store
from wegwijs.letters.fields import RefusedFields, check
from wegwijs.letters.models import Document
from wegwijs.letters.rendering import Unprintable, render
from wegwijs.letters.tasks import render_document
from wegwijs.letters.texts import LANGUAGES


def request_document(
    actor: Actor, trajectory_id: int, template: str, language: str, data: Mapping[str, Any], now: datetime,
    request_id: UUID | None = None,
) -> Document:  # fmt: skip
    """A queued letter with its words frozen, in the caller's transaction; the worker sets it after the commit.

    `request_id`: of a form; the same one twice is one letter.

    Raises `RefusedFields` when the data does not fit the letter, KeyError for an unknown letter or language, and
    PermissionDenied when the actor does not reach the case, or when it stands still (dossier.restriction).
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    restriction.refuse_change(actor, [trajectory_id])
    frozen = {name: value for name, value in check(template, data).items() if value is not None}
    with transaction.atomic():
        document, made = Document.objects.get_or_create(
            uuid=request_id or uuid4(),
            defaults={
                "municipality_id": actor.municipality_id,
                "trajectory_id": trajectory_id,
                "template": template,
                "language": language,
                "data": encrypt(json.dumps(frozen, ensure_ascii=False).encode()),
                "requested_by_id": actor.user_id,
                "requested_at": now,
            },
        )
        if actor.role is not None and not scope(actor, Document.objects.filter(pk=document.pk)).exists():
            raise PermissionDenied
        if not made:
            return document
        _audit(actor, "document_requested", document, now)
        # The task's row is written in this same transaction: the worker sees it after the commit, or never.
        render_document.enqueue(str(document.uuid))
    return document


def set_document(document_uuid: UUID, *, now: datetime) -> bool:
    """Set a queued letter and keep it, or mark it failed; False when there was nothing to do."""
    document = Document.objects.select_related("municipality").filter(uuid=document_uuid, state="queued").first()
    if document is None:
        return False
    try:
        path, digest = store.keep(
            document.uuid, render(document.template, json.loads(decrypt(document.data)), document.language)
        )
        changes = {"state": "ready", "path": path, "sha256": digest, "rendered_at": now, "error_code": ""}
    except (RefusedFields, KeyError):
        changes = {"state": "failed", "error_code": "refused_fields"}
    except Unprintable:
        changes = {"state": "failed", "error_code": "unprintable"}
    actor = system_actor(document.municipality_id, document.municipality.name, now.date())
    try:
        return compare_and_set(
            actor,
            document,
            document.version,
            changes,
            now=now,
            action=f"document_{changes['state']}",
            trajectory_id=document.trajectory_id,
        )
    except Conflict:
        return False  # another worker was first; it kept the same bytes


def try_again(actor: Actor, document_uuid: UUID, *, now: datetime) -> None:
    """Queue a failed letter once more, with the same words. PermissionDenied when there is none for this actor."""
    with transaction.atomic():
        document = scope(actor, Document.objects.filter(uuid=document_uuid, state="failed")).first()
        if document is None or not actor.may("case.write"):
            raise PermissionDenied
        changes = {"state": "queued", "error_code": ""}
        compare_and_set(
            actor,
            document,
            document.version,
            changes,
            now=now,
            action="document_queued_again",
            trajectory_id=document.trajectory_id,
        )
        render_document.enqueue(str(document.uuid))


def _audit(actor: Actor, action: str, document: Document, now: datetime) -> None:
    detail = {"template": document.template, "language": document.language}
    record(actor, action, now=now, subject=document.uuid, trajectory_id=document.trajectory_id, detail=detail)
