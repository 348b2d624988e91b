"""Step 1, read: dossier files into typed values that know their line."""

#: The folder of a workspace that holds what people write. It stands here, and the names inside it
#: in `paths`, because `--help` prints it and must not wait for more.
DOSSIERS = "dossiers"
