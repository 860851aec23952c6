"""Evidence tables: declared in the vocabulary, found among the files by their headers, computed by DuckDB."""
