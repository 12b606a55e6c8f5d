"""What tests read out of the engine's deliveries; stands beside them."""

import orjson


def body_of(delivery):
    return orjson.loads(delivery.answer.body)
