"""Encode every ask of the knowledge base ahead, into `asks.bin`.

    python -m knowledge.vectors.asks

Run it after asks were changed: what is not in the file is encoded at the first question, which then takes longer.
"""

import sys

from knowledge.encoder import load_encoder
from knowledge.load import load_base, read_ask_vectors, write_ask_vectors
from knowledge.nearness import build_entries


def main() -> None:
    encoder = load_encoder()
    if encoder is None:
        sys.exit("this needs numpy and knowledge/vectors/minilm.npz")
    from knowledge.meaning import pack

    asks = list(dict.fromkeys(build_entries(load_base(), None, None).asks))
    known = read_ask_vectors()
    missing = [ask for ask in asks if ask not in known]
    fresh = dict(zip(missing, pack(encoder.encode(missing)), strict=True)) if missing else {}
    write_ask_vectors(asks, [known.get(ask) or fresh[ask] for ask in asks])
    sys.stdout.write(f"{len(asks)} asks, {len(missing)} of them new\n")


if __name__ == "__main__":
    main()
