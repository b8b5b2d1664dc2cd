"""A person's own machine: the demo with invented children, no secret that matters."""

from cse_portal.settings.base import *

DEBUG = env.bool("PORTAL_DEBUG", False)
SECRET_KEY = "development-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS: list[str] = []

DEMO = True
LOGIN_URL = "/demo/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
