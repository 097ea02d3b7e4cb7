#define _GNU_SOURCE // getentropy(), which is in <unistd.h> there

#include "cbench.h"

#include <CPostgreSQL.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  BEGIN_READING,
  BEGIN_WRITING,
  TIMEOUTS,
  POSITION,
  BLOCKS,
  SLOTS,
  GUESTS,
  LOCK,
  ONE_SLOT,
  SOME_SLOTS,
  BOOKING_NUMBERS,
  NUMBER,
  ADD_APPOINTMENT,
  NOTE_APPOINTMENT,
  DISABLE,
  NOTE_SLOTS,
  ADD_SLOTS,
  NOTE_CREATION,
  ACT,
  COMMIT,
  BEGIN,
  UNSYNCED,
  BELL,
  STATEMENTS
};

#define SLOT_COLUMNS                                                                              \
  "s.id, s.block, s.start_at, s.end_at, s.capacity, s.disabled, s.lockable, s.locked_until,"      \
  " s.active, s.cancelled, s.metadata, s.created_at, s.updated_at, s.key, s.locked_by, s.lock"

// All in order of the enumeration, prepared when a floor is opened.
static const char *const statements[STATEMENTS] = {
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    "SELECT set_config('lock_timeout', '5s', true),"
    " set_config('idle_in_transaction_session_timeout', '10s', true)",
    "SELECT pg_current_snapshot()::text",
    "SELECT key, id, short_id, name, timezone, published, booking_disabled_before, metadata,"
    " created_at, updated_at FROM block ORDER BY name, key",
    "SELECT " SLOT_COLUMNS " FROM slot s"
    " WHERE s.block = $1::bigint AND s.start_at >= $2::bigint AND s.start_at < $3::bigint"
    " ORDER BY s.start_at",
    "SELECT s.key, a.id, a.metadata FROM slot s JOIN appointment a ON a.slot = s.key"
    " WHERE s.block = $1::bigint AND s.start_at >= $2::bigint AND s.start_at < $3::bigint"
    " AND s.active > 0 AND NOT a.cancelled ORDER BY s.start_at, a.key",
    "SELECT published, booking_disabled_before FROM block WHERE key = $1::bigint"
    " FOR NO KEY UPDATE",
    "SELECT " SLOT_COLUMNS " FROM slot s WHERE s.key = $1::bigint",
    "SELECT " SLOT_COLUMNS " FROM slot s WHERE s.key = ANY ($1::bigint[]) ORDER BY s.key",
    "SELECT nextval('action_id'), nextval('appointment_key')",
    "SELECT nextval('action_id')",
    "INSERT INTO appointment (key, id, slot, cancelled, metadata, created_at, updated_at)"
    " VALUES ($1::bigint, $2::uuid, $3::bigint, false, $4::text, $5::bigint, $5)",
    "INSERT INTO change (action, number, kind, object, id, block, slot, after)"
    " VALUES ($1::bigint, 1, 2, $2::bigint, $3::uuid, $4::bigint, $5::bigint, $6::text)",
    "UPDATE slot SET disabled = true, updated_at = $2::bigint WHERE key = ANY ($1::bigint[])",
    "INSERT INTO change (action, number, kind, object, id, block, before, after)"
    " SELECT $1::bigint, number, 1, object, id, $2::bigint, before, after"
    " FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::text[])"
    " WITH ORDINALITY AS n (object, id, before, after, number)",
    "INSERT INTO slot (key, id, block, start_at, end_at, capacity, disabled, lockable, metadata,"
    " created_at, updated_at)"
    " SELECT key, id, $1::bigint, start_at, end_at, 1, false, true, '{}', $2::bigint, $2"
    " FROM unnest($3::bigint[], $4::uuid[], $5::bigint[], $6::bigint[])"
    " AS n (key, id, start_at, end_at)",
    "INSERT INTO creation (first, count, action, number, block, metadata, slots)"
    " SELECT first, count, $1::bigint, number, $2::bigint, '{}', slots"
    " FROM unnest($3::bigint[], $4::integer[], $5::integer[], $6::bytea[])"
    " AS n (first, count, number, slots)",
    "INSERT INTO action (id, at, actor, verb, objects, request)"
    " VALUES ($1::bigint, $2::bigint, session_user, $3::text, $4::integer, $5::uuid)",
    "COMMIT",
    "BEGIN",
    "SET LOCAL synchronous_commit = off",
    "SELECT pg_notify('slottui', $1::text)",
};

