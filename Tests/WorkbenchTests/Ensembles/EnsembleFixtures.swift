import FileFormats
import Foundation
import Workbench

/// `A → B` at k·A in a compartment of size 2, A a concentration, B an amount, as a model file.
let decayFile = """
  <?xml version="1.0" encoding="UTF-8"?>
  <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
    <model id="m">
      <listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
      <listOfSpecies>
        <species id="A" compartment="c" initialConcentration="3" hasOnlySubstanceUnits="false"
          boundaryCondition="false" constant="false"/>
        <species id="B" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true"
          boundaryCondition="false" constant="false"/>
      </listOfSpecies>
      <listOfParameters><parameter id="k" value="0.5" constant="true"/></listOfParameters>
      <listOfReactions>
        <reaction id="r" reversible="false">
          <listOfReactants><speciesReference species="A" constant="true"/></listOfReactants>
          <listOfProducts><speciesReference species="B" constant="true"/></listOfProducts>
          <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">
            <apply><times/><ci>k</ci><ci>A</ci><ci>c</ci></apply>
          </math></kineticLaw>
        </reaction>
      </listOfReactions>
    </model>
  </sbml>
  """

struct Silent: ProgressListener {
  func hear(_ progress: JobProgress) {}
}

/// A folder with the decay's file, and what is run in it.
struct DecayFolder {
  let folder: URL

  static func with<Value>(
    _ body: (DecayFolder) async throws -> Value
  ) async throws -> Value {
    try await inTemporaryFolder { folder in
      try Data(decayFile.utf8).write(to: folder.appending(path: "decay.xml"))
      return try await body(DecayFolder(folder: folder))
    }
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  func rows(_ name: String) throws -> [[String]] {
    try text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// An ensemble of the decay to time 2, its ends in `ends.csv`.
  func request(_ change: (inout EnsembleRequest) -> Void) -> EnsembleRequest {
    var request = EnsembleRequest(model: path("decay.xml"), end: "2")
    request.relativeTolerance = 1e-8
    request.absoluteTolerance = 1e-10
    request.ends = path("ends.csv")
    change(&request)
    return request
  }

  @discardableResult
  func run(_ change: (inout EnsembleRequest) -> Void) async throws -> EnsembleRequest.Answer {
    try await request(change).run(listener: Silent())
  }

  /// What a refused request says.
  func refusal(_ change: (inout EnsembleRequest) -> Void) async -> String {
    do {
      _ = try await run(change)
      return "nothing was refused"
    } catch let refusal as InputRefusal {
      return refusal.faults.map(\.text).joined(separator: "\n")
        .replacing(folder.path + "/", with: "")
    } catch {
      return "\(error)"
    }
  }
}
