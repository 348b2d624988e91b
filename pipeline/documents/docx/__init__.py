"""The file format: a docx as parts and XML, read with suspicion and written repeatably."""