struct postgres_floor {
  const CPostgresLibrary *pq;
  PGconn *connection;
  // How many answers each packet has: the one that is made now, and the one that nobody waited for.
  int asked, late;
  uint64_t random;
};

static _Noreturn void fail(const char *why) {
  fprintf(stderr, "the server's floor: %s\n", why);
  exit(1);
}

static void require(int holds, postgres_floor *floor) {
  if (!holds) fail(floor->pq->errorMessage(floor->connection));
}

// MARK: Texts for the server

// A text that grows.
typedef struct {
  char *bytes;
  size_t length, room;
} text;

// A number or an id as a text of its own.
typedef struct {
  char bytes[40];
} word;

static char *room(text *it, size_t more) {
  if (it->length + more + 1 > it->room) {
    it->room = (it->length + more + 1) * 2;
    it->bytes = realloc(it->bytes, it->room);
  }
  return it->bytes + it->length;
}

static void add(text *it, const char *piece) {
  size_t length = strlen(piece);
  memcpy(room(it, length), piece, length + 1);
  it->length += length;
}

static size_t write_number(char *to, int64_t number) {
  char digits[24];
  size_t count = 0, length = 0;
  uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
  do digits[count++] = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) to[length++] = '-';
  while (count) to[length++] = digits[--count];
  to[length] = 0;
  return length;
}

static size_t write_hex(char *to, const unsigned char *bytes, size_t count) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < count; i++) {
    to[2 * i] = digits[bytes[i] >> 4];
    to[2 * i + 1] = digits[bytes[i] & 15];
  }
  to[2 * count] = 0;
  return 2 * count;
}

static void add_number(text *it, int64_t number) {
  it->length += write_number(room(it, 24), number);
}

static void add_hex(text *it, const unsigned char *bytes, size_t count) {
  it->length += write_hex(room(it, 2 * count), bytes, count);
}

static word number(int64_t value) {
  word it;
  write_number(it.bytes, value);
  return it;
}

static word hex(const unsigned char *id) {
  word it;
  write_hex(it.bytes, id, 16);
  return it;
}

// Lists: {1,2}. What separates the elements also begins the list.
static void next(text *list) { add(list, list->length ? "," : "{"); }

static const char *list(text *it) {
  add(it, it->length ? "}" : "{}");
  return it->bytes;
}

static void forget(text *it) {
  free(it->bytes);
  *it = (text){0};
}

