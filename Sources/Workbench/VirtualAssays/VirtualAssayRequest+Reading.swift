import Experiments
import FileFormats
import ModelLibrary
import Quantities

extension VirtualAssayRequest {
  /// The plan, or nil with every fault noted.
  func plan(_ needs: VirtualAssayNeeds, noting faults: FaultCollector) -> VirtualAssayPlan? {
    let before = faults.faults.count
    let lines = readLines(needs, faults)
    let times = readTimes(needs, faults)
    let drugs = readDrugs(needs, before: times.last ?? needs.longestTime, faults)
    let watch = readWatch(times, needs, faults)
    let growth = readGrowth(needs, drugs.grids, faults)
    let knockouts = readKnockouts(faults)
    let scales = readScales(besides: knockouts, of: lines.map(\.part), faults)
    let mechanisms = readMechanisms(drugs.grids, faults)
    let choices = ApoptosisChoices(topology: topology, cleavage: cleavage, noting: faults)
    noteRange(cells, "--population", 1...100_000, faults)
    if let variation, !(0...2).contains(variation) {
      faults.note(at: nil, found: "--variation \(variation)", needed: "0 to 2")
    }
    if let repeats { noteRange(repeats, "--repeats", 1...24, faults) }
    noteRange(seed, "--seed", 0...Int.max, faults)
    guard faults.faults.count == before, let choices, let watch else { return nil }
    return VirtualAssayPlan(
      lines: lines.map(\.part), drugs: drugs.grids, regimen: drugs.regimen, times: times,
      watch: watch, knockouts: knockouts, scales: scales, mechanisms: mechanisms,
      choices: choices, cells: cells,
      variability: variation.map { CellVariability(coefficientOfVariation: $0) } ?? .typical,
      repeats: repeats, growth: growth,
      drifts: drift ?? (growth != .none), seed: UInt64(seed),
      threads: max(1, threads),
      files: lines.compactMap(\.file) + drugs.files)
  }

  private func readLines(
    _ needs: VirtualAssayNeeds, _ faults: FaultCollector
  ) -> [PartResolver.Resolved<CellLine>] {
    let asked = lines.isEmpty ? [needs.defaultLine].compactMap(\.self) : lines
    if asked.isEmpty {
      faults.note(
        at: nil, found: "no --line", needed: "a cell line",
        hint: "known are " + ModelLibrary.cellLines.map(\.name).joined(separator: ", "))
    }
    var found: [PartResolver.Resolved<CellLine>] = []
    for name in asked {
      guard let line = PartResolver().line(name, at: .option("--line"), noting: faults) else {
        continue
      }
      if found.contains(where: { $0.part.name == line.part.name }) {
        faults.note(at: nil, found: "--line: \(line.part.name) twice", needed: "each line once")
      } else {
        found.append(line)
      }
    }
    return found
  }

  private func readGrowth(
    _ needs: VirtualAssayNeeds, _ drugs: [VirtualAssayPlan.DoseGrid], _ faults: FaultCollector
  ) -> VirtualAssayPlan.Growth {
    guard let doubling else {
      // What these drugs do, they do to cells that divide.
      return drugs.contains { $0.drug.nucleoside != nil } ? .ofTheLine : needs.growth
    }
    if NameSuggestion.comparable(doubling) == "none" { return .none }
    do throws(QuantityParseError) {
      let time = try Time(parsing: doubling)
      if (Time.hours(6)...Time.days(30)).contains(time) { return .doubling(time) }
      faults.note(
        at: nil, found: "--doubling \(time)", needed: "a time from 6 h to 30 d, or none")
    } catch {
      faults.note(at: nil, found: "--doubling: \(error)", needed: "a time with its unit, or none")
    }
    return .none
  }

