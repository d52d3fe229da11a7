"""What rules of several families know: values and forms, without any rule."""
