import ArgumentParser
import Foundation
import Workbench

/// Runs one command from its arguments to its exit status: the same way for every verb.
package enum CommandShell {
  /// Parses the arguments, runs the verb they name, and says what became of it.
  ///
  /// SIGINT and SIGTERM cancel the verb's task; it tidies up as it unwinds.
  package static func run(
    _ root: (some ParsableCommand).Type, _ arguments: [String], terminal: Terminal = .current
  ) async -> ExitStatus {
    if let complaint = complaint(about: arguments, to: root)
      ?? CommandWords.complaint(about: arguments)
    {
      terminal.tell(complaint)
      return .usage
    }
    let arguments = CommandWords.joiningNegativeValues(arguments)
    let verb: any ParsableCommand
    do {
      verb = try root.parseAsRoot(arguments)
    } catch {
      return answer(parserError: error, of: root, terminal) ?? .usage
    }

    let answersInJSON = (verb as? any AnswersInJSON)?.inJSON == true
    let task = Task { try await runVerb(verb) }
    let interruption = Interruption(cancelling: task, terminal)
    let outcome = await task.result
    interruption.stopListening()

    switch outcome {
    case .success:
      return .done
    case .failure(let error):
      if let status = answer(parserError: error, of: root, terminal) { return status }
      let ending = FailedRun(error, interrupted: interruption.wasAsked)
      if answersInJSON, let refusal = error as? any RefusesInput { printRefusal(refusal) }
      if let message = ending.message { terminal.tell(message) }
      return ending.status
    }
  }

  private static func runVerb(_ verb: any ParsableCommand) async throws {
    var verb = verb
    if var asynchronous = verb as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try verb.run()
    }
  }

  /// Prints the help, version or completions that were asked for, or says what was not understood.
  ///
  /// - Returns: nil if the error is not the parser's: the verb itself failed.
  private static func answer(
    parserError error: any Error, of root: (some ParsableCommand).Type, _ terminal: Terminal
  ) -> ExitStatus? {
    if error is ExitCode { return nil }
    let code = root.exitCode(for: error)
    if code.isSuccess {
      let text = root.fullMessage(for: error)
      if !text.isEmpty { print(HelpText.openingWithExample(text)) }
      return .done
    }
    guard code == .validationFailure else { return nil }
    terminal.tell(root.fullMessage(for: error))
    return .usage
  }

  /// What to say of a first word that names no verb, or nil if there is no such word.
  ///
  /// The parser alone calls it an unexpected argument, and leaves the person to find the verbs.
  package static func complaint(
    about arguments: [String], to root: (some ParsableCommand).Type
  ) -> String? {
    guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return nil }
    let verbs = root.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !verbs.isEmpty, !verbs.contains(word) else { return nil }
    return """
      There is no verb "\(word)". The verbs are: \(verbs.sorted().joined(separator: ", ")).
      `primed --help` says what each does.
      """
  }

  private static func printRefusal(_ refusal: any RefusesInput) {
    let object = JSONAnswer(schema: "primed.refusal/1", body: refusal.machineReadable)
    if let text = try? object.text() { print(text) }
  }
}
