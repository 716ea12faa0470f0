import Citations

/// A protocol as data for people: what is done in order, and where each statement comes from.
public struct ProtocolSheet: Sendable, Hashable {
  public let name: String
  /// What the instrument reports, with its unit.
  public let readout: String
  public let steps: [Step]
  /// What a reader of the data must know before believing it.
  public let cautions: [String]

  public init(_ name: String, readout: String, steps: [Step], cautions: [String]) {
    self.name = name
    self.readout = readout
    self.steps = steps
    self.cautions = cautions
  }

  public struct Step: Sendable, Hashable {
    /// One word or two, such as "cells" or "noise".
    public let stage: String
    public let text: String
    public let provenance: Provenance

    public init(_ stage: String, _ text: String, _ provenance: Provenance) {
      self.stage = stage
      self.text = text
      self.provenance = provenance
    }
  }
}

/// A protocol that can be shown as a sheet.
public protocol DescribedProtocol: Sendable {
  var sheet: ProtocolSheet { get }
}
