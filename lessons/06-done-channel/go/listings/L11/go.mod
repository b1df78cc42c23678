module l11

go 1.21
