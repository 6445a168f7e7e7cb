"""Settings. Every value a municipality may set comes from an environment variable that starts with ``WEGWIJS_``."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF  # noqa: F401  (NONCE documents what is deliberately not used)

from wegwijs.project.keys import load_or_create

HERE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


def _names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


WEGWIJS_HOME = Path(os.environ.get("WEGWIJS_HOME") or Path(sys.prefix).parent / "var")
WEGWIJS_KEYS = load_or_create(Path(os.environ.get("WEGWIJS_KEYFILE") or WEGWIJS_HOME / "keys.json"))
WEGWIJS_STORE = Path(os.environ.get("WEGWIJS_STORE") or WEGWIJS_HOME / "store")
# Demo mode needs both: this process started as a demo, and a database that carries the mark (accounts.Installation).
WEGWIJS_DEMO = _flag("WEGWIJS_DEMO")
WEGWIJS_HTTPS = _flag("WEGWIJS_HTTPS")
WEGWIJS_SESSION_IDLE_SECONDS = 30 * 60
WEGWIJS_SESSION_ABSOLUTE_SECONDS = 10 * 60 * 60
# OIDC group claims to roles: "group=municipality-code:role[:team]", comma separated; see docs/beheer.
WEGWIJS_OIDC_GROUPS = _names("WEGWIJS_OIDC_GROUPS")
WEGWIJS_OIDC_CLAIM = os.environ.get("WEGWIJS_OIDC_CLAIM", "groups")

# The line to DUO; without an address everything goes by hand. See docs/beheer and exchange/duo/transport.
WEGWIJS_DUO_URL = os.environ.get("WEGWIJS_DUO_URL", "")
WEGWIJS_DUO_OIN = os.environ.get("WEGWIJS_DUO_OIN", "0" * 20)
WEGWIJS_DUO_CERTIFICATE = os.environ.get("WEGWIJS_DUO_CERTIFICATE", "")
WEGWIJS_DUO_KEY = os.environ.get("WEGWIJS_DUO_KEY", "")
WEGWIJS_DUO_CA = os.environ.get("WEGWIJS_DUO_CA", "")
WEGWIJS_DUO_SECONDS = float(os.environ.get("WEGWIJS_DUO_SECONDS", "20"))
WEGWIJS_DUO_AGAIN_SECONDS = float(os.environ.get("WEGWIJS_DUO_AGAIN_SECONDS", "30"))
# In which header the proxy puts the OIN of DUO's verified certificate; without it nobody may send us notices.
WEGWIJS_DUO_IDENTITY_HEADER = os.environ.get("WEGWIJS_DUO_IDENTITY_HEADER", "")

# Where messages to people (text, app, mail) are handed in; without an address they are made by telephone.
WEGWIJS_MESSAGING_URL = os.environ.get("WEGWIJS_MESSAGING_URL", "")
WEGWIJS_MESSAGING_TOKEN = os.environ.get("WEGWIJS_MESSAGING_TOKEN", "")

# Who may read /metrics: addresses, or who has the token; without one of the two it is not there.
WEGWIJS_METRICS_FROM = _names("WEGWIJS_METRICS_FROM")
WEGWIJS_METRICS_TOKEN = os.environ.get("WEGWIJS_METRICS_TOKEN", "")
WEGWIJS_LOG_LEVEL = os.environ.get("WEGWIJS_LOG_LEVEL", "INFO").upper()
WEGWIJS_LOG_PLAIN = sys.stderr.isatty()  # lines for a person; otherwise JSON

WEGWIJS_HELP = os.environ.get("WEGWIJS_HELP", "")  # whom to call when signing in fails
WEGWIJS_PROXIES = int(os.environ.get("WEGWIJS_PROXIES", "0"))  # how many of our own stand before this server
WEGWIJS_SECURITY_CONTACT = _names("WEGWIJS_SECURITY_CONTACT")  # mailto: or https:, for /.well-known/security.txt
WEGWIJS_SECURITY_UNTIL = date.fromisoformat(os.environ.get("WEGWIJS_SECURITY_UNTIL", "2027-11-01"))

SECRET_KEY = WEGWIJS_KEYS.secret
DEBUG = False
ALLOWED_HOSTS = _names("WEGWIJS_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _names("WEGWIJS_ORIGINS")

INSTALLED_APPS = [
    "wegwijs.accounts",  # first: its templates stand in for those of the sign-in library
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wegwijs.norms",
    "wegwijs.dossier",
    "wegwijs.components",
    "wegwijs.letters",
    "wegwijs.outbox",
    "wegwijs.support",
    "wegwijs.quality",
    "wegwijs.voice",
    "wegwijs.planning",
    "wegwijs.plans",
    "wegwijs.intake",
    "wegwijs.exchange",
    "wegwijs.privacy",
    "wegwijs.demo",
    "wegwijs.insight",
    "wegwijs.desk",
]
MIDDLEWARE = [
    "wegwijs.accounts.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wegwijs.accounts.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wegwijs.accounts.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "wegwijs.project.urls"
WSGI_APPLICATION = "wegwijs.project.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "wegwijs.desk.menu.context",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    url = os.environ.get("WEGWIJS_DATABASE_URL") or f"sqlite:///{WEGWIJS_HOME / 'wegwijs.sqlite3'}"
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
            ),
        }
    return found


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds that a link for a new password works
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "wegwijs.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
_FORMS = "wegwijs.accounts.entrance_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
    "change_password": f"{_FORMS}.NewPasswordForm",
    "reset_password_from_key": f"{_FORMS}.FirstPasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgain",
    "activate_totp": f"{_FORMS}.FirstCodeForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if WEGWIJS_HTTPS else "http"
# Wrong passwords are counted by django-axes; this counts wrong codes, per user. Nothing is limited by address alone.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key", "reset_password_from_key": None}
MFA_ADAPTER = "wegwijs.accounts.adapters.MfaAdapter"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no mails are sent, so none is ever verified
SOCIALACCOUNT_ADAPTER = "wegwijs.accounts.oidc.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# A link instead of a form: `form-action 'self'` would stop the way to the provider. State guards it.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
if os.environ.get("WEGWIJS_OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": os.environ.get("WEGWIJS_OIDC_NAME", "de gemeente"),
            "client_id": os.environ["WEGWIJS_OIDC_CLIENT_ID"],
            "secret": os.environ["WEGWIJS_OIDC_SECRET"],
            "settings": {"server_url": os.environ["WEGWIJS_OIDC_ISSUER"]},
        }
    ]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "wegwijs.accounts.lockout.locked_out"
AXES_USERNAME_CALLABLE = "wegwijs.accounts.lockout.account_name"
AXES_CLIENT_IP_CALLABLE = "wegwijs.accounts.lockout.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "csrfmiddlewaretoken"]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
# Files are served from where they lie in the rooms; nothing is collected. WhiteNoise wants a folder that exists.
STATIC_ROOT = HERE / "components" / "static"
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_AGE = WEGWIJS_SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = WEGWIJS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = WEGWIJS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if WEGWIJS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = WEGWIJS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if WEGWIJS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"redacted": {"()": "wegwijs.project.logs.Redacted", "plain": WEGWIJS_LOG_PLAIN}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "redacted", "level": WEGWIJS_LOG_LEVEL},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "wegwijs": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},  # no mails; what is wrong goes up to the one handler
        "django.request": {"level": "ERROR"},  # a page that is not there is told by the line of its request
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
