"""One package per gateway dialect. Never: anything shared between surfaces."""
