"""The formats of submitted files: one module each, with `read(name, data) -> Document`."""
