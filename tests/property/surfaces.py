"""Every surface of the registry as the laws see it: the adapter, its document, drawn films, relays.

`NAME_films.py` beside this module draws what a client can say: `films()`, canonical requests that every profile of the
surface can say, alone or with the name by which the client calls the model; `BODIES`, label → a JSON create that is
good in every profile; `IN_VAIN`, member → (label, value) pairs that only repeat what the body says already. It may say
besides: `is_beyond_a_schema(body)`; `NEEDED_SOMEWHERE`, members that only some films need; `call_of(body, profile_name)`,
the call that says a body in a profile that takes no JSON, else None.
"""

from dataclasses import MISSING, fields, replace
from functools import cache
from importlib import import_module

import orjson
import pytest

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.errors import Inexpressible, MalformedRequest
from vidlect_adapters.interface import NamesModels
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import relay_of
from vidlect_contract.judge.dialects import SurfaceDocument
from vidlect_mock import documents

PROFILES = [(name, profile) for name, surface in SURFACES.items() for profile in surface.PROFILES]
CROSSINGS = [(surface, vendor) for surface in SURFACES for vendor in VENDORS]


class Surface:
    """One surface."""

    def __init__(self, name):
        self.name = name
        self.adapter = SURFACES[name]
        self.drawn = import_module(f"{name}_films")
        self.wire = import_module(f"vidlect_adapters.surfaces.{name}.wire")
        self.schema = documents.load("surfaces", name)
        self.document = SurfaceDocument(self.schema)
        self.relay = relay_of(self.adapter, VENDORS)

    def profile(self, name="default", **switches):
        """One of the surface's profiles."""
        return choose(self.name, self.adapter.SWITCHES, self.adapter.PROFILES, name, switches)

    def films(self):
        """Drawn films as pairs: the request, what the client calls its model."""
        return self.drawn.films().map(lambda film: film if isinstance(film, tuple) else (film, film.model))

    def model_name(self, model):
        """What a client calls a vendor's model."""
        return self.adapter.model_name(model) if isinstance(self.adapter, NamesModels) else model

    def create(self, request, profile=None):
        """The call by which a client asks for a film. Raises Inexpressible."""
        return self.adapter.encode_create(request, self.model_name(request.model), profile or self.profile())

    @property
    def path(self):
        """Where films are created."""
        return self.adapter.encode_query("x", self.profile()).path.removesuffix("/x")

    def post(self, body):
        """A create with any JSON body."""
        headers = (("Content-Type", "application/json"),)
        return HttpCall(method="POST", path=self.path, headers=headers, body=orjson.dumps(body))

    def said(self, body, profile="default"):
        """A create with these members: JSON, or a form where the profile takes nothing else."""
        call_of = getattr(self.drawn, "call_of", None)
        return (call_of(body, profile) if call_of else None) or self.post(body)

    def read(self, body, profile="default"):
        """What is read of a JSON body; the field at fault where it is refused."""
        try:
            return self.adapter.decode_create(self.said(body, profile), self.profile(profile))
        except (MalformedRequest, Inexpressible) as error:
            return error.field or str(error)

    def sayable(self, request):
        """The request without what the surface has no member for; None where that is what the film is."""
        unset = {
            one.name: one.default if one.default is not MISSING else one.default_factory()
            for one in fields(VideoRequest)
            if one.name not in {"model", "inputs"}
        }
        for _ in range(2 * len(unset)):
            try:
                self.create(request)
            except Inexpressible as error:
                name = error.pointer.split("/")[1] if error.pointer else ""
                if name not in unset or getattr(request, name) == unset[name]:
                    return None
                request = replace(request, **{name: unset[name]})
            else:
                return request
        return None

    def __repr__(self):
        return self.name


surface = cache(Surface)


def every_surface():
    """Parametrises a test over surfaces."""
    return pytest.mark.parametrize("surface_name", list(SURFACES))


def every_profile():
    """Parametrises a test over all profiles of all surfaces."""
    return pytest.mark.parametrize(("surface_name", "profile_name"), PROFILES)


def every_crossing():
    """Parametrises a test over all surfaces in front of all vendors."""
    return pytest.mark.parametrize(("surface_name", "vendor_name"), CROSSINGS)
