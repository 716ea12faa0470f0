import Workbench

/// A doctor's report for people.
package struct DoctorText {
  package let text: String

  package init(_ report: DoctorReport, colored: Bool) {
    let width = report.checks.map(\.name.count).max() ?? 0
    var lines = ["Primed \(report.primedVersion)", ""]
    for check in report.checks {
      let mark = Self.style(of: check).apply(to: Self.mark(of: check), where: colored)
      let padding = String(repeating: " ", count: width - check.name.count)
      let found = check.found.map { $0 + (check.state == .works ? "" : "; ") } ?? ""
      let lack = check.state == .works ? "" : "needed \(check.purpose)"
      lines.append("\(mark)  \(check.name)\(padding)  \(found)\(lack)")
      if let remedy = check.remedy {
        lines.append(String(repeating: " ", count: width + 11) + "to mend: \(remedy)")
      }
    }
    lines += ["", Self.verdict(on: report)]
    text = lines.joined(separator: "\n")
  }

  private static func mark(of check: DoctorReport.Check) -> String {
    switch check.state {
    case .works: "works  "
    case .missing: "missing"
    case .broken: "broken "
    }
  }

  private static func style(of check: DoctorReport.Check) -> TextStyle {
    switch (check.state, check.need) {
    case (.works, _): .good
    case (_, .running): .bad
    default: .caution
    }
  }

  private static func verdict(on report: DoctorReport) -> String {
    guard report.canRun else {
      return "Something that running needs is not in order; it is marked above."
    }
    guard !report.faults.isEmpty else { return "Everything is in order." }
    let words = report.faults.map { "\($0.name) (\(Self.use(of: $0)))" }
    return "Primed runs here. Not in order: \(words.joined(separator: ", "))."
  }

  private static func use(of check: DoctorReport.Check) -> String {
    switch check.need {
    case .running: "to run"
    case .building: "to build"
    case .testing: "for tests only"
    case .optional: "optional"
    }
  }
}
