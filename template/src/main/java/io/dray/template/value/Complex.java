package io.dray.template.value;

/** Go's complex128; only literals make one. */
public record Complex(double real, double imaginary) {}
