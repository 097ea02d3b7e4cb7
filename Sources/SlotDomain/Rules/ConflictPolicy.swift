/// What becomes of a change of many objects when some of them are refused.
///
/// - Note: Source: SPEC §9, `--on-conflict`.
public enum ConflictPolicy: String, CaseIterable, Hashable, Sendable {
  /// Nothing happens.
  case fail
  /// The rest happens.
  case skip
}
