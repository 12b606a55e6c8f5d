"""What a gateway does for questions about a picture's subject: one call, or a submit and polls behind one.

Here live decisions over values, as in `relay`. Never: a socket, a pause between polls, a limit on them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .canonical import (
    Failed,
    InProgress,
    InspectionKind,
    SubjectFindings,
    SubjectInspection,
    TaskRef,
    VideoTask,
)
from .errors import Inexpressible, MalformedReply, TranslationError
from .failure import VendorFailure
from .interface import InspectsSubject, InspectsSubjectSurface
from .loss import Loss
from .message import HttpCall, HttpReply
from .relay import TRANSIENT_KINDS, Relay
from .routing import Route, UnknownModel


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionOutbound:
    """A question about a picture's subject, ready to be authorised and sent.

    `model_name` is the model as the client wrote it, as in `relay.Outbound`. `ref` is None for the first call, and the vendor's task for the polls that may follow. `transient`:
    the last poll itself went wrong and told nothing.
    """

    vendor: str
    inspection: SubjectInspection
    model_name: str
    call: HttpCall
    ref: TaskRef | None = None
    transient: bool = False
    losses: tuple[Loss, ...] = ()


def begin_inspection(relay: Relay, call: HttpCall) -> InspectionOutbound | HttpReply:
    """What to send for a client's question, or the refusal to answer with.

    Raises:
        TypeError: the surface has no such question.
    """
    try:
        decoded = _surface(relay).decode_inspection(call, relay.profile)
        inspection = decoded.inspection
        route = _route(relay, inspection)
        asked = replace(inspection, model=route.model)
        vendor, profile = relay.vendor(route.vendor)
        if not isinstance(vendor, InspectsSubject):
            text = f"{route.vendor} cannot look at the subject of a picture"
            return relay.refusal(Inexpressible(route.vendor, text, pointer="/model", value=inspection.model))
        translation = vendor.encode_inspection(asked, profile)
    except TranslationError as error:
        return relay.refusal(error)
    return InspectionOutbound(
        vendor=route.vendor,
        inspection=asked,
        model_name=decoded.model_name,
        call=translation.call,
        losses=decoded.losses + translation.losses,
    )


def inspected(
    relay: Relay, outbound: InspectionOutbound, reply: HttpReply, *, new_id: str
) -> InspectionOutbound | HttpReply:
    """What to answer; or the next poll to send. `new_id` stands in for ids that the vendor does not give."""
    is_poll = outbound.ref is not None
    try:
        answer = _answer(relay, outbound, reply)
    except TranslationError as error:
        # Nothing is known of the submit: an answer. A poll told nothing: poll again.
        return replace(outbound, transient=True) if is_poll else relay.refusal(error)
    match answer:
        case SubjectFindings():
            return _findings(relay, outbound, answer, new_id)
        case TaskRef():
            adapter, profile = relay.vendor(outbound.vendor)
            return replace(outbound, ref=answer, call=adapter.encode_poll(answer, profile))
        case InProgress():
            return replace(outbound, transient=False)
        case VendorFailure():
            if is_poll and answer.kind in TRANSIENT_KINDS:
                return replace(outbound, transient=True)
            return relay.refusal(answer)
        case Failed():
            return relay.refusal(answer.failure)
        case _:  # Succeeded
            return relay.refusal(MalformedReply(outbound.vendor, "a film came instead of findings"))


def _answer(
    relay: Relay, outbound: InspectionOutbound, reply: HttpReply
) -> SubjectFindings | TaskRef | VideoTask | VendorFailure:
    vendor, profile = relay.vendor(outbound.vendor)
    if not isinstance(vendor, InspectsSubject):
        raise TypeError(f"vendor {outbound.vendor!r} was never asked about a picture")
    if outbound.ref is None:
        return vendor.decode_inspected(outbound.inspection, reply, profile)
    return vendor.decode_inspection_polled(outbound.ref, reply, profile)


def _findings(
    relay: Relay, outbound: InspectionOutbound, findings: SubjectFindings, new_id: str
) -> HttpReply:
    has_task = outbound.inspection.kind is InspectionKind.RECOGNITION
    complete = replace(
        findings,
        task_id=(findings.task_id or new_id) if has_task else None,
        request_id=findings.request_id or new_id,
    )
    return _surface(relay).encode_findings(complete, outbound.inspection, relay.profile)


def _surface(relay: Relay) -> InspectsSubjectSurface:
    surface = relay.surface
    if not isinstance(surface, InspectsSubjectSurface):
        raise TypeError(f"surface {surface.NAME!r} has no question about a picture's subject")
    return surface


def _route(relay: Relay, inspection: SubjectInspection) -> Route:
    """The route of an inspection's model, else the first vendor that looks at subjects.

    Inspection models make no film, so a vendor need not list them among its film models.
    """
    try:
        return relay.routing.route(inspection.model, relay.surface.NAME)
    except UnknownModel:
        for name, vendor in relay.vendors.items():
            if isinstance(vendor, InspectsSubject):
                return Route(vendor=name, model=inspection.model)
        raise
