locals {
  l = 1;
}