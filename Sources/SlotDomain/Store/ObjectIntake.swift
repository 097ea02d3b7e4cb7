/// Takes objects over from elsewhere, one by one, within one action: see `SlotStore.takeOver`.
public protocol ObjectIntake: AnyObject {
  /// How many objects there will be, as far as that is known.
  var total: Int { get set }
  /// The only block whose objects are taken; nil: those of any.
  var block: BookingBlock.ID? { get set }
  /// Active appointments that lost their place or their time so far; the first ones of them.
  var displaced: [BulkPreview.Displaced] { get }
  var displacedCount: Int { get }
  /// Slots that events no longer have, so far: those that went, and those that stay because somebody is
  /// or was on them.
  var removed: Int { get }
  var disabled: Int { get }
  /// Slots that take place by what was taken over so far, and are disabled.
  var stillDisabled: Int { get }
  /// Finds together what taking over some records looks at: not needed, and much faster where there are
  /// many.
  func prepare(_ records: [ObjectRecord]) throws(SlotError)
  /// Puts an object into the store with its id and, when it is new, its dates.
  ///
  /// An object that is there with the same values stays as it is; when it was changed last is no
  /// value. Neither a lead time nor a lock of one's own, a draft block or a disabled slot keeps an
  /// appointment out: it was made when it could be.
  ///
  /// - `updating`: Whether an object that is there with other values takes on the new ones;
  ///   else it is refused with E013.
  /// - Throws: What creating and updating it would; then this object changed nothing.
  func take(_ record: ObjectRecord, updating: Bool) throws(SlotError) -> IntakeResult
  /// The zone of a block that is there, or was taken over before.
  ///
  /// - Throws: `.blockNotFound` E052.
  func zone(of block: BookingBlock.ID) throws(SlotError) -> Zone
}

/// What became of an object that was taken over.
public enum IntakeResult: Hashable, Sendable, CaseIterable {
  case created
  /// It was there and had other values.
  case updated
  /// It was there and is so already.
  case existing
}
