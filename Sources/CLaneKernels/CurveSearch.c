// Levenberg's and Marquardt's search for eight curves at once. See CurveKernels.h; Swift's LaneSolver
// says why it does what it does.
#include "CurvePass.h"

// The furthest that a step may take ln EC50, and ln of the slope.
static const double longest_move = 1.5;
static const double steepest_move = 0.5;

// Solves (A + λ diag A) s = −g by Cholesky's factorisation over the parameters that no bound holds.
CURVE_INLINE lane_mask solve(
    const curve_quadratic *here, const lanes *p, const lanes *lower, const lanes *upper,
    lanes damping, const int count, lanes *step) {
  lanes factor[15];
  lane_mask held[5];
  lane_mask is_solved = (lane_mask)-1;
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    lanes gradient = here->gradient[row];
    held[row] = ((p[row] <= lower[row]) & (gradient >= 0.0)) |
                ((p[row] >= upper[row]) & (gradient <= 0.0));
    step[row] = CHOOSE(held[row], all_lanes(0), -gradient);
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    int start = row * (row + 1) / 2;
#pragma clang loop unroll(full)
    for (int column = 0; column < row; column++) {
      lanes sum = CHOOSE(held[row] | held[column], all_lanes(0), here->normal[start + column]);
      int other = column * (column + 1) / 2;
#pragma clang loop unroll(full)
      for (int inner = 0; inner < column; inner++) {
        sum -= factor[start + inner] * factor[other + inner];
      }
      factor[start + column] = sum * factor[other + column];
    }
    lanes diagonal = here->normal[start + row];
    lanes pivot = CHOOSE(held[row], all_lanes(1), diagonal + damping * diagonal);
#pragma clang loop unroll(full)
    for (int inner = 0; inner < row; inner++) {
      pivot -= factor[start + inner] * factor[start + inner];
    }
    lane_mask is_good = pivot > 1e-14 * diagonal;
    is_solved &= is_good;
    // The diagonal keeps the inverse of its root.
    factor[start + row] = 1.0 / root(CHOOSE(is_good, pivot, all_lanes(1)));
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    int start = row * (row + 1) / 2;
    lanes sum = step[row];
#pragma clang loop unroll(full)
    for (int inner = 0; inner < row; inner++) sum -= factor[start + inner] * step[inner];
    step[row] = sum * factor[start + row];
  }
#pragma clang loop unroll(full)
  for (int row = count - 1; row >= 0; row--) {
    lanes sum = step[row];
#pragma clang loop unroll(full)
    for (int below = row + 1; below < count; below++) {
      sum -= factor[below * (below + 1) / 2 + row] * step[below];
    }
    step[row] = sum * factor[row * (row + 1) / 2 + row];
  }
  return is_solved;
}

// How much the quadratic says that the move lowers the cost.
CURVE_INLINE lanes predicted_reduction(
    const curve_quadratic *here, const lanes *from, const lanes *to, const int count) {
  lanes linear = all_lanes(0), quadratic = all_lanes(0);
  lanes move[5];
  int entry = 0;
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    move[row] = to[row] - from[row];
    linear += here->gradient[row] * move[row];
#pragma clang loop unroll(full)
    for (int column = 0; column < row; column++) {
      quadratic += 2.0 * here->normal[entry] * move[row] * move[column];
      entry++;
    }
    quadratic += here->normal[entry] * move[row] * move[row];
    entry++;
  }
  return -2.0 * linear - quadratic;
}

