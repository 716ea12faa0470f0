import Foundation
import Testing
import primed

@Suite struct JSONAnswerTests {
  private struct Body: Codable, Equatable {
    var ec50: Double
    var slope: Double?
  }

  @Test func `the body's keys stand beside the schema, sorted`() throws {
    let text = try JSONAnswer(schema: "primed.fit/1", body: Body(ec50: 9.5)).text()
    #expect(
      text == """
        {
          "ec50" : 9.5,
          "schema" : "primed.fit/1"
        }
        """)
  }

  @Test(arguments: [
    0.1, 1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0, 9_007_199_254_740_992,
  ])
  func `numbers survive the journey through text`(value: Double) throws {
    let body = Body(ec50: value)
    let text = try JSONAnswer(schema: "primed.fit/1", body: body).text()
    let back = try JSONDecoder().decode(Body.self, from: Data(text.utf8))
    #expect(back == body)
  }

  @Test func `a number that is not one is refused, not written as something else`() {
    #expect(throws: EncodingError.self) {
      try JSONAnswer(schema: "primed.fit/1", body: Body(ec50: .nan)).text()
    }
  }
}
