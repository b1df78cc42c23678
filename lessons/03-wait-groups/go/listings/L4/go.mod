module l4

go 1.21
