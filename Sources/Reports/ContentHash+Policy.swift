import Citations
import Foundation

extension ContentHash {
  /// As a content security policy names it: `sha256-…`. Browsers ask for it before they run a script
  /// that stands in the page.
  package var policySource: String {
    "sha256-\(Data(bytes).base64EncodedString())"
  }
}
