import Figures
import Reports

/// A document with one section of `blocks`.
func document(
  _ blocks: [ReportBlock], standing: ReportDocument.Standing = .simulated,
  answer: [ReportText] = ["It dies."], keyFigures: [KeyFigure] = []
) -> ReportDocument {
  ReportDocument(
    title: "A study", standing: standing, answer: answer, keyFigures: keyFigures,
    sections: [ReportSection("Results", blocks)])
}

/// A drawing program that draws nothing, so that tests need none.
let standInBundle = VegaBundle(script: "window.vegaEmbed = async () => {};")

let smallFigure = ReportFigure(
  name: "cells",
  EventTimeFigure(
    [.init(name: "10 nM", times: [1.5], cellCount: 2)], event: "MOMP",
    time: FigureAxis("Time", unit: "h"), watched: 0...6),
  caption: "When cells die.", alternativeText: "One of two cells dies.")
