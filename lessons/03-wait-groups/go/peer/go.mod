module compress

go 1.21
