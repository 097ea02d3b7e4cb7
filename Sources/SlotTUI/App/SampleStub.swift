import SlotDomain
enum SampleData { static func operation(at now: Instant) -> SlotDomain.Operation { .createBlock(BlockDraft(name: "x", timezone: "UTC")) } }
