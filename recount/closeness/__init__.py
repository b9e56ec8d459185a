"""How close a verdict was: the smallest change of ballots that flips it, exact, or a bound that says it is one."""