// splitmix64, which begins elsewhere in each floor.
static uint64_t random_bits(postgres_floor *floor) {
  uint64_t z = floor->random += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

static void new_id(postgres_floor *floor, unsigned char *id) {
  uint64_t bits[2] = {random_bits(floor), random_bits(floor)};
  memcpy(id, bits, 16);
}

// MARK: Packets

static void wait_for(postgres_floor *floor, int events) {
  struct pollfd look = {floor->pq->socket(floor->connection), (short)events, 0};
  poll(&look, 1, -1);
}

static void ask(postgres_floor *floor, int statement, int count, const char *const *values) {
  const word name = number(statement);
  require(floor->pq->sendQueryPrepared(floor->connection, name.bytes, count, values, NULL, NULL,
                                       1),
          floor);
  floor->asked++;
}

#define ASK(floor, statement, ...)                                                                \
  ask(floor, statement, (int)(sizeof(const char *[]){__VA_ARGS__} / sizeof(char *)),              \
      (const char *[]){__VA_ARGS__})

// On its way, all of it.
static void ship(postgres_floor *floor) {
  require(floor->pq->pipelineSync(floor->connection), floor);
  int left;
  while ((left = floor->pq->flush(floor->connection)) == 1) {
    // The server may want to get rid of answers first.
    wait_for(floor, POLLIN | POLLOUT);
    require(floor->pq->consumeInput(floor->connection), floor);
  }
  require(left == 0, floor);
}

static PGresult *next_result(postgres_floor *floor) {
  while (floor->pq->isBusy(floor->connection)) {
    wait_for(floor, POLLIN);
    require(floor->pq->consumeInput(floor->connection), floor);
  }
  return floor->pq->getResult(floor->connection);
}

// The answers to a packet, in order; only those that are wanted are kept.
static void receive(postgres_floor *floor, int count, PGresult **answers) {
  for (int i = 0; i < count; i++) {
    PGresult *answer = next_result(floor);
    require(answer != NULL, floor);
    int status = floor->pq->resultStatus(answer);
    if (status != CPostgresCommandOK && status != CPostgresTuplesOK)
      fail(floor->pq->resultErrorMessage(answer));
    while (next_result(floor)) continue;
    if (answers)
      answers[i] = answer;
    else
      floor->pq->clear(answer);
  }
  PGresult *end = next_result(floor);
  require(end && floor->pq->resultStatus(end) == CPostgresPipelineSync, floor);
  floor->pq->clear(end);
}

// One trip.
static void trip(postgres_floor *floor, PGresult **answers) {
  int asked = floor->asked;
  ship(floor);
  if (floor->late) receive(floor, floor->late, NULL);
  receive(floor, asked, answers);
  floor->asked = floor->late = 0;
}

static void clear(postgres_floor *floor, PGresult **answers, int count) {
  for (int i = 0; i < count; i++) floor->pq->clear(answers[i]);
}

// MARK: Answers

static int64_t integer(postgres_floor *floor, const PGresult *rows, int row, int column) {
  const unsigned char *bytes = (const unsigned char *)floor->pq->getvalue(rows, row, column);
  int length = floor->pq->getlength(rows, row, column);
  uint64_t value = 0;
  for (int i = 0; i < length; i++) value = value << 8 | bytes[i];
  return length == 4 ? (int32_t)value : (int64_t)value;
}

static floor_slot slot_of(postgres_floor *floor, const PGresult *rows, int row) {
  floor_slot it = {
      .block = integer(floor, rows, row, 1),
      .start = integer(floor, rows, row, 2),
      .end = integer(floor, rows, row, 3),
      .capacity = (int)integer(floor, rows, row, 4),
      .disabled = (int)integer(floor, rows, row, 5),
      .lockable = (int)integer(floor, rows, row, 6),
      .locked_until = integer(floor, rows, row, 7),
      .active = (int)integer(floor, rows, row, 8),
      .cancelled = (int)integer(floor, rows, row, 9),
      .metadata = floor->pq->getvalue(rows, row, 10),
      .created = integer(floor, rows, row, 11),
      .updated = integer(floor, rows, row, 12),
  };
  memcpy(it.id, floor->pq->getvalue(rows, row, 0), sizeof it.id);
  return it;
}

// Of metadata as the bench writes it, without escapes.
static char *name_of(const char *metadata) {
  const char *name = strstr(metadata, "\"name\":\"");
  if (!name) return strdup("");
  name += 8;
  return strndup(name, strcspn(name, "\""));
}

// MARK: Opening

int postgres_floor_is_possible(void) {
  const char *problem;
  return CPostgresLoad(&problem) != NULL;
}

postgres_floor *postgres_floor_open(const char *host, const char *database, const char *role) {
  const char *problem = "";
  postgres_floor *floor = calloc(1, sizeof *floor);
  if (!(floor->pq = CPostgresLoad(&problem))) fail(problem);
  if (getentropy(&floor->random, sizeof floor->random)) fail("there is nothing random");
  const char *const names[] = {"host", "dbname", "user", "client_encoding", NULL};
  const char *const values[] = {host, database, role, "UTF8", NULL};
  floor->connection = floor->pq->connectStartParams(names, values, 0);
  if (!floor->connection) fail("there is no memory for a connection");
  for (int wanted = CPostgresPollingWriting; wanted != CPostgresPollingOK;) {
    require(wanted != CPostgresPollingFailed &&
                floor->pq->status(floor->connection) != CPostgresConnectionBad,
            floor);
    wait_for(floor, wanted == CPostgresPollingReading ? POLLIN : POLLOUT);
    wanted = floor->pq->connectPoll(floor->connection);
  }
  floor->pq->clear(floor->pq->exec(floor->connection, "SET search_path = slottui, pg_temp"));
  require(floor->pq->setnonblocking(floor->connection, 1) == 0 &&
              floor->pq->enterPipelineMode(floor->connection),
          floor);
  for (int i = 0; i < STATEMENTS; i++) {
    const word name = number(i);
    require(floor->pq->sendPrepare(floor->connection, name.bytes, statements[i], 0, NULL), floor);
  }
  floor->asked = STATEMENTS;
  trip(floor, NULL);
  return floor;
}

void postgres_floor_close(postgres_floor *floor) {
  floor->pq->finish(floor->connection);
  free(floor);
}

// One number that has not to be fast.
static int64_t look_up(postgres_floor *floor, const char *sql, int count, const char *const *values) {
  PGresult *rows;
  require(floor->pq->sendQueryParams(floor->connection, sql, count, NULL, values, NULL, NULL, 1),
          floor);
  floor->asked++;
  trip(floor, &rows);
  if (floor->pq->ntuples(rows) != 1) fail("what it looked up is not there");
  int64_t found = integer(floor, rows, 0, 0);
  floor->pq->clear(rows);
  return found;
}

int64_t postgres_floor_block(postgres_floor *floor, const char *name) {
  return look_up(floor, "SELECT key FROM block WHERE name = $1::text", 1, &name);
}

int64_t postgres_floor_people(postgres_floor *floor) {
  return look_up(floor, "SELECT count(*) FROM appointment", 0, NULL);
}

void postgres_floor_analyze(postgres_floor *floor) {
  static const char *const tables[] = {"block", "slot", "appointment", "action", "change"};
  char sql[64];
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    snprintf(sql, sizeof sql, "ANALYZE %s", tables[i]);
    require(floor->pq->sendQueryParams(floor->connection, sql, 0, NULL, NULL, NULL, NULL, 1), floor);
    floor->asked++;
  }
  trip(floor, NULL);
}

