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
    var text = """
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
    Self.write([plan.takeover, plan.step], as: "primed_step", to: &text)
    Self.write([plan.dense], as: "primed_dense", to: &text)
    self.text = text
  }

  private static func write(_ lists: [LaneList], as name: String, to text: inout String) {
    var statements: [String] = []
    for list in lists {
      list.forEachRun { operation, count, start in
        let stride = operation.operandCount + 1
        for index in 0..<count {
          let place = start + index * stride
          let operands = (0..<stride).map { "m[\(list.words[place + $0])]" }
          statements.append("  \(operands[0]) = \(expression(operation, operands));\n")
        }
      }
    }
    var pieces = 0
    for first in stride(from: 0, to: statements.count, by: statementsPerFunction) {
      text += "static __attribute__((noinline)) void \(name)_\(pieces)(V *m) {\n"
      for statement in statements[first..<min(first + statementsPerFunction, statements.count)] {
        text += statement
      }
      text += "}\n"
      pieces += 1
    }
    text += "void \(name)(double *memory) {\n  V *m = (V *)memory;\n"
    for piece in 0..<pieces { text += "  \(name)_\(piece)(m);\n" }
    text += "}\n"
  }

  /// C's words for an operation; m[0] is the result, the operands follow.
  private static func expression(_ operation: LaneOperation, _ m: [String]) -> String {
    func chain(_ sign: String, products: Bool) -> String {
      let rest = Array(m.dropFirst(2))
      let terms =
        products
        ? stride(from: 0, to: rest.count, by: 2).map { "\(rest[$0]) * \(rest[$0 + 1])" } : rest
      return ([m[1]] + terms).joined(separator: " \(sign) ")
    }
    switch operation {
    case .add, .add2, .add3, .add4: return chain("+", products: false)
    case .subtract, .subtract2, .subtract3, .subtract4: return chain("-", products: false)
    case .multiplyAdd1, .multiplyAdd2, .multiplyAdd3, .multiplyAdd4:
      return chain("+", products: true)
    case .multiplySubtract1, .multiplySubtract2, .multiplySubtract3, .multiplySubtract4:
      return chain("-", products: true)
    case .multiply: return "\(m[1]) * \(m[2])"
    case .divide: return "\(m[1]) / \(m[2])"
    case .minimum: return "lane_least(\(m[1]), \(m[2]))"
    case .maximum: return "lane_most(\(m[1]), \(m[2]))"
    case .select: return "lane_choose(\(m[1]), \(m[2]), \(m[3]))"
    case .less: return "TRUTH(\(m[1]) < \(m[2]))"
    case .lessOrEqual: return "TRUTH(\(m[1]) <= \(m[2]))"
    case .greater: return "TRUTH(\(m[1]) > \(m[2]))"
    case .greaterOrEqual: return "TRUTH(\(m[1]) >= \(m[2]))"
    case .equal: return "TRUTH(\(m[1]) == \(m[2]))"
    case .notEqual: return "TRUTH(\(m[1]) != \(m[2]))"
    case .squareRoot: return "lane_root(\(m[1]))"
    case .magnitude: return "lane_size(\(m[1]))"
    case .floor: return "lane_down(\(m[1]))"
    case .ceiling: return "lane_up(\(m[1]))"
    case .scaleBinary: return "lane_scale(\(m[1]), \(m[2]))"
    case .exponent: return "lane_exponent(\(m[1]))"
    case .significand: return "lane_significand(\(m[1]))"
    case .maximumMagnitude: return "lane_most(\(m[1]), lane_size(\(m[2])))"
    case .minimumMagnitude: return "lane_least(\(m[1]), lane_size(\(m[2])))"
    }
  }
}
