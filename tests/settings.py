"""The product's settings in a home of the tests' own, so that no test touches the installation of whoever runs it.

pytest-django reads settings before any conftest; this is the one place that is early enough. Commands that tests start
get the product's own settings.
"""

import os
import tempfile

if "WEGWIJS_TESTS_HOME" not in os.environ:
    os.environ["WEGWIJS_TESTS_HOME"] = os.environ["WEGWIJS_HOME"] = tempfile.mkdtemp(prefix="wegwijs-tests-")
    os.environ.pop("WEGWIJS_KEYFILE", None)

# Playwright's synchronous API keeps an event loop in the thread of the tests; Django would refuse the database there.
# Nothing in the product is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from wegwijs.project.settings import *  # noqa: F403

os.environ["DJANGO_SETTINGS_MODULE"] = "wegwijs.project.settings"
# Every client of a test has a server of its own; without this each would read all static files before its first page.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["tests.quick_hashing.QuickArgon2"]
