locals {
  i = 1
}