"""The addresses of this app's pages."""

from django.urls import path

from placements.views import school_proposal, student_placement, uploads

urlpatterns = [
    path("werk/import/", uploads.upload_file, name="import"),
    path("werk/import/<int:pk>/", uploads.upload, name="upload"),
    path("werk/import/<int:pk>/inlezen/", uploads.upload_import, name="upload-import"),
    path("student/voorstel/", student_placement.student_placement, name="student-placement"),
    path("student/voorstel/aanvaard/", student_placement.accept, name="student-placement-accept"),
    path("student/voorstel/teruggeven/", student_placement.give_back, name="student-placement-return"),
    path("student/voorstel/stage.ics", student_placement.calendar, name="student-placement-calendar"),
    path("school/<int:pk>/voorstel/", school_proposal.school_proposal, name="school-proposal"),
    path("school/<int:pk>/voorstel/bevestig/", school_proposal.school_proposal_confirm, name="school-proposal-confirm"),
    path("school/<int:pk>/bezwaar/", school_proposal.school_object, name="school-object"),
]
