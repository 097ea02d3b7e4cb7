extension Unicode.Scalar {
  /// Whether it is not to be seen as itself: a control character, one that hides or turns around what
  /// stands beside it (bidirectional marks, joiners, tags, variation selectors), or one that only its
  /// users know.
  public var isHidden: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD: true
    // The common scripts are spared the look at Unicode's properties.
    case 0x20..<0x300, 0x391...0x3A1, 0x3A3...0x3CE, 0x400...0x52F, 0x5D0...0x5EA, 0x621...0x64A,
      0x2010...0x2027, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      false
    default: properties.isDefaultIgnorableCodePoint || isHiddenByCategory
    }
  }

  private var isHiddenByCategory: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }
}
