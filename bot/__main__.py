"""`python -m bot` is `rafiq`."""

from bot.cli import main

if __name__ == "__main__":
    main()
