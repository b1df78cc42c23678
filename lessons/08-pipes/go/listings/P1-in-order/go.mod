module inorder

go 1.21
