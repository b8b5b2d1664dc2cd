"""The tests: as development, with quick passwords and nothing shared between workers."""

from cse_portal.settings.development import *

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"]["CONN_MAX_AGE"] = 0

# Tables that migrations and load commands fill and no test may empty.
REFERENCE_TABLES: tuple[str, ...] = (
    "core_code",
    "core_bankholiday",
    "agencies_authority",
    "agencies_agency",
    "duties_clocklimit",
    "duties_rung",
)
REFERENCE_COMMANDS: tuple[str, ...] = ("load_codes", "load_agencies", "load_clocks")
