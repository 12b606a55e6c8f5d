"""How callbacks under way are bounded and ended."""

import asyncio

from receivers import TELLS_END, Calling, delivered

from vidlect_mock import outbound


def test_no_more_than_a_bounded_number_of_attempts_is_under_way(receiver, monkeypatch):
    monkeypatch.setattr(outbound, "MOST_AT_ONCE", 2)
    receiver.answers = [(None, (), b"")] * 4

    async def run():
        calling = Calling(TELLS_END._replace(timeout=0.2, pauses=()))
        for number in range(5):
            calling.bench.submitted_with(callback=receiver.url(f"/{number}"))
        await calling.until(lambda: len(receiver.requests) == 2)
        watches = calling.bench.engine.callbacks.watches.values()
        assert [watch.under_way for watch in watches] == [True, True, False, False, False]
        await calling.idle()
        return [entry.answer.status for entry in calling.bench.callbacks]

    assert sorted(asyncio.run(run())) == [0, 0, 0, 0, 200]


def test_what_is_under_way_is_broken_off_at_the_end(receiver):
    receiver.answers = [(None, (), b"")]

    async def run():
        calling = Calling()
        calling.bench.submitted_with(callback=receiver.url())
        await calling.until(lambda: receiver.requests)
        await calling.stop()
        return calling.bench.callbacks

    assert asyncio.run(run()) == []


def test_nothing_goes_out_after_the_end(receiver):
    async def run():
        calling = Calling()
        await calling.stop()
        calling.bench.submitted_with(callback=receiver.url())
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(run())
    assert receiver.requests == []


def test_nothing_runs_unless_a_task_is_watched():
    async def run():
        calling = Calling()
        calling.bench.poll(calling.bench.submitted())
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(run())


def test_an_engine_that_is_called_without_a_loop_answers_all_the_same():
    bench = Calling().bench
    assert bench.submitted_with()
    assert len(bench.engine.callbacks.watches) == 1


def test_one_attempt_that_breaks_ends_only_its_own_task(receiver, monkeypatch, caplog):
    honest = outbound.end
    broken = []

    def once(attempt, outcome):
        if not broken:
            broken.append(attempt)
            raise RuntimeError("secret")
        honest(attempt, outcome)

    monkeypatch.setattr(outbound, "end", once)
    bench = delivered(receiver.url("/1"), receiver.url("/2"))
    assert len(bench.callbacks) == 1
    assert [record.getMessage() for record in caplog.records] == ["RuntimeError in a callback of fake"]


def test_a_watch_that_comes_while_the_last_attempt_ends_is_served(receiver):
    async def run():
        calling = Calling()
        for number in range(20):
            calling.bench.submitted_with(callback=receiver.url(f"/{number}"))
            async with asyncio.timeout(20):
                while calling.bench.engine.callbacks.watches:  # noqa: ASYNC110 # to the very turn of the loop
                    await asyncio.sleep(0)
        await calling.stop()

    asyncio.run(run())
    assert [path for path, _, _ in receiver.requests] == [f"/{number}" for number in range(20)]


def test_a_task_that_is_told_later_is_waited_for(receiver):
    async def run():
        calling = Calling()
        bench = calling.bench
        bench.submitted_with("[[mock:succeed]]", callback=receiver.url())
        bench.engine.default_scenario = bench.engine.scenarios["slow"]
        slow = bench.submitted_with(callback=receiver.url())
        await calling.until(lambda: len(bench.engine.callbacks.watches) == 1)
        bench.engine.clock.step(30)
        bench.engine.callbacks.wake()
        await calling.idle()
        return slow

    slow = asyncio.run(run())
    assert [body["id"] for _, _, body in receiver.requests][1] == slow


def test_what_was_sent_before_a_reset_leaves_no_trace_after_it(receiver):
    receiver.answers = [(None, (), b"")]

    async def run():
        calling = Calling(TELLS_END._replace(timeout=0.3))
        calling.bench.submitted_with(callback=receiver.url("/old"))
        await calling.until(lambda: receiver.requests)
        calling.bench.engine.reset()
        calling.bench.submitted_with(callback=receiver.url("/new"))
        await calling.idle()
        return [entry.received.path for entry in calling.bench.callbacks]

    assert asyncio.run(run()) == [b"/new"]
