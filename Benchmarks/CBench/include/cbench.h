// The C side of the bench: the floor under slottui's store, and what starts a program on a terminal.
#ifndef CBENCH_H
#define CBENCH_H

#include <stdint.h>
#include <sys/types.h>

// The same rows by hand with sqlite3's C API: one table, unique ids, unique starts in a block; no
// rules, no journal. As durable as slottui: write-ahead log, synchronous = FULL.
//
// Functions that can fail write what failed to standard error and leave: a bench has no plan B.
typedef struct store_floor store_floor;

typedef struct {
  unsigned char id[16];
  int64_t block, start, end, locked_until, created, updated;
  int capacity, disabled, lockable, active, cancelled;
  char *metadata;
} floor_slot;

store_floor *store_floor_open(const char *path);
void store_floor_close(store_floor *store);

// How many slots are in the store.
int64_t store_floor_count(store_floor *store);

// Adds slots of `length` ms, back to back from `start`, to a block, in one transaction.
void store_floor_create(store_floor *store, int64_t block, int64_t start, int64_t length,
                        int64_t count);

// Adds one slot, between a begin and a commit.
void store_floor_begin(store_floor *store);
void store_floor_add(store_floor *store, const floor_slot *slot);
void store_floor_commit(store_floor *store);

// Every slot, by block and start, only one of them in memory.
void store_floor_each(store_floor *store, void (*body)(const floor_slot *, void *), void *with);

// Reads the slots of a block that start in [from, until) into structs, and frees them.
// Returns how many there were.
int64_t store_floor_read(store_floor *store, int64_t block, int64_t from, int64_t until);

// The ids of the first `count` slots of a block, 16 bytes each; the caller frees them.
unsigned char *store_floor_ids(store_floor *store, int64_t block, int64_t count);

// Disables slots by id, in one transaction.
void store_floor_disable(store_floor *store, const unsigned char *ids, int64_t count, int64_t now);

// Changes one slot from enabled to disabled or back, in a transaction of its own. Waits for other
// writers as SQLite does it, at most 5 s; returns 0 when that was not enough.
int store_floor_toggle(store_floor *store, const unsigned char *id, int64_t now);

struct sqlite3_stmt;

// The slot in a row of: id, block, start_at, end_at, capacity, disabled, lockable, locked_until, active,
// cancelled, metadata, created_at, updated_at. Its metadata is the row's.
floor_slot floor_slot_of(struct sqlite3_stmt *row);

// The weeks of slottui's own store, with who comes.
typedef struct people_floor people_floor;

typedef struct {
  int64_t slots, people;
} people_count;

people_floor *people_floor_open(const char *path);
void people_floor_close(people_floor *floor);

// Reads the slots of a block that start in [from, until) into structs, with the name and the phone of
// everybody who has an appointment there, and frees them. `block` is its name.
people_count people_floor_read(people_floor *floor, const char *block, int64_t from,
                               int64_t until);

// Looks for a text in the metadata of every slot and appointment of slottui's own store.
// Returns in how many it was found.
int64_t search_floor(const char *path, const char *text);

// The same changes and looks at a store of slottui's on a PostgreSQL server, by hand with libpq: pipelines of
// prepared statements, one packet a trip, answers in binary. The journal is kept as slottui keeps it, since
// the schema's guards are the server's, but no rule is looked at beyond that a place is free.
typedef struct postgres_floor postgres_floor;

// Whether libpq is installed.
int postgres_floor_is_possible(void);

// `host` is the folder of a socket.
postgres_floor *postgres_floor_open(const char *host, const char *database, const char *role);
void postgres_floor_close(postgres_floor *floor);

// The key of the block with a name.
int64_t postgres_floor_block(postgres_floor *floor, const char *name);

// The keys of the first `count` slots of a block; the caller frees them.
int64_t *postgres_floor_keys(postgres_floor *floor, int64_t block, int64_t count);

// How many appointments are in the store.
int64_t postgres_floor_people(postgres_floor *floor);

// Has the server look at what is in its tables, for its plans.
void postgres_floor_analyze(postgres_floor *floor);

// Reads the slots of a block that start in [from, until) into structs, with the names of who has a place
// there, and frees them: in one trip.
people_count postgres_floor_week(postgres_floor *floor, int64_t block, int64_t from, int64_t until);

// The same as a screen that knows nothing yet has to: all blocks and the journal's place first, for the time
// zone of the block says when the week begins. Two trips.
people_count postgres_floor_period(postgres_floor *floor, int64_t block, int64_t from,
                                   int64_t until);

// Books a place, in two trips: block locked and slot read, then the appointment with its journal and
// the bell.
// Returns 0 when none is free.
int postgres_floor_book(postgres_floor *floor, int64_t block, int64_t slot, int64_t now,
                        const char *metadata);

// Disables slots of one block as one action, in two trips.
void postgres_floor_disable(postgres_floor *floor, int64_t block, const int64_t *keys, int64_t count,
                            int64_t now);

// Adds slots of `length` ms, back to back from `start`, to a block as one action, in two trips.
void postgres_floor_create(postgres_floor *floor, int64_t block, int64_t start, int64_t length,
                           int64_t count, int64_t now);

// Has a socket in `folder` lead to the one in the folder `server`, for as long as the process lives. A trip
// there and back takes `round_trip` ns longer; how much is sent makes no difference.
void delayed_line_open(const char *folder, const char *server, int64_t round_trip);

// Starts a program on a new terminal of its own; the terminal's other end, or -1.
// `arguments` and `environment` end with NULL, and the program is arguments[0], a path.
int terminal_spawn(char *const arguments[], char *const environment[], int columns, int rows,
                   pid_t *process);

#endif
