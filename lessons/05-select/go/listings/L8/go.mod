module l8

go 1.21
