"""May-they: what somebody may do to people and roles."""

from typing import Any

from accounts.models import College, Membership, Network, Role


def gives_roles(user: Any) -> bool:
    """Whoever has a role on the side of the colleges, or administers."""
    return user.is_authenticated and (user.is_superuser or Membership.objects.filter(user=user).exists())


def can_invite_to(user: Any, college: College) -> bool:
    """Coordinators invite fellow coordinators of their own college; network coordinators those of any of theirs."""
    if not user.is_authenticated:
        return False
    own = Membership.objects.filter(user=user)
    return user.is_superuser or own.filter(college=college).exists() or own.filter(network=college.network).exists()


def can_invite_to_network(user: Any, network: Network) -> bool:
    """Only the network's own coordinators."""
    if not user.is_authenticated:
        return False
    coordinator = Membership.objects.filter(user=user, role=Role.NETWORK_COORDINATOR, network=network)
    return user.is_superuser or coordinator.exists()
