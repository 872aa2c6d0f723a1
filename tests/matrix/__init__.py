"""The wheel in fresh environments: Pythons, front ends and browsers, and the lowest versions it declares."""
