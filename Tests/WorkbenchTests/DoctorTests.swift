import Foundation
import Testing
import Workbench

/// A machine with nothing on it but what a test gives it.
private func machine(
  _ change: (inout Machine) -> Void = { _ in }
) -> Machine {
  var machine = Machine(
    operatingSystem: "Debian GNU/Linux 12 (bookworm)", cores: 2, environment: [:],
    installation: nil, programFolders: [], libraryVersion: { _ in nil },
    firstLine: { _, _ in nil })
  change(&machine)
  return machine
}

private func check(_ name: String, on machine: Machine) throws -> DoctorReport.Check {
  try #require(Doctor(machine: machine).examine().checks.first { $0.name == name })
}

@Suite struct DoctorTests {
  @Test func `every part that is not in order says how to mend it, and no other does`() {
    for check in Doctor(machine: machine()).examine().checks + Doctor().examine().checks {
      #expect((check.remedy == nil) == (check.state == .works), "\(check.name)")
      #expect((check.found == nil) == (check.state == .missing), "\(check.name)")
      #expect(
        check.purpose.hasPrefix("to ") || check.purpose.hasPrefix("at ")
          || check.purpose.hasPrefix("by "), "\(check.name)")
    }
  }

  @Test func `a bare machine cannot run Primed`() {
    let report = Doctor(machine: machine()).examine()
    #expect(!report.canRun)
    #expect(report.faults.contains { $0.name == "SUNDIALS" })
  }

  @Test(arguments: [("6.4.1", DoctorReport.Check.State.works), ("7.1.0", .broken)])
  func `only SUNDIALS 6 will do`(version: String, state: DoctorReport.Check.State) throws {
    let found = try check("SUNDIALS", on: machine { $0.libraryVersion = { _ in version } })
    #expect(found.state == state)
    #expect(found.found == version)
  }

  @Test func `reference data is there, missing, or named wrongly`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(try check("reference data", on: machine()).state == .missing)
    let there = machine { $0.environment["PRIMED_REFERENCE_DATA"] = folder }
    #expect(try check("reference data", on: there).state == .works)
    let wrong = machine { $0.environment["PRIMED_REFERENCE_DATA"] = "/nowhere/at/all" }
    #expect(try check("reference data", on: wrong).state == .broken)
  }

  @Test func `a program that does not start is broken, not missing`() throws {
    let here = machine { $0.programFolders = [URL(filePath: "/bin"), URL(filePath: "/usr/bin")] }
    let compiler = try check("C compiler", on: here)
    #expect(compiler.state != .works)
    #expect(try check("C compiler", on: machine()).state == .missing)
  }

  @Test func `a bundle is optional, and looked for where a report looks for it`() throws {
    try inTemporaryFolder { folder in
      #expect(try check("Vega bundle", on: machine()).need == .optional)
      #expect(try check("Vega bundle", on: machine()).state == .missing)
      let file = folder.appending(path: "own.js")
      let named = machine { $0.environment["PRIMED_VEGA_BUNDLE"] = file.path }
      let before = try check("Vega bundle", on: named)
      #expect(before.state == .broken && before.remedy?.contains("PRIMED_VEGA_BUNDLE") == true)
      try Data("a program".utf8).write(to: file)
      let found = try check("Vega bundle", on: named)
      #expect(found.state == .works && found.found == file.path)
      // A file that would end the page's script early draws nothing.
      try Data("</script>".utf8).write(to: file)
      #expect(try check("Vega bundle", on: named).state == .broken)
    }
  }

  @Test func `the Graphviz that the environment names is the one that is asked`() throws {
    let asked = machine {
      $0.environment["PRIMED_DOT"] = "/bin/sh"
      $0.programFolders = [URL(filePath: "/usr/bin")]
      $0.firstLine = { program, _ in program.path == "/bin/sh" ? "dot of one's own" : "another" }
    }
    #expect(try check("Graphviz (dot)", on: asked).found == "dot of one's own (/bin/sh)")
    let wrong = machine {
      $0.environment["PRIMED_DOT"] = "/nowhere/dot"
      $0.programFolders = [URL(filePath: "/bin"), URL(filePath: "/usr/bin")]
      $0.firstLine = { _, _ in "another" }
    }
    let broken = try check("Graphviz (dot)", on: wrong)
    #expect(broken.state == .broken && broken.remedy?.contains("PRIMED_DOT") == true)
  }

  @Test func `this very machine has cores and a name`() throws {
    let cores = try #require(
      Doctor().examine().checks.first { $0.name == "processor cores" }?.found.flatMap { Int($0) })
    #expect(cores >= 1)
  }
}
