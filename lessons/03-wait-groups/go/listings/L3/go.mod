module l3

go 1.21
