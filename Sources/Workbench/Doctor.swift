/// What works on this machine and what does not, part by part.
public struct DoctorReport: Codable, Equatable, Sendable {
  /// One part that Primed uses.
  public struct Check: Codable, Equatable, Sendable {
    public enum State: String, Codable, Sendable {
      case works
      case missing
      /// There, but not usable as it is: too old, or it does not start.
      case broken
    }

    /// Who needs the part.
    public enum Need: String, Codable, Sendable {
      /// Nothing runs without it.
      case running
      /// Needed to build Primed from its sources.
      case building
      /// Needed for `make test` only.
      case testing
      /// One capability more; everything else runs without it.
      case optional
    }

    public let name: String
    public let state: State
    /// What was found: a version, a place, a count. Nil where nothing was.
    public let found: String?
    public let need: Need
    /// What the part is for, as the end of "needed …".
    public let purpose: String
    /// How to get or mend it; nil where it works.
    public let remedy: String?
  }

  /// The version of the programs that wrote this report.
  public let primedVersion: String
  public let checks: [Check]

  private enum CodingKeys: String, CodingKey {
    case checks
    case primedVersion = "primed_version"
  }

  /// Whether everything that running needs is in order.
  public var canRun: Bool { checks.allSatisfy { $0.need != .running || $0.state == .works } }

  /// The checks that are not in order, whatever they are needed for.
  public var faults: [Check] { checks.filter { $0.state != .works } }
}

/// Examines the machine that Primed runs on.
public struct Doctor: Sendable {
  package let machine: Machine

  package init(machine: Machine) {
    self.machine = machine
  }

  /// A doctor for the machine that is running this program.
  public init() {
    self.init(machine: .current)
  }

  /// Looks at every part; takes a second or two, writes nothing, and needs no network.
  public func examine() -> DoctorReport {
    DoctorReport(
      primedVersion: PrimedVersion.current,
      checks: machineChecks() + libraryChecks() + sharedFileChecks() + toolchainChecks()
        + testingChecks() + optionalChecks())
  }
}
