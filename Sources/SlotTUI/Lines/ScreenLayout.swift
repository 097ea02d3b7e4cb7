import TerminalKit

/// Columns and rows.
struct ScreenSize: Hashable, Sendable {
  var width: Int
  var height: Int
}

/// How the screen is divided: title and day line above, two lines below (three where they are short),
/// the grid between them, and where there is room the list of blocks on its left and the details on
/// its right. A form whose plan is looked at in the grid stands below that, where both have room, and the
/// guided tour right above the lines at the bottom. Where lines take the place of grids, nothing
/// stands beside anything.
struct ScreenLayout: Hashable, Sendable {
  static let smallest = ScreenSize(width: 40, height: 10)
  /// The focus is no wider, so that moving it stays cheap on wide terminals.
  static let focusWidth = 14
  /// What a form below the grid needs, its title included.
  static let dock = ScreenSize(width: 76, height: 8)
  /// What a name in the list of blocks has at least.
  private static let nameInList = 10
  /// Screens so high have another row for it.
  private static let high = 30

  var size: ScreenSize
  /// Whether nothing stands beside anything else.
  let isLinear: Bool
  /// Whether a form is open whose plan is looked at in the grid.
  var docksForm = false
  /// Whether a window has the keys.
  var isCovered = false
  var hasTour = false
  /// Columns of the longest name in the list of blocks.
  var widestName = 0

  init(_ size: ScreenSize, isLinear: Bool = false) {
    self.size = size
    self.isLinear = isLinear
  }

  /// Rows of the form below the grid; 0 where there is none.
  var docked: Int {
    let rows = Self.dock.height + (size.height >= Self.high ? 1 : 0)
    let hasRoom = size.width >= Self.dock.width && size.height >= rows + 12 + rowsOfTour
    return docksForm && hasRoom && !isLinear ? rows : 0
  }

  /// Rows of the guided tour: with its title, two rows of text and its tasks, or else in one line.
  private var rowsOfTour: Int { hasTour ? size.width >= 76 && size.height >= 20 ? 4 : 1 : 0 }

  var isTooSmall: Bool {
    size.width < Self.smallest.width || size.height < Self.smallest.height
  }

  private var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  var title: Rect { bounds.split(top: 1).top }

  /// The sentence about what is under the cursor; what the last key did, and the keys that matter now.
  /// A sentence rarely fits 40 columns, so it has two lines there.
  var bottom: Rect { bounds.split(bottom: size.width < 80 ? 3 : 2).bottom }

  /// Whether rows above the bottom may give way to what is said there. Lower screens have none to lose.
  var canGiveRows: Bool { size.height >= 14 }

  /// What a question may have: who says yes has to see whom it hits.
  var linesOfQuestion: Int { bottom.height + (canGiveRows ? 2 : 0) }

  /// Between the title and what is below it.
  var body: Rect { bounds.inset(top: 1, bottom: bottom.height + rowsOfTour + docked) }

  /// Of the form below the grid.
  var dock: Rect { bounds.inset(bottom: bottom.height + rowsOfTour).split(bottom: docked).bottom }

  /// Of the guided tour.
  var tour: Rect { bounds.inset(bottom: bottom.height).split(bottom: rowsOfTour).bottom }

  var hasBlockList: Bool { !isLinear && size.width >= 100 }
  var hasPanel: Bool { hasBlockList && size.width >= 170 }

  /// Longer names have room where the grid has more than it needs.
  var blockList: Rect {
    let longer = min(widestName - Self.nameInList, (size.width - 120) / 10)
    return body.split(left: hasBlockList ? 24 + max(0, longer) : 0).left
  }
  var panel: Rect { body.split(right: hasPanel ? 44 : 0).right }

  /// The grid with its day line.
  var week: Rect { body.inset(left: blockList.width, right: panel.width) }

  /// The month needs no details beside it, and uses their room.
  var month: Rect { body.inset(left: blockList.width) }

  /// Rows of the grid below its day line.
  var gridRows: Int { max(1, week.height - 1) }

  /// Rows that the highest box has inside its border.
  var rowsInBox: Int { max(1, body.height - (isLinear ? 1 : 2)) }

  /// Columns that a box of at most this width has inside.
  func columnsInBox(_ width: Int) -> Int {
    isLinear ? body.width - LinearLines.margin : min(width, body.width) - 4
  }
}
