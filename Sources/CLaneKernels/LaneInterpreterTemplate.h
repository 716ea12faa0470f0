// One interpreter, for LANES lanes; included once a width. See CLaneKernels.h.

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define LANE_VECTOR JOIN(lane_vector_, LANES)
#define LANE_BITS JOIN(lane_bits_, LANES)

typedef double LANE_VECTOR __attribute__((vector_size(LANES * 8), aligned(LANES * 8 > 64 ? 64 : LANES * 8), may_alias));
typedef uint64_t LANE_BITS __attribute__((vector_size(LANES * 8), aligned(LANES * 8 > 64 ? 64 : LANES * 8), may_alias));

#define SLOT(i) (*(LANE_VECTOR *)(memory + words[i]))
#define A SLOT(1)
#define B SLOT(2)
#define C SLOT(3)
#define BITS(x) ((LANE_BITS)(x))
#define REAL(x) ((LANE_VECTOR)(x))
#define CHOOSE(mask, yes, no) \
  REAL((BITS(mask) & BITS(yes)) | (~BITS(mask) & BITS(no)))
#define SIZE(x) REAL(BITS(x) & UINT64_C(0x7fffffffffffffff))
#define TRUTH(mask) REAL(BITS(mask) & UINT64_C(0x3ff0000000000000))
// The low bits of the sum are the exponent field of two to a whole power.
#define POWER_OF_TWO(n) REAL(BITS((n) + (0x1.8p52 + 1023.0)) << 52)

#define RUN(number, operands, statement)                    \
  case number:                                              \
    for (; left != 0; left--, words += (operands) + 1) {    \
      statement;                                            \
    }                                                       \
    break;
// Blocks: see LaneOperation. STAGES is known when this is compiled, so weights stay in registers.
#define BLOCKS(number, operands, statement) \
  case number:                              \
    for (; left != 0; left--, words += (operands) + 1) statement; \
    break;
#define SET(expression) LANE_VECTOR result = (expression); SLOT(0) = result

#ifndef LANE_BLOCKS
#define LANE_BLOCKS
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#endif

ALWAYS_INLINE void JOIN(begin_step_, LANES)(const uint32_t *words, double *memory) {
  LANE_VECTOR *state = (LANE_VECTOR *)(memory + words[0]);
  LANE_VECTOR *point = (LANE_VECTOR *)(memory + words[2]);
  LANE_VECTOR *sum = (LANE_VECTOR *)(memory + words[3]);
  LANE_VECTOR taken = SLOT(4);
  size_t count = (words[1] - words[0]) / LANES;
  for (size_t i = 0; i < count; i++) {
    LANE_VECTOR before = state[i];
    LANE_VECTOR after = point[i];
    LANE_VECTOR now = CHOOSE(taken != 0.0, after, before);
    state[i] = now;
    point[i] = now;
    sum[i] = (LANE_VECTOR){0};
  }
}

ALWAYS_INLINE void JOIN(combine_, LANES)(
    const uint32_t *words, double *memory, const int stages, const int from_state) {
  LANE_VECTOR *point = (LANE_VECTOR *)(memory + words[0]);
  LANE_VECTOR *sum = (LANE_VECTOR *)(memory + words[2]);
  LANE_VECTOR *copy = (LANE_VECTOR *)(memory + words[3]);
  const LANE_VECTOR *start = (const LANE_VECTOR *)(memory + words[from_state ? 4 : 0]);
  const int earlier = from_state ? 5 : 4;
  const LANE_VECTOR *stage[7];
  LANE_VECTOR a[7], c[7];
#pragma clang loop unroll(full)
  for (int k = 0; k < stages; k++) {
    if (k < stages - 1) stage[k] = (const LANE_VECTOR *)(memory + words[earlier + k]);
    if (from_state) a[k] = SLOT(earlier + stages - 1 + k);
    c[k] = SLOT(earlier + stages - 1 + (from_state ? stages : 0) + k);
  }
  size_t count = (words[1] - words[0]) / LANES;
  for (size_t i = 0; i < count; i++) {
    LANE_VECTOR last = sum[i];
    LANE_VECTOR next = start[i];
    LANE_VECTOR total = last;
#pragma clang loop unroll(full)
    for (int k = 0; k < stages; k++) {
      LANE_VECTOR value = last;
      if (k < stages - 1) value = stage[k][i];
      if (from_state) next = next + value * a[k];
      total = k == 0 ? value * c[k] : total + value * c[k];
    }
    if (!from_state) next = next + last;
    copy[i] = last;
    point[i] = next;
    sum[i] = total;
  }
}

