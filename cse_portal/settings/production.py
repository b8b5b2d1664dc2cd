"""A council's servers: refuses to start with a secret that is missing or weak."""

from cse_portal.settings.base import *
from cse_portal.settings.logs import logging_for
from cse_portal.settings.secret import database_password, older_keys, secret_key

DEBUG = False
SECRET_KEY = secret_key(env)
SECRET_KEY_FALLBACKS = older_keys(env)
DATABASES["default"]["PASSWORD"] = database_password(
    env, DATABASE_URL_NAME.replace("_URL", "_PASSWORD")
)

# The demo signs people in with one click: it is not there.
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "demo"]
DEMO = False

ALLOWED_HOSTS = env.list("PORTAL_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if env.bool("PORTAL_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE = ["cse_portal.middleware.ProxyAddressMiddleware", *MIDDLEWARE]

SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", True)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"no-reply@{ALLOWED_HOSTS[0]}")

LOGGING = logging_for(json_lines=True)
