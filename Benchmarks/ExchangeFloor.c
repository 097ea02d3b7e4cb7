// The floor under plan, import and export: the same rows by hand, with sqlite3's C API and stdio.
//
//   ExchangeFloor create STORE            100,000 slots into an empty store
//   ExchangeFloor import STORE FILE       the slots of an NDJSON file into an empty store
//   ExchangeFloor export STORE FILE       the slots of a store as NDJSON
//
// Reads its own kind of lines only: no escapes, no blanks, dates in UTC with milliseconds.
#include "cbench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static FILE *open_file(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  if (file) return file;
  perror(path);
  exit(1);
}

static int digits(const char *text, int count) {
  int value = 0;
  while (count-- > 0) value = value * 10 + *text++ - '0';
  return value;
}

// 2020-12-10T18:55:08.833Z as milliseconds since 1970.
static int64_t moment(const char *text) {
  struct tm time = {
      .tm_year = digits(text, 4) - 1900,
      .tm_mon = digits(text + 5, 2) - 1,
      .tm_mday = digits(text + 8, 2),
      .tm_hour = digits(text + 11, 2),
      .tm_min = digits(text + 14, 2),
      .tm_sec = digits(text + 17, 2),
  };
  return (int64_t)timegm(&time) * 1000 + digits(text + 20, 3);
}

static int hexadecimal(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

static void read_id(unsigned char id[16], const char *text) {
  for (int i = 0; i < 16; i++) {
    if (*text == '-') text++;
    id[i] = (unsigned char)(hexadecimal(text[0]) << 4 | hexadecimal(text[1]));
    text += 2;
  }
}

// The number of a block, in the order in which they come.
static int64_t block_number(const char *text) {
  static char known[1024][36];
  static int64_t count = 0, last = 0;
  if (count > 0 && memcmp(known[last], text, 36) == 0) return last;
  for (last = 0; last < count; last++)
    if (memcmp(known[last], text, 36) == 0) return last;
  if (count == 1024) exit(1);
  memcpy(known[count], text, 36);
  return last = count++;
}

// A line's members in whatever order; false for what is no slot.
static int read_slot(char *line, floor_slot *slot) {
  *slot = (floor_slot){.capacity = 1, .lockable = 1};
  for (char *name = line + 1; *name == '"';) {
    char *end = strchr(name + 1, '"'), *value = end + 2, *next;
    size_t length = (size_t)(end - name - 1);
    if (*value == '"') {
      next = strchr(value + 1, '"') + 1;
    } else if (*value == '{') {
      next = strchr(value, '}') + 1;
    } else {
      next = value + strcspn(value, ",}");
    }
#define IS(text) (length == sizeof text - 1 && memcmp(name + 1, text, length) == 0)
    if (IS("_object")) {
      if (memcmp(value, "\"slot\"", 6) != 0) return 0;
    } else if (IS("id")) {
      read_id(slot->id, value + 1);
    } else if (IS("booking_block_id")) {
      slot->block = block_number(value + 1);
    } else if (IS("start_date")) {
      slot->start = moment(value + 1);
    } else if (IS("end_date")) {
      slot->end = moment(value + 1);
    } else if (IS("created_at")) {
      slot->created = moment(value + 1);
    } else if (IS("updated_at")) {
      slot->updated = moment(value + 1);
    } else if (IS("capacity")) {
      slot->capacity = atoi(value);
    } else if (IS("lockable")) {
      slot->lockable = *value == 't';
    } else if (IS("status")) {
      slot->disabled = value[1] == 'd';
    } else if (IS("metadata")) {
      slot->metadata = value;
    }
#undef IS
    if (*next != ',') next[0] = '\0';
    name = next + 1;
    *next = '\0';
  }
  return 1;
}

static void import(store_floor *store, const char *path) {
  FILE *file = open_file(path, "r");
  char *line = NULL;
  size_t room = 0;
  floor_slot slot;
  store_floor_begin(store);
  while (getline(&line, &room, file) > 0)
    if (read_slot(line, &slot)) store_floor_add(store, &slot);
  store_floor_commit(store);
  free(line);
  fclose(file);
}

static const char *date(char text[25], int64_t milliseconds) {
  time_t seconds = milliseconds / 1000;
  struct tm it;
  gmtime_r(&seconds, &it);
  snprintf(text, 25, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (it.tm_year + 1900) % 10000u,
           (it.tm_mon + 1) % 100u, it.tm_mday % 100u, it.tm_hour % 100u, it.tm_min % 100u,
           it.tm_sec % 100u, (unsigned)(milliseconds % 1000));
  return text;
}

static const char *id_text(char text[37], const unsigned char *id) {
  snprintf(text, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", id[0],
           id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9], id[10], id[11], id[12],
           id[13], id[14], id[15]);
  return text;
}

static void write_slot(const floor_slot *slot, void *file) {
  char id[37], created[25], end[25], start[25], updated[25];
  static int64_t now;
  if (now == 0) now = (int64_t)time(NULL) * 1000;
  int available = !slot->disabled && slot->active < slot->capacity && slot->start > now;
  fprintf(file,
          "{\"_object\":\"slot\",\"available\":%s,\"booking_block_id\":"
          "\"%08x-0000-4000-8000-000000000000\",\"capacity\":%d,\"created_at\":\"%s\","
          "\"end_date\":\"%s\",\"id\":\"%s\",\"lockable\":%s,\"locked_until\":null,\"metadata\":%s,"
          "\"num_active_appointments\":%d,\"num_appointments\":%d,"
          "\"num_cancelled_appointments\":%d,\"start_date\":\"%s\",\"status\":\"%s\","
          "\"updated_at\":\"%s\"}\n",
          available ? "true" : "false", (unsigned)slot->block, slot->capacity,
          date(created, slot->created), date(end, slot->end), id_text(id, slot->id),
          slot->lockable ? "true" : "false", slot->metadata, slot->active,
          slot->active + slot->cancelled, slot->cancelled, date(start, slot->start),
          slot->disabled ? "disabled" : "active", date(updated, slot->updated));
}

int main(int count, char *arguments[]) {
  if (count < 3) return 64;
  store_floor *store = store_floor_open(arguments[2]);
  if (strcmp(arguments[1], "create") == 0) {
    store_floor_create(store, 1, 1767225600000, 1200000, 100000);
  } else if (count > 3 && strcmp(arguments[1], "import") == 0) {
    import(store, arguments[3]);
  } else if (count > 3 && strcmp(arguments[1], "export") == 0) {
    FILE *file = open_file(arguments[3], "w");
    store_floor_each(store, write_slot, file);
    // As durable as slottui's file.
    if (fflush(file) != 0 || fsync(fileno(file)) != 0) return 1;
    fclose(file);
  } else {
    return 64;
  }
  store_floor_close(store);
  return 0;
}
