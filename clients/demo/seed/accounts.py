"""Who signs in how in the demonstration. These words are public: never for a real organisation."""

PASSWORD = "demo-gas-and-coffee"  # noqa: S105 - a demonstration's, and printed as such
"""The password of every demo account."""

ADMIN = "admin1"
"""The user name of the demonstration's administrator."""