  private func readTimes(_ needs: VirtualAssayNeeds, _ faults: FaultCollector) -> [Time] {
    if times.isEmpty { return [needs.defaultTime] }
    var found: [Time] = []
    for text in times {
      found +=
        AmountListText<TimeDimension>(
          text, option: "--at", noun: "a time", atLeast: .zero, noting: faults
        ).amounts
    }
    for time in found where time == .zero || time > needs.longestTime {
      faults.note(
        at: nil, found: "--at \(time)",
        needed: "a time above zero and of at most \(needs.longestTime)")
    }
    if Set(found).count < found.count {
      faults.note(at: nil, found: "--at: a time that stands twice", needed: "each time once")
    }
    if !needs.severalTimes, found.count > 1 {
      faults.note(at: nil, found: "--at: \(found.count) times", needed: "one time")
    }
    return found.sorted()
  }

  /// To the last reading, or for longer where that is asked; nil with the fault noted.
  private func readWatch(
    _ times: [Time], _ needs: VirtualAssayNeeds, _ faults: FaultCollector
  ) -> Time? {
    guard let watch, let last = times.last else { return times.last }
    do throws(QuantityParseError) {
      let time = try Time(parsing: watch)
      if (last...max(last, needs.longestTime)).contains(time) { return time }
      faults.note(
        at: nil, found: "--watch \(time) with a reading at \(last)",
        needed: "a time from the last reading to \(needs.longestTime)")
    } catch {
      faults.note(at: nil, found: "--watch: \(error)", needed: "a time with its unit")
    }
    return nil
  }

  private func readKnockouts(_ faults: FaultCollector) -> Set<Protein> {
    var found: Set<Protein> = []
    for name in knockouts.flatMap(\.listed)
    where !Self.isTP53(name) && NucleosideKnob(named: name) == nil {
      guard let protein = readProtein(name, "--knockout", faults) else { continue }
      if !found.insert(protein).inserted {
        faults.note(
          at: nil, found: "--knockout: \(protein.name) twice", needed: "each protein once")
      }
    }
    return found
  }

  private func readScales(
    besides knockouts: Set<Protein>, of lines: [CellLine], _ faults: FaultCollector
  ) -> [Protein: Double] {
    var found: [Protein: Double] = [:]
    for text in scales.flatMap(\.listed) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if NucleosideKnob(named: parts.first ?? "") != nil { continue }
      let protein = readProtein(parts.first ?? "", "--scale", faults)
      guard parts.count == 2, let factor = DecimalMark.point.number(in: parts[1]), factor > 0,
        factor <= 1000
      else {
        faults.note(
          at: nil, found: "--scale \(text.quotedForPeople)",
          needed: "a protein, =, and a factor above 0 and of at most 1000",
          hint: "as in --scale MCL1=3; for none of a protein use --knockout")
        continue
      }
      guard let protein else { continue }
      if found[protein] != nil || knockouts.contains(protein) {
        faults.note(
          at: nil, found: "--scale: \(protein.name) is changed twice", needed: "each protein once")
      }
      for line in lines where ApoptosisModel(of: line).level(of: protein).value == .zero {
        faults.note(
          at: nil, found: "--scale: \(line.name) has no \(protein.name)",
          needed: "a protein that has a level", hint: "a line's own file can give it one")
      }
      found[protein] = factor
    }
    return found
  }

  private func readProtein(
    _ name: String, _ option: String, _ faults: FaultCollector
  ) -> Protein? {
    if let protein = Protein(named: name), !protein.isReadout { return protein }
    noteUnknown(name, option, ModelLibrary.proteins, "protein", faults)
    return nil
  }

  func noteUnknown(
    _ text: String, _ option: String, _ known: [String], _ noun: String, _ faults: FaultCollector
  ) {
    faults.note(
      at: nil, found: "\(option): \(text.quotedForPeople) is no known \(noun)",
      needed: "a known \(noun)", hint: NameSuggestion.hint(for: text, among: known))
  }

  private func noteRange(
    _ value: Int, _ option: String, _ range: ClosedRange<Int>, _ faults: FaultCollector
  ) {
    guard !range.contains(value) else { return }
    let needed =
      range.upperBound == .max
      ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    faults.note(at: nil, found: "\(option) \(value)", needed: needed)
  }
}

extension String {
  /// The parts of `BAX,BAK`.
  var listed: [String] {
    split(separator: ",", omittingEmptySubsequences: false).map { String($0.drop { $0 == " " }) }
  }
}
