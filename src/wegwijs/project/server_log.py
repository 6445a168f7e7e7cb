"""The web server's own lines, in the form of all others. The application tells requests (accounts.request_log)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from wegwijs.project.logs import Redacted


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """As gunicorn does, redacted."""

    def setup(self, cfg: Any) -> None:
        """Give its handlers our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Redacted(plain=settings.WEGWIJS_LOG_PLAIN))