LANE_TARGETS
void JOIN(lane_list_run_, LANES)(const uint32_t *words, size_t count, double *memory) {
  const uint32_t *end = words + count;
  while (words < end) {
    uint32_t operation = words[0];
    uint32_t left = words[1];
    words += 2;
    switch (operation) {
      RUN(0, 2, SET(A + B))
      RUN(1, 2, SET(A - B))
      RUN(2, 2, SET(A * B))
      RUN(3, 2, SET(A / B))
      RUN(4, 2, LANE_VECTOR a = A; LANE_VECTOR b = B; SET(CHOOSE(b < a, b, a)))
      RUN(5, 2, LANE_VECTOR a = A; LANE_VECTOR b = B; SET(CHOOSE(b > a, b, a)))
      RUN(6, 3, LANE_VECTOR a = A; LANE_VECTOR b = B; LANE_VECTOR c = C;
          SET(CHOOSE(a != 0.0, b, c)))
      RUN(7, 2, SET(TRUTH(A < B)))
      RUN(8, 2, SET(TRUTH(A <= B)))
      RUN(9, 2, SET(TRUTH(A > B)))
      RUN(10, 2, SET(TRUTH(A >= B)))
      RUN(11, 2, SET(TRUTH(A == B)))
      RUN(12, 2, SET(TRUTH(A != B)))
      RUN(13, 1, SET(__builtin_elementwise_sqrt(A)))
      RUN(14, 1, LANE_VECTOR a = A; SET(SIZE(a)))
      RUN(15, 1, SET(__builtin_elementwise_floor(A)))
      RUN(16, 1, SET(__builtin_elementwise_ceil(A)))
      RUN(17, 2, LANE_VECTOR a = A; LANE_VECTOR n = B;
          LANE_VECTOR half = __builtin_elementwise_floor(n * 0.5); LANE_VECTOR rest = n - half;
          SET(a * POWER_OF_TWO(half) * POWER_OF_TWO(rest)))
      RUN(18, 1, LANE_VECTOR a = A;
          SET(REAL((BITS(a) >> 52) | UINT64_C(0x4330000000000000)) - (0x1p52 + 1023.0)))
      RUN(19, 1, LANE_VECTOR a = A;
          SET(REAL((BITS(a) & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000))))
      RUN(20, 2, LANE_VECTOR a = A; LANE_VECTOR b = B; LANE_VECTOR s = SIZE(b);
          SET(CHOOSE(s > a, s, a)))
      RUN(21, 2, LANE_VECTOR a = A; LANE_VECTOR b = B; LANE_VECTOR s = SIZE(b);
          SET(CHOOSE(s < a, s, a)))
      RUN(22, 3, SET(A + B * C))
      RUN(23, 5, SET(A + B * C + SLOT(4) * SLOT(5)))
      RUN(24, 7, SET(A + B * C + SLOT(4) * SLOT(5) + SLOT(6) * SLOT(7)))
      RUN(25, 9,
          SET(A + B * C + SLOT(4) * SLOT(5) + SLOT(6) * SLOT(7) + SLOT(8) * SLOT(9)))
      RUN(26, 3, SET(A - B * C))
      RUN(27, 5, SET(A - B * C - SLOT(4) * SLOT(5)))
      RUN(28, 7, SET(A - B * C - SLOT(4) * SLOT(5) - SLOT(6) * SLOT(7)))
      RUN(29, 9,
          SET(A - B * C - SLOT(4) * SLOT(5) - SLOT(6) * SLOT(7) - SLOT(8) * SLOT(9)))
      RUN(30, 3, SET(A + B + C))
      RUN(31, 4, SET(A + B + C + SLOT(4)))
      RUN(32, 5, SET(A + B + C + SLOT(4) + SLOT(5)))
      RUN(33, 3, SET(A - B - C))
      RUN(34, 4, SET(A - B - C - SLOT(4)))
      RUN(35, 5, SET(A - B - C - SLOT(4) - SLOT(5)))
      BLOCKS(36, 4, JOIN(begin_step_, LANES)(words, memory))
      BLOCKS(37, 6, JOIN(combine_, LANES)(words, memory, 1, 1))
      BLOCKS(38, 9, JOIN(combine_, LANES)(words, memory, 2, 1))
      BLOCKS(39, 12, JOIN(combine_, LANES)(words, memory, 3, 1))
      BLOCKS(40, 15, JOIN(combine_, LANES)(words, memory, 4, 1))
      BLOCKS(41, 18, JOIN(combine_, LANES)(words, memory, 5, 1))
      BLOCKS(42, 14, JOIN(combine_, LANES)(words, memory, 6, 0))
      BLOCKS(43, 16, JOIN(combine_, LANES)(words, memory, 7, 0))
      default:
        return;
    }
  }
}

#undef JOIN_
#undef JOIN
#undef LANE_VECTOR
#undef LANE_BITS
#undef SLOT
#undef A
#undef B
#undef C
#undef BITS
#undef REAL
#undef CHOOSE
#undef SIZE
#undef TRUTH
#undef POWER_OF_TWO
#undef RUN
#undef BLOCKS
#undef SET
