module l6

go 1.21
