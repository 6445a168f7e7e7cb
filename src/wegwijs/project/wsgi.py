"""The WSGI entry for gunicorn."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from wegwijs.project.turns import InTurn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijs.project.settings")
application = InTurn(get_wsgi_application())
# What is loaded by now stays; looking through all of it for garbage every so often would stop a page for a tenth of a
# second. What pages leave behind is looked through as before, in larger steps.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
