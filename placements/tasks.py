"""What the worker does about rounds and runs; each task takes ids and may be delivered twice."""

from celery import shared_task
from django.conf import settings
from django.utils import translation
from django.utils.timezone import now

from accounts.models import MatchRound
from placements.actions.claims import reap_silent_runs as reap
from placements.actions.mailing import send_waiting_mails
from placements.actions.prices import compute_prices
from placements.actions.search import carry_out
from placements.actions.uploads import check_upload as check
from placements.actions.uploads import import_upload as import_checked
from placements.models import AlternativePrice, Run, Upload


@shared_task(name="placements.carry_out_run")
def carry_out_run(*, run_id: int) -> None:
    """Search for the best plan of one run, unless another worker has it or it is not wanted any more."""
    run = Run.objects.filter(pk=run_id).first()
    if run is not None:
        carry_out(run=run, clock=now)


@shared_task(name="placements.reap_silent_runs")
def reap_silent_runs() -> None:
    """Take up the runs whose worker fell silent."""
    reap(at=now(), silent_seconds=settings.SILENT_SECONDS)


@shared_task(name="placements.check_upload")
def check_upload(*, upload_id: int) -> None:
    """Work out what a file would do."""
    upload = Upload.objects.select_related("round__network", "network", "by").filter(pk=upload_id).first()
    if upload is not None:
        with translation.override(upload.language):
            check(upload=upload, at=now())


@shared_task(name="placements.import_upload")
def import_upload(*, upload_id: int) -> None:
    """Import a checked file, once."""
    upload = Upload.objects.select_related("round__network", "network", "by").filter(pk=upload_id).first()
    if upload is not None:
        with translation.override(upload.language):
            import_checked(upload=upload, at=now())


@shared_task(name="placements.send_mails")
def send_mails(*, round_id: int) -> None:
    """Send the round's mails that wait; told twice, each still goes once."""
    match_round = MatchRound.objects.filter(pk=round_id).first()
    if match_round is not None:
        send_waiting_mails(match_round=match_round, clock=now)


@shared_task(name="placements.price_alternatives")
def price_alternatives(*, prices_id: int) -> None:
    """Compute what other places would cost one student, unless it was done."""
    prices = AlternativePrice.objects.filter(pk=prices_id).select_related("proposal__run__snapshot").first()
    if prices is not None:
        compute_prices(prices=prices, clock=now)
