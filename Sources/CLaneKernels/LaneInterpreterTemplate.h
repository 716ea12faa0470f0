// One interpreter, for LANES lanes; included once a width. See CLaneKernels.h.

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define LANE_VECTOR JOIN(lane_vector_, LANES)
#define LANE_BITS JOIN(lane_bits_, LANES)

typedef double LANE_VECTOR __attribute__((vector_size(LANES * 8), aligned(LANES * 8 > 64 ? 64 : LANES * 8), may_alias));
typedef uint64_t LANE_BITS __attribute__((vector_size(LANES * 8), aligned(LANES * 8 > 64 ? 64 : LANES * 8), may_alias));

// Loads are what an interpreter spends its time on, so places are read two at a time.
#define PAIR(i) (((const struct lane_pair *)(words + ((i) & ~1)))->both)
#define PLACE(i) \
  (((i) | 1) > last ? words[i] : (i) & 1 ? (uint32_t)(PAIR(i) >> 32) : (uint32_t)PAIR(i))
#define SLOT(i) (*(LANE_VECTOR *)(memory + PLACE(i)))
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
  case number: {                                            \
    enum { last = operands };                               \
    for (; left != 0; left--, words += (operands) + 1) {    \
      statement;                                            \
    }                                                       \
  } break;
// Blocks: see LaneOperation. STAGES is known when this is compiled, so weights stay in registers.
#define BLOCKS(number, operands, statement) \
  case number:                              \
    for (; left != 0; left--, words += (operands) + 1) statement; \
    break;
#define SET(expression) LANE_VECTOR result = (expression); SLOT(0) = result

#ifndef LANE_BLOCKS
#define LANE_BLOCKS
#define ALWAYS_INLINE static inline __attribute__((always_inline))
struct __attribute__((packed, may_alias)) lane_pair {
  uint64_t both;
};
#endif

ALWAYS_INLINE void JOIN(begin_step_, LANES)(const uint32_t *words, double *memory) {
  enum { last = 0 };
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
  enum { last = 0 };
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
    LANE_VECTOR latest = sum[i];
    LANE_VECTOR next = start[i];
    LANE_VECTOR total = latest;
#pragma clang loop unroll(full)
    for (int k = 0; k < stages; k++) {
      LANE_VECTOR value = latest;
      if (k < stages - 1) value = stage[k][i];
      if (from_state) next = next + value * a[k];
      total = k == 0 ? value * c[k] : total + value * c[k];
    }
    if (!from_state) next = next + latest;
    copy[i] = latest;
    point[i] = next;
    sum[i] = total;
  }
}

// The scale of an entry's error; also makes the result and keeps the smallest.
#define SCALED(e, scale, error, least)                              \
  LANE_VECTOR error = last_stage[e];                                \
  LANE_VECTOR scale;                                                \
  {                                                                 \
    LANE_VECTOR result = point[e] + error;                          \
    point[e] = result;                                              \
    least = CHOOSE(result < least, result, least);                  \
    LANE_VECTOR before = SIZE(state[e]);                            \
    LANE_VECTOR after = SIZE(result);                               \
    scale = absolute + relative * CHOOSE(after > before, after, before); \
  }

ALWAYS_INLINE void JOIN(judge_, LANES)(const uint32_t *words, double *memory) {
  enum { last = 0 };
  LANE_VECTOR *point = (LANE_VECTOR *)(memory + words[0]);
  const LANE_VECTOR *last_stage = (const LANE_VECTOR *)(memory + words[2]);
  const LANE_VECTOR *state = (const LANE_VECTOR *)(memory + words[3]);
  LANE_VECTOR relative = SLOT(4), absolute = SLOT(5);
  LANE_VECTOR even = (LANE_VECTOR){0}, odd = even;
  LANE_VECTOR least = even + __builtin_inf(), other = least;
  size_t count = (words[1] - words[0]) / LANES;
  for (size_t i = 0; i + 1 < count; i += 2) {
    SCALED(i, scale, error, least)
    SCALED(i + 1, scale2, error2, other)
    LANE_VECTOR left = error * scale2, right = error2 * scale, scales = scale * scale2;
    LANE_VECTOR both = (left * left + right * right) / (scales * scales);
    if (i & 2) odd = odd + both; else even = even + both;
  }
  if (count & 1) {
    SCALED(count - 1, scale, error, least)
    LANE_VECTOR ratio = error / scale;
    even = even + ratio * ratio;
  }
  SLOT(6) = even + odd;
  SLOT(7) = CHOOSE(other < least, other, least);
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
      RUN(36, 3, SET(A * B * C))
      RUN(37, 4, SET(A * B + C * SLOT(4)))
      RUN(38, 6, SET(A * B + C * SLOT(4) + SLOT(5) * SLOT(6)))
      RUN(39, 8, SET(A * B + C * SLOT(4) + SLOT(5) * SLOT(6) + SLOT(7) * SLOT(8)))
      RUN(40, 10,
          SET(A * B + C * SLOT(4) + SLOT(5) * SLOT(6) + SLOT(7) * SLOT(8) + SLOT(9) * SLOT(10)))
      BLOCKS(41, 4, JOIN(begin_step_, LANES)(words, memory))
      BLOCKS(42, 6, JOIN(combine_, LANES)(words, memory, 1, 1))
      BLOCKS(43, 9, JOIN(combine_, LANES)(words, memory, 2, 1))
      BLOCKS(44, 12, JOIN(combine_, LANES)(words, memory, 3, 1))
      BLOCKS(45, 15, JOIN(combine_, LANES)(words, memory, 4, 1))
      BLOCKS(46, 18, JOIN(combine_, LANES)(words, memory, 5, 1))
      BLOCKS(47, 14, JOIN(combine_, LANES)(words, memory, 6, 0))
      BLOCKS(48, 16, JOIN(combine_, LANES)(words, memory, 7, 0))
      BLOCKS(49, 7, JOIN(judge_, LANES)(words, memory))
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
#undef PAIR
#undef PLACE
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
#undef SCALED
#undef BLOCKS
#undef SET
