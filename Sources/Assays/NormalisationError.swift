import Quantities

/// Why one group of wells cannot be normalised.
public struct NormalisationFault: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The protocol names a control of which no usable well is there.
    case controlMissing(WellRole)
    /// The two controls differ by no more than three standard errors, or the wrong way round.
    /// `zero` is nil where the lower level is no control but nothing.
    case controlsDoNotSeparate(
      zero: WellRole?, zeroSignal: Double, one: WellRole, oneSignal: Double)
  }

  public let group: ControlGroup
  public let reason: Reason

  public init(group: ControlGroup, reason: Reason) {
    self.group = group
    self.reason = reason
  }
}

extension NormalisationFault: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .controlMissing(let role):
      return "\(group.name): no usable \(role.noun) well, and the protocol normalises to it. "
        + "Mark the \(role.noun) wells in the layout."
    case .controlsDoNotSeparate(let zero, let zeroSignal, let one, let oneSignal):
      guard let zero else {
        return "\(group.name): the \(one.noun) signal, \(oneSignal.forPeople()), does not stand "
          + "clear of zero, so no fraction can be made of it. Check the layout and the reader."
      }
      return "\(group.name): \(one.noun) (\(oneSignal.forPeople())) and \(zero.noun) "
        + "(\(zeroSignal.forPeople())) do not separate, so no fraction can be made between them. "
        + "Check the layout, and whether the control worked."
    }
  }
}

/// All the groups that cannot be normalised.
public struct NormalisationError: Error, Hashable, Sendable {
  public let faults: [NormalisationFault]

  public init(faults: [NormalisationFault]) { self.faults = faults }
}

extension NormalisationError: CustomStringConvertible {
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
