"""Pages everybody may open, the first login, and who works with whom."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import actions, outbox, queries
from accounts.invitation_forms import InvitationForm, PasswordForm
from accounts.models import Role
from accounts.permissions import can_invite_to, gives_roles

STARTS = {"staff": "todo", "student": "student-home", "school": "school-list-own"}


def home(request: HttpRequest) -> HttpResponse:
    """What this is, for visitors; for people with an account, the page where their work is."""
    if not request.user.is_authenticated:
        return render(request, "accounts/home.html")
    side = queries.side_of(viewer=request.user)
    return redirect(STARTS[side]) if side else render(request, "accounts/nothing_yet.html")


@never_cache
def invitation(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Choose a first password, then go on to the own start page."""
    user = queries.invited_user(key=key, token=token)
    if user is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect(_further(request))
    return render(request, "accounts/invitation.html", {"form": form, "invited": user})


def _further(request: HttpRequest) -> str:
    """Where the invitation's mail wanted to go, when that is a page of this site."""
    path = request.GET.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "home"


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Who coordinates the viewer's colleges; invite a fellow coordinator."""
    if not gives_roles(request.user):
        raise Http404
    viewer: Any = request.user
    form = InvitationForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        return _invite(request, form.cleaned_data)
    rows = queries.list_memberships(viewer=request.user)
    return render(request, "accounts/people.html", {"form": form, "memberships": rows})


def _invite(request: HttpRequest, wanted: dict[str, Any]) -> HttpResponse:
    if not can_invite_to(request.user, wanted["college"]):
        raise Http404
    email, at = wanted["email"], timezone.now()
    user = actions.users_by_email({email: (wanted["first_name"], wanted["last_name"])})[email]
    actions.give_role(user=user, role=Role.COORDINATOR, of=wanted["college"], by=request.user, at=at)
    if user.has_usable_password():
        messages.success(request, _("%(email)s had al een account en ziet deze hogeschool nu ook.") % {"email": email})
    else:
        actions.invite(user=user, by=request.user, at=at)
        messages.success(request, _("De uitnodiging is verstuurd naar %(email)s.") % {"email": email})
    return redirect("people")


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A page of text."""
    return render(request, f"accounts/{name}.html")


def mails(request: HttpRequest) -> HttpResponse:
    """The mails that were written to a folder, newest first; only where no mail really leaves."""
    if not settings.DEBUG or "filebased" not in settings.EMAIL_BACKEND:
        raise Http404
    return render(request, "accounts/mails.html", {"mails": outbox.newest(limit=50)})
