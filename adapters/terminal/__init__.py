"""The command line and the conversation in the terminal."""
