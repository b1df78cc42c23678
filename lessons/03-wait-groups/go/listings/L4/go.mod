module l4

go 1.22