int64_t *postgres_floor_keys(postgres_floor *floor, int64_t block, int64_t count) {
  const word values[] = {number(block), number(INT64_MIN), number(INT64_MAX)};
  PGresult *rows;
  ASK(floor, SLOTS, values[0].bytes, values[1].bytes, values[2].bytes);
  trip(floor, &rows);
  if (floor->pq->ntuples(rows) < count) fail("the block has too few slots");
  int64_t *keys = calloc((size_t)count, sizeof *keys);
  for (int i = 0; i < count; i++) keys[i] = integer(floor, rows, i, 13);
  floor->pq->clear(rows);
  return keys;
}

// MARK: Reading

static people_count take_week(postgres_floor *floor, const PGresult *rows, const PGresult *guests) {
  people_count count = {floor->pq->ntuples(rows), floor->pq->ntuples(guests)};
  floor_slot *slots = calloc((size_t)count.slots + 1, sizeof *slots);
  struct {
    int64_t slot;
    char *name;
  } *people = calloc((size_t)count.people + 1, sizeof *people);
  for (int i = 0; i < count.slots; i++) {
    slots[i] = slot_of(floor, rows, i);
    slots[i].metadata = strdup(slots[i].metadata);
  }
  for (int i = 0; i < count.people; i++) {
    people[i].slot = integer(floor, guests, i, 0);
    people[i].name = name_of(floor->pq->getvalue(guests, i, 2));
  }
  for (int i = 0; i < count.slots; i++) free(slots[i].metadata);
  for (int i = 0; i < count.people; i++) free(people[i].name);
  free(slots);
  free(people);
  return count;
}

people_count postgres_floor_week(postgres_floor *floor, int64_t block, int64_t from, int64_t until) {
  const word values[] = {number(block), number(from), number(until)};
  PGresult *answers[4];
  ask(floor, BEGIN_READING, 0, NULL);
  ASK(floor, SLOTS, values[0].bytes, values[1].bytes, values[2].bytes);
  ASK(floor, GUESTS, values[0].bytes, values[1].bytes, values[2].bytes);
  ask(floor, COMMIT, 0, NULL);
  trip(floor, answers);
  people_count count = take_week(floor, answers[1], answers[2]);
  clear(floor, answers, 4);
  return count;
}

