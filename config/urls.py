"""Every address of the site; slugs are Dutch because users read them, names are English."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from config.health import health
from config.styleguide import styleguide

urlpatterns = [
    path("beheer/login/", secure_admin_login(admin.site.login)),  # one door in: its limits and second step hold here
    path("beheer/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("healthz", health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("stijl/", styleguide),
    path("stijl/telefoon/", styleguide, {"look": "phone"}),
    path("api/v1/", include("config.api_urls")),
    path("", include("accounts.urls")),
    path("", include("schools.urls")),
    path("", include("students.urls")),
    path("", include("placements.urls")),
]
