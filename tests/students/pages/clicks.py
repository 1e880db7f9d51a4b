"""What the tests of pages do and read again and again."""

from django.urls import reverse

from students.models import Registration, Wish

FORMS = (
    "student-address",
    "student-availability",
    "student-wishes",
    "student-wish-add",
    "student-hidden",
    "student-duo",
    "student-avoid",
    "student-withdraw",
)


def sentences(response):
    found = response.context["form"].errors.get_json_data()
    return {name: [one["message"] for one in one_field] for name, one_field in found.items()}


def saved(registration):
    return Registration.objects.get(pk=registration.pk)


def ranking(registration):
    return [wish.school.name for wish in Wish.objects.filter(registration=registration).order_by("tier")]


def press(page, wish, button, place):
    return page.post(f"{reverse('student-wish-move')}?plaats={place}", {"item": wish.pk, "move": button})
