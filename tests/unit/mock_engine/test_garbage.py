"""Tasks and journal entries are none of the garbage collector's business (design.md section 10).

Objects for 220,000 tasks cost pauses of 90 to 240 ms; plain tuples of atoms, which it stops tracking, 7 to 30.
"""

import gc


def test_what_is_kept_of_tasks_is_not_tracked(bench):
    for _ in range(10):
        bench.poll(bench.submitted("[[mock:succeed #case age=1h]] a lake"))
    gc.collect()
    records = bench.engine.store._sessions["fake", "default"]
    assert [gc.is_tracked(record) for record in records.values()] == [False] * 10
    assert [gc.is_tracked(facts) for facts in bench.engine.store._queue] == [False] * 10


def test_what_is_kept_of_ordinary_requests_is_not_tracked(bench):
    headers = ((b"host", b"mock:1"), (b"accept", b"*/*"))
    for _ in range(10):
        bench.submit(headers=headers)
    for _ in range(6):
        gc.collect()  # a tuple in a tuple in a tuple takes one more round each
    assert [gc.is_tracked(raw) for raw in bench.engine.journal._entries] == [False] * 10


def test_nothing_is_left_in_cycles(bench):
    gc.collect()
    for _ in range(50):
        bench.poll(bench.submitted("[[mock:two-503s #case]] a lake"))
        bench.call("cancel", {"id": "f0"})
        bench.call("instant", {})
    assert gc.collect() == 0
