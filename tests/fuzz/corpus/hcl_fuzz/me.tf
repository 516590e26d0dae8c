locals { r = 1 } locals { s = 1 }
