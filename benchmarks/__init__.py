"""What the figures of the docs come from: the matcher beside others, its speed, its memory."""
