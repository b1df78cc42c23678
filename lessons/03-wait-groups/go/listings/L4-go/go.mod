module L4-go

go 1.25
