"""How a template is filled: tags found, run in a sandbox within limits, faults told by place."""
