// Eight doubles side by side, and the functions of them that curves are made of.
#ifndef CURVELANES_H
#define CURVELANES_H

#include <stdint.h>

#include "CurveKernels.h"

// Products are rounded before they are added, whatever the processor offers.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define CURVE_TARGETS                                                           \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"))) \
  __attribute__((min_vector_width(512)))
#else
#define CURVE_TARGETS
#endif

// Vectors are passed between functions that are inlined, never across an interface.
#pragma clang diagnostic ignored "-Wpsabi"
#define CURVE_INLINE static inline __attribute__((always_inline))

typedef double lanes __attribute__((ext_vector_type(8), aligned(64), may_alias));
typedef int64_t lane_mask __attribute__((ext_vector_type(8), aligned(64), may_alias));
typedef uint64_t lane_bits __attribute__((ext_vector_type(8), aligned(64), may_alias));
// What comes from Swift lies wherever doubles may.
typedef double lanes_there __attribute__((ext_vector_type(8), aligned(8), may_alias));
typedef int64_t mask_there __attribute__((ext_vector_type(8), aligned(8), may_alias));

#define AT(pointer, place) (((const lanes_there *)(pointer))[place])
#define PUT(pointer, place) (((lanes_there *)(pointer))[place])
// A mask chooses by the sign of its entries.
#define CHOOSE(mask, yes, no) ((mask) ? (yes) : (no))

CURVE_INLINE int is_any(lane_mask mask) { return __builtin_reduce_or(mask) != 0; }
CURVE_INLINE int is_all(lane_mask mask) { return __builtin_reduce_and(mask) != 0; }
CURVE_INLINE lanes all_lanes(double value) { return (lanes)value; }
CURVE_INLINE lanes root(lanes x) { return __builtin_elementwise_sqrt(x); }
CURVE_INLINE lanes size(lanes x) { return CHOOSE(x < 0.0, -x, x); }

CURVE_INLINE lanes clamp(lanes value, lanes low, lanes high) {
  value = CHOOSE(value < low, low, value);
  return CHOOSE(value > high, high, value);
}

// As Swift's ReproducibleMath.exp, which says why; 0 below −708, e⁷⁰⁹ above 709.
CURVE_INLINE lanes lanes_exp(lanes x) {
  const double rounder = 0x1.8p52;
  lanes held = CHOOSE(x > 709.0, all_lanes(709), x);
  held = CHOOSE(held < -708.0, all_lanes(-708), held);
  lanes shifted = held * 0x1.71547652b82fep0 + rounder;
  lanes whole = shifted - rounder;
  lanes r = (held - whole * 0x1.62e42feep-1) - whole * 0x1.a39ef35793c76p-33;
  lanes sum = all_lanes(1 / 6227020800.0);
  sum = sum * r + 1 / 479001600.0;
  sum = sum * r + 1 / 39916800.0;
  sum = sum * r + 1 / 3628800.0;
  sum = sum * r + 1 / 362880.0;
  sum = sum * r + 1 / 40320.0;
  sum = sum * r + 1 / 5040.0;
  sum = sum * r + 1 / 720.0;
  sum = sum * r + 1 / 120.0;
  sum = sum * r + 1 / 24.0;
  sum = sum * r + 1 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  // The low bits of `shifted` are the whole number; shifted up, they are a power of two's exponent.
  lane_bits bits;
  __builtin_memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 1023) << 52;
  lanes power;
  __builtin_memcpy(&power, &bits, sizeof power);
  lanes value = sum * power;
  return CHOOSE(x < -708.0, all_lanes(0), value);
}

// As Swift's ReproducibleMath.log, for positive normal numbers.
CURVE_INLINE lanes lanes_log(lanes x) {
  lane_bits bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  lane_bits mantissa = (bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000;
  lane_bits raw = (bits >> 52) | 0x4330000000000000;
  lanes m, exponent;
  __builtin_memcpy(&m, &mantissa, sizeof m);
  __builtin_memcpy(&exponent, &raw, sizeof exponent);
  exponent = exponent - (0x1p52 + 1023);
  lane_mask is_upper = m > 0x1.6a09e667f3bcdp0;
  m = CHOOSE(is_upper, m * 0.5, m);
  exponent = CHOOSE(is_upper, exponent + 1.0, exponent);
  lanes s = (m - 1.0) / (m + 1.0);
  lanes q = s * s;
  lanes sum = all_lanes(1 / 25.0);
  sum = sum * q + 1 / 23.0;
  sum = sum * q + 1 / 21.0;
  sum = sum * q + 1 / 19.0;
  sum = sum * q + 1 / 17.0;
  sum = sum * q + 1 / 15.0;
  sum = sum * q + 1 / 13.0;
  sum = sum * q + 1 / 11.0;
  sum = sum * q + 1 / 9.0;
  sum = sum * q + 1 / 7.0;
  sum = sum * q + 1 / 5.0;
  sum = sum * q + 1 / 3.0;
  lanes tail = s * q * sum;
  return exponent * 0x1.62e42feep-1 + (2.0 * s + (2.0 * tail + exponent * 0x1.a39ef35793c76p-33));
}

// The fraction of the effect left on symmetric curves.
CURVE_INLINE lanes remaining(lanes z) {
  return 1.0 / (1.0 + lanes_exp(CHOOSE(z > 700.0, all_lanes(700), z)));
}

// The weight ρ′ and cost ρ of residuals whose squares, in units of the variance, are `square`.
CURVE_INLINE void weigh(const curve_loss loss, lanes square, lanes *weight, lanes *cost) {
  if (loss == CURVE_LOSS_HUBER) {
    const double c = 1.345;
    lanes r = root(square);
    lane_mask is_near = square <= c * c;
    *weight = CHOOSE(is_near, all_lanes(1), c / r);
    *cost = CHOOSE(is_near, square, 2 * c * r - c * c);
  } else if (loss == CURVE_LOSS_BISQUARE) {
    const double c = 4.685;
    lanes left = 1.0 - square * (1 / (c * c));
    left = CHOOSE(left < 0.0, all_lanes(0), left);
    *weight = left * left;
    *cost = c * c / 3 * (1.0 - left * *weight);
  } else {
    *weight = all_lanes(1);
    *cost = square;
  }
}

#endif
