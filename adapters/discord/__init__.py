"""Discord: questions from its gateway to the desk, replies back as messages.

The folder is called like the library: modules here are run through the package (`tpm discord`),
never by path, so that `import discord` means the library.
"""
