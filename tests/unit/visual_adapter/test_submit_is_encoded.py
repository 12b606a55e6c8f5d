"""Every model, name and knob: the call, or a refusal that names the field."""

import orjson
import pytest
from visual_submits import HUMAN, OFFICIAL, PRO, fields, refusal

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog


@pytest.mark.parametrize("model", OFFICIAL)
def test_a_minimal_request_says_nothing_that_was_not_asked(model, film, sent):
    body = sent(film(model))
    assert body["req_key"] == model
    assert not {"frames", "seed", "aspect_ratio", "output_resolution", "callback_url"} & set(body)
    assert not [name for name, value in body.items() if value in ("", None, [], {})]


@pytest.mark.parametrize("model", OFFICIAL)
def test_a_call_is_a_post_to_the_root_with_action_and_version_in_the_query(model, film, default):
    call = visual.encode_submit(film(model), default).call
    action = "CVSubmitTask" if catalog.BY_KEY[model].actions == "cvsubmit" else "CVSync2AsyncSubmitTask"
    assert (call.method, call.path) == ("POST", "/")
    assert call.query == (("Action", action), ("Version", "2022-08-31"))
    assert call.headers == (("Content-Type", "application/json"),)


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**63 - 1])
def test_a_seed_is_sent_zero_too(seed, film, sent):
    assert sent(film(PRO, seed=seed))["seed"] == seed


@pytest.mark.parametrize("seed", [-1, -2, 2**63, 10**30])
def test_a_seed_out_of_range_is_refused(seed, film, default):
    assert refusal(film(PRO, seed=seed), default).pointer == "/seed"


def test_two_films_in_one_call_are_refused(film, default):
    assert refusal(film(PRO, count=2), default).pointer == "/count"


KNOBS = {
    "negative_prompt": "模糊",
    "fps": 30,
    "watermark": False,
    "with_audio": True,
    "camera_fixed": False,
    "callback_url": "https://client.example/hook",
}


@pytest.mark.parametrize("model", OFFICIAL)
@pytest.mark.parametrize("knob", KNOBS)
def test_a_knob_that_the_vendor_lacks_is_a_loss(model, knob, film, default):
    plain = visual.encode_submit(film(model), default)
    turned = visual.encode_submit(film(model, **{knob: KNOBS[knob]}), default)
    if knob == "callback_url" and model == "jimeng_dreamactor_m20_gen_video":
        assert orjson.loads(turned.call.body)["callback_url"] == KNOBS[knob]
        assert turned.losses == ()
    else:
        assert [(loss.kind, loss.field) for loss in turned.losses] == [(LossKind.UNSUPPORTED, knob)]
        assert turned.call == plain.call


def test_the_rate_that_the_vendor_has_anyway_is_no_loss(film, default):
    assert visual.encode_submit(film(PRO, fps=24), default).losses == ()
    assert fields(visual.encode_submit(film("jimeng_vgfm_t2v_l20", fps=24), default).losses) == ["fps"]


def test_a_seed_is_lost_where_there_is_no_field_for_it(film, default):
    losses = visual.encode_submit(film("jimeng_dream_actor_m1_gen_video_cv", seed=7), default).losses
    assert fields(losses) == ["seed"]


@pytest.mark.parametrize("move", catalog.CAMERA_MOVES)
@pytest.mark.parametrize("strength", ["weak", "medium", "strong"])
def test_every_camera_move_is_sent(move, strength, film, sent):
    options = {"template_id": move, "camera_strength": strength}
    body = sent(film("jimeng_i2v_recamera_v30", vendor_options=options))
    assert (body["template_id"], body["camera_strength"]) == (move, strength)


