locals {
  k = 
 1
}