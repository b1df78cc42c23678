module l1

go 1.21
