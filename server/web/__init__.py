"""What the server shows to a browser."""
