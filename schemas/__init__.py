"""What exists: every entity, every message on the wire, every error, declared once."""
