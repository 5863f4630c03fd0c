"""The red-flag gate: reads every message before anything else does, without network, clock or model."""
