"""DUO to practise with: `wegwijs duo-simulator`. A process and a database of its own; it knows nothing of the product.

`application` answers the interfaces of the specification, `control` is the page to play DUO on, `rules` and `events`
hold what DUO does, `conduct` how badly the line behaves, `sender` notifies. Texts are Dutch, as DUO's are; a key in
quotation marks is DUO's own name for it.
"""
