// The C interpreter of lane lists.
//
// A list is runs of one operation: the operation's number, how many follow, then for each its result
// and its operands as places in `memory`. Every slot of memory holds one double a lane. The numbers
// of the operations are those of Swift's LaneOperation.
#ifndef CLANEKERNELS_H
#define CLANEKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "CurveKernels.h"

/// Runs a list whose places are scaled for 4, 8 or 16 lanes. `memory` is aligned to 64 bytes.
void lane_list_run_4(const uint32_t *words, size_t count, double *memory);
void lane_list_run_8(const uint32_t *words, size_t count, double *memory);
void lane_list_run_16(const uint32_t *words, size_t count, double *memory);

/// The instruction set that this processor has, as a compiler's -march names it; empty for the
/// baseline.
const char *lane_target(void);

#endif
