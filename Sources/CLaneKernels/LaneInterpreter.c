#include "CLaneKernels.h"

// Products are rounded before they are added, whatever the processor offers.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
// Left to itself the compiler halves 64-byte vectors even where the processor has them whole.
#define LANE_TARGETS                                                            \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"))) \
  __attribute__((min_vector_width(512)))
#else
#define LANE_TARGETS
#endif

#define LANES 4
#include "LaneInterpreterTemplate.h"
#undef LANES

#define LANES 8
#include "LaneInterpreterTemplate.h"
#undef LANES

#define LANES 16
#include "LaneInterpreterTemplate.h"
#undef LANES

const char *lane_target(void) {
#if defined(__x86_64__) && defined(__linux__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4";
  if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3";
#endif
  return "";
}
