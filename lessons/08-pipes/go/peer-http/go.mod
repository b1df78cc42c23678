module peer-http

go 1.21
