module selects

go 1.21
