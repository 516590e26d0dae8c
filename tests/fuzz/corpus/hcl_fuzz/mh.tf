locals {
 w = 1 
 x = 'abc'
}
