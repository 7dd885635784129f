// SPDX-License-Identifier: Apache-2.0
// The sealed lane on SQLite and a ring of hourly keys.
#include "store/position_lane.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/log.hpp"
#include "journal/database.hpp"
#include "journal/files.hpp"
#include "store/key_ring.hpp"
#include "store/position_lane_clock.hpp"
#include "store/position_lane_codec.hpp"

namespace vigie::store {
namespace {

using namespace std::chrono_literals;
using journal::Database;
using journal::OpenAs;

constexpr auto kKept = 24h;
constexpr auto kFresh = 15min;
constexpr auto kFutureAllowed = 5s;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::string_view kSealedText = "vigie-sealed/1";

constexpr const char* kSetUp = R"(
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS blobs (id INTEGER PRIMARY KEY, hour INTEGER NOT NULL, stored_ms INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS blobs_by_hour ON blobs (hour);
  CREATE TABLE IF NOT EXISTS clock (one INTEGER PRIMARY KEY CHECK (one = 1), confirmed_ms INTEGER NOT NULL) STRICT)";

std::int64_t hour_of(Time time) { return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count(); }
Time end_of(std::int64_t hour) { return Time(std::chrono::hours(hour + 1)); }

/// What a batch is bound to besides its key: it cannot be moved to another row.
std::string context_of(std::int64_t stored_ms) { return "vigie-positions/1 " + std::to_string(stored_ms); }

Result<std::optional<Time>> confirmed_time(const Database& database) {
  auto statement = database.prepare("SELECT confirmed_ms FROM clock");
  if (!statement.ok()) return statement.error();
  const auto row = statement->step();
  if (!row.ok()) return row.error();
  return *row ? std::optional<Time>(from_millis(statement->integer(0))) : std::nullopt;
}

class SealedLane final : public PositionLane {
 public:
  SealedLane(Database database, KeyRing keys, ConfirmedTime clock)
      : database_(std::move(database)), keys_(std::move(keys)), clock_(clock) {}

  Result<void> append(std::span<const UnitPosition> positions, Time now) override {
    if (positions.empty()) return {};
    clock_.observe(now);
    auto sealed = keys_.seal(hour_of(now), pack(positions), context_of(millis(now)));
    if (!sealed.ok()) return sealed.error();
    auto statement = database_.prepare("INSERT INTO blobs (hour, stored_ms, sealed) VALUES (?, ?, ?)");
    if (!statement.ok()) return statement.error();
    statement->bind(1, hour_of(now));
    statement->bind(2, std::int64_t{millis(now)});
    statement->bind_blob(3, *sealed);
    if (const auto stored = statement->run(); !stored.ok()) return stored;
    return keep_clock();
  }

  Result<std::vector<UnitPosition>> latest(Time now) const override {
    auto rows = database_.prepare(
        "SELECT hour, stored_ms, sealed FROM blobs WHERE hour BETWEEN ? AND ? AND stored_ms BETWEEN ? AND ? ORDER BY "
        "id");
    if (!rows.ok()) return rows.error();
    rows->bind(1, hour_of(now - kFresh));
    rows->bind(2, hour_of(now + kFutureAllowed));
    rows->bind(3, std::int64_t{millis(now - kFresh)});
    rows->bind(4, std::int64_t{millis(now + kFutureAllowed)});
    std::map<UnitId, UnitPosition> newest;
    int unreadable = 0;
    while (true) {
      const auto row = rows->step();
      if (!row.ok()) return row.error();
      if (!*row) break;
      auto batch = open_batch(rows->integer(0), rows->integer(1), rows->bytes(2));
      if (!batch.ok()) ++unreadable;
      if (batch.ok()) keep_newest(newest, std::move(*batch), now);
    }
    if (unreadable > 0) log::warning("positions", "sealed batches do not open", {{"count", unreadable}});
    std::vector<UnitPosition> all;
    for (auto& [unit, position] : newest) all.push_back(std::move(position));
    return all;
  }

  Result<std::string> seal(std::string_view plain, Time now) override {
    const std::int64_t hour = hour_of(now);
    const auto sealed = keys_.seal(hour, plain, kSealedText);
    if (!sealed.ok()) return sealed.error();
    std::string text(sodium_base64_encoded_len(sealed->size(), kBase64), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(sealed->data()), sealed->size(),
                      kBase64);
    text.pop_back();  // the terminating zero
    return std::to_string(hour) + "." + text;
  }

