import Testing

@testable import TerminalKit

/// What views draw, compared as text.
@Suite struct CanvasTests {
  @Test func textAndStylesAreOnePictureEach() {
    var canvas = Canvas(width: 12, height: 3)
    canvas.put("Room 1", x: 1, y: 0, style: .title)
    canvas.put(.full, x: 1, y: 1, style: .full)
    canvas.put(" 09:00 2/2", x: 2, y: 1, style: .full, flags: .reversed)
    canvas.hline(x: 0, y: 2, length: 4, style: .border)
    #expect(
      canvas.text == """
         Room 1
         ● 09:00 2/2
        ────
        """
    )
    #expect(
      canvas.styles == """
         tttttt
         fFFFFFFFFFF
        bbbb
        """
    )
  }

  @Test func clearMakesItAsNew() {
    var canvas = Canvas(width: 10, height: 2)
    canvas.put("幅 wide", x: 0, y: 1, style: .error)
    canvas.cursor = .init(x: 3, y: 1)
    canvas.clip = Rect(x: 2, y: 0, width: 3, height: 1)
    canvas.clear()
    #expect(canvas == Canvas(width: 10, height: 2))
  }

  @Test(arguments: [(0, 0), (1, 1), (-3, 4), (200, 50)])
  func anySizeCanBeDrawnInto(width: Int, height: Int) {
    var canvas = Canvas(width: width, height: height)
    for y in -2...51 {
      canvas.put("plain text", x: -4, y: y)
      canvas.put("字形 ok", x: width - 3, y: y)
      canvas.put(.locked, x: width, y: y)
    }
    canvas.fill(Rect(x: -5, y: -5, width: 500, height: 500), "░", style: .past)
    canvas.vline(x: 0, y: -1, length: 500, style: .border)
    #expect(canvas.cells.count == max(0, width) * max(0, height))
  }

  @Test func nothingIsDrawnOutsideOfTheClip() {
    let inside = Rect(x: 2, y: 1, width: 4, height: 2)
    var canvas = Canvas(width: 8, height: 4)
    canvas.clipped(to: inside) { canvas in
      for y in 0..<4 {
        canvas.put("abcdefgh", x: 0, y: y, style: .full)
        canvas.put("漢字漢字", x: y - 1, y: y, style: .full)
        canvas.put(.full, x: 6, y: y, style: .full)
      }
      canvas.hline(x: 0, y: 0, length: 8, style: .border)
      canvas.restyle(canvas.bounds, adding: .bold)
    }
    for y in 0..<4 {
      for x in 0..<8 where !inside.contains(x: x, y: y) {
        #expect(canvas[x, y] == .blank)
      }
    }
    #expect(canvas.clip == canvas.bounds)
  }

  @Test func clipCutsAtEveryEdge() {
    var canvas = Canvas(width: 8, height: 3)
    canvas.clip = Rect(x: 2, y: 1, width: 4, height: 1)
    #expect(canvas.put("abcdefgh", x: 0, y: 1) == 6)
    #expect(canvas.put("above", x: 2, y: 0) == 0)
    #expect(canvas.put("below", x: 2, y: 2) == 0)
    #expect(canvas.put("right", x: 6, y: 1) == 0)
    #expect(canvas.text == "\n  cde…\n")
  }

  @Test func clipCannotGrowOverTheBounds() {
    var canvas = Canvas(width: 4, height: 2)
    canvas.clip = Rect(x: -3, y: -3, width: 90, height: 90)
    #expect(canvas.clip == canvas.bounds)
  }

  @Test func restyleKeepsWhatIsShown() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.put("● 1/2", x: 0, y: 0, style: .partlyTaken)
    canvas.restyle(Rect(x: 0, y: 0, width: 3, height: 1), adding: .reversed)
    canvas.restyle(Rect(x: 4, y: 0, width: 1, height: 1), style: .mark)
    #expect(canvas.text == "● 1/2")
    #expect(canvas.styles == "PPPpm")
  }

  @Test func fillTakesNoCharacterThatCannotFill() {
    var canvas = Canvas(width: 3, height: 4)
    for (y, scalar) in (["漢", "\u{1B}", "\u{301}", "\u{202E}"] as [Unicode.Scalar]).enumerated() {
      canvas.fill(Rect(x: 0, y: y, width: 3, height: 1), scalar, style: .plain)
    }
    #expect(canvas.text == "???\n???\n???\n???")
  }

  @Test func asciiCanvasHoldsNothingElse() {
    var canvas = Canvas(width: 20, height: 3, glyphs: .ascii)
    canvas.put("Zoë – 漢字… ≠", x: 0, y: 0)
    canvas.put("too long for the width", x: 0, y: 1, width: 8)
    canvas.fill(Rect(x: 0, y: 2, width: 2, height: 1), "░", style: .plain)
    canvas.put(.locked, x: 3, y: 2)
    #expect(canvas.text == "Zoe - ??... ?\ntoo lon~\n?? L")
  }

  @Test func cellIsSmall() {
    #expect(MemoryLayout<Cell>.stride == 16)
    #expect(_isPOD(Cell.self))
  }

  @Test func cellKeepsItsParts() {
    for style in Style.allCases {
      var cell = Cell("x", style: style, flags: [.bold])
      let marks = ["\u{301}", "\u{10FFFF}", "\u{E0100}", "\u{200D}"] as [Unicode.Scalar]
      for mark in marks { cell.combine(mark) }
      let hasRoom = cell.combine("\u{301}")
      #expect(!hasRoom)
      cell.flags.insert(.reversed)
      #expect(cell.style == style)
      #expect(cell.flags == [.bold, .reversed])
      #expect(Array(cell.text.unicodeScalars) == ["x"] + marks)
    }
  }

  // MARK: Snapshots

  @Test func whatIsDrawnAfterASnapshotIsTakenBack() {
    var canvas = Canvas(width: 12, height: 6)
    canvas.put("seen", x: 0, y: 1)
    canvas.cursor = Canvas.Position(x: 1, y: 1)
    let snapshot = canvas.snapshot()
    let picture = canvas
    let deeds: [(inout Canvas) -> Void] = [
      { $0.put("other", x: 2, y: 1) },
      { $0.put("漢字", x: 2, y: 5) },
      { $0.put(.horizontal, x: 0, y: 0) },
      { $0.fill(Rect(x: 3, y: 2, width: 4, height: 3), "x", style: .dim) },
      { $0.restyle(Rect(x: 0, y: 1, width: 12, height: 1), adding: .reversed) },
      { $0.clear() },
      { $0.clip = Rect(x: 1, y: 1, width: 2, height: 2) },
    ]
    for deed in deeds {
      deed(&canvas)
      #expect(canvas != picture)
      canvas.restore(snapshot)
      #expect(canvas == picture)
    }
  }

  /// Also one that is not the last, and of another size.
  @Test func everySnapshotCanBeComeBackTo() {
    var canvas = Canvas(width: 12, height: 6)
    canvas.put("first", x: 0, y: 0)
    let first = canvas.snapshot()
    canvas.put("second", x: 0, y: 3)
    let second = canvas.snapshot()
    canvas.restore(first)
    #expect(canvas.text.hasPrefix("first\n\n\n\n"))
    canvas.restore(second)
    #expect(canvas.text.hasPrefix("first\n\n\nsecond\n"))
    canvas.restore(first)
    canvas.put("third", x: 0, y: 5)
    let third = canvas.snapshot()
    canvas.restore(second)
    #expect(canvas == second)
    canvas.restore(third)
    #expect(canvas.text == "first\n\n\n\n\nthird")
    var other = Canvas(width: 20, height: 3)
    _ = other.snapshot()
    _ = other.snapshot()
    other.restore(second)
    #expect(other == second)
  }

  /// What is kept in the place of an older snapshot is what was shown, however often.
  @Test func aRenewedSnapshotIsWhatWasShown() {
    var canvas = Canvas(width: 12, height: 6)
    canvas.put("first", x: 0, y: 0)
    var kept = canvas.snapshot()
    let first = kept
    for step in 0..<4 {
      canvas.put("over it \(step)", x: 0, y: step)
      canvas.restore(kept)
      canvas.put("step \(step)", x: 0, y: step + 1)
      canvas.cursor = Canvas.Position(x: step, y: 1)
      let picture = canvas
      canvas.renew(&kept)
      canvas.clear()
      canvas.restore(kept)
      #expect(canvas == picture)
    }
    #expect(canvas.text == "first\nstep 0\nstep 1\nstep 2\nstep 3\n")
    canvas.restore(first)
    #expect(canvas == first)
    // One that is not the last.
    var other = first
    canvas.put("last", x: 0, y: 5)
    canvas.renew(&other)
    #expect(other == canvas)
  }
}
