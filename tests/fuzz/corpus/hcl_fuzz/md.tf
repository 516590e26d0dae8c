locals { 
"q" = 1 
}
