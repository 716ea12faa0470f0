// ReactionNetworks: being built.
