module channellock

go 1.21
