"""Pictures for patients, as PNG: plain values in, bytes out. Knows no store and no Telegram."""
