locals { c = 1, d = 2 }
