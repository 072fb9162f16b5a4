"""What happened, told at once over a WebSocket, and to whoever asks, by polling."""
