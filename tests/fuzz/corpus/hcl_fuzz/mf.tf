locals "x" { t = 1 }
foo = 1
variable "a" "b" {}
 output {}
 "resource" "a" "b" {}
 resource "a${1}" "b" {}
