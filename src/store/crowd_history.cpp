// SPDX-License-Identifier: Apache-2.0
// The crowd's history on SQLite.
#include "store/crowd_history.hpp"

#include <sys/stat.h>

#include <utility>

#include "journal/database.hpp"

namespace vigie::store {
namespace {

using journal::Database;
using journal::OpenAs;
using journal::Statement;

// -1 stands for what was not counted.
constexpr const char* kSetUp = R"(
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS slots (at_ms INTEGER NOT NULL, zone TEXT NOT NULL, people INTEGER NOT NULL, deviation INTEGER NOT NULL,
    entered INTEGER NOT NULL, left INTEGER NOT NULL, imputed INTEGER NOT NULL, foreseen INTEGER NOT NULL,
    PRIMARY KEY (at_ms, zone)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS events (source TEXT NOT NULL, reference TEXT NOT NULL, title TEXT NOT NULL,
    kind INTEGER NOT NULL, venue TEXT NOT NULL, placed INTEGER NOT NULL, lat_e7 INTEGER NOT NULL, lon_e7 INTEGER NOT NULL, start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL, doors_ms INTEGER NOT NULL, attendance INTEGER NOT NULL, cancelled INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, PRIMARY KEY (source, reference)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS weather (quantity INTEGER NOT NULL, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL,
    known_ms INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (quantity, from_ms, known_ms)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID)";

constexpr std::int64_t kNone = -1;

std::int64_t or_none(const std::optional<std::int64_t>& number) { return number.value_or(kNone); }
std::optional<std::int64_t> number_of(std::int64_t stored) {
  return stored < 0 ? std::nullopt : std::optional<std::int64_t>(stored);
}

/// Calls `each` for every row.
template <class Each>
Result<void> for_rows(Statement& statement, Each each) {
  while (true) {
    const auto row = statement.step();
    if (!row) return row.error();
    if (!*row) return {};
    each(statement);
  }
}

CrowdSlot slot_of(const Statement& row) {
  CrowdSlot slot;
  slot.at = from_millis(row.integer(0));
  slot.zone = ZoneId(std::string(row.bytes(1)));
  slot.people = number_of(row.integer(2));
  slot.deviation = row.integer(3);
  slot.entered = number_of(row.integer(4));
  slot.left = number_of(row.integer(5));
  slot.imputed = row.integer(6) != 0;
  slot.foreseen = number_of(row.integer(7));
  return slot;
}

CityEvent event_of(const Statement& row) {
  CityEvent event;
  event.source = SourceId(std::string(row.bytes(0)));
  event.reference = row.bytes(1);
  event.title = row.bytes(2);
  event.kind = static_cast<EventKind>(row.integer(3));
  event.venue = row.bytes(4);
  if (const auto place = geo::Position::from_e7(row.integer(6), row.integer(7)); row.integer(5) != 0 && place)
    event.place = *place;
  event.start = from_millis(row.integer(8));
  event.end = from_millis(row.integer(9));
  if (row.integer(10) != kNone) event.doors = from_millis(row.integer(10));
  event.attendance = row.integer(11);
  event.cancelled = row.integer(12) != 0;
  event.received = from_millis(row.integer(13));
  return event;
}

class SqliteCrowdHistory final : public CrowdHistory {
 public:
  explicit SqliteCrowdHistory(Database database) : database_(std::move(database)) {}

  Result<void> put(std::span<const CrowdSlot> slots) override {
    return together([&]() -> Result<void> {
      auto statement = database_.prepare(
          "INSERT INTO slots VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (at_ms, zone) DO UPDATE SET people = "
          "excluded.people, deviation = excluded.deviation, entered = excluded.entered, left = excluded.left, imputed "
          "= "
          "excluded.imputed, foreseen = CASE WHEN excluded.foreseen < 0 THEN foreseen ELSE excluded.foreseen END");
      if (!statement) return statement.error();
      for (const CrowdSlot& slot : slots) {
        statement->bind(1, std::int64_t{millis(slot.at)});
        statement->bind(2, slot.zone.text());
        statement->bind(3, or_none(slot.people));
        statement->bind(4, slot.deviation);
        statement->bind(5, or_none(slot.entered));
        statement->bind(6, or_none(slot.left));
        statement->bind(7, std::int64_t{slot.imputed});
        statement->bind(8, or_none(slot.foreseen));
        if (auto done = statement->run(); !done) return done;
      }
      return {};
    });
  }

  Result<std::vector<CrowdSlot>> slots(Time from) const override {
    auto rows = database_.prepare("SELECT * FROM slots WHERE at_ms >= ? ORDER BY at_ms, zone");
    if (!rows) return rows.error();
    rows->bind(1, std::int64_t{millis(from)});
    std::vector<CrowdSlot> slots;
    const auto read = for_rows(*rows, [&](const Statement& row) { slots.push_back(slot_of(row)); });
    if (!read) return read.error();
    return slots;
  }

  Result<void> put(const CityEvent& event) override {
    auto statement =
        database_.prepare("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return statement.error();
    statement->bind(1, event.source.text());
    statement->bind(2, event.reference);
    statement->bind(3, event.title);
    statement->bind(4, static_cast<std::int64_t>(event.kind));
    statement->bind(5, event.venue);
    statement->bind(6, std::int64_t{event.place.has_value()});
    statement->bind(7, std::int64_t{event.place ? event.place->lat_e7() : 0});
    statement->bind(8, std::int64_t{event.place ? event.place->lon_e7() : 0});
    statement->bind(9, std::int64_t{millis(event.start)});
    statement->bind(10, std::int64_t{millis(event.end)});
    statement->bind(11, event.doors ? std::int64_t{millis(*event.doors)} : kNone);
    statement->bind(12, event.attendance);
    statement->bind(13, std::int64_t{event.cancelled});
    statement->bind(14, std::int64_t{millis(event.received)});
    return statement->run();
  }

  Result<void> revoke(const SourceId& source, const std::string& reference) override {
    auto statement = database_.prepare("DELETE FROM events WHERE source = ? AND reference = ?");
    if (!statement) return statement.error();
    statement->bind(1, source.text());
    statement->bind(2, reference);
    return statement->run();
  }

  Result<std::vector<CityEvent>> events(Time from) const override {
    auto rows = database_.prepare("SELECT * FROM events WHERE end_ms >= ? ORDER BY start_ms, source, reference");
    if (!rows) return rows.error();
    rows->bind(1, std::int64_t{millis(from)});
    std::vector<CityEvent> events;
    const auto read = for_rows(*rows, [&](const Statement& row) { events.push_back(event_of(row)); });
    if (!read) return read.error();
    return events;
  }

  Result<void> put_weather(std::span<const Measurement> weather, Time known) override {
    return together([&]() -> Result<void> {
      // Of one hour the first word is kept, and the last; a word a minute would be a thousand rows an hour.
      auto older = database_.prepare(
          "DELETE FROM weather WHERE quantity = ?1 AND from_ms = ?2 AND known_ms > (SELECT min(known_ms) FROM weather "
          "WHERE quantity = ?1 AND from_ms = ?2)");
      auto statement = database_.prepare("INSERT OR REPLACE INTO weather VALUES (?, ?, ?, ?, ?)");
      if (!older) return older.error();
      if (!statement) return statement.error();
      for (const Measurement& m : weather) {
        older->bind(1, static_cast<std::int64_t>(m.quantity));
        older->bind(2, std::int64_t{millis(m.from)});
        if (auto done = older->run(); !done) return done;
        statement->bind(1, static_cast<std::int64_t>(m.quantity));
        statement->bind(2, std::int64_t{millis(m.from)});
        statement->bind(3, std::int64_t{millis(m.until)});
        statement->bind(4, std::int64_t{millis(known)});
        statement->bind(5, m.value);
        if (auto done = statement->run(); !done) return done;
      }
      return {};
    });
  }

  Result<std::vector<Weather>> weather(Time from) const override {
    auto rows = database_.prepare("SELECT * FROM weather WHERE until_ms >= ? ORDER BY from_ms, quantity, known_ms");
    if (!rows) return rows.error();
    rows->bind(1, std::int64_t{millis(from)});
    std::vector<Weather> all;
    const auto read = for_rows(*rows, [&](const Statement& row) {
      Measurement m;
      m.quantity = static_cast<Quantity>(row.integer(0));
      m.from = from_millis(row.integer(1));
      m.until = from_millis(row.integer(2));
      m.value = row.integer(4);
      all.push_back({std::move(m), from_millis(row.integer(3))});
    });
    if (!read) return read.error();
    return all;
  }

  Result<void> keep(std::string_view name, std::string_view bytes) override {
    auto statement = database_.prepare("INSERT OR REPLACE INTO kept VALUES (?, ?)");
    if (!statement) return statement.error();
    statement->bind(1, name);
    statement->bind_blob(2, bytes);
    return statement->run();
  }

  Result<std::optional<std::string>> kept(std::string_view name) const override {
    auto rows = database_.prepare("SELECT bytes FROM kept WHERE name = ?");
    if (!rows) return rows.error();
    rows->bind(1, name);
    const auto row = rows->step();
    if (!row) return row.error();
    return *row ? std::optional<std::string>(rows->bytes(0)) : std::nullopt;
  }

  Result<void> forget_before(Time at) override {
    for (const char* sql : {"DELETE FROM slots WHERE at_ms < ?", "DELETE FROM events WHERE end_ms < ?",
                            "DELETE FROM weather WHERE until_ms < ?"}) {
      auto statement = database_.prepare(sql);
      if (!statement) return statement.error();
      statement->bind(1, std::int64_t{millis(at)});
      if (auto done = statement->run(); !done) return done;
    }
    return {};
  }

 private:
  template <class Work>
  Result<void> together(Work work) {
    if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun;
    Result<void> done = work();
    if (done) return database_.execute("COMMIT");
    if (auto back = database_.execute("ROLLBACK"); !back) return back;
    return done;
  }

  Database database_;
};

}  // namespace

Result<std::unique_ptr<CrowdHistory>> CrowdHistory::open(const std::string& directory) {
  const std::string path = directory + "/crowd.db";
  auto database = Database::open(path, OpenAs::Writer);
  if (!database) return database.error();
  if (auto ready = database->execute(kSetUp); !ready) return ready.error();
  ::chmod(path.c_str(), 0600);
  return std::unique_ptr<CrowdHistory>(std::make_unique<SqliteCrowdHistory>(std::move(*database)));
}

}  // namespace vigie::store
