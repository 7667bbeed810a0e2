"""Where it runs: HTTP and sockets, storage, accounts. It wires, and decides nothing twice."""
