module records

go 1.21
