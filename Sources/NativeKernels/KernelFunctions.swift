import Simulation

/// Writes one list as C functions. What only one of them needs lives in its local variables; memory
/// holds what another reads.
struct KernelFunctions {
  private struct Statement {
    let operation: LaneOperation
    /// The result's slot, then the operands'.
    let slots: [Int]
  }

  private var statements: [Statement] = []
  private let outputs: Set<Int>
  private let constants: [Int: String]

  init(_ list: LaneList, constants: [Int: String]) {
    outputs = Set(list.outputs)
    self.constants = constants
    list.forEachRun { operation, count, start in
      let stride = operation.operandCount + 1
      for index in 0..<count {
        let place = start + index * stride
        statements.append(
          Statement(
            operation: operation, slots: list.words[place..<place + stride].map { Int($0) }))
      }
    }
  }

  /// The functions' text, and the text of the calls that run them in order.
  func text(named name: String, statements most: Int) -> (text: String, calls: String) {
    var text = ""
    var calls = ""
    let isWhole = statements.contains { $0.operation.isBlock }
    for (piece, first) in stride(from: 0, to: statements.count, by: most).enumerated() {
      let range = first..<min(first + most, statements.count)
      text += "static __attribute__((noinline)) void \(name)_\(piece)(V *restrict m) {\n"
      text += isWhole ? inMemory(range) : inLocals(range)
      text += "}\n"
      calls += "  \(name)_\(piece)(m);\n"
    }
    return (text, calls)
  }

  private func inMemory(_ range: Range<Int>) -> String {
    statements[range].map { statement in
      if statement.operation.isBlock { return block(statement) }
      let words = statement.slots.map { constants[$0] ?? "m[\($0)]" }
      return "  \(words[0]) = \(Self.expression(statement.operation, words));\n"
    }.joined()
  }

  private func inLocals(_ range: Range<Int>) -> String {
    var lastDefinition: [Int: Int] = [:]
    for index in range { lastDefinition[statements[index].slots[0]] = index }
    let wanted = slotsRead(from: range.upperBound)
    var local: [Int: String] = [:]
    var text = ""
    for index in range {
      let statement = statements[index]
      let slot = statement.slots[0]
      let name = "v\(index)"
      let words =
        [name] + statement.slots.dropFirst().map { local[$0] ?? constants[$0] ?? "m[\($0)]" }
      text += "  V \(name) = \(Self.expression(statement.operation, words));\n"
      local[slot] = name
      if lastDefinition[slot] == index, outputs.contains(slot) || wanted.contains(slot) {
        text += "  m[\(slot)] = \(name);\n"
      }
    }
    return text
  }

  /// The slots that statements from one on read before they write them.
  private func slotsRead(from start: Int) -> Set<Int> {
    var read: Set<Int> = []
    for statement in statements[start...].reversed() {
      read.remove(statement.slots[0])
      read.formUnion(statement.slots.dropFirst())
    }
    return read
  }

  private func judgement(_ s: [Int], _ count: Int) -> String {
    func scaled(_ entry: String, _ number: Int) -> String {
      """
          V e\(number) = m[\(s[2]) + \(entry)];
          V y\(number) = m[\(s[0]) + \(entry)] + e\(number);
          m[\(s[0]) + \(entry)] = y\(number);
          least\(number) = lane_least(least\(number), y\(number));
          V s\(number) = absolute + relative * lane_most(lane_size(m[\(s[3]) + \(entry)]), lane_size(y\(number)));

      """
    }
    var text = """
        V relative = m[\(s[4])], absolute = m[\(s[5])];
        V sum0 = {0}, sum1 = {0}, least0 = sum0 + __builtin_inf(), least1 = least0;
        for (int i = 0; i < \(count - 1); i += 2) {
      \(scaled("i", 0))\(scaled("i + 1", 1))\
          V l = e0 * s1, r = e1 * s0, d = s0 * s1;
          V both = (l * l + r * r) / (d * d);
          if (i & 2) sum1 = sum1 + both; else sum0 = sum0 + both;
        }

      """
    if !count.isMultiple(of: 2) {
      text += "  {\n\(scaled("\(count - 1)", 0))    V q = e0 / s0;\n    sum0 = sum0 + q * q;\n  }\n"
    }
    return text + """
        m[\(s[6])] = sum0 + sum1;
        m[\(s[7])] = lane_least(least0, least1);

      """
  }

  private func block(_ statement: Statement) -> String {
    let s = statement.slots
    let count = s[1] - s[0]
    let loop = "  for (int i = 0; i < \(count); i++) {\n    "
    if statement.operation == .judge { return judgement(s, count) }
    guard let stages = statement.operation.stageCount else {
      return loop + """
        V s = lane_choose(m[\(s[4])], m[\(s[2]) + i], m[\(s[0]) + i]);
            m[\(s[0]) + i] = s;
            m[\(s[2]) + i] = s;
            m[\(s[3]) + i] = (V){0};
          }

        """
    }
    let startsFromState = stages <= 5
    let earlier = startsFromState ? 5 : 4
    let weights = earlier + stages - 1
    func sum(_ start: String?, _ weights: Int) -> String {
      let products = (0..<stages).map { stage in
        let value = stage == stages - 1 ? "last" : "u\(stage)"
        let slot = s[weights + stage]
        return "\(value) * \(constants[slot] ?? "w\(slot)")"
      }
      return ((start.map { [$0] } ?? []) + products).joined(separator: " + ")
    }
    var text = ""
    for slot in s[weights...] where constants[slot] == nil {
      text += "  V w\(slot) = m[\(slot)];\n"
    }
    text += loop + "V last = m[\(s[2]) + i];\n"
    for stage in 0..<stages - 1 {
      text += "    V u\(stage) = m[\(s[earlier + stage]) + i];\n"
    }
    let point =
      startsFromState ? sum("m[\(s[4]) + i]", weights) : "m[\(s[0]) + i] + last"
    return text + """
          V p = \(point);
          V t = \(sum(nil, startsFromState ? weights + stages : weights));
          m[\(s[3]) + i] = last;
          m[\(s[0]) + i] = p;
          m[\(s[2]) + i] = t;
        }

      """
  }
}

extension KernelFunctions {
  /// C's words for an operation on single values; m[0] is the result, the operands follow.
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
    case .multiply3: return "\(m[1]) * \(m[2]) * \(m[3])"
    case .products2, .products3, .products4, .products5:
      return stride(from: 1, to: m.count, by: 2).map { "\(m[$0]) * \(m[$0 + 1])" }
        .joined(separator: " + ")
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
    case .beginStep, .combine1, .combine2, .combine3, .combine4, .combine5, .advance6, .advance7,
      .judge:
      preconditionFailure("an operation on blocks is no expression")
    }
  }
}
