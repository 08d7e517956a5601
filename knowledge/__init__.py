"""What the bot knows: the form of a knowledge base, its loader, and the knowledge itself."""
