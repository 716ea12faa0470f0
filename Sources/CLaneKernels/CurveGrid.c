// What surrounds a search for eight curves: its starts, residuals and spread. See CurveKernels.h.
#include "CurvePass.h"

// The limits that suit the dose medians best, and the sum of absolute (or squared) residuals.
CURVE_INLINE lanes fit_limits(
    const curve_wells *wells, const curve_grid *grid, lanes position, double hill,
    const lanes_there *grown, lanes log_hill, lanes *p) {
  lanes n = all_lanes(0), sum_x = n, sum_y = n, sum_xx = n, sum_xy = n;
  lanes shrink = lanes_exp(-hill * position);
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes x = AT(grid->has_dose, dose) / (1.0 + grown[dose] * shrink);
    lanes median = AT(grid->medians, dose);
    n += AT(grid->has_dose, dose);
    sum_x += x;
    sum_y += median;
    sum_xx += x * x;
    sum_xy += x * median;
  }
  lanes determinant = n * sum_xx - sum_x * sum_x;
  lanes slope = (n * sum_xy - sum_x * sum_y) / determinant;
  lanes intercept = (sum_y - slope * sum_x) / n;
  p[0] = clamp(intercept + slope, AT(grid->question, 2), AT(grid->question, 7));
  p[1] = clamp(intercept, AT(grid->question, 3), AT(grid->question, 8));
  p[2] = position;
  p[3] = log_hill;
  p[4] = all_lanes(0);
  lanes cost = all_lanes(0);
  lanes span = p[0] - p[1];
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes left = 1.0 / (1.0 + grown[dose] * shrink);
    lanes value = p[1] + span * left;
    for (int slot = 0; slot < wells->slots; slot++) {
      int place = dose * wells->slots + slot;
      lanes residual = AT(wells->responses, place) - value;
      // The root of the square would be the same number.
      lanes magnitude = grid->is_robust ? size(residual) : residual * residual;
      cost += magnitude * AT(wells->weights, place);
    }
  }
  return CHOOSE(determinant > 1e-12, cost, all_lanes(__builtin_inf()));
}

CURVE_INLINE void choose_all(lane_mask mask, const lanes *yes, lanes *into) {
  for (int i = 0; i < 5; i++) into[i] = CHOOSE(mask, yes[i], into[i]);
}

CURVE_TARGETS
void curve_grid_run(
    const curve_wells *wells, const curve_grid *grid, double *first_out, double *second_out) {
  lanes first[5], second[5];
  lanes_there *grown = (lanes_there *)grid->scratch;
  const lanes infinity = all_lanes(__builtin_inf());
  lanes first_cost = infinity, second_cost = infinity;
  for (int i = 0; i < 5; i++) first[i] = second[i] = all_lanes(0);
  // e^(h (x − p)) is a product: one factor for each dose, one for each position.
  for (int index = 0; index < grid->hill_count; index++) {
    for (int dose = 0; dose < wells->doses; dose++) {
      grown[index * wells->doses + dose] =
          lanes_exp(grid->hills[index] * AT(wells->log_doses, dose));
    }
  }
  lanes positions = AT(grid->question, 1);
  for (int place = 0; is_any(positions > (double)place); place++) {
    lanes position = AT(grid->question, 0) * (1.0 - (place + 0.5) / positions);
    lanes local[5], local_cost = infinity;
    for (int i = 0; i < 5; i++) local[i] = all_lanes(0);
    for (int index = 0; index < grid->hill_count; index++) {
      double hill = grid->hills[index];
      lanes p[5];
      lanes cost = fit_limits(
          wells, grid, position, hill, grown + index * wells->doses, lanes_log(all_lanes(hill)), p);
      cost = CHOOSE(positions <= (double)place, infinity, cost);
      lane_mask is_lower = cost < local_cost;
      choose_all(is_lower, p, local);
      local_cost = CHOOSE(is_lower, cost, local_cost);
    }
    lane_mask is_first = local_cost < first_cost;
    lane_mask is_second = ~is_first & (local_cost < second_cost);
    choose_all(is_first, first, second);
    second_cost = CHOOSE(is_first, first_cost, second_cost);
    choose_all(is_first, local, first);
    first_cost = CHOOSE(is_first, local_cost, first_cost);
    choose_all(is_second, local, second);
    second_cost = CHOOSE(is_second, local_cost, second_cost);
  }
  choose_all(second_cost == infinity, first, second);
  for (int i = 0; i < 5; i++) {
    PUT(first_out, i) = first[i];
    PUT(second_out, i) = second[i];
  }
}

