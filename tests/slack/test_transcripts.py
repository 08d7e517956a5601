"""The golden conversations over Slack: it says what the core says."""

from tests.transcript import each_transcript, held, turns


@each_transcript
async def test_slack_says_what_is_written(transcript, slack_conversation, desk):
    written = turns(transcript)
    spoken = await held(written, slack_conversation, desk)
    assert [turn.words for turn in spoken] == [turn.words for turn in written]
