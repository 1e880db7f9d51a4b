"""People who save at the same moment all succeed, and nobody's work is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from accounts.models import Network

WRITERS, TIMES = 40, 5


@pytest.mark.django_db(transaction=True)
def test_everybody_who_saves_at_once_succeeds():
    network = Network.objects.create(name="Proef", slug="proef", themes=[])
    ready, faults = Barrier(WRITERS), []

    def save_repeatedly(writer: int) -> None:
        try:
            ready.wait()
            for time in range(TIMES):
                with transaction.atomic():  # reads before it writes: what deferred transactions on SQLite cannot take
                    row = Network.objects.select_for_update().get(pk=network.pk)
                    row.themes = [*row.themes, f"{writer}-{time}"]
                    row.save()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=save_repeatedly, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    network.refresh_from_db()
    assert faults == []
    assert sorted(network.themes) == sorted(f"{writer}-{time}" for writer in range(WRITERS) for time in range(TIMES))
