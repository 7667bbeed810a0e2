"""Measurements that anyone can repeat: ``python -m bench [NAMES] [--quick]``.

The server runs as its own process on loopback, on a fresh data directory on a real disk, every
commit fsync'd. What is compared is taken in one run. The full set writes ``bench/RESULTS.md``.
"""
