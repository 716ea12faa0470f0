import Quantities
import Simulation

/// Keeps what every cell of every arm did, and says who is run next.
struct FamilyLedger {
  private let plan: StretchPlan
  /// One list an arm: founders in their order, then daughters as they were born.
  private var courses: [[CellCourse]]

  init(founders: [FounderPopulation.Founder], arms: Int, _ plan: StretchPlan) {
    self.plan = plan
    let readouts = plan.population.experiment.network.readouts.count
    let untreated = founders.indices.map {
      CellCourse(untreated: Lineage(founder: $0), readoutCount: readouts)
    }
    courses = Array(repeating: untreated, count: arms)
  }

  func cells(ofArm arm: Int) -> [CellCourse] { courses[arm] }

  /// Enters a generation, and returns the next: daughters, and cells that die instead of dividing.
  mutating func enter(
    _ stretches: [CellStretch], _ fates: [CellFate], _ results: [LivedStretch]
  ) -> [CellStretch] {
    var next: [CellStretch] = []
    var dividing: [Int] = []
    for index in stretches.indices {
      let (stretch, lived) = (stretches[index], results[index])
      let record = enter(stretch, fates[index], lived.result)
      guard let division = fates[index].division, lived.result.ending == .reachedEnd else {
        continue
      }
      if courses[stretch.arm][record].isDying {
        courses[stretch.arm][record].doesNotDivide()
        next.append(plan.continuation(of: stretch, lived, from: division, record: record))
      } else {
        dividing.append(index)
      }
    }
    let crowd = Dictionary(dividing.map { (stretches[$0].arm, 1) }, uniquingKeysWith: +)
    for index in dividing {
      guard let division = fates[index].division else { continue }
      let stretch = stretches[index]
      let (first, second) = stretch.lineage.daughters
      let followsBoth =
        if case .bothDaughters(let limit)? = plan.proliferation?.following {
          2 * crowd[stretch.arm, default: 0] <= limit
        } else { false }
      let weight = followsBoth ? stretch.weight : 2 * stretch.weight
      for lineage in followsBoth ? [first, second] : [first] {
        next.append(
          plan.daughter(of: stretch, results[index], at: division, lineage, weight: weight))
      }
    }
    return next
  }

  /// Returns the cell's place in its arm's list.
  private mutating func enter(
    _ stretch: CellStretch, _ fate: CellFate, _ result: SimulationResult
  ) -> Int {
    if stretch.isDying, let record = stretch.record {
      courses[stretch.arm][record].extend(by: result)
      return record
    }
    let course = CellCourse(
      result, stretch.lineage, weight: stretch.weight, born: stretch.born,
      divided: result.ending == .reachedEnd ? fate.division : nil, leftCycle: fate.exit,
      firstReport: plan.firstReport(of: stretch))
    if let record = stretch.record {
      courses[stretch.arm][record] = course
      return record
    }
    courses[stretch.arm].append(course)
    return courses[stretch.arm].count - 1
  }
}
