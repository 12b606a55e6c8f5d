"""What the tests of this folder ask with: routes, a plain body, the document."""

import re

from vidlect_mock import documents

DOCUMENT = documents.load("vendors", "dashscope")
VALIDATORS = documents.Validators(DOCUMENT)
VIDEO = "/api/v1/services/aigc/video-generation/video-synthesis"
FRAMES = "/api/v1/services/aigc/image2video/video-synthesis"
TASKS = "/api/v1/tasks"
URL = "https://example.com/a.png"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
BODY = {"model": "wan2.6-t2v", "input": {"prompt": "山"}, "parameters": {"size": "1280*720"}}