people_count postgres_floor_period(postgres_floor *floor, int64_t block, int64_t from,
                                   int64_t until) {
  const word values[] = {number(block), number(from), number(until)};
  PGresult *answers[3];
  ask(floor, BEGIN_READING, 0, NULL);
  ask(floor, POSITION, 0, NULL);
  ask(floor, BLOCKS, 0, NULL);
  trip(floor, answers);
  clear(floor, answers, 3);
  ASK(floor, SLOTS, values[0].bytes, values[1].bytes, values[2].bytes);
  ASK(floor, GUESTS, values[0].bytes, values[1].bytes, values[2].bytes);
  trip(floor, answers);
  // Nobody waits for its end.
  ask(floor, COMMIT, 0, NULL);
  ship(floor);
  floor->late = floor->asked;
  floor->asked = 0;
  people_count count = take_week(floor, answers[0], answers[1]);
  clear(floor, answers, 2);
  return count;
}

// MARK: Changing

static void begin(postgres_floor *floor, const word *block) {
  ask(floor, BEGIN_WRITING, 0, NULL);
  ask(floor, TIMEOUTS, 0, NULL);
  ASK(floor, LOCK, block->bytes);
}

// The action's row, the commit, and the bell behind it.
static void finish(postgres_floor *floor, const word *action, const word *now, const char *verb,
                   int64_t objects, const word *block) {
  unsigned char request[16];
  new_id(floor, request);
  const word id = hex(request), count = number(objects);
  ASK(floor, ACT, action->bytes, now->bytes, verb, count.bytes, id.bytes);
  ask(floor, COMMIT, 0, NULL);
  ask(floor, BEGIN, 0, NULL);
  ask(floor, UNSYNCED, 0, NULL);
  ASK(floor, BELL, block->bytes);
  ask(floor, COMMIT, 0, NULL);
  trip(floor, NULL);
}

int postgres_floor_book(postgres_floor *floor, int64_t block_key, int64_t slot_key, int64_t now_ms,
                        const char *metadata) {
  const word block = number(block_key), slot = number(slot_key), now = number(now_ms);
  PGresult *answers[5];
  begin(floor, &block);
  ASK(floor, ONE_SLOT, slot.bytes);
  ask(floor, BOOKING_NUMBERS, 0, NULL);
  trip(floor, answers);
  if (floor->pq->ntuples(answers[3]) != 1) fail("there is no such slot");
  floor_slot found = slot_of(floor, answers[3], 0);
  const word action = number(integer(floor, answers[4], 0, 0));
  const word key = number(integer(floor, answers[4], 0, 1));
  const int is_published = (int)integer(floor, answers[2], 0, 0);
  const word slot_id = hex(found.id);
  clear(floor, answers, 5);
  if (!is_published || found.disabled || found.active >= found.capacity) {
    ask(floor, COMMIT, 0, NULL);
    trip(floor, NULL);
    return 0;
  }
  unsigned char bytes[16];
  new_id(floor, bytes);
  const word id = hex(bytes);
  text after = {0};
  const char *s = slot_id.bytes;
  snprintf(room(&after, strlen(metadata) + 200), strlen(metadata) + 200,
           "{\"slot_id\":\"%.8s-%.4s-%.4s-%.4s-%s\",\"status\":\"active\",\"metadata\":%s,"
           "\"created_at\":%s,\"updated_at\":%s}",
           s, s + 8, s + 12, s + 16, s + 20, metadata, now.bytes, now.bytes);
  ASK(floor, ADD_APPOINTMENT, key.bytes, id.bytes, slot.bytes, metadata, now.bytes);
  ASK(floor, NOTE_APPOINTMENT, action.bytes, key.bytes, id.bytes, block.bytes, slot.bytes,
      after.bytes);
  finish(floor, &action, &now, "appointment create", 1, &block);
  forget(&after);
  return 1;
}

