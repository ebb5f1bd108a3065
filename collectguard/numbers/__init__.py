"""One spelling a number: the key and the class of the other side."""
