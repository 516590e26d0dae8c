locals { n = 1
 o = 2 }