  Result<std::string> open_sealed(std::string_view sealed) const override {
    const Error malformed{ErrorKind::Malformed, "not a sealed text: expected HOUR.BASE64"};
    const std::size_t dot = sealed.find('.');
    const std::string hour(sealed.substr(0, dot));
    const bool shaped =
        dot != std::string_view::npos && !hour.empty() && hour.size() < 10 &&
        hour.find_first_not_of("0123456789", hour.front() == '-' && hour.size() > 1 ? 1 : 0) == std::string::npos;
    if (!shaped) return malformed;
    const std::string_view text = sealed.substr(dot + 1);
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const int decoded = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                          text.size(), nullptr, &size, nullptr, kBase64);
    if (decoded != 0) return malformed;
    bytes.resize(size);
    return keys_.open_sealed(std::stoll(hour), bytes, kSealedText);
  }

  Result<int> expire(Time now) override {
    clock_.observe(now);
    if (const auto kept = keep_clock(); !kept.ok()) return kept.error();
    int destroyed = 0;
    for (const std::int64_t hour : keys_.hours()) {
      if (!due(hour, now)) continue;
      if (const auto gone = keys_.destroy(hour); !gone.ok()) return gone.error();
      ++destroyed;
    }
    // Also what an interrupted expiry left behind: without its key nobody can read it.
    if (const auto deleted = delete_keyless(); !deleted.ok()) return deleted.error();
    return destroyed;
  }

  /// The confirmed time survives a restart, to the minute.
  Result<void> keep_clock() {
    if (kept_ && *kept_ <= *clock_.confirmed() && *clock_.confirmed() - *kept_ < 1min) return {};
    kept_ = clock_.confirmed();
    auto statement = database_.prepare("INSERT OR REPLACE INTO clock (one, confirmed_ms) VALUES (1, ?)");
    if (!statement.ok()) return statement.error();
    statement->bind(1, std::int64_t{millis(*clock_.confirmed())});
    return statement->run();
  }

 private:
  bool due(std::int64_t hour, Time now) const {
    const Time end = end_of(hour) + kKept;
    return now > end && clock_.confirmed() && *clock_.confirmed() > end;
  }

  Result<std::vector<UnitPosition>> open_batch(std::int64_t hour, std::int64_t stored_ms,
                                               std::string_view sealed) const {
    const auto plain = keys_.open_sealed(hour, sealed, context_of(stored_ms));
    if (!plain.ok()) return plain.error();
    return unpack(*plain);
  }

  static void keep_newest(std::map<UnitId, UnitPosition>& newest, std::vector<UnitPosition> batch, Time now) {
    for (UnitPosition& position : batch) {
      const bool fresh = now - position.received <= kFresh && position.received - now <= kFutureAllowed;
      if (!fresh) continue;
      const auto known = newest.find(position.unit);
      if (known != newest.end() && known->second.received > position.received) continue;
      const UnitId unit = position.unit;
      newest.insert_or_assign(unit, std::move(position));
    }
  }

  Result<void> delete_keyless() {
    std::string kept;
    for (const std::int64_t hour : keys_.hours()) kept += (kept.empty() ? "" : ", ") + std::to_string(hour);
    if (const auto deleted = database_.execute("DELETE FROM blobs WHERE hour NOT IN (" + kept + ")"); !deleted.ok())
      return deleted;
    const auto shrunk = database_.ask("PRAGMA wal_checkpoint(TRUNCATE)");
    return shrunk.ok() ? Result<void>() : shrunk.error();
  }

  Database database_;
  KeyRing keys_;
  ConfirmedTime clock_;
  std::optional<Time> kept_;
};

}  // namespace

Result<std::unique_ptr<PositionLane>> PositionLane::open(const std::string& directory, Time now) {
  if (const auto made = journal::make_directory(directory); !made.ok()) return made.error();
  auto keys = KeyRing::open(directory + "/keys");
  if (!keys.ok()) return keys.error();
  const std::string path = directory + "/positions.db";
  auto database = Database::open(path, OpenAs::Writer);
  if (!database.ok()) return database.error();
  ::chmod(path.c_str(), 0600);
  if (const auto mode = database->ask("PRAGMA journal_mode = WAL"); !mode.ok()) return mode.error();
  if (const auto set = database->execute(kSetUp); !set.ok()) return set.error();
  const auto confirmed = confirmed_time(*database);
  if (!confirmed.ok()) return confirmed.error();
  ConfirmedTime clock = *confirmed ? ConfirmedTime(**confirmed) : ConfirmedTime();
  clock.observe(now);
  auto lane = std::make_unique<SealedLane>(std::move(*database), std::move(*keys), clock);
  if (const auto kept = lane->keep_clock(); !kept.ok()) return kept.error();
  return std::unique_ptr<PositionLane>(std::move(lane));
}

}  // namespace vigie::store
