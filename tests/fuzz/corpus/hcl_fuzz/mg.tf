locals {
 u = 1
 u = 2
 v = <<X
  abc
