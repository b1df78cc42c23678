module l7

go 1.21
