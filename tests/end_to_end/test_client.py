"""The reference client against the mock, by both of its kinds: the call sequence of seed 001."""

import asyncio

import pytest

from vidlect_adapters.credentials import KeyPair
from vidlect_contract.mock_keys import mock_credentials
from vidlect_contract.reference.client import AsyncVideoClient, VideoClient
from vidlect_contract.reference.conversation import StillRunning, VendorRefused


@pytest.fixture
def at(mock):
    return {"base_url": mock.vendor_urls["volcengine_visual"]}


def test_the_whole_sequence_of_seed_001(at):
    with VideoClient(mock_credentials("volcengine_visual", "seed-001"), **at) as provider:
        assert provider.test_connection(), provider.test_connection().detail
        assert all(model["req_key"] and model["name"] for model in provider.list_models())
        task = provider.submit_text_to_video(
            prompt="[[mock:instant]] 一盏灯慢慢亮起来",
            duration=5,
            model="jimeng_t2v_v30_1080p",
            aspect_ratio="16:9",
        )
        result = provider.wait_for_completion(task.task_id, timeout=180, interval=0.05)
        assert result.video_url.startswith(at["base_url"])
        moved = provider.submit_image_to_video(
            image_url="https://example.com/lamp.jpg",
            prompt="[[mock:instant]] 灯光闪烁",
            duration=5,
            model="jimeng_ti2v_v30_pro",
            aspect_ratio="16:9",
        )
        assert provider.wait_for_completion(moved.ref, timeout=180, interval=0.05).video_url
        long = provider.submit_text_to_video(
            prompt="[[mock:instant]] 镜头一\n镜头二",
            duration=10,
            model="jimeng_t2v_v30_pro",
            aspect_ratio="16:9",
        )
        assert provider.wait_for_completion(long.task_id, timeout=180, interval=0.05).status == "succeeded"
        assert provider.estimate_cost("jimeng_ti2v_v30_pro", 10) == 10


def test_many_films_at_once_in_one_loop(at):
    async def all_of_them():
        async with AsyncVideoClient(mock_credentials("volcengine_visual", "at-once"), **at) as provider:
            tasks = await asyncio.gather(
                *(
                    provider.submit_text_to_video(
                        "[[mock:every-state]] 一盏灯", model="jimeng_t2v_v30", duration=5
                    )
                    for _ in range(20)
                )
            )
            return await asyncio.gather(
                *(provider.wait_for_completion(task.ref, 60, interval=0.02) for task in tasks)
            )

    results = asyncio.run(all_of_them())
    assert len({result.video_url for result in results}) == 20


@pytest.mark.parametrize("scenario", ["two-503s", "html-502", "reset", "unknown-status", "malformed-json"])
def test_polls_that_go_wrong_do_not_end_the_wait(at, scenario):
    with VideoClient(mock_credentials("volcengine_visual", "wrong-polls"), **at) as provider:
        task = provider.submit_text_to_video(f"[[mock:{scenario}]] 一盏灯", model="jimeng_t2v_v30")
        assert provider.wait_for_completion(task.task_id, 30, interval=0.02).video_url


def test_refusals_failures_and_impatience_are_told_apart(at):
    with VideoClient(mock_credentials("volcengine_visual", "refused"), **at) as provider:
        with pytest.raises(VendorRefused, match="input_rejected"):
            provider.submit_text_to_video("[[mock:submit-rejected]] 一盏灯", model="jimeng_t2v_v30")
        failed = provider.submit_text_to_video("[[mock:output-rejected]] 一盏灯", model="jimeng_t2v_v30")
        assert provider.wait_for_completion(failed.task_id, 30, interval=0.05).failure
        endless = provider.submit_text_to_video("[[mock:never-ends]] 一盏灯", model="jimeng_t2v_v30")
        with pytest.raises(StillRunning):
            provider.wait_for_completion(endless.task_id, 0.1, interval=0.02)


def test_wrong_keys_and_a_closed_door_are_no_connection(at):
    with VideoClient(KeyPair(access_key="AKLTnobody", secret_key="nothing"), **at) as stranger:
        assert not stranger.test_connection()
    with VideoClient(mock_credentials("volcengine_visual"), base_url="http://127.0.0.1:1") as lost:
        assert not lost.test_connection()
