"""What is true everywhere. Numbers that a council may want to change are settings."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from cse_portal.settings.logs import logging_for

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# The house, from the ground up; an app is named here from its first commit on.
APPS: tuple[str, ...] = (
    "core",
    "agencies",
    "duties",
    "documents",
    "children",
    "cases",
    "screening",
    "missing",
    "referrals",
    "reporting",
    "desk",
    "demo",
)

INSTALLED_APPS = [
    *APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "csp",
    "django_celery_beat",
    "django_filters",
    "guardian",
    "pgtrigger",
    "pghistory",
]

# From the outside in: the headers of every answer, static files, then what only pages need.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cse_portal.middleware.ResourcePolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cse_portal.middleware.NoStoreMiddleware",
    "cse_portal.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cse_portal.sessions.SessionLimitMiddleware",
    "cse_portal.sessions.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "cse_portal.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "cse_portal.urls"
WSGI_APPLICATION = "cse_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cse_portal.shell.shell",
            ],
        },
    },
]

# Two roles: portal_app for everything, portal_owner for what makes or changes tables.
DATABASE_URL_NAME = (
    "OWNER_DATABASE_URL"
    if env.str("PORTAL_DB_ROLE", "app") == "owner" and "OWNER_DATABASE_URL" in env.ENVIRON
    else "DATABASE_URL"
)
DATABASES: dict[str, Any] = {
    "default": {
        **env.db_url(DATABASE_URL_NAME, default="postgres:///portal"),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# What a session has prepared (core/prepared.py) is planned once, not for each set of values anew.
# A search calls functions that are dear by their word (children/migrations/0002): compiling it, as
# PostgreSQL would for such a cost, takes far longer than running it.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c plan_cache_mode=force_generic_plan -c jit=off"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Triggers are put in place after each migrate: as steps of migrations they made a first start slow.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Who signs in, and how
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "agencies.sign_in.PortalBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_USER_MODEL = "agencies.User"
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60
ACCOUNT_ADAPTER = "agencies.sign_in.PortalAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Five wrong codes in a quarter of an hour for one person; passwords are throttled by axes.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/15m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "CSE portal"
MFA_ADAPTER = "agencies.sign_in.SecretKeeper"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "agencies.sign_in.account_tried"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
SESSION_IDLE_SECONDS = 15 * 60
SESSION_WARN_SECONDS = 2 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
DEMO = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sessions live on the server; the cookie says nothing
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# A review of access asks about every post of an agency in one form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Headers of every response (requirement H-1)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "report-uri": ["/csp-report"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
    "usb": [],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

CRISPY_ALLOWED_TEMPLATE_PACKS = ("cse",)
CRISPY_TEMPLATE_PACK = "cse"

# Jobs (requirement J-3): ids only, acknowledged when done, nothing kept in the broker
REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")
LONGEST_TASK_SECONDS = 30 * 60
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * LONGEST_TASK_SECONDS,
    "socket_connect_timeout": 5,
    "socket_timeout": 15,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = LONGEST_TASK_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = LONGEST_TASK_SECONDS - 60
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_BACKEND = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "core.tasks.sweep", "schedule": 60.0},
    "seal-audit": {"task": "core.tasks.seal_audit", "schedule": 60.0},
    "chase-requests": {"task": "referrals.tasks.chase_requests", "schedule": 60.0 * 60},
    "scan-waiting": {"task": "documents.tasks.scan_waiting", "schedule": 60.0 * 5},
    "show-waiting": {"task": "documents.tasks.show_waiting", "schedule": 60.0},
    "forget-strays": {"task": "documents.tasks.forget_strays", "schedule": 60.0 * 60},
    "forget-drafts": {"task": "referrals.tasks.forget_drafts", "schedule": 60.0 * 60 * 24},
    "raise-late-duties": {"task": "duties.tasks.raise_late_duties", "schedule": 60.0 * 5},
    "digests": {"task": "duties.tasks.send_digests", "schedule": crontab(hour="6-8", minute=30)},
    "access-reviews": {
        "task": "duties.tasks.open_access_reviews",
        "schedule": crontab(hour=5, minute=30),
    },
    "adult-leads": {"task": "cases.tasks.owe_adult_leads", "schedule": crontab(hour=4, minute=30)},
    "news-of-filters": {"task": "desk.tasks.look_for_news", "schedule": 60.0 * 60},
    "last-quarter": {
        "task": "reporting.tasks.draft_last_quarter",
        "schedule": crontab(hour=5, minute=0),
    },
}

# Documents lie outside of every address; without a scanner they stay in quarantine
DOCUMENTS_FOLDER = env.str("PORTAL_DOCUMENTS", str(BASE_DIR / "var" / "documents"))
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", "")

# It counts wrong codes and keeps used ones. In PostgreSQL, so that people sign in without Valkey.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_kept_for_a_while",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "no-reply@portal.example"

LOGGING = logging_for(json_lines=False)
