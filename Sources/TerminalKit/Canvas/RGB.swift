import Glibc

/// A colour in parts of 0 to 255, and how well one can be read on another.
package struct RGB: Hashable, Sendable {
  /// What text needs at least (WCAG 2, AA).
  package static let readable = 4.5

  package let red: Int
  package let green: Int
  package let blue: Int

  package init(_ red: Int, _ green: Int, _ blue: Int) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// One of the colours 16 to 255 of a terminal with 256, which no theme changes.
  init(fixed number: Int) {
    let levels = [0, 95, 135, 175, 215, 255]
    if number >= 232 {
      let gray = 8 + 10 * (number - 232)
      self.init(gray, gray, gray)
    } else {
      let index = max(0, number - 16)
      self.init(levels[index / 36 % 6], levels[index / 6 % 6], levels[index % 6])
    }
  }

  /// What a terminal answers when it is asked for a colour: `rgb:1e1e/1e1e/1e1e`, or `rgba:` with a fourth
  /// part; one to four digits each.
  init?(answer: String) {
    let parts = answer.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, ["rgb", "rgba"].contains(parts[0]) else { return nil }
    let digits = parts[1].split(separator: "/", omittingEmptySubsequences: false)
    let values = digits.map { text -> Int? in
      guard (1...4).contains(text.count), let value = Int(text, radix: 16), value >= 0 else {
        return nil
      }
      return value * 255 / ((1 << (4 * text.count)) - 1)
    }
    guard values.count == (parts[0] == "rgb" ? 3 : 4), let red = values[0], let green = values[1],
      let blue = values[2]
    else { return nil }
    self.init(red, green, blue)
  }

  /// 0 for black to 1 for white.
  private var luminance: Double {
    func linear(_ part: Int) -> Double {
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// As WCAG 2 counts it: 1 for the same colour, 21 for black and white.
  package func contrast(to other: RGB) -> Double {
    let (one, two) = (luminance + 0.05, other.luminance + 0.05)
    return max(one, two) / min(one, two)
  }

  /// Whether light text is read better on it than dark text.
  var isDark: Bool { contrast(to: RGB(255, 255, 255)) > contrast(to: RGB(0, 0, 0)) }
}
