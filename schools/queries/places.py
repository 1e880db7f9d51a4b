"""Where a postcode lies."""

from schools.models import Postcode, School


def find_postcode(*, country: str, text: str) -> Postcode | None:
    """The place of what somebody typed as a postcode; its four digits count, in Belgium and the Netherlands alike."""
    return Postcode.objects.filter(country=country, code=text.strip()[:4]).first()


def municipalities(*, network: int) -> list[str]:
    """The municipalities where the network has a school, by name."""
    found = School.objects.filter(network=network).exclude(municipality="")
    return list(found.order_by("municipality").values_list("municipality", flat=True).distinct())
