import Citations
import Quantities

extension CellLine {
  /// From one division to the next in growing culture.
  ///
  /// Decisions within the usual 20–48 h, no measurement of any of these lines; growth in mice is
  /// slower and is another number.
  public var doublingTime: Sourced<Time> {
    let hours: Double
    switch name {
    case "RS4;11": hours = 40
    case "OCI-M1": hours = 36
    case "MOLT-4": hours = 30
    case "PC9+BCL-2": hours = 26
    default: hours = 30
    }
    return .hours(
      hours, .chosen(because: "in the usual range of cultures; \(name) was not looked up"), 20...48)
  }
}
