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

// Looks for a text in the metadata of every slot and appointment of slottui's own store.
// Returns in how many it was found.
int64_t search_floor(const char *path, const char *text);

// Starts a program on a new terminal of its own; the terminal's other end, or -1.
// `arguments` and `environment` end with NULL, and the program is arguments[0], a path.
int terminal_spawn(char *const arguments[], char *const environment[], int columns, int rows,
                   pid_t *process);

#endif