void postgres_floor_disable(postgres_floor *floor, int64_t block_key, const int64_t *keys,
                            int64_t count, int64_t now_ms) {
  const word block = number(block_key), now = number(now_ms);
  text wanted = {0}, ids = {0}, before = {0}, after = {0};
  for (int64_t i = 0; i < count; i++) {
    next(&wanted);
    add_number(&wanted, keys[i]);
  }
  list(&wanted);
  PGresult *answers[5];
  begin(floor, &block);
  ASK(floor, SOME_SLOTS, wanted.bytes);
  ask(floor, NUMBER, 0, NULL);
  trip(floor, answers);
  if (floor->pq->ntuples(answers[3]) != count) fail("some slots are not there");
  const word action = number(integer(floor, answers[4], 0, 0));
  // In the order of the answer, which is that of the keys.
  forget(&wanted);
  for (int i = 0; i < count; i++) {
    floor_slot slot = slot_of(floor, answers[3], i);
    next(&wanted);
    add_number(&wanted, integer(floor, answers[3], i, 13));
    next(&ids);
    add_hex(&ids, slot.id, 16);
    next(&before);
    add(&before, "\"{\\\"status\\\":\\\"active\\\",\\\"updated_at\\\":");
    add_number(&before, slot.updated);
    add(&before, "}\"");
    next(&after);
    add(&after, "\"{\\\"status\\\":\\\"disabled\\\",\\\"updated_at\\\":");
    add(&after, now.bytes);
    add(&after, "}\"");
  }
  clear(floor, answers, 5);
  list(&wanted);
  ASK(floor, DISABLE, wanted.bytes, now.bytes);
  ASK(floor, NOTE_SLOTS, action.bytes, block.bytes, wanted.bytes, list(&ids), list(&before),
      list(&after));
  finish(floor, &action, &now, "slot disable", count, &block);
  forget(&wanted);
  forget(&ids);
  forget(&before);
  forget(&after);
}

static size_t put(unsigned char *to, uint64_t number, size_t length) {
  for (size_t i = 0; i < length; i++) to[i] = (unsigned char)(number >> 8 * (length - 1 - i));
  return length;
}

void postgres_floor_create(postgres_floor *floor, int64_t block_key, int64_t start, int64_t length,
                           int64_t count, int64_t now_ms) {
  enum { STATEMENT = 10000, RECORDS = 256 };
  const word block = number(block_key), now = number(now_ms);
  PGresult *answers[4];
  begin(floor, &block);
  ask(floor, NUMBER, 0, NULL);
  trip(floor, answers);
  const int64_t number_of_action = integer(floor, answers[3], 0, 0);
  clear(floor, answers, 4);
  const word action = number(number_of_action);
  const int64_t first = number_of_action << 24;
  text keys = {0}, ids = {0}, starts = {0}, ends = {0};
  text firsts = {0}, counts = {0}, numbers = {0}, records = {0};
  for (int64_t i = 0; i < count; i++) {
    unsigned char record[53];
    const int64_t from = start + i * length, until = from + length;
    new_id(floor, record);
    next(&keys);
    add_number(&keys, first + i);
    next(&ids);
    add_hex(&ids, record, 16);
    next(&starts);
    add_number(&starts, from);
    next(&ends);
    add_number(&ends, until);
    if (i % RECORDS == 0) {
      next(&firsts);
      add_number(&firsts, first + i);
      next(&counts);
      add_number(&counts, count - i < RECORDS ? count - i : RECORDS);
      next(&numbers);
      add_number(&numbers, i + 1);
      next(&records);
      add(&records, "\"\\\\x");
    }
    size_t place = 16;
    place += put(record + place, (uint64_t)from, 8);
    place += put(record + place, (uint64_t)until, 8);
    place += put(record + place, (uint64_t)now_ms, 8);
    place += put(record + place, (uint64_t)now_ms, 8);
    place += put(record + place, 1, 4);
    record[place] = 2;
    add_hex(&records, record, sizeof record);
    if ((i + 1) % RECORDS == 0 || i + 1 == count) add(&records, "\"");
    if ((i + 1) % STATEMENT == 0 || i + 1 == count) {
      ASK(floor, ADD_SLOTS, block.bytes, now.bytes, list(&keys), list(&ids), list(&starts),
          list(&ends));
      // The server begins while the next ones are written.
      require(floor->pq->flush(floor->connection) >= 0, floor);
      keys.length = ids.length = starts.length = ends.length = 0;
    }
  }
  ASK(floor, NOTE_CREATION, action.bytes, block.bytes, list(&firsts), list(&counts),
      list(&numbers), list(&records));
  finish(floor, &action, &now, "slot create", count, &block);
  text *all[] = {&keys, &ids, &starts, &ends, &firsts, &counts, &numbers, &records};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) forget(all[i]);
}
