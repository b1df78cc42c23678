module l2

go 1.21
