"""One package per mocked vendor. Never: anything shared between vendors, and never a web framework."""
