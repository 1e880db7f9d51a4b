"""Rows to test with: a network with two colleges, schools, their contacts, a round."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import College, MatchRound, Membership, Network, Role, User
from accounts.states import RoundState
from schools.models import Interest, Postcode, School, SchoolContact, SupportRequest

NOW = datetime(2027, 1, 23, 14, 2, tzinfo=ZoneInfo("Europe/Brussels"))
GHENT = (51.05, 3.72)


def make_network(slug: str = "kkgk", country: str = "BE") -> Network:
    return Network.objects.create(name=slug.upper(), slug=slug, country=country)


def make_college(network: Network, code: str = "hogent") -> College:
    return College.objects.create(network=network, code=code, name=f"Hogeschool {code}", email=f"{code}@example.org")


def make_round(college: College, name: str = "Voorjaar 2027", state: str = RoundState.OPEN, **fields) -> MatchRound:
    fields.setdefault("closes_at", NOW + timedelta(days=6))
    made = MatchRound.objects.create(network=college.network, name=name, state=state, **fields)
    made.colleges.add(college)
    return made


def make_user(name: str) -> User:
    """«Griet Roels» logs in as griet.roels@example.org."""
    first, _, last = name.partition(" ")
    address = f"{name.lower().replace(' ', '.')}@example.org"
    return User.objects.create_user(address, "a long password", first_name=first, last_name=last)


def make_coordinator(college: College, name: str = "Hilde Dewaele") -> User:
    user = make_user(name)
    Membership.objects.create(user=user, role=Role.COORDINATOR, college=college)
    return user


def make_school(network: Network, number: str = "1001", name: str = "De Zeven Populieren", **fields) -> School:
    place = {"municipality": "Gent", "town": "Gent", "latitude": GHENT[0], "longitude": GHENT[1]}
    return School.objects.create(network=network, number=number, name=name, **(place | fields))


def make_contact(school: School, name: str = "Griet Roels") -> User:
    user = make_user(name)
    SchoolContact.objects.create(school=school, user=user)
    return user


def make_request(school: School, match_round: MatchRound, number: str = "A1", **fields) -> SupportRequest:
    """A standing request: the school says yes with it."""
    Interest.objects.get_or_create(
        school=school, round=match_round, defaults={"answer": Interest.Answer.YES, "confirmed_at": NOW}
    )
    plain = {"levels": ["lager"], "half_days": ["mon-am", "tue-am"], "half_days_needed": 1, "confirmed_at": NOW}
    return SupportRequest.objects.create(school=school, round=match_round, number=number, **(plain | fields))


def make_postcode(code: str = "9000", place: str = "Gent", latitude: float = GHENT[0], longitude: float = GHENT[1]):
    return Postcode.objects.create(
        country="BE", code=code, place=place, municipality=place, latitude=latitude, longitude=longitude
    )
