"""The product's settings plus Django's admin, for the yardstick."""

from wegwijs.project.settings import *  # noqa: F403
from wegwijs.project.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
TEMPLATES[0]["OPTIONS"]["context_processors"] += ["django.contrib.auth.context_processors.auth"]
ROOT_URLCONF = "tests.bench.admin_site"
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]
