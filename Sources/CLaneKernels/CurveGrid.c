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

// The fraction left at a dose of curves whose slope is e to their fourth parameter.
CURVE_INLINE lanes remaining_at(
    const curve_wells *wells, const curve_form form, const double *turns, const double *parameters,
    lanes hill, int dose) {
  lanes free = hill * (AT(wells->log_doses, dose) - AT(parameters, 2));
  if (form != CURVE_FORM_WEIBULL) return remaining(free);
  lane_mask falls = AT(parameters, 0) - AT(parameters, 1) >= 0.0;
  lanes turn = CHOOSE(falls, AT(turns, 0), AT(turns, 1));
  lanes slope;
  return weibull_remaining(turn, free + turn * weibull_shift, &slope);
}

CURVE_INLINE void write_residuals(
    const curve_wells *wells, const curve_form form, const double *turns, const double *parameters,
    double *residuals) {
  lanes without_drug = AT(parameters, 0), full_effect = AT(parameters, 1);
  lanes hill = lanes_exp(AT(parameters, 3));
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes left = remaining_at(wells, form, turns, parameters, hill, dose);
    lanes value = full_effect + (without_drug - full_effect) * left;
    lanes unit = root(AT(wells->precisions, dose));
    for (int slot = 0; slot < wells->slots; slot++) {
      int place = dose * wells->slots + slot;
      PUT(residuals, place) = (value - AT(wells->responses, place)) * unit;
    }
  }
}

CURVE_TARGETS
void curve_residuals(
    const curve_wells *wells, curve_form form, const double *turns, const double *parameters,
    double *residuals) {
  if (form == CURVE_FORM_WEIBULL) {
    write_residuals(wells, CURVE_FORM_WEIBULL, turns, parameters, residuals);
  } else {
    write_residuals(wells, CURVE_FORM_SYMMETRIC, turns, parameters, residuals);
  }
}

CURVE_INLINE lanes efficient_spread(
    const curve_wells *wells, const curve_form form, const double *turns, const double *parameters,
    lanes scale, double parameter_count, double mean_weighted_square) {
  lanes precision = 1.0 / (scale * scale);
  lanes hill = lanes_exp(AT(parameters, 3));
  lanes full_effect = AT(parameters, 1);
  lanes span = AT(parameters, 0) - full_effect;
  lanes sum = all_lanes(0), good = all_lanes(0);
  for (int dose = 0; dose < wells->doses; dose++) {
    lanes value = full_effect + span * remaining_at(wells, form, turns, parameters, hill, dose);
    lanes own = AT(wells->precisions, dose);
    for (int slot = 0; slot < wells->slots; slot++) {
      int place = dose * wells->slots + slot;
      lanes residual = value - AT(wells->responses, place);
      lanes weight, cost;
      weigh(CURVE_LOSS_BISQUARE, residual * residual * own * precision, &weight, &cost);
      lanes counts = AT(wells->weights, place);
      lanes share = weight * counts;
      sum += share * residual * residual * own;
      good += CHOOSE(weight > 0.0, counts, all_lanes(0));
    }
  }
  lanes left = good - parameter_count;
  lanes freedom = CHOOSE(left < 1.0, all_lanes(1), left);
  return root(sum / (mean_weighted_square * freedom));
}

CURVE_TARGETS
void curve_efficient_spread(
    const curve_wells *wells, curve_form form, const double *turns, const double *parameters,
    const double *previous, double parameter_count, double mean_weighted_square, double *spread) {
  lanes scale = AT(previous, 0);
  if (form == CURVE_FORM_WEIBULL) {
    PUT(spread, 0) = efficient_spread(
        wells, CURVE_FORM_WEIBULL, turns, parameters, scale, parameter_count,
        mean_weighted_square);
  } else {
    PUT(spread, 0) = efficient_spread(
        wells, CURVE_FORM_SYMMETRIC, turns, parameters, scale, parameter_count,
        mean_weighted_square);
  }
}

