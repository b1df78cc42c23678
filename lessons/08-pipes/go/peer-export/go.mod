module peer-export

go 1.22