CURVE_TARGETS
void curve_residuals(const curve_wells *wells, const double *parameters, double *residuals) {
  lanes without_drug = AT(parameters, 0), full_effect = AT(parameters, 1);
  lanes hill = lanes_exp(AT(parameters, 3));
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes left = remaining(hill * (AT(wells->log_doses, dose) - AT(parameters, 2)));
    lanes value = full_effect + (without_drug - full_effect) * left;
    for (int slot = 0; slot < wells->slots; slot++) {
      int place = dose * wells->slots + slot;
      PUT(residuals, place) = value - AT(wells->responses, place);
    }
  }
}

CURVE_TARGETS
void curve_efficient_spread(
    const curve_wells *wells, const double *parameters, const double *previous,
    double parameter_count, double mean_weighted_square, double *spread) {
  lanes scale = AT(previous, 0);
  lanes precision = 1.0 / (scale * scale);
  lanes hill = lanes_exp(AT(parameters, 3));
  lanes full_effect = AT(parameters, 1);
  lanes span = AT(parameters, 0) - full_effect;
  lanes sum = all_lanes(0), good = all_lanes(0);
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes left = remaining(hill * (AT(wells->log_doses, dose) - AT(parameters, 2)));
    lanes value = full_effect + span * left;
    for (int slot = 0; slot < wells->slots; slot++) {
      int place = dose * wells->slots + slot;
      lanes residual = value - AT(wells->responses, place);
      lanes weight, cost;
      weigh(CURVE_LOSS_BISQUARE, residual * residual * precision, &weight, &cost);
      lanes counts = AT(wells->weights, place);
      lanes share = weight * counts;
      sum += share * residual * residual;
      good += CHOOSE(weight > 0.0, counts, all_lanes(0));
    }
  }
  lanes left = good - parameter_count;
  lanes freedom = CHOOSE(left < 1.0, all_lanes(1), left);
  PUT(spread, 0) = root(sum / (mean_weighted_square * freedom));
}

CURVE_TARGETS
void curve_linearise(
    const curve_wells *wells, const curve_search *search, const double *question, double *result) {
  lanes p[5], scale = AT(question, CURVE_SCALE), level = AT(question, CURVE_LEVEL);
  for (int i = 0; i < 5; i++) p[i] = AT(question, CURVE_START + i);
  lanes precision = 1.0 / (scale * scale);
  curve_quadratic quadratic;
#define PASS(loss, form) \
  linearise(wells, CURVE_LOSS_##loss, CURVE_FORM_##form, p, precision, level, &quadratic)
  if (search->form == CURVE_FORM_ASYMMETRIC) PASS(BISQUARE, ASYMMETRIC);
  else if (search->form == CURVE_FORM_LEVEL) PASS(BISQUARE, LEVEL);
  else if (search->loss == CURVE_LOSS_BISQUARE) PASS(BISQUARE, SYMMETRIC);
  else if (search->loss == CURVE_LOSS_HUBER) PASS(HUBER, SYMMETRIC);
  else PASS(SQUARES, SYMMETRIC);
#undef PASS
  PUT(result, 0) = quadratic.cost;
  for (int i = 0; i < 5; i++) PUT(result, 1 + i) = quadratic.gradient[i];
  for (int i = 0; i < 15; i++) PUT(result, 6 + i) = quadratic.normal[i];
}

CURVE_TARGETS
void curve_exp(const double *x, double *result) { PUT(result, 0) = lanes_exp(AT(x, 0)); }

CURVE_TARGETS
void curve_log(const double *x, double *result) { PUT(result, 0) = lanes_log(AT(x, 0)); }