CURVE_TARGETS
void curve_linearise(
    const curve_wells *wells, const curve_search *search, const double *question, double *result) {
  lanes p[5], scale = AT(question, CURVE_SCALE);
  for (int i = 0; i < 5; i++) p[i] = AT(question, CURVE_START + i);
  lanes precision = 1.0 / (scale * scale);
  curve_quadratic quadratic;
#define PASS(loss, form) \
  linearise(wells, CURVE_LOSS_##loss, CURVE_FORM_##form, p, precision, question, &quadratic)
  if (search->form == CURVE_FORM_ASYMMETRIC) PASS(BISQUARE, ASYMMETRIC);
  else if (search->form == CURVE_FORM_LEVEL) PASS(BISQUARE, LEVEL);
  else if (search->form == CURVE_FORM_WEIBULL) {
    if (search->loss == CURVE_LOSS_BISQUARE) PASS(BISQUARE, WEIBULL);
    else PASS(SQUARES, WEIBULL);
  } else if (search->loss == CURVE_LOSS_BISQUARE) PASS(BISQUARE, SYMMETRIC);
  else if (search->loss == CURVE_LOSS_HUBER) PASS(HUBER, SYMMETRIC);
  else PASS(SQUARES, SYMMETRIC);
#undef PASS
  PUT(result, 0) = quadratic.cost;
  for (int i = 0; i < 5; i++) PUT(result, 1 + i) = quadratic.gradient[i];
  for (int i = 0; i < 15; i++) PUT(result, 6 + i) = quadratic.normal[i];
}

CURVE_INLINE void order(lanes_there *values, int one, int other) {
  lanes low = values[one], high = values[other];
  values[one] = CHOOSE(high < low, high, low);
  values[other] = CHOOSE(high < low, low, high);
}

// Batcher's network: the comparisons are the same whatever the numbers are.
CURVE_INLINE void sort(lanes_there *values, int count) {
  for (int p = 1; p < count; p *= 2) {
    for (int k = p; k >= 1; k /= 2) {
      for (int j = k % p; j <= count - 1 - k; j += 2 * k) {
        int last = k - 1 < count - j - k - 1 ? k - 1 : count - j - k - 1;
        for (int i = 0; i <= last; i++) {
          if ((i + j) / (p * 2) == (i + j + k) / (p * 2)) order(values, i + j, i + j + k);
        }
      }
    }
  }
}

CURVE_TARGETS
void curve_median(
    const curve_wells *wells, const double *values, int32_t of_magnitudes, double *scratch,
    double *median) {
  int count = wells->doses * wells->slots;
  lanes_there *sorted = (lanes_there *)scratch;
  lanes usable = all_lanes(0);
  for (int place = 0; place < count; place++) {
    lanes value = AT(values, place);
    lane_mask counts = AT(wells->weights, place) > 0.0;
    if (of_magnitudes) value = size(value);
    sorted[place] = CHOOSE(counts, value, all_lanes(__builtin_inf()));
    usable += CHOOSE(counts, all_lanes(1), all_lanes(0));
  }
  sort(sorted, count);
  for (int lane = 0; lane < CURVE_LANES; lane++) {
    int number = (int)usable[lane];
    if (number == 0) {
      median[lane] = __builtin_nan("");
      continue;
    }
    double upper = scratch[number / 2 * CURVE_LANES + lane];
    double lower = scratch[(number - 1) / 2 * CURVE_LANES + lane];
    median[lane] = number % 2 == 1 ? upper : (lower + upper) / 2;
  }
}

CURVE_INLINE void fit_constant(
    const curve_wells *wells, const curve_loss loss, lanes scale, lanes *constant, lanes *cost) {
  lanes precision = 1.0 / (scale * scale);
  lanes infinity = all_lanes(__builtin_inf());
  lanes value = *constant, lowest = infinity;
  lane_mask running = value == value;
  for (int round = 0; round < 500 && is_any(running); round++) {
    lanes next = all_lanes(0), sum = next, total = next;
    for (int dose = 0; dose < wells->doses; dose++) {
      lanes own = AT(wells->precisions, dose);
      for (int slot = 0; slot < wells->slots; slot++) {
        int place = dose * wells->slots + slot;
        lanes counts = AT(wells->weights, place);
        lanes residual = AT(wells->responses, place) - value;
        lanes weight, part;
        weigh(loss, residual * residual * own * precision, &weight, &part);
        weight = weight * counts * own;
        next += part * counts;
        sum += weight * residual;
        total += weight;
      }
    }
    next = next / precision;
    running &= next < infinity;
    lane_mask is_settled = (lowest < infinity) & (next >= lowest * (1 - 1e-13));
    lowest = CHOOSE(running & (next < lowest), next, lowest);
    running &= ~is_settled & (total > 0.0);
    value = CHOOSE(running, value + sum / total, value);
  }
  *constant = value;
  *cost = lowest;
}

CURVE_TARGETS
void curve_constant(
    const curve_wells *wells, curve_loss loss, const double *scale, const double *start,
    double *constant, double *cost) {
  lanes value = AT(start, 0), lowest;
  if (loss == CURVE_LOSS_BISQUARE) {
    fit_constant(wells, CURVE_LOSS_BISQUARE, AT(scale, 0), &value, &lowest);
  } else {
    fit_constant(wells, CURVE_LOSS_SQUARES, AT(scale, 0), &value, &lowest);
  }
  PUT(constant, 0) = value;
  PUT(cost, 0) = lowest;
}

CURVE_TARGETS
void curve_exp(const double *x, double *result) { PUT(result, 0) = lanes_exp(AT(x, 0)); }

CURVE_TARGETS
void curve_log(const double *x, double *result) { PUT(result, 0) = lanes_log(AT(x, 0)); }
