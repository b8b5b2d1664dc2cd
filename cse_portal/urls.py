"""Which app answers which address."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from cse_portal import breaches, health

handler500 = "cse_portal.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("csp-report", breaches.report, name="csp-report"),
    path("account/", include("cse_portal.sign_in_urls")),
    path("", include("agencies.urls")),
    path("", include("duties.urls")),
    path("cases/", include("cases.urls")),
    path("children/", include("children.urls")),
    path("documents/", include("documents.urls")),
    path("screenings/", include("screening.urls")),
    path("missing/", include("missing.urls")),
    path("returns/", include("reporting.urls")),
    path("", include("desk.urls")),
    path("referrals/", include("referrals.urls")),
]

if apps.is_installed("demo"):
    urlpatterns += [path("demo/", include("demo.urls"))]
