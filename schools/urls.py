"""The addresses of this app's pages."""

from django.urls import path

from schools.views import answers, own, requests, staff

urlpatterns = [
    path("school/", own.school_list_own, name="school-list-own"),
    path("school/<int:pk>/", own.school_home, name="school-home"),
    path("school/<int:pk>/ronde/<int:round_pk>/antwoord/", answers.school_answer, name="school-answer"),
    path("school/<int:pk>/ronde/<int:round_pk>/klassen/", requests.school_request_new, name="school-request-new"),
    path(
        "school/<int:pk>/ronde/<int:round_pk>/wanneer/<uuid:token>/",
        requests.school_request_new_when,
        name="school-request-new-when",
    ),
    path("school/<int:pk>/ronde/<int:round_pk>/nakijken/", answers.school_request_check, name="school-request-check"),
    path("school/<int:pk>/ronde/<int:round_pk>/klopt/", answers.school_confirm, name="school-confirm"),
    path("school/<int:pk>/aanvraag/<int:request_pk>/klassen/", requests.school_request, name="school-request"),
    path(
        "school/<int:pk>/aanvraag/<int:request_pk>/wanneer/", requests.school_request_when, name="school-request-when"
    ),
    path(
        "school/<int:pk>/aanvraag/<int:request_pk>/intrekken/",
        requests.school_request_withdraw,
        name="school-request-withdraw",
    ),
    path(
        "school/<int:pk>/aanvraag/<int:request_pk>/terugzetten/",
        requests.school_request_bring_back,
        name="school-request-bring-back",
    ),
    path("werk/scholen/", staff.school_list, name="school-list"),
    path("werk/scholen/<int:pk>/", staff.staff_school, name="staff-school"),
]
