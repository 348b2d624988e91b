"""What pictures are made of: the segments of a JPEG, colours, and how each kind is called."""
