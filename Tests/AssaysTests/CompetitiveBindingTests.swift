import Assays
import Foundation
import Quantities
import Testing

@Suite struct CompetitiveBindingTests {
  private let wells = [
    CompetitiveBinding(
      protein: .nanomolar(5), tracer: .nanomolar(5), tracerDissociation: .nanomolar(5)),
    CompetitiveBinding(
      protein: .nanomolar(0.1), tracer: .nanomolar(1), tracerDissociation: .nanomolar(10)),
    CompetitiveBinding(
      protein: .nanomolar(200), tracer: .nanomolar(2), tracerDissociation: .nanomolar(0.05)),
  ]
  private let doses = [0, 1e-3, 0.1, 1, 10, 1e3, 1e5].map(Concentration.nanomolar)
  private let constants = [1e-4, 0.01, 0.3, 10, 1e4].map(Concentration.nanomolar)

  @Test func `nothing is lost and both laws of mass action hold`() {
    for well in wells {
      for dose in doses {
        for dissociation in constants {
          let state = well.state(competitor: dose, dissociation: dissociation)
          let protein = state.freeProtein + state.boundTracer + state.boundCompetitor
          #expect(abs(protein / well.protein - 1) < 1e-12)
          // 1e-7 relative: what is bound is told from what is free by a difference of totals.
          let tracer = (well.tracer - state.boundTracer) * (state.freeProtein.nanomolar)
          let expected = state.boundTracer * well.tracerDissociation.nanomolar
          #expect(abs(tracer / expected - 1) < 1e-7)
          #expect(state.boundCompetitor <= dose && state.freeProtein > .zero)
        }
      }
    }
  }

  @Test func `more competitor leaves less tracer bound`() {
    for well in wells {
      let signals = doses.map { well.remainingSignal(competitor: $0, dissociation: .nanomolar(1)) }
      #expect(signals.first == 1)
      #expect(zip(signals, signals.dropFirst()).allSatisfy { $0 > $1 })
    }
  }

  @Test func `the IC50 halves the signal, and gives its constant back`() throws {
    for well in wells {
      for dissociation in constants {
        let ic50 = well.halfInhibition(dissociation: dissociation)
        let left = well.remainingSignal(competitor: ic50, dissociation: dissociation)
        #expect(abs(left - 0.5) < 1e-9)
        let back = try #require(well.dissociation(fromHalfInhibition: ic50))
        #expect(abs(back / dissociation - 1) < 1e-6)
      }
    }
  }

  @Test func `no competitor is so tight that it passes the floor, and none below it is given`() {
    for well in wells {
      let floor = well.tightBindingFloor
      #expect(floor < well.protein && floor > .zero)
      for dissociation in constants {
        #expect(well.halfInhibition(dissociation: dissociation) > floor)
      }
      #expect(well.dissociation(fromHalfInhibition: floor * 0.99) == nil)
    }
  }

  @Test
  func `the floor is half the protein for a weak tracer, and all of it for a trace of a tight one`()
  {
    func floor(tracer: Double, dissociation: Double) -> Double {
      let well = CompetitiveBinding(
        protein: .nanomolar(10), tracer: .nanomolar(tracer),
        tracerDissociation: .nanomolar(dissociation))
      return well.tightBindingFloor / well.protein
    }
    #expect(abs(floor(tracer: 0.001, dissociation: 1e5) - 0.5) < 1e-3)
    #expect(abs(floor(tracer: 1e5, dissociation: 0.001) - 0.5) < 1e-3)
    #expect(abs(floor(tracer: 0.001, dissociation: 0.001) - 1) < 1e-3)
    for well in wells { #expect(well.tightBindingFloor / well.protein >= 0.5) }
  }

  @Test func `with all in excess of the protein it is the law of Cheng and Prusoff`() {
    let well = CompetitiveBinding(
      protein: .nanomolar(1e-4), tracer: .nanomolar(3), tracerDissociation: .nanomolar(5))
    let ic50 = well.halfInhibition(dissociation: .nanomolar(2))
    #expect(abs(ic50.nanomolar / (2 * (1 + 3.0 / 5)) - 1) < 1e-4)
  }
}

extension CompetitiveBinding {
  /// The bound tracer as a fraction of what is bound without competitor: 1 down to 0.
  fileprivate func remainingSignal(
    competitor: Concentration, dissociation: Concentration
  ) -> Double {
    let bound = state(competitor: competitor, dissociation: dissociation).boundTracer
    return bound / state(competitor: .zero, dissociation: dissociation).boundTracer
  }
}
