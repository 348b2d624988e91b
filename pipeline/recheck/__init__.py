"""What was judged before, by content: unchanged studios are not read again."""
