// One pass over the wells of eight curves: cost, gradient and normal matrix. See CurveKernels.h.
#ifndef CURVEPASS_H
#define CURVEPASS_H

#include "CurveLanes.h"

typedef struct {
  lanes cost;
  lanes gradient[5];
  // The lower triangle, row by row.
  lanes normal[15];
} curve_quadratic;

// The wells of one dose: the sum of their weights, of the weighted residuals, and of the costs.
CURVE_INLINE void weigh_dose(
    const curve_wells *wells, int dose, const curve_loss loss, lanes value, lanes precision,
    lanes *total, lanes *pull, lanes *cost) {
  lanes own = AT(wells->precisions, dose);
  lanes sum = all_lanes(0), pulled = all_lanes(0);
  precision = precision * own;
  for (int slot = 0; slot < wells->slots; slot++) {
    int place = dose * wells->slots + slot;
    lanes residual = value - AT(wells->responses, place);
    lanes weight, part;
    weigh(loss, residual * residual * precision, &weight, &part);
    lanes share = weight * AT(wells->weights, place);
    sum += share;
    pulled += share * residual;
    *cost += part * AT(wells->weights, place);
  }
  *total = sum * own;
  *pull = pulled * own;
}

CURVE_INLINE void add_dose(
    curve_quadratic *result, const lanes *slopes, lanes total, lanes pull, const int count) {
  int entry = 0;
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    result->gradient[row] += pull * slopes[row];
    lanes scaled = total * slopes[row];
#pragma clang loop unroll(full)
    for (int column = 0; column <= row; column++) {
      result->normal[entry] += scaled * slopes[column];
      entry++;
    }
  }
}

CURVE_INLINE void linearise_symmetric(
    const curve_wells *wells, const curve_loss loss, const lanes *p, lanes precision,
    curve_quadratic *result) {
  lanes hill = lanes_exp(p[3]);
  lanes span = p[0] - p[1];
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes z = hill * (AT(wells->log_doses, dose) - p[2]);
    lanes left = remaining(z);
    lanes done = 1.0 - left;
    lanes along = span * (left * done);
    lanes slopes[4] = {left, done, along * hill, -along * z};
    lanes total, pull;
    weigh_dose(
        wells, dose, loss, p[1] + span * left, precision, &total, &pull, &result->cost);
    add_dose(result, slopes, total, pull, 4);
  }
}

// The position is where the curve passes `level`: the half point shifted by what the limits say.
CURVE_INLINE void linearise_level(
    const curve_wells *wells, const curve_loss loss, const lanes *p, lanes precision, lanes level,
    curve_quadratic *result) {
  lanes hill = lanes_exp(p[3]);
  lanes span = p[0] - p[1];
  lanes fraction = (level - p[1]) / span;
  lane_mask is_passed = (fraction > 1e-300) & (fraction < 1.0);
  lanes safe = CHOOSE(is_passed, fraction, all_lanes(0.5));
  lanes inverse = 1.0 / safe;
  lanes shift = lanes_log(inverse - 1.0);
  lanes by_fraction = -inverse / safe / (inverse - 1.0);
  lanes by_without_drug = -by_fraction * safe / span;
  lanes by_full_effect = by_fraction * (safe - 1.0) / span;
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes offset = AT(wells->log_doses, dose) - p[2];
    lanes left = remaining(hill * offset + shift);
    lanes done = 1.0 - left;
    lanes along = -span * (left * done);
    lanes slopes[4] = {
        left + along * by_without_drug, done + along * by_full_effect, -along * hill,
        along * hill * offset};
    lanes total, pull;
    weigh_dose(
        wells, dose, loss, p[1] + span * left, precision, &total, &pull, &result->cost);
    add_dose(result, slopes, total, pull, 4);
  }
  result->cost = CHOOSE(is_passed, result->cost, all_lanes(__builtin_nan("")));
}

