"""Replies of vendors that no case speaks of: pages of tasks, what is left, a permit to upload. Vendor, door → body."""

FILM = "https://films.example/1.mp4"
POLICY = "policy signature upload_dir oss_access_key_id x_oss_object_acl x_oss_forbid_overwrite"
REPLIES = {
    ("volcengine_ark", "decode_listed"): {
        "items": [{"id": "cgt-1", "status": "succeeded", "content": {"video_url": FILM}}],
        "total": 1,
    },
    ("dashscope", "decode_listed"): {
        "data": [{"task_id": "1", "status": "SUCCEEDED"}, {"task_id": "2", "status": "FAILED"}],
        "total": 2,
    },
    ("dashscope", "decode_permit"): {
        "data": {
            "upload_host": "https://oss.example",
            "expire_in_seconds": 300,
            **dict.fromkeys(POLICY.split(), "x"),
        }
    },
    ("kling", "decode_listed"): {
        "code": 0,
        "data": [
            {"task_id": "1", "task_status": "succeed", "task_result": {"videos": [{"id": "2", "url": FILM}]}}
        ],
    },
    ("kling", "decode_balance"): {
        "code": 0,
        "data": {
            "code": 0,
            "resource_pack_subscribe_infos": [
                {
                    "resource_pack_name": "视频包",
                    "resource_pack_type": "decreasing_total",
                    "total_quantity": 200,
                    "remaining_quantity": 118.5,
                    "status": "online",
                }
            ],
        },
    },
    ("vidu", "decode_listed"): {
        "tasks": [
            {"id": "1", "state": "success", "creations": [{"id": "2", "url": FILM, "cover_url": FILM}]}
        ],
        "next_page_token": "",
    },
    ("vidu", "decode_balance"): {"remains": [{"type": "metered", "credit_remain": 8000}]},
    ("openai", "decode_listed"): {"data": [{"id": "video_1", "status": "completed"}], "has_more": False},
    ("openai", "decode_deleted"): {"id": "video_1", "deleted": True},
}
