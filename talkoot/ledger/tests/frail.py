WIRING = []
