"""Every message between a device and the hub: ``up`` is what devices send, ``down`` the answers."""
