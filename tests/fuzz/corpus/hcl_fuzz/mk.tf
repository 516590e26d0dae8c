output "y" {
 value = <<X
a
X