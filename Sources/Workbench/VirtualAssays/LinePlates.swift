import Assays
import Experiments
import NumericalMethods
import Quantities

/// The plates of one line at one time: the one way from treated cells to wells.
///
/// A virtual plate and a study's plate are both made here, so that the same line, drug, doses, wells,
/// cells and seed give the same numbers in both. The reagent kills the cells, so each time has plates
/// of its own; conditions beyond one plate go on the next, with controls of its own.
struct LinePlates {
  let line: String
  let time: Time
  /// Without the noise of wells; the positive control is nil where nothing is scaled to one.
  let vehicle: PopulationReading
  let positive: PopulationReading?
  /// In the order of the plan's conditions.
  let samples: [PopulationReading]
  /// The signal without noise that reads as 1.
  let fullScale: Double
  let plates: [Plate]

  struct Plate {
    let name: String
    let wells: [Well]
  }

  /// A well, and which of the plan's conditions it holds; none in a control.
  struct Well {
    let reading: SimulatedWell
    let condition: Int?
  }

  init(
    of cells: VirtualCells, at time: Time, _ plan: VirtualAssayPlan, _ reader: PlateKindReader
  ) {
    func reading(_ arm: TreatedPopulation.Arm) -> PopulationReading {
      reader.reading(of: arm, at: time, in: cells)
    }
    let vehicle = reading(cells.vehicle)
    let positive = cells.positiveControl.map(reading)
    let samples = cells.conditions.map(reading)
    let fullScale = reader.fullScale(of: cells, for: plan.times)
    let capacity = reader.plate.doseCapacity
    let starts = Array(stride(from: 0, to: samples.count, by: capacity))
    var plates: [Plate] = []
    for (place, start) in starts.enumerated() {
      let name = PlateName(
        line: cells.line.name, time: time, part: starts.count > 1 ? (place + 1, starts.count) : nil,
        plan)
      let held = start..<min(start + capacity, samples.count)
      let wells = reader.plate.wells(
        samples: held.map { samples[$0].mean / fullScale }, vehicle: vehicle.mean / fullScale,
        positiveControl: (positive?.mean ?? .nan) / fullScale, plate: name.noiseKey,
        seed: plan.seed)
      plates.append(
        Plate(
          name: name.text,
          wells: wells.map { Well(reading: $0, condition: $0.sample.map { $0 + start }) }))
    }
    line = cells.line.name
    self.time = time
    (self.vehicle, self.positive, self.samples) = (vehicle, positive, samples)
    self.fullScale = fullScale
    self.plates = plates
  }

  /// The wells as tidy plates have them; none for a plate of two drugs, which such a plate cannot
  /// name.
  func observations(_ plan: VirtualAssayPlan) -> [PlateObservation] {
    guard plan.drugs.count == 1 else { return [] }
    let conditions = plan.conditions
    return plates.flatMap { plate in
      plate.wells.map { well in
        well.reading.observation(
          on: plate.name, line: line, drug: plan.drugs[0].name,
          dose: well.condition.flatMap { plan.nominal(ofDrug: 0, in: conditions[$0]) }, time: time)
      }
    }
  }
}

/// What a plate is called, and what tells it from every other.
struct PlateName {
  /// One line, drug and time name a plate; what there is only one of is left out of the name.
  let text: String
  /// Keys the noise, so that no two plates share it.
  let noiseKey: String

  /// - Parameter part: which of how many plates that its conditions are spread over; nil for one.
  init(line: String, time: Time, part: (number: Int, of: Int)?, _ plan: VirtualAssayPlan) {
    let drugs = plan.drugs.map(\.name).joined(separator: "+")
    let hour = time.formatted(in: .hours)
    let place = part.map { ", \($0.number) of \($0.of)" } ?? ""
    let schedule = plan.isScheduled ? plan.regimen.map { ", \($0.text)" } ?? "" : ""
    text = "\(line) \(drugs)" + (plan.times.count > 1 ? ", \(hour)" : "") + place
    noiseKey =
      "\(line) \(drugs), \(hour)\(place)" + (plan.change.map { ", \($0)" } ?? "") + schedule
  }
}
