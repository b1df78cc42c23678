module l10

go 1.21
