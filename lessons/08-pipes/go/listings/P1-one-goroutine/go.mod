module onegoroutine

go 1.21