CURVE_INLINE void run(
    const curve_wells *wells, const curve_search *search, const curve_loss loss,
    const curve_form form, const double *question, const int64_t *active, double *answer,
    int64_t *final_unsure) {
  const int count = form == CURVE_FORM_ASYMMETRIC ? 5 : 4;
  lanes scale = AT(question, CURVE_SCALE);
  lanes precision = 1.0 / (scale * scale);
  lanes p[5], trial[5], step[5], lower[5], upper[5];
  for (int i = 0; i < 5; i++) {
    p[i] = AT(question, CURVE_START + i);
    lower[i] = AT(question, CURVE_LOWER + i);
    upper[i] = AT(question, CURVE_UPPER + i);
  }
  for (int i = 0; i < count; i++) p[i] = clamp(p[i], lower[i], upper[i]);
  curve_quadratic here, there;
  lanes damping = all_lanes(1e-3), growth = all_lanes(4);
  lane_mask running = *(const mask_there *)active, unsure = (lane_mask)0;
  // The pass over the start is the first round's, so that there is one copy of its code.
  for (int round = 0; round <= search->iteration_limit && is_any(running); round++) {
    if (round == 0) {
      linearise(wells, loss, form, p, precision, question, &here);
      unsure = running & ~(here.cost < all_lanes(__builtin_inf()));
      running &= ~unsure & (here.cost > 0.0);
      continue;
    }
    lane_mask is_solved = solve(&here, p, lower, upper, damping, count, step);
    // A slope that leaps to a step, or a position that leaps off the doses, finds no way back.
    lanes leap = size(step[2]) * (1 / longest_move);
    lanes steepening = size(step[3]) * (1 / steepest_move);
    leap = CHOOSE(steepening > leap, steepening, leap);
    lanes share = CHOOSE(leap <= 1.0, all_lanes(1), 1.0 / leap);
    lane_mask stays = (lane_mask)-1;
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) {
      trial[i] = clamp(p[i] + step[i] * share, lower[i], upper[i]);
      stays &= p[i] == trial[i];
    }
    lanes predicted = predicted_reduction(&here, p, trial, count);
    linearise(wells, loss, form, trial, precision, question, &there);
    lanes actual = here.cost - there.cost;
    lane_mask is_better = running & is_solved & (actual >= 0.0);
    lanes small = search->tolerance * here.cost;
    // A step cut short by a bound may be foretold to fail: shorter ones are still to come.
    lane_mask is_flat = (predicted <= small) & (predicted >= 0.0);
    lane_mask ends =
        running & ((is_better & is_flat & (actual <= small) & (damping <= 0.1)) |
                   (is_solved & stays) | (~is_better & is_flat & (damping > 1e6)) |
                   (~is_better & (size(predicted) <= 1e-13 * here.cost)));
    lane_mask is_decided = (lane_mask)0;
    if (search->has_target) {
      lanes above = there.cost - AT(question, CURVE_TARGET);
      is_decided = is_better & ((above < 0.0) | (above > 10.0 * actual));
    }
    // A good step trusts the quadratic more, a failed one ever less.
    lane_mask is_good = is_better & (actual / predicted > 0.25);
    damping = CHOOSE(is_good, damping * 0.1, damping);
    damping = CHOOSE(running & ~is_good, damping * growth, damping);
    damping = CHOOSE(damping < 1e-12, all_lanes(1e-12), damping);
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) p[i] = CHOOSE(is_better, trial[i], p[i]);
    here.cost = CHOOSE(is_better, there.cost, here.cost);
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) {
      here.gradient[i] = CHOOSE(is_better, there.gradient[i], here.gradient[i]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < count * (count + 1) / 2; i++) {
      here.normal[i] = CHOOSE(is_better, there.normal[i], here.normal[i]);
    }
    growth = CHOOSE(is_better, all_lanes(4), growth);
    growth = CHOOSE(running & ~is_better, growth * 2.0, growth);
    lane_mask is_stuck = running & ~ends & (damping > 1e15);
    unsure |= is_stuck;
    running &= ~ends & ~is_stuck & ~is_decided & (here.cost > 0.0);
  }
  for (int i = 0; i < 5; i++) PUT(answer, i) = p[i];
  PUT(answer, 5) = here.cost;
  *(mask_there *)final_unsure = unsure | running;
}

CURVE_TARGETS
void curve_search_run(
    const curve_wells *wells, const curve_search *search, const double *question,
    const int64_t *active, double *answer, int64_t *unsure) {
#define RUN(loss, form) \
  run(wells, search, CURVE_LOSS_##loss, CURVE_FORM_##form, question, active, answer, unsure)
  switch (search->form) {
    case CURVE_FORM_ASYMMETRIC:
      if (search->loss == CURVE_LOSS_BISQUARE) RUN(BISQUARE, ASYMMETRIC);
      else RUN(SQUARES, ASYMMETRIC);
      break;
    case CURVE_FORM_LEVEL:
      if (search->loss == CURVE_LOSS_BISQUARE) RUN(BISQUARE, LEVEL);
      else RUN(SQUARES, LEVEL);
      break;
    case CURVE_FORM_WEIBULL:
      if (search->loss == CURVE_LOSS_BISQUARE) RUN(BISQUARE, WEIBULL);
      else if (search->loss == CURVE_LOSS_HUBER) RUN(HUBER, WEIBULL);
      else RUN(SQUARES, WEIBULL);
      break;
    default:
      if (search->loss == CURVE_LOSS_BISQUARE) RUN(BISQUARE, SYMMETRIC);
      else if (search->loss == CURVE_LOSS_HUBER) RUN(HUBER, SYMMETRIC);
      else RUN(SQUARES, SYMMETRIC);
  }
#undef RUN
}
