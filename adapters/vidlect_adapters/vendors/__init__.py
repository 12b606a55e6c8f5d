"""One package per vendor dialect. Never: anything shared between vendors."""
