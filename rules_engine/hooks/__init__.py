"""The plugin host: specifications, collecting, refusing."""
