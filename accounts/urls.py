"""The addresses of this app's pages."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("uitnodiging/<str:key>/<str:token>/", views.invitation, name="invitation"),
    path("werk/mensen/", views.people, name="people"),
    path("privacy/", views.page, {"name": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("hoe-we-kiezen/", views.page, {"name": "how_we_choose"}, name="how-we-choose"),
    path("post/", views.mails, name="mails"),
]
