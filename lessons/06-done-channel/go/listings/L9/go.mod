module l9

go 1.21
