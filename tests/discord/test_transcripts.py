"""The golden conversations over Discord: it says what the core says."""

from tests.transcript import each_transcript, held, turns


@each_transcript
async def test_discord_says_what_is_written(transcript, discord_conversation, desk):
    written = turns(transcript)
    spoken = await held(written, discord_conversation, desk)
    assert [turn.words for turn in spoken] == [turn.words for turn in written]
