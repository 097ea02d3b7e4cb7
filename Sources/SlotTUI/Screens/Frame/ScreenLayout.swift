import TerminalKit

/// How the screen is divided: title and day line above, two lines below (three where they are short),
/// the grid between them, and where there is room the list of blocks on its left and the details on
/// its right. A form whose plan is looked at in the grid stands below that, where both have room, and the
/// guided tour right above the lines at the bottom. Where lines take the place of grids, nothing
/// stands beside anything.
struct ScreenLayout: Hashable, Sendable {
  static let smallest = AppState.Size(width: 40, height: 10)

  let size: AppState.Size
  /// Whether nothing stands beside anything else.
  let isLinear: Bool

  /// Rows of the form below the grid; 0 where there is none.
  let docked: Int

  /// Rows of the guided tour, right above the lines at the bottom; 0 without it.
  private let rowsOfTour: Int

  init(
    _ size: AppState.Size,
    isLinear: Bool = false,
    docksForm: Bool = false,
    hasTour: Bool = false
  ) {
    self.size = size
    self.isLinear = isLinear
    rowsOfTour = hasTour ? TourPanel.height(on: size) : 0
    let needed = DockedForm.height + 12 + rowsOfTour
    let hasRoom = size.width >= DockedForm.narrowest && size.height >= needed
    docked = docksForm && hasRoom && !isLinear ? DockedForm.height : 0
  }

  var isTooSmall: Bool {
    size.width < Self.smallest.width || size.height < Self.smallest.height
  }

  private var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  var title: Rect { bounds.split(top: 1).top }

  /// The sentence about what is under the cursor; what the last key did, and the keys that matter now.
  /// A sentence rarely fits 40 columns, so it has two lines there.
  var bottom: Rect { bounds.split(bottom: size.width < 80 ? 3 : 2).bottom }

  /// Between the title and what is below it.
  var body: Rect { bounds.inset(top: 1, bottom: bottom.height + rowsOfTour + docked) }

  /// Of the form below the grid.
  var dock: Rect { bounds.inset(bottom: bottom.height + rowsOfTour).split(bottom: docked).bottom }

  /// Of the guided tour.
  var tour: Rect { bounds.inset(bottom: bottom.height).split(bottom: rowsOfTour).bottom }

  var hasBlockList: Bool { !isLinear && size.width >= 110 }
  var hasPanel: Bool { !isLinear && size.width >= 170 }

  var blockList: Rect { body.split(left: hasBlockList ? 24 : 0).left }
  var panel: Rect { body.split(right: hasPanel ? 44 : 0).right }

  /// The grid with its day line.
  var week: Rect { body.inset(left: blockList.width, right: panel.width) }

  /// The month needs no details beside it, and uses their room.
  var month: Rect { body.inset(left: blockList.width) }

  /// Rows of the grid below its day line.
  var gridRows: Int { max(1, week.height - 1) }
}
