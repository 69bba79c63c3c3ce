"""What a vision is: frozen values in the shape of the YAML. No input, no output."""
