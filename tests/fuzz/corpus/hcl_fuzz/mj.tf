output "z" {
 value = <<X
a
X }
