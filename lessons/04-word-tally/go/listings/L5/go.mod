module l5

go 1.21
