"""What the engine keeps of a task, starts for it and shares between tasks."""

from deliveries import body_of

from vidlect_mock.interface import Film
from vidlect_mock.scenario import Scenario


def test_an_instant_operation_makes_no_task_but_can_link(bench):
    link = body_of(bench.call("instant", {}))["mask"]
    assert link.startswith("http://mock:1/__media__/fake/default.~1/mask-1.png?Expires=")
    assert len(bench.engine.store) == 0


def test_an_instant_operation_breaks_by_its_marker(bench):
    delivery = bench.call("instant", {"prompt": "[[mock:input-rejected #c]] x"})
    assert body_of(delivery) == {"code": "E400"}
    assert bench.last.case == "c"


def test_the_film_is_started_at_submit(bench, film):
    task_id = bench.submitted()
    assert bench.studio.started == [(f"default.{task_id}", film)]


def test_a_task_without_a_film_starts_none(bench):
    bench.call("submit", {"prompt": "x", "silent": True})
    assert bench.studio.started == []


def test_films_are_shared_by_tasks_that_show_the_same(bench):
    shapes = [Film(width=64, height=64, seconds=5.0, fps=24, sound=False, label="a") for _ in range(2)]
    first, second = (bench.engine.shared_film(shape) for shape in shapes)
    assert first is second
    for number in range(5000):
        bench.engine.shared_film(
            Film(width=64, height=64, seconds=5.0, fps=24, sound=False, label=str(number))
        )
    assert len(bench.engine._films) <= 4096


def test_plans_are_shared_but_not_without_end(bench):
    for number in range(5000):
        bench.engine.scenarios["s"] = Scenario(f"s{number}")
        bench.submitted("[[mock:s]] x")
    assert len(bench.engine._plans) <= 4096
    assert len(bench.engine.store) == 5000


def test_long_strings_of_a_large_body_are_cut_but_the_rest_is_kept(bench):
    picture = "A" * 20_000
    body = {"prompt": "p", "pictures": [picture, "short"], "n": 3, "deep": {"x": picture}}
    task_id = body_of(bench.call("submit", body))["data"]["id"]
    kept = bench.engine.store.find("fake", "default", task_id).parsed()
    assert kept == {
        "prompt": "p",
        "pictures": ["A" * 1024 + "…", "short"],
        "n": 3,
        "deep": {"x": "A" * 1024 + "…"},
    }


def test_pictures_that_are_large_together_are_kept_with_numbers_between_them(bench):
    body = {"prompt": "p", "numbers": [1, 2.5, None, True], "pictures": ["A" * 1000] * 30}
    task_id = body_of(bench.call("submit", body))["data"]["id"]
    assert bench.engine.store.find("fake", "default", task_id).parsed() == body


def test_a_full_store_lets_the_oldest_finished_task_go(make_bench):
    from vidlect_mock.store.memory import MemoryStore  # noqa: PLC0415 # only here

    bench = make_bench(store=MemoryStore(3))
    unfinished = bench.submitted("[[mock:never-ends]] x")
    done = bench.submitted("[[mock:instant]] x")
    kept = [bench.submitted("[[mock:instant]] x"), bench.submitted()]
    assert [bench.status(one) for one in (unfinished, done, *kept)] == [
        "queued",
        "not_found",
        "succeeded",
        "queued",
    ]
