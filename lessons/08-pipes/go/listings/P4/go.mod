module streams

go 1.21
