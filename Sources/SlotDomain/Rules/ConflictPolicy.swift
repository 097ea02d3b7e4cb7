/// What becomes of a change of many objects when some of them are refused.
///
/// The raw values are those of `--on-conflict`.
public enum ConflictPolicy: String, CaseIterable, Hashable, Sendable {
  /// Nothing happens.
  case fail
  /// The rest happens.
  case skip
}
