"""What breaks: the process, Telegram, the network, the set-up. Nothing is lost, and nobody is answered twice."""
