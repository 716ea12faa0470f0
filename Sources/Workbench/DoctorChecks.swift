import Foundation
import Reports

extension DoctorReport.Check {
  /// A part that is in order.
  fileprivate static func works(
    _ name: String, _ found: String, for need: Need, _ purpose: String
  ) -> Self {
    Self(
      name: name, state: .works, found: found, need: need, purpose: purpose, remedy: nil)
  }

  /// A part that is not there.
  fileprivate static func missing(
    _ name: String, for need: Need, _ purpose: String, mend remedy: String
  ) -> Self {
    Self(
      name: name, state: .missing, found: nil, need: need, purpose: purpose, remedy: remedy)
  }

  /// A part that is there and cannot be used.
  fileprivate static func broken(
    _ name: String, _ found: String, for need: Need, _ purpose: String, mend remedy: String
  ) -> Self {
    Self(
      name: name, state: .broken, found: found, need: need, purpose: purpose, remedy: remedy)
  }
}

extension Doctor {
  func machineChecks() -> [DoctorReport.Check] {
    [
      .works(
        "operating system", machine.operatingSystem, for: .running,
        "to run on; Debian 12 is the supported one"),
      .works(
        "processor cores", String(machine.cores), for: .running,
        "to simulate populations; results do not depend on how many there are"),
    ]
  }

  /// The libraries that are part of this very process.
  func libraryChecks() -> [DoctorReport.Check] {
    [sundialsCheck(), sqliteCheck()]
  }

  private func sundialsCheck() -> DoctorReport.Check {
    let purpose = "to solve the networks' differential equations"
    let remedy = "apt-get install libsundials-dev libsuitesparse-dev, then make build"
    guard let version = machine.libraryVersion(.sundials) else {
      return .missing("SUNDIALS", for: .running, purpose, mend: remedy)
    }
    guard version.hasPrefix("6.") else {
      return .broken(
        "SUNDIALS", version, for: .running, purpose,
        mend: "Primed is written for SUNDIALS 6, as Debian 12 ships it: \(remedy)")
    }
    return .works("SUNDIALS", version, for: .running, purpose)
  }

  private func sqliteCheck() -> DoctorReport.Check {
    let purpose = "to keep studies and evidence"
    guard let version = machine.libraryVersion(.sqlite) else {
      return .missing(
        "SQLite", for: .running, purpose,
        mend: "apt-get install libsqlite3-dev, then make build")
    }
    return .works("SQLite", version, for: .running, purpose)
  }

  /// The files that are shipped beside the program.
  ///
  /// A report is whole without the bundle too: each figure is then the table of its numbers.
  func sharedFileChecks() -> [DoctorReport.Check] {
    let purpose = "to draw the figures of a report; without it they are tables"
    let name = "Vega bundle"
    // A file that the environment names is the only one that a report tries.
    if let place = named(by: VegaBundle.environmentVariable) {
      return [
        VegaBundle(contentsOf: URL(filePath: place)) == nil
          ? .broken(
            name, place, for: .optional, purpose,
            mend: "\(VegaBundle.environmentVariable) names no Vega bundle; correct or unset it")
          : .works(name, place, for: .optional, purpose)
      ]
    }
    guard let installation = machine.installation else {
      return [
        .missing(
          name, for: .optional, purpose,
          mend: "this program stands alone: run it from its checkout, or use make install")
      ]
    }
    let remedy =
      switch installation.kind {
      case .checkout: "make build"
      case .installed: "make install, from a checkout"
      }
    let bundle = installation.vegaBundle
    guard FileManager.default.isReadableFile(atPath: bundle.path) else {
      return [.missing(name, for: .optional, purpose, mend: remedy)]
    }
    guard VegaBundle(contentsOf: bundle) != nil else {
      return [.broken(name, bundle.path, for: .optional, purpose, mend: remedy)]
    }
    return [.works(name, bundle.path, for: .optional, purpose)]
  }

