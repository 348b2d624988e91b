"""What a template may see: read-only values of a case under the dossier's own Chinese keys."""
