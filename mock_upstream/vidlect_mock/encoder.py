"""Encodes one film shape to an MP4 file, in a process of its own: `python -m vidlect_mock.encoder SHAPE FILE`.

Here lives the codec. Never: the picture (`card`), a task, a cache, the event loop (`media` calls this).
"""

# PyAV types its codecs only in part:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from .card import TASK_MARK, FilmShape, card

_AUDIO_RATE = 44_100
_AUDIO_SAMPLES = 1024  # an AAC frame
_LONG_GOP_PIXELS = 1920 * 1088  # above this an encode with short GOPs takes seconds (design.md section 5)


def encode(shape: FilmShape, target: Path) -> None:
    """Write an MP4 of exactly these pixels and `round(seconds * fps)` frames, index first.

    The picture is a card that names shape, length and label; the sound is silence.
    """
    frames = max(1, round(shape["seconds"] * shape["fps"]))
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        container.metadata["comment"] = TASK_MARK
        container.metadata["title"] = shape["label"]
        video = container.add_stream("libx264", rate=Fraction(shape["fps"]))
        assert isinstance(video, VideoStream)  # noqa: S101 # narrows PyAV's union of stream types
        video.width, video.height, video.pix_fmt = shape["width"], shape["height"], "yuv420p"
        long_gop = shape["width"] * shape["height"] > _LONG_GOP_PIXELS
        video.gop_size = frames if long_gop else shape["fps"] * 2
        video.options = {"preset": "ultrafast", "tune": "stillimage", "crf": "30"}
        sound = container.add_stream("aac", rate=_AUDIO_RATE) if shape["sound"] else None
        picture = VideoFrame.from_image(card(shape)).reformat(format="yuv420p")  # type: ignore[no-untyped-call] # PyAV's gap
        for number in range(frames):
            picture.pts = number
            picture.time_base = Fraction(1, shape["fps"])
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        if sound is not None:
            assert isinstance(sound, AudioStream)  # noqa: S101 # narrows PyAV's union of stream types
            for start in range(0, round(_AUDIO_RATE * frames / shape["fps"]), _AUDIO_SAMPLES):
                container.mux(sound.encode(_silence(start)))
            container.mux(sound.encode(None))


def _silence(start: int) -> AudioFrame:
    silence = AudioFrame(format="fltp", layout="mono", samples=_AUDIO_SAMPLES)
    for plane in silence.planes:
        plane.update(bytes(plane.buffer_size))
    silence.sample_rate, silence.pts, silence.time_base = _AUDIO_RATE, start, Fraction(1, _AUDIO_RATE)
    return silence


if __name__ == "__main__":
    encode(json.loads(sys.argv[1]), Path(sys.argv[2]))
