module sharedbuffer

go 1.21
