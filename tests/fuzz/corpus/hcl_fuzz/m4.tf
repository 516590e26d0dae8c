locals {
  g = 1
}
