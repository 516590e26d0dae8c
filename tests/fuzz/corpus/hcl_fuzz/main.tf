locals { a = 1 }
locals { b = [
 1] }
variable "v" { type = string }
variable w { 
default = { a = 1, a = 2 } }
output "o" { value = 1
}
