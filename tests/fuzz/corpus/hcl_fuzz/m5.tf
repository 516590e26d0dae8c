locals {
  h = "aÿþb"
}
