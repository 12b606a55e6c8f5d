"""The job that a create, remix, edit or extension asks for.

Here lives which checks an operation has, and what becomes of a request that passes. Never: a check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal
from vidlect_mock.message import Received

from . import creations, followups, models, reading
from .errors import Trouble, refused
from .jobs import Job
from .webhooks import subscribed


def submitted(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """The job that is asked for, or the refusal."""
    asked = reading.read(received)
    if isinstance(asked, Trouble):
        return refused(asked, desk, admitted)
    asked.forgive_nulls()
    job = Job(asked, admitted, desk)
    for trouble in _CHECKS[admitted.operation.name](job, admitted):
        return refused(trouble, desk, admitted)
    strictly = reading.remarked(asked.remarks, desk)
    if strictly is not None:
        return refused(strictly, desk, admitted)
    model, size, seconds = (str(job.body[name]) for name in ("model", "size", "seconds"))
    return Intake(
        body=job.body,
        model=model,
        prompt=job.prompt,
        marker=job.marker,
        film=models.film_of(model, size, seconds),
        remarks=tuple(asked.remarks),
        callback_url=subscribed(admitted.session, desk),
    )


_CHECKS: Mapping[str, Callable[[Job, Admitted], Iterator[Trouble]]] = {
    "createVideo": creations.create,
    "remixVideo": followups.remix,
    "editVideo": followups.edit,
    "extendVideo": followups.extend,
}
"""Operation → its checks; the first trouble refuses."""
