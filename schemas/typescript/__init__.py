"""The declarations as TypeScript, for clients that run in a browser."""