  /// What a variable of the environment names; nil where it names nothing.
  private func named(by variable: String) -> String? {
    machine.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  func toolchainChecks() -> [DoctorReport.Check] {
    [
      programCheck(
        "Swift", anyOf: ["swift"], asking: ["--version"], for: .building,
        "to build Primed", mend: "https://www.swift.org/install/linux"),
      programCheck(
        "Python", anyOf: ["python3"], asking: ["--version"], for: .building,
        "at set-up, to take the Vega bundle out of its package",
        mend: "apt-get install python3 python3-venv"),
    ] + pythonPackageChecks()
  }

  /// The packages of a checkout's own Python; an installed copy has none and needs none.
  private func pythonPackageChecks() -> [DoctorReport.Check] {
    guard let installation = machine.installation, installation.kind == .checkout else {
      return []
    }
    let name = "Python environment (.venv)"
    let purpose = "at set-up and in tests"
    let python = installation.sharedFiles.appending(path: ".venv/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python.path) else {
      return [.missing(name, for: .building, purpose, mend: "make build")]
    }
    let question = "import vl_convert; print('vl-convert', vl_convert.__version__)"
    guard let answer = machine.firstLine(python, ["-c", question]) else {
      return [
        .broken(
          name, "without vl-convert", for: .building, purpose,
          mend: "make clean, then make build")
      ]
    }
    return [.works(name, answer, for: .building, purpose)]
  }

  func testingChecks() -> [DoctorReport.Check] {
    let data = "reference data"
    let purpose = "by tests against data that may not be shipped; they are skipped without it"
    let dataCheck: DoctorReport.Check
    if let place = machine.environment["PRIMED_REFERENCE_DATA"], !place.isEmpty {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
      dataCheck =
        exists && isFolder.boolValue
        ? .works(data, place, for: .testing, purpose)
        : .broken(
          data, place, for: .testing, purpose,
          mend: "PRIMED_REFERENCE_DATA names no folder; correct or unset it")
    } else {
      dataCheck = .missing(
        data, for: .testing, purpose, mend: "set PRIMED_REFERENCE_DATA to its folder")
    }
    return [
      programCheck(
        "Chromium", anyOf: ["chromium", "chromium-browser", "google-chrome"],
        asking: ["--version"], for: .testing, "to open the report in a real browser",
        mend: "apt-get install chromium"),
      dataCheck,
    ]
  }

  func optionalChecks() -> [DoctorReport.Check] {
    [
      graphvizCheck(),
      programCheck(
        "C compiler", anyOf: ["clang", "cc"], asking: ["--version"], for: .optional,
        "to build Primed, and to compile large ensembles into native code",
        mend: "apt-get install g++"),
    ]
  }

  private func graphvizCheck() -> DoctorReport.Check {
    let name = "Graphviz (dot)"
    let purpose = "to draw pathways; without it they are tables"
    guard let place = named(by: GraphvizRenderer.environmentVariable) else {
      return programCheck(
        name, anyOf: ["dot"], asking: ["-V"], for: .optional, purpose,
        mend: "apt-get install graphviz")
    }
    // A program that the environment names is the only one that is tried.
    let remedy = "\(GraphvizRenderer.environmentVariable) names no Graphviz; correct or unset it"
    guard FileManager.default.isExecutableFile(atPath: place),
      let answer = machine.firstLine(URL(filePath: place), ["-V"])
    else { return .broken(name, place, for: .optional, purpose, mend: remedy) }
    return .works(name, "\(answer) (\(place))", for: .optional, purpose)
  }

  /// A program found by one of its names, and asked for its version.
  private func programCheck(
    _ name: String, anyOf programs: [String], asking question: [String],
    for need: DoctorReport.Check.Need, _ purpose: String, mend remedy: String
  ) -> DoctorReport.Check {
    guard let program = programs.lazy.compactMap({ machine.program(named: $0) }).first else {
      return .missing(name, for: need, purpose, mend: remedy)
    }
    guard let answer = machine.firstLine(program, question) else {
      return .broken(
        name, "\(program.path) does not start", for: need, purpose, mend: remedy)
    }
    return .works(name, "\(answer) (\(program.path))", for: need, purpose)
  }
}
