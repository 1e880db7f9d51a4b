"""Every address of the API."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework.routers import SimpleRouter

from placements.api.placements import PlacementViewSet
from placements.api.proposals import AssignmentViewSet, ProposalViewSet
from placements.api.rounds import RoundViewSet, RunViewSet
from schools.api import SchoolViewSet, SupportRequestViewSet
from students.api import RegistrationViewSet

router = SimpleRouter()
router.register("schools", SchoolViewSet)
router.register("requests", SupportRequestViewSet)
router.register("registrations", RegistrationViewSet)
router.register("rounds", RoundViewSet)
router.register("runs", RunViewSet)
router.register("proposals", ProposalViewSet)
router.register("assignments", AssignmentViewSet)
router.register("placements", PlacementViewSet)

urlpatterns = [
    path("", include(router.urls)),
    path("token/", obtain_auth_token, name="api-token"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
]
