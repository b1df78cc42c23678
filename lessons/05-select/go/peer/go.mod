module select

go 1.22
