"""Whether a page of a bundle shows what the file beside it holds. Reads only, writes nothing."""
