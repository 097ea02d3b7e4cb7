package import SlotDomain

/// What people write for an object: its id, the beginning of it, for a block also its short id or
/// its name.
package struct References {
  let store: any SlotStore
  let blocks: BlockDirectory

  package init(store: any SlotStore, blocks: BlockDirectory) {
    self.store = store
    self.blocks = blocks
  }

  /// The ids in the order written, each once. A whole id is taken without a look into the store,
  /// which refuses it soon enough.
  ///
  /// - Throws: `.slotNotFound` E025, `.ambiguousReference` S006.
  func slots(_ references: [String]) throws(SlotError) -> [Slot.ID] {
    try each(references) { (reference) throws(SlotError) in try slot(reference) }
  }

  func slot(_ reference: String) throws(SlotError) -> Slot.ID {
    try resolve(reference, missing: .slotNotFound(reference)) { (prefix) throws(SlotError) in
      try store.slotIDs(beginning: prefix, limit: Self.candidateLimit)
    }
  }

  /// - Throws: `.appointmentNotFound` E048, `.ambiguousReference` S006.
  func appointments(_ references: [String]) throws(SlotError) -> [Appointment.ID] {
    try each(references) { (reference) throws(SlotError) in try appointment(reference) }
  }

  func appointment(_ reference: String) throws(SlotError) -> Appointment.ID {
    try resolve(reference, missing: .appointmentNotFound(reference)) {
      (prefix) throws(SlotError) in
      try store.appointmentIDs(beginning: prefix, limit: Self.candidateLimit)
    }
  }

  /// - Throws: `.blockNotFound` E052, `.ambiguousReference` S006.
  func blocks(_ references: [String]) throws(SlotError) -> [BookingBlock.ID] {
    try each(references) { (reference) throws(SlotError) in try block(reference).id }
  }

  /// A name or short id that fits exactly goes before ids that only begin so.
  package func block(_ reference: String) throws(SlotError) -> BookingBlock {
    if let id = BookingBlock.ID(reference) { return try blocks.block(id) }
    return try block(reference, among: try store.blocks())
  }

  /// Of blocks that may not be there any more.
  func block(
    _ reference: String,
    among all: [BookingBlock]
  ) throws(SlotError) -> BookingBlock {
    if let id = BookingBlock.ID(reference), let block = all.first(where: { $0.id == id }) {
      return block
    }
    // One that only looks like the name counts where no other one is meant.
    var found = all.filter { $0.name.utf8.elementsEqual(reference.utf8) || $0.shortID == reference }
    if found.isEmpty { found = all.filter { $0.name == reference } }
    if found.isEmpty {
      let name = reference.trimmed
      found = all.filter { !name.isEmpty && $0.name.trimmed == name }
    }
    if found.isEmpty, let prefix = IdentifierPrefix(reference) {
      found = all.filter { prefix.contains($0.id) }
    }
    guard let first = found.first else {
      throw .blockNotFound(reference, near: Self.names(like: reference, among: all))
    }
    guard found.count == 1 else {
      throw ambiguous(reference, found.map { "\($0.shortID) (\($0.name))" })
    }
    blocks.remember(first)
    return first
  }

  /// Those with all of its words, where they are few; else the nearest one.
  private static func names(like reference: String, among all: [BookingBlock]) -> [String] {
    let words = reference.split(separator: " ").map(FoldedText.fold).filter { !$0.isEmpty }
    let all = all.map(\.name)
    let alike = all.filter { name in
      let name = FoldedText.fold(name)
      return words.allSatisfy { name.contains(bytes: $0) }
    }
    if !words.isEmpty, (1...mostNames).contains(alike.count) { return alike }
    let nearest = NearText.nearest(to: reference, among: all) {
      String(decoding: FoldedText.fold($0), as: UTF8.self)[...]
    }
    return nearest.map { [$0] } ?? []
  }

  // MARK: -

  private static let mostNames = 3
  private static let candidateLimit = 6

  private func each<Object>(
    _ references: [String],
    _ resolve: (String) throws(SlotError) -> Identifier<Object>
  ) throws(SlotError) -> [Identifier<Object>] {
    var seen: Set<Identifier<Object>> = []
    var ids: [Identifier<Object>] = []
    var refusals: [SlotError] = []
    for reference in references {
      do {
        let id = try resolve(reference)
        if seen.insert(id).inserted { ids.append(id) }
      } catch {
        guard error.isAboutReference else { throw error }
        refusals.append(error)
      }
    }
    if let refusal = SlotError.together(refusals) { throw refusal }
    return ids
  }

  private func resolve<Object>(
    _ reference: String,
    missing: SlotError,
    _ find: (IdentifierPrefix) throws(SlotError) -> [Identifier<Object>]
  ) throws(SlotError) -> Identifier<Object> {
    if let id = Identifier<Object>(reference) { return id }
    guard let prefix = IdentifierPrefix(reference) else { throw missing }
    let ids = try find(prefix)
    guard let first = ids.first else { throw missing }
    guard ids.count == 1 else { throw ambiguous(reference, ids.map { "\($0)" }) }
    return first
  }

  private func ambiguous(_ reference: String, _ candidates: [String]) -> SlotError {
    let shown = candidates.prefix(Self.candidateLimit - 1)
    let rest = candidates.count > shown.count ? ["others"] : []
    return .ambiguousReference(reference, candidates: shown + rest)
  }
}

extension SlotError {
  /// Whether it says of what was written that it means nothing, or too much.
  fileprivate var isAboutReference: Bool {
    code == .ambiguousReference || ExitStatus(code) == .notFound
  }
}
