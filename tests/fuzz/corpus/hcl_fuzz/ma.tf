locals {
  m = 1 }