CURVE_INLINE void linearise_asymmetric(
    const curve_wells *wells, const curve_loss loss, const lanes *p, lanes precision,
    curve_quadratic *result) {
  const double ln2 = 0.6931471805599453;
  lanes hill = lanes_exp(p[3]);
  lanes span = p[0] - p[1];
  lanes asymmetry = lanes_exp(p[4]);
  // (1 + e^shift)^(−a) = ½.
  lanes inverse = lanes_exp(ln2 / asymmetry);
  lanes shift = lanes_log(inverse - 1.0);
  lanes shift_by_asymmetry = inverse * -ln2 / asymmetry / (inverse - 1.0);
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes free = hill * (AT(wells->log_doses, dose) - p[2]);
    lanes z = free + shift;
    lanes grown = lanes_exp(CHOOSE(z > 700.0, all_lanes(700), z));
    lanes log_left = -asymmetry * lanes_log(1.0 + grown);
    lanes left = lanes_exp(log_left);
    lanes along = -span * asymmetry * left * (grown / (1.0 + grown));
    lanes slopes[5] = {
        left, 1.0 - left, -along * hill, along * free,
        span * left * log_left + along * shift_by_asymmetry};
    lanes total, pull;
    weigh_dose(
        wells, dose, loss, p[1] + span * left, precision, &total, &pull, &result->cost);
    add_dose(result, slopes, total, pull, 5);
  }
}

// A Weibull curve is exp(−e^z), or 1 − exp(−e^−z) where it turns the other way.
CURVE_INLINE lanes weibull_remaining(lanes turn, lanes z, lanes *slope) {
  lanes turned = turn * z;
  lanes grown = lanes_exp(CHOOSE(turned > 700.0, all_lanes(700), turned));
  lanes decayed = lanes_exp(-grown);
  *slope = -grown * decayed;
  return CHOOSE(turn > 0.0, decayed, 1.0 - decayed);
}

// ln ln 2: what makes the position that of half the effect.
static const double weibull_shift = -0.36651292058166435;

CURVE_INLINE void linearise_weibull(
    const curve_wells *wells, const curve_loss loss, const lanes *p, lanes precision,
    const double *turns, curve_quadratic *result) {
  lanes hill = lanes_exp(p[3]);
  lanes span = p[0] - p[1];
  lanes turn = CHOOSE(span >= 0.0, AT(turns, 0), AT(turns, 1));
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes free = hill * (AT(wells->log_doses, dose) - p[2]);
    lanes slope, left = weibull_remaining(turn, free + turn * weibull_shift, &slope);
    lanes along = span * slope;
    lanes slopes[4] = {left, 1.0 - left, -along * hill, along * free};
    lanes total, pull;
    weigh_dose(
        wells, dose, loss, p[1] + span * left, precision, &total, &pull, &result->cost);
    add_dose(result, slopes, total, pull, 4);
  }
}

CURVE_INLINE void linearise(
    const curve_wells *wells, const curve_loss loss, const curve_form form, const lanes *p,
    lanes precision, const double *question, curve_quadratic *result) {
  result->cost = all_lanes(0);
  for (int row = 0; row < 5; row++) result->gradient[row] = all_lanes(0);
  for (int entry = 0; entry < 15; entry++) result->normal[entry] = all_lanes(0);
  if (form == CURVE_FORM_ASYMMETRIC) {
    linearise_asymmetric(wells, loss, p, precision, result);
  } else if (form == CURVE_FORM_LEVEL) {
    linearise_level(wells, loss, p, precision, AT(question, CURVE_LEVEL), result);
  } else if (form == CURVE_FORM_WEIBULL) {
    linearise_weibull(
        wells, loss, p, precision, question + CURVE_TURN_FALLING * CURVE_LANES, result);
  } else {
    linearise_symmetric(wells, loss, p, precision, result);
  }
  result->cost = result->cost / precision;
}

#endif
