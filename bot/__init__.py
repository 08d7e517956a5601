"""The core: from an utterance to a reply, pure and synchronous."""
