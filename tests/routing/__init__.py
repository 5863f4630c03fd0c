"""Messages and talks by other hands than the training's, and the floors that must hold over them."""
