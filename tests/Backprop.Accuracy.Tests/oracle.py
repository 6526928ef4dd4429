#!/usr/bin/env python3
"""Writes oracle.txt: name, argument, and the result as (high + low)·2^exponent, to check the oracle by.

    python3 oracle.py > oracle.txt        (needs mpmath)
"""
import random
import sys

from mpmath import cos, erf, erfc, exp, expm1, frexp, log, log1p, mp, mpf, sin, sqrt, tanh

mp.prec = 2400  # sine and cosine of the largest doubles need 1024 bits to reduce, gelu and tanh some to cancel

sigmoid = lambda z: 1 / (1 + exp(-z))
functions = {
    "exp": (exp, -745, 709.7), "expm1": (expm1, -40, 709.7), "log": (log, 0, 1e308), "log1p": (log1p, -1, 1e308),
    "tanh": (tanh, -20, 20), "erf": (erf, -6, 6), "erfc": (erfc, -6, 27), "sin": (sin, -1e308, 1e308),
    "cos": (cos, -1e308, 1e308), "sigmoid": (sigmoid, -745, 40), "softplus": (lambda z: log1p(exp(z)), -745, 700),
    "silu": (lambda z: z * sigmoid(z), -745, 700), "gelu": (lambda z: z * erfc(-z / sqrt(mpf(2))) / 2, -38, 40),
}


def arguments(low, high):
    """Ninety: a third uniform, a third near 0 or 1, a third over all magnitudes."""
    found = []
    while len(found) < 90:
        kind = len(found) % 3
        sign = random.choice((-1, 1))
        if kind == 0:
            x = random.uniform(max(low, -1e6), min(high, 1e6))
        elif kind == 1:
            x = random.choice((0, 1)) + sign * 2.0 ** random.uniform(-40, 2)
        else:
            x = sign * 2.0 ** random.uniform(-300, 1023)
        if low < x < high and x != 0:
            found.append(x)
    return found


random.seed(1)
for name, (f, low, high) in functions.items():
    for x in arguments(low, high):
        value, exponent = frexp(f(mpf(x)))
        first = float(value)
        print(name, repr(x), repr(first), repr(float(value - mpf(first))), int(exponent), file=sys.stdout)
