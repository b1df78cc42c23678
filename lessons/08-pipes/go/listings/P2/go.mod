module pitfalls

go 1.21
