import Simulation

/// The lists of a plan as straight-line C: one statement an operation, in functions small enough
/// that a compiler's time grows with their number and not faster.
struct KernelSource {
  let text: String

  /// The most statements in a function: one of 20,000 takes 12 s to compile, in pieces 3.5 s.
  private static let statementsPerFunction = 500

  /// - Parameters:
  ///   - width: lanes, which the code works on together.
  ///   - header: a first line that tells builds apart, without a line break.
  init(_ plan: LanePlan, width: Int, header: String) {
    let text = """
      // \(header)
      #include <stdint.h>
      #pragma STDC FP_CONTRACT OFF
      typedef double V __attribute__((vector_size(\(width * 8)), aligned(\(width * 8)), may_alias));
      typedef uint64_t W __attribute__((vector_size(\(width * 8)), aligned(\(width * 8)), may_alias));
      #define EACH(f) V r; for (int i = 0; i < \(width); i++) r[i] = f(a[i]); return r
      static inline V lane_root(V a) { EACH(__builtin_sqrt); }
      static inline V lane_down(V a) { EACH(__builtin_floor); }
      static inline V lane_up(V a) { EACH(__builtin_ceil); }
      static inline V lane_size(V a) { return (V)((W)a & UINT64_C(0x7fffffffffffffff)); }
      #define CHOOSE(m, x, y) ((V)(((W)(m) & (W)(x)) | (~(W)(m) & (W)(y))))
      #define TRUTH(m) ((V)((W)(m) & UINT64_C(0x3ff0000000000000)))
      static inline V lane_least(V a, V b) { return CHOOSE(b < a, b, a); }
      static inline V lane_most(V a, V b) { return CHOOSE(b > a, b, a); }
      static inline V lane_two(V n) { return (V)((W)(n + (0x1.8p52 + 1023.0)) << 52); }
      static inline V lane_scale(V a, V n) { V h = lane_down(n * 0.5); return a * lane_two(h) * lane_two(n - h); }
      static inline V lane_exponent(V a)
      { return (V)(((W)a >> 52) | UINT64_C(0x4330000000000000)) - (0x1p52 + 1023.0); }
      static inline V lane_significand(V a)
      { return (V)(((W)a & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000)); }
      static inline V lane_choose(V a, V b, V c) { return CHOOSE(a != 0.0, b, c); }

      """
    self.text = text + Self.functions(of: plan, width: width)
  }

  private static func functions(of plan: LanePlan, width: Int) -> String {
    let constants = Dictionary(
      uniqueKeysWithValues: plan.constants.map { ($0.slot, literal($0.value, width: width)) })
    var text = ""
    func write(_ list: LaneList, _ name: String) -> String {
      let writer = KernelFunctions(list, constants: constants.compactMapValues(\.self))
      let pieces = writer.text(named: name, statements: statementsPerFunction)
      text += pieces.text
      return pieces.calls
    }
    let calls = plan.lists.enumerated().map { write($1, "list_\($0)") }
    let dense = write(plan.dense, "dense")
    text += "void primed_step(double *memory) {\n  V *m = (V *)memory;\n"
    for number in plan.step { text += calls[number] }
    text += "}\nvoid primed_dense(double *memory) {\n  V *m = (V *)memory;\n\(dense)}\n"
    return text
  }

  /// A number in every lane, in the fewest digits that give it back; nil for one that is not finite.
  private static func literal(_ value: Double, width: Int) -> String? {
    guard value.isFinite else { return nil }
    return "((V){\(Array(repeating: "\(value)", count: width).joined(separator: ","))})"
  }
}
