/// How a store is opened.
public struct StoreOpening: Sendable {
  public enum Access: Sendable {
    case readWrite
    case readOnly
  }

  public var access = Access.readWrite
  /// Who is acting: the operating-system user.
  public var actor: String
  /// How long to wait for another writer, in milliseconds.
  public var busyTimeout: Int32 = 5000
  /// Asked while another writer is waited for; true gives up, which is refused with S008.
  public var isStopped: @Sendable () -> Bool = { false }
  /// Make the store when it is not there. Without, a missing store is refused.
  public var createsStore = true
  /// A store that is made belongs to the group too: mode 0660 instead of 0600.
  public var isShared = false
  /// Open a store on a file system where locks may not hold.
  public var allowsNetworkFileSystem = false

  /// What the first change is known by, where an earlier try's end is unknown. Of a store on servers.
  public var request: ChangeRequest?

  public init(actor: String) { self.actor = actor }
}
