"""The addresses of this app's pages."""

from django.urls import path

from students.views import choosing, details, duo, home, staff, wishes

urlpatterns = [
    path("student/", home.student_home, name="student-home"),
    path("student/adres/", details.student_address, name="student-address"),
    path("student/beschikbaarheid/", details.student_availability, name="student-availability"),
    path("student/wensen/", wishes.student_wishes, name="student-wishes"),
    path("student/wensen/zet/", wishes.student_wish_move, name="student-wish-move"),
    path("student/wensen/volgorde/", wishes.student_wish_order, name="student-wish-order"),
    path("student/wensen/herstel/", wishes.student_wish_undo, name="student-wish-undo"),
    path("student/wensen/toevoegen/", choosing.student_wish_add, name="student-wish-add"),
    path("student/wensen/waarom/", choosing.student_hidden, name="student-hidden"),
    path("student/duo/", duo.student_duo, name="student-duo"),
    path("student/duo/<int:pk>/antwoord/", duo.student_duo_answer, name="student-duo-answer"),
    path("student/duo/stop/", duo.student_duo_stop, name="student-duo-stop"),
    path("student/vermijden/", choosing.student_avoid, name="student-avoid"),
    path("student/vermijden/<int:pk>/", choosing.student_avoid_add, name="student-avoid-add"),
    path("student/vermijden/<int:pk>/weg/", choosing.student_avoid_remove, name="student-avoid-remove"),
    path("student/nakijken/", home.student_check, name="student-check"),
    path("student/afmelden/", home.student_withdraw, name="student-withdraw"),
    path("werk/studenten/", staff.student_list, name="student-list"),
    path("werk/studenten/<int:pk>/", staff.staff_student, name="staff-student"),
    path("werk/studenten/<int:pk>/<int:registration_pk>/", staff.staff_registration, name="staff-registration"),
    path("werk/studenten/<int:pk>/<int:registration_pk>/duo/", staff.staff_duo, name="staff-duo"),
]
