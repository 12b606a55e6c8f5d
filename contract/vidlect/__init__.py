"""The command `vidlect`, loaded lazily so that `vidlect mock` starts without the contract's imports."""
