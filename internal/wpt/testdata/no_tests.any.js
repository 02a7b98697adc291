// Loads, but defines nothing.
