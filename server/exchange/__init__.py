"""What devices exchange with the hub: pushes, pages, verdicts, and the live socket."""
