import ArgumentParser
import Foundation
import Testing
import Workbench
import primed

private struct Refusal: RefusesInput {
  var renderedText: String { "study.yaml:3:5: negative dose" }
  var machineReadable: any Encodable & Sendable { ["found": "-1 nM"] }
}

private struct Surprise: Error {}

@Suite struct ExitStatusTests {
  @Test func `a refusal ends with 3 and prints its own words`() {
    let run = FailedRun(Refusal())
    #expect(run.status == .inputRefused)
    #expect(run.message == "study.yaml:3:5: negative dose")
  }

  @Test func `failed items end with 1 and are named`() {
    let one = FailedRun(ItemsFailed([.init(name: "B4", reason: "no variation")]))
    #expect(one.status == .itemFailed)
    #expect(one.message == "1 item failed:\n  B4: no variation")
    let two = FailedRun(
      ItemsFailed([.init(name: "B4", reason: "flat"), .init(name: "C4", reason: "empty")]))
    #expect(two.message == "2 items failed:\n  B4: flat\n  C4: empty")
  }

  @Test func `a cancellation ends with 130 only if someone interrupted`() {
    #expect(FailedRun(CancellationError(), interrupted: true).status == .interrupted)
    #expect(FailedRun(CancellationError()).status == .ourFault)
  }

  @Test func `an unforeseen error is our fault and says so`() {
    let run = FailedRun(Surprise())
    #expect(run.status == .ourFault)
    #expect(
      run.message == """
        This is a fault of Primed's own, not of your input: Surprise()
        Please report it with the command you typed; `primed doctor` says what this machine has.
        """)
  }

  @Test func `a fault that surfaces after an interruption is still our fault`() {
    #expect(FailedRun(Surprise(), interrupted: true).status == .ourFault)
  }

  @Test func `a verb's own exit code stands`() {
    let run = FailedRun(ExitCode(1))
    #expect(run.status == .itemFailed)
    #expect(run.message == nil)
  }

  @Test func `a file that is not there is refused with its name`() {
    let missing = "/nowhere/at/all.yaml"
    #expect {
      _ = try String(contentsOfFile: missing, encoding: .utf8)
    } throws: { error in
      let run = FailedRun(error)
      return run.status == .inputRefused
        && run.message == "/nowhere/at/all.yaml: there is no such file or folder."
    }
  }
}