@pytest.mark.parametrize(
    ("model", "options", "field"),
    [
        ("jimeng_i2v_recamera_v30", {}, "template_id"),
        ("jimeng_i2v_recamera_v30", {"template_id": "handheld"}, "camera_strength"),
        ("jimeng_i2v_recamera_v30", {"template_id": "spin", "camera_strength": "weak"}, "template_id"),
        ("jimeng_i2v_recamera_v30", {"template_id": [], "camera_strength": "weak"}, "template_id"),
        (HUMAN, {"pe_fast_mode": "yes"}, "pe_fast_mode"),
        (HUMAN, {"pe_fast_mode": 1}, "pe_fast_mode"),
        (PRO, {"pe_fast_mode": True}, "pe_fast_mode"),
        (PRO, {"req_key": "jimeng_t2v_v30"}, "req_key"),
        (PRO, {"frames": 241}, "frames"),
        (PRO, {"seed": 1}, "seed"),
        (PRO, {"whatever": 1}, "whatever"),
        (PRO, {"req_json": "{"}, "req_json"),
        (PRO, {"req_json": "[]"}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"content_producer": "甲"}}}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"producer_id": "1", "more": "x"}}}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"producer_id": "1" * 257}}}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"producer_id": "1"}, "return_url": True}}, "req_json"),
    ],
)
def test_an_option_that_is_not_documented_is_refused_by_name(model, options, field, film, default):
    error = refusal(film(model, vendor_options=options), default)
    assert error.pointer == f"/vendor_options/{field}"
    assert field in error.message


def test_a_marking_that_is_not_documented_is_told_which_there_are(film, default):
    error = refusal(
        film(PRO, vendor_options={"req_json": {"aigc_meta": {"producer_id": "1", "x": "y"}}}), default
    )
    assert "content_producer, producer_id, content_propagator, propagate_id" in error.message
    assert error.value == "x"


def test_the_camera_options_may_be_left_out_where_the_profile_says_so(film, profile, sent):
    lenient = profile(recamera_options="optional")
    body = sent(film("jimeng_i2v_recamera_v30", vendor_options={}), lenient)
    assert not {"template_id", "camera_strength"} & set(body)


@pytest.mark.parametrize("model", catalog.UNTRANSLATED)
def test_a_key_that_makes_no_film_of_ours_is_refused_with_the_reason(model, default):
    error = refusal(VideoRequest(model=model, prompt="雨"), default)
    assert error.pointer == "/model"
    assert catalog.UNTRANSLATED[model] in error.message


def test_an_unknown_model_is_refused_with_the_models_that_exist(default):
    error = refusal(VideoRequest(model="jimeng_i2v_first_v30_1080p", prompt="雨"), default)
    assert "jimeng_i2v_first_v30_1080," in error.message


@pytest.mark.parametrize("alias", catalog.ALIASES)
def test_an_alias_is_sent_as_the_official_key_and_said_to_be(alias, film, default, profile, sent):
    translation = visual.encode_submit(film(alias), default)
    assert orjson.loads(translation.call.body)["req_key"] == catalog.ALIASES[alias]
    assert [(loss.asked, loss.sent) for loss in translation.losses] == [(alias, catalog.ALIASES[alias])]
    assert [(loss.kind, loss.field) for loss in translation.losses] == [(LossKind.ADJUSTED, "model")]
    assert sent(film(alias), profile("seed-001"))["req_key"] == alias
    assert visual.encode_submit(film(alias), profile("seed-001")).losses == ()


@pytest.mark.parametrize("model", OFFICIAL)
def test_the_newer_family_names_the_model_in_the_action(model, film, profile, sent):
    chosen = profile("per-model")
    call = visual.encode_submit(film(model), chosen).call
    stem = catalog.BY_KEY[model].stem
    if stem is None:
        assert "req_key" in sent(film(model), chosen)
        assert call.query[1] == ("Version", "2022-08-31")
    else:
        assert call.query == (("Action", stem + "SubmitTask"), ("Version", "2024-06-06"))
        assert "req_key" not in sent(film(model), chosen)


def test_the_newer_family_says_aloud_that_an_alias_is_another_name(film, profile):
    chosen = profile("per-model", aliases="keep")
    assert fields(visual.encode_submit(film("jimeng_t2v_v30_pro"), chosen).losses) == ["model"]


@pytest.mark.parametrize("model", OFFICIAL)
def test_one_pair_of_actions_serves_all_where_the_profile_says_so(model, film, profile):
    call = visual.encode_submit(film(model), profile(submit_pair="sync2async")).call
    assert call.query[0] == ("Action", "CVSync2AsyncSubmitTask")
