locals {
  e = 1
  f = <<X
q
X
}
