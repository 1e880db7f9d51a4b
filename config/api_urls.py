"""Every address of the API."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.authtoken.views import ObtainAuthToken
from rest_framework.routers import SimpleRouter
from rest_framework.throttling import ScopedRateThrottle

from placements.api.placements import PlacementViewSet
from placements.api.proposals import AssignmentViewSet, ProposalViewSet
from placements.api.rounds import RoundViewSet, RunViewSet
from schools.api import SchoolViewSet, SupportRequestViewSet
from students.api import RegistrationViewSet


class LimitedToken(ObtainAuthToken):
    """A token for e-mail address and password, ten tries a minute."""

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "token"


styled = csp_update({"style-src": [UNSAFE_INLINE]})  # Swagger UI, for developers, writes styles of its own

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
    path("token/", LimitedToken.as_view(), name="api-token"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", styled(SpectacularSwaggerSplitView.as_view(url_name="api-schema")), name="api-docs"),
]
