"""What is let pass: by the union (放行, 同意不适用), or by a remark at the end of a line."""
