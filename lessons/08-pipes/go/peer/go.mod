module pipes

go 1.21
