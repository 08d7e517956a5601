"""What is remembered between messages, behind the protocols that the core declares."""
