"""Small gateways, each wrong in one known way.

Here lives one class for each fault: what it overrides of the right gateway, and what it is convicted for.
Never: a rule of a dialect, a judgement.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
from dataclasses import replace

import orjson

from right_gateway import VENDOR, Right
from vidlect_adapters.canonical import Failed, Succeeded
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.registry import VENDORS
from vidlect_contract.verdict import Code


class RoundsSevenSeconds(Right):
    convicted_for, by = Code.ACCEPTED_INVALID, "tokenops/refusals/seconds-7"

    def heard(self, body):
        return {**body, "seconds": "10" if body.get("seconds") == "10" else "5"}


class AlwaysFiveSeconds(Right):
    convicted_for, by = Code.LENGTH_DIFFERS, "tokenops/length-and-shape/seconds-10"

    def southbound(self, body):
        return {**body, "frames": 121}


class DropsTheLastFrame(Right):
    convicted_for, by = Code.INPUT_DIFFERS, "tokenops/models/hd-first-and-last-frame"

    def southbound(self, body):
        if len(body.get("image_urls", ())) < 2:
            return body
        return {**body, "image_urls": body["image_urls"][:1], "req_key": "jimeng_i2v_first_v30"}


class AppendsPToThe1080Key(Right):
    convicted_for, by = Code.SOUTHBOUND_MALFORMED, "tokenops/models/full-hd-first-frame"

    def southbound(self, body):
        return {**body, "req_key": body["req_key"] + "p"}


class RunsAnotherModel(Right):
    convicted_for, by = Code.MODEL_DIFFERS, "tokenops/models/hd-text"

    def southbound(self, body):
        return {**body, "req_key": "jimeng_t2v_v30_1080p"}


class SaysThePromptTwice(Right):
    convicted_for, by = Code.PROMPT_DIFFERS, "tokenops/prompt-and-seed/prompt-emoji"

    def southbound(self, body):
        return {**body, "prompt": body["prompt"] * 2}


class PrefersPromptToContent(Right):
    convicted_for, by = Code.PROMPT_DIFFERS, "tokenops/content/text-wins-over-prompt"

    def heard(self, body):
        if "prompt" not in body:
            return body
        return {**body, "content": [one for one in body.get("content", []) if one.get("type") != "text"]}


class KeepsTheDataPrefix(Right):
    convicted_for, by = Code.SOUTHBOUND_MALFORMED, "tokenops/content/picture-data-url"

    def southbound(self, body):
        inline = [f"data:image/png;base64,{one}" for one in body.get("binary_data_base64", ())]
        return {**body, **({"binary_data_base64": inline} if inline else {})}


class MakesEverythingSquare(Right):
    convicted_for, by = Code.FRAME_DIFFERS, "tokenops/length-and-shape/size-720x1280"

    def southbound(self, body):
        return {**body, "aspect_ratio": "1:1"}


class LosesSeedZero(Right):
    convicted_for, by = Code.SEED_DIFFERS, "tokenops/prompt-and-seed/seed-zero"

    def southbound(self, body):
        return {name: value for name, value in body.items() if value != 0}


class LosesExplicitFalse(Right):
    convicted_for, by = Code.OPTION_DIFFERS, "tokenops/omnihuman/fast-mode"

    def southbound(self, body):
        return {name: value for name, value in body.items() if name != "pe_fast_mode"}


class SendsEmptyFields(Right):
    convicted_for, by = Code.WIRE_DIFFERS, "tokenops/models/minimal"

    def southbound(self, body):
        return {"aspect_ratio": "", "negative_prompt": "", **body}


class SignsAnotherBody(Right):
    convicted_for, by = Code.SOUTHBOUND_REFUSED, "tokenops/models/minimal"

    def signed(self, call):
        return replace(super().signed(call), body=call.body + b" ")


class RetriesCreates(Right):
    convicted_for, by = Code.DOUBLE_CREATE, "journeys/faults/submit-503"

    async def submit(self, call):
        reply = await self.send(call)
        return await self.send(call) if reply is None or reply.status >= 500 else reply


class RetriesAfterABrokenConnection(Right):
    convicted_for, by = Code.DOUBLE_CREATE, "journeys/faults/submit-reset-after"

    async def submit(self, call):
        return await self.send(call) or await self.send(call)


class TakesEvery200ForSuccess(Right):
    convicted_for, by = Code.ACCEPTED_INVALID, "volcengine_visual/submitted/refused-with-http-200"

    def vendor_said(self, reply):
        with contextlib.suppress(orjson.JSONDecodeError):
            body = orjson.loads(reply.body)
            if reply.status == 200 and body.get("data") is None:
                return replace(reply, body=orjson.dumps({**body, "code": 10000, "data": {"task_id": "none"}}))
        return reply


class KillsATaskOnOneBadPoll(Right):
    convicted_for, by = Code.FINAL_STATE, "journeys/faults/poll-503"

    def polled(self, record, reply):
        if reply is not None and reply.status < 500:
            return super().polled(record, reply)
        failure = VendorFailure(kind=ErrorKind.VENDOR_ERROR, vendor_code="poll", message="the poll failed")
        return replace(record, last=Failed(ref=record.ref, failure=failure))


class NeverSeesExpiry(Right):
    convicted_for, by = Code.NEVER_ENDED, "journeys/states/expired"

    def polled(self, record, reply):
        after = super().polled(record, reply)
        return after if isinstance(after.last, Succeeded) else record


class ForwardsTheVendorsWords(Right):
    convicted_for, by = Code.UNKNOWN_WORD, "journeys/states/queued-running-succeeded"

    def said(self, _step, status, body):
        words = {"processing": "generating", "completed": "done"}
        return status, {**body, "status": words.get(body.get("status"), body.get("status"))}


class GoesBack(Right):
    convicted_for, by = Code.STATE_WENT_BACK, "journeys/states/queued-running-succeeded"

    def said(self, _step, status, body):
        if body.get("status") == "completed" and next(self.numbers) % 2:
            return status, {**body, "status": "processing"}
        return status, body


class PollsAfterTheEnd(Right):
    convicted_for, by = Code.POLLED_AFTER_END, "journeys/errors/task-50412"

    def to_poll(self, record):
        return VENDORS[VENDOR].encode_poll(record.ref, self.relay.profiles[VENDOR])


class FullProgressWhileRunning(Right):
    convicted_for, by = Code.PROGRESS_RANGE, "journeys/states/queued-running-succeeded"

    def said(self, step, status, body):
        return status, {**body, "progress": 100} if step == "query" else body


class FallingProgress(Right):
    convicted_for, by = Code.PROGRESS_FELL, "journeys/states/long-queue"

    def said(self, step, status, body):
        if step == "query" and body["status"] != "completed":
            return status, {**body, "progress": max(0, 90 - 10 * next(self.numbers))}
        return status, body


class NumericIds(Right):
    convicted_for, by = Code.ID_NOT_STRING, "tokenops/models/minimal"

    def said(self, _step, status, body):
        return status, {**body, "id": int(body["id"])} if "id" in body else body


class CreatedAtNull(Right):
    convicted_for, by = Code.CREATED_AT_TYPE, "tokenops/models/minimal"

    def said(self, step, status, body):
        return status, {**body, "created_at": None} if step == "create" else body


class MovingCreatedAt(Right):
    convicted_for, by = Code.CREATED_AT_CHANGED, "journeys/states/queued-running-succeeded"

    def said(self, _step, status, body):
        return status, {**body, "created_at": next(self.numbers)} if "created_at" in body else body


class FlatErrors(Right):
    convicted_for, by = Code.ERROR_ENVELOPE, "tokenops/refusals/seconds-7"

    def said(self, step, status, body):
        return status, {"code": status, "message": body["error"]["message"]} if step == "error" else body


class NamelessErrors(Right):
    convicted_for, by = Code.FIELD_NOT_NAMED, "tokenops/refusals/seconds-7"

    def said(self, step, status, body):
        if step == "error":
            return status, {"error": {**body["error"], "message": "bad request", "param": None}}
        return status, body


class EverythingIsAServerError(Right):
    convicted_for, by = Code.SERVER_ERROR, "tokenops/refusals/req-key-missing"

    def said(self, step, status, body):
        return (500 if step == "error" else status), body


class UnknownTasksAreBadRequests(Right):
    convicted_for, by = Code.HTTP_STATUS, "tokenops/protocol/unknown-task"

    def said(self, _step, status, body):
        return (400 if status == 404 else status), body


class FailsWithoutAReason(Right):
    convicted_for, by = Code.MISSING_REASON, "journeys/errors/task-50412"

    def said(self, _step, status, body):
        return status, {**body, "error": None} if body.get("status") == "failed" else body


class LosesTheReason(Right):
    convicted_for, by = Code.REASON_LOST, "journeys/errors/task-50412"

    def said(self, _step, status, body):
        if body.get("status") == "failed":
            return status, {**body, "error": {"code": "input_rejected", "message": "something went wrong"}}
        return status, body


class ShowsTheVendorsJson(Right):
    convicted_for, by = Code.RAW_VENDOR_REPLY, "journeys/errors/task-50412"

    def vendor_said(self, reply):
        self.last_sent = reply
        return reply

    def said(self, _step, status, body):
        if body.get("status") == "failed" and self.last_sent:
            raw = self.last_sent.body.decode()
            return status, {**body, "error": {"code": "vendor_error", "message": f"upstream: {raw}"}}
        return status, body


class ShowsItsKey(Right):
    convicted_for, by = Code.SECRET_LEAKED, "journeys/errors/submit-50412"

    def said(self, step, status, body):
        if step == "error":
            text = f"{body['error']['message']} (called with {self.keys.access_key})"
            return status, {"error": {**body["error"], "message": text}}
        return status, body


class OpenContent(Right):
    convicted_for, by = Code.CONTENT_OPEN, "journeys/delivery/film-without-key"

    def owner(self, request):
        return "first" if request.url.path.endswith("/content") else super().owner(request)


class ShowsEverybodysTasks(Right):
    convicted_for, by = Code.TASK_READABLE, "journeys/delivery/task-with-other-key"

    def may_see(self, _record, _owner):
        return True


class CutsTheFilm(Right):
    convicted_for, by = Code.CONTENT_MISMATCH, "journeys/delivery/whole-film"

    def film(self, content):
        return content[:-1] + hashlib.sha256(content).digest()[:1]


class DoneWithoutAFilm(Right):
    convicted_for, by = Code.CONTENT_REFUSED, "journeys/delivery/whole-film"

    def to_poll(self, _record):
        return None

    def said(self, step, status, body):
        return status, {**body, "status": "completed", "progress": 100} if step == "query" else body


class ReencodesPictures(Right):
    convicted_for, by = Code.INPUT_DIFFERS, "tokenops/content/picture-data-url"

    def southbound(self, body):
        pictures = [base64.b64decode(one) + b"\0" for one in body.get("binary_data_base64", ())]
        again = [base64.b64encode(one).decode() for one in pictures]
        return {**body, **({"binary_data_base64": again} if again else {})}


class TellsTheVendorWhereToCall(Right):
    surface = "burncloud"
    convicted_for, by = Code.WIRE_DIFFERS, "burncloud/over-visual/callback-kept"

    def heard(self, body):
        self.callback = body["metadata"]["callback_url"]
        return body

    def southbound(self, body):
        return {**body, "callback_url": self.callback}


class ShowsNoLink(Right):
    surface = "burncloud"
    convicted_for, by = Code.REPLY_DIFFERS, "burncloud/over-visual/queued-running-succeeded"

    def said(self, _step, status, body):
        return status, {name: value for name, value in body.items() if name != "url"}


class LinksToAnotherFilm(Right):
    surface = "burncloud"
    convicted_for, by = Code.CONTENT_MISMATCH, "burncloud/over-visual/queued-running-succeeded"

    def film(self, content):
        return content + b"and another"


class LinksThatWantAKey(Right):
    surface = "burncloud"
    convicted_for, by = Code.CONTENT_REFUSED, "burncloud/over-visual/queued-running-succeeded"

    def opens(self, record, request):
        return self.owner(request) == record.owner


WRONG: tuple[type[Right], ...] = tuple(Right.__subclasses__())
