"""The addresses of this app's pages."""

from django.urls import path

from placements.views import (
    answers,
    approval,
    changes,
    publication,
    review,
    review_student,
    school_proposal,
    student_placement,
    uploads,
)

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
    path("werk/rondes/<int:pk>/nazicht/", review.round_review, name="round-review"),
    path("werk/rondes/<int:pk>/nazicht/plan/<int:proposal>/", review.proposal_take, name="proposal-take"),
    path("werk/rondes/<int:pk>/nazicht/<int:registration>/", review_student.review_student, name="review-student"),
    path("werk/rondes/<int:pk>/nazicht/<int:registration>/wijzig/", review_student.review_change, name="review-change"),
    path(
        "werk/rondes/<int:pk>/nazicht/<int:registration>/opmerking/",
        review_student.review_comment,
        name="review-comment",
    ),
    path("werk/rondes/<int:pk>/nazicht/<int:registration>/prijs/", review_student.review_prices, name="review-prices"),
    path("werk/rondes/<int:pk>/wijzigingen/", changes.round_changes, name="round-changes"),
    path("werk/rondes/<int:pk>/wijzigingen/<int:edit>/herstel/", changes.edit_undo, name="edit-undo"),
    path("werk/rondes/<int:pk>/goedkeuren/", approval.round_approve, name="round-approve"),
    path("werk/rondes/<int:pk>/goedkeuren/vraag/", approval.round_submit, name="round-submit"),
    path("werk/rondes/<int:pk>/goedkeuren/keur-goed/", approval.round_approve_now, name="round-approve-now"),
    path("werk/rondes/<int:pk>/goedkeuren/stuur-terug/", approval.round_send_back, name="round-send-back"),
    path("werk/rondes/<int:pk>/goedkeuren/heropen/", approval.round_reopen, name="round-reopen"),
    path("werk/rondes/<int:pk>/versturen/", publication.round_send, name="round-send"),
    path("werk/rondes/<int:pk>/versturen/scholen/", publication.round_tell_schools, name="round-tell-schools"),
    path("werk/rondes/<int:pk>/versturen/studenten/", publication.round_tell_students, name="round-tell-students"),
    path("werk/rondes/<int:pk>/versturen/<int:mail>/opnieuw/", publication.mail_again, name="mail-again"),
    path("werk/rondes/<int:pk>/antwoorden/", answers.round_answers, name="round-answers"),
    path("werk/rondes/<int:pk>/antwoorden/<int:placement>/bezwaar/", answers.objection_settle, name="objection-settle"),
    path(
        "werk/rondes/<int:pk>/antwoorden/<int:placement>/uitval/", answers.placement_withdraw, name="placement-withdraw"
    ),
]
