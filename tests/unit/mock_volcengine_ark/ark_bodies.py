"""Bodies of creates, and the ids and links that tests use."""

TASKS = "/api/v3/contents/generations/tasks"
TASK = "cgt-20260414114820-abcde"
LINK = "https://media.example/a.png"

PRO = "doubao-seedance-1-0-pro-250528"
FAST = "doubao-seedance-1-0-pro-fast-251015"
LITE_TEXT = "doubao-seedance-1-0-lite-t2v-250428"
LITE_IMAGE = "doubao-seedance-1-0-lite-i2v-250428"
P15 = "doubao-seedance-1-5-pro-251215"
P20 = "doubao-seedance-2-0-260128"
P20_FAST = "doubao-seedance-2-0-fast-260128"
P20_MINI = "doubao-seedance-2-0-mini-260615"
P25 = "doubao-seedance-2-5-260628"
EVERY_MODEL = (P25, P20, P20_FAST, P20_MINI, P15, PRO, FAST, LITE_TEXT, LITE_IMAGE)


def text(words="河灯顺流而下"):
    return {"type": "text", "text": words}


def image(role=None, url=LINK):
    item = {"type": "image_url", "image_url": {"url": url}}
    return item if role is None else {**item, "role": role}


def reference(medium, url="https://media.example/r"):
    kind = f"{medium}_url"
    return {"type": kind, kind: {"url": url}, "role": f"reference_{medium}"}


def create(*content, model=PRO, **fields):
    return {"model": model, "content": list(content or (text(),)), **fields}


def draft_of(task_id):
    return {"type": "draft_task", "draft_task": {"id": task_id}}
