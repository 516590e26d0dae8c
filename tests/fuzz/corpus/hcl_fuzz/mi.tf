locals {}
locals { }
locals {
}
 locals { /* */ }
locals { # c
}
