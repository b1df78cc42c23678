module waitgroup

go 1.21
