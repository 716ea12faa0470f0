import FileFormats
import Foundation
import Workbench

/// A request in the words of the command line, with few cells.
func request(
  line: String = "rs4-11", drugs: [String] = ["azd4320=10,100nM"], cells: Int = 8, seed: Int = 1,
  _ change: (inout VirtualAssayRequest) -> Void = { _ in }
) -> VirtualAssayRequest {
  var request = VirtualAssayRequest()
  request.lines = [line]
  request.drugs = drugs
  request.cells = cells
  request.seed = seed
  request.threads = 2
  change(&request)
  return request
}

/// What a body refuses, as it is told; nil if it did not.
func refusal(_ body: () async throws -> some Any) async -> String? {
  do {
    _ = try await body()
    return nil
  } catch { return (error as? InputRefusal)?.text }
}

extension VirtualAssayResult {
  /// Rows as texts by column.
  var records: [[String: String]] {
    table.rows.map { row in
      Dictionary(
        uniqueKeysWithValues: zip(table.columns, row).map { column, value in
          (column.name, value.text)
        })
    }
  }

  /// The numbers of one column in rows of one role.
  func numbers(_ column: String, role: String = "sample") -> [Double] {
    records.filter { $0["role"] == role }.compactMap { Double($0[column] ?? "") }
  }

  /// The answer as parsed JSON.
  func json() throws -> [String: Any] {
    let data = try JSONEncoder().encode(answer)
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}

extension TidyValue {
  fileprivate var text: String {
    switch self {
    case .number(let number): number.isNaN ? "" : "\(number)"
    case .integer(let integer): "\(integer)"
    case .text(let text): text
    case .missing: ""
    }
  }
}
