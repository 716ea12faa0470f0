// Searches for dose–response curves, eight side by side.
//
// Every array holds eight doubles a place, one for each lane; a mask holds eight 64-bit integers, −1 or
// 0. Arrays aligned to 64 bytes are read fastest. A curve has five parameters: response without drug, response at full
// effect, position (ln dose), ln slope, ln asymmetry. Each operation is rounded by itself and none is
// left to a mathematical library, so the bits are those of the same operations in Swift, on every
// machine and whatever the neighbours are.
#ifndef CURVEKERNELS_H
#define CURVEKERNELS_H

#include <stdint.h>

enum { CURVE_LANES = 8, CURVE_PARAMETERS = 5 };

/// How a residual counts; the constants are those of Swift's RobustLoss.
typedef enum { CURVE_LOSS_SQUARES, CURVE_LOSS_HUBER, CURVE_LOSS_BISQUARE } curve_loss;

typedef enum {
  /// Log-logistic with four parameters.
  CURVE_FORM_SYMMETRIC,
  /// With the asymmetry as a fifth.
  CURVE_FORM_ASYMMETRIC,
  /// With four, the position being where the curve passes a level.
  CURVE_FORM_LEVEL,
  /// Weibull with four; its turn says at which end it is abrupt.
  CURVE_FORM_WEIBULL
} curve_form;

/// Wells by dose, `slots` to each; weight 0 where a curve has none.
typedef struct {
  const double *log_doses;
  const double *responses;
  const double *weights;
  /// By dose: the variance of a well that the scale is of, over that of a well of this dose.
  const double *precisions;
  int32_t doses;
  int32_t slots;
} curve_wells;

/// What every search of a kind shares; what each field means is said by Swift's LaneSolver.
typedef struct {
  double tolerance;
  int32_t iteration_limit;
  curve_loss loss;
  curve_form form;
  /// Whether a search may end at its target.
  int32_t has_target;
} curve_search;

/// One search in each lane, as it lies in memory: start, lower and upper bounds (five places each), the
/// standard deviation that makes residuals numbers, the level of CURVE_FORM_LEVEL, the cost below which
/// nothing more is asked, and the turn of CURVE_FORM_WEIBULL where the curve falls and where it rises:
/// 1 for a curve that is abrupt at its end, −1 for one that is slow there.
enum {
  CURVE_START = 0,
  CURVE_LOWER = 5,
  CURVE_UPPER = 10,
  CURVE_SCALE = 15,
  CURVE_LEVEL = 16,
  CURVE_TARGET = 17,
  CURVE_TURN_FALLING = 18,
  CURVE_TURN_RISING = 19
};

/// Levenberg's and Marquardt's search in the lanes of `active`. Writes the best parameters (five
/// places) and their cost, and the mask of lanes that ended anywhere but in a minimum.
void curve_search_run(
    const curve_wells *wells, const curve_search *search, const double *question,
    const int64_t *active, double *answer, int64_t *unsure);

/// Writes cost, gradient (five places) and the lower triangle of the normal matrix (15) at the start.
void curve_linearise(
    const curve_wells *wells, const curve_search *search, const double *question, double *result);

/// Writes model minus response for each well of symmetric or Weibull curves, in units of a well of
/// precision 1. `turns` has two places, as a question has.
void curve_residuals(
    const curve_wells *wells, curve_form form, const double *turns, const double *parameters,
    double *residuals);

/// The spread from the weighted squares of the wells that keep influence under the biweight.
void curve_efficient_spread(
    const curve_wells *wells, curve_form form, const double *turns, const double *parameters,
    const double *previous, double parameter_count, double mean_weighted_square, double *spread);

/// The median of `values`, one for each well, over the wells that count. Sorts them in `scratch`, which
/// holds as many.
void curve_median(
    const curve_wells *wells, const double *values, int32_t of_magnitudes, double *scratch,
    double *median);

/// The constant of least cost under squares or the biweight, from `start` on: each step is a mean by the
/// current weights. Cost is infinite where there is none.
void curve_constant(
    const curve_wells *wells, curve_loss loss, const double *scale, const double *start,
    double *constant, double *cost);

/// One curve of a grid: its position and slope are given, its limits fitted to the dose medians.
typedef struct {
  /// One for each dose: the median response, and 1 or 0 for whether there is one.
  const double *medians;
  const double *has_dose;
  /// ln(lowest / highest dose), the number of positions to try, lower and upper bounds (five places
  /// each).
  const double *question;
  const double *hills;
  int32_t hill_count;
  /// Judged by absolute residuals, or by squares.
  int32_t is_robust;
  /// Space for `doses` × `hill_count` places.
  double *scratch;
} curve_grid;

/// Writes the two best starts [5] of a grid of positions and slopes.
void curve_grid_run(
    const curve_wells *wells, const curve_grid *grid, double *first, double *second);

/// eˣ and ln x of eight numbers.
void curve_exp(const double *x, double *result);
void curve_log(const double *x, double *result);

#endif
