"""How dates are written where Django's own way would read oddly to most of a movement's readers."""
