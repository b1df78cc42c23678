module l12

go 1.21
