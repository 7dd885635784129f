// SPDX-License-Identifier: Apache-2.0
// The checks that find a changed, missing, or foreign record.
#include "journal/record_chain.hpp"

#include <optional>
#include <utility>

#include "journal/checksum.hpp"

namespace vigie::journal {
namespace {

std::optional<Actor> actor_of(std::int64_t kind, std::string name) {
  switch (kind) {
    case static_cast<int>(ActorKind::User): return Actor::user(UserId(std::move(name)));
    case static_cast<int>(ActorKind::Device): return Actor::device(DeviceId(std::move(name)));
    case static_cast<int>(ActorKind::Source): return Actor::source(SourceId(std::move(name)));
    case static_cast<int>(ActorKind::Engine):
      return name == Actor::engine().name() ? std::optional(Actor::engine()) : std::nullopt;
    default: return std::nullopt;
  }
}

template <class Number>
bool holds(std::int64_t value) {
  return std::in_range<Number>(value);
}

Error corrupt(std::uint64_t sequence, const std::string& why) {
  return Error{ErrorKind::Corrupt, "record " + std::to_string(sequence) + why};
}

}  // namespace

RecordChain::RecordChain() : checksum_(first_checksum()) {}

RecordChain::RecordChain(const RecordKey& after, std::string checksum) : last_(after), checksum_(std::move(checksum)) {}

Result<Record> RecordChain::next(const Statement& row) {
  const std::uint64_t expected = last_.sequence + 1;
  const auto sequence = static_cast<std::uint64_t>(row.integer(0));
  if (sequence != expected)
    return corrupt(expected,
                   " is missing: after " + std::to_string(last_.sequence) + " comes " + std::to_string(sequence));
  auto actor = actor_of(row.integer(5), std::string(row.bytes(6)));
  const bool fits = holds<std::uint32_t>(row.integer(1)) && holds<std::uint32_t>(row.integer(2)) &&
                    holds<std::uint16_t>(row.integer(7)) && actor.has_value();
  if (!fits) return corrupt(sequence, " holds what no record can: it was changed");
  Record record{{static_cast<std::uint32_t>(row.integer(1)), static_cast<std::uint32_t>(row.integer(2)), sequence},
                from_millis(row.integer(3)),
                std::string(row.bytes(4)),
                std::move(*actor),
                static_cast<std::uint16_t>(row.integer(7)),
                std::string(row.bytes(8))};
  std::string sum = journal::checksum(record, checksum_);
  if (sum != row.bytes(9)) return corrupt(sequence, " does not match its checksum: it or the one before was changed");
  const bool in_order = record.key.partition == last_.partition && record.key.epoch >= last_.epoch;
  if (last_.sequence > 0 && !in_order)
    return corrupt(sequence, " is of an older epoch or another partition than the one before");
  last_ = record.key;
  checksum_ = std::move(sum);
  return record;
}

Result<Link> link_at(const Database& database, std::uint64_t sequence) {
  if (sequence == 0) return Link{{}, first_checksum()};
  auto statement = database.prepare("SELECT partition, epoch, checksum FROM records WHERE sequence = ?");
  if (!statement.ok()) return statement.error();
  statement->bind(1, static_cast<std::int64_t>(sequence));
  const auto row = statement->step();
  if (!row.ok()) return row.error();
  if (!*row) return corrupt(sequence, " is missing");
  return Link{
      {static_cast<std::uint32_t>(statement->integer(0)), static_cast<std::uint32_t>(statement->integer(1)), sequence},
      std::string(statement->bytes(2))};
}

Result<std::uint64_t> last_sequence(const Database& database) {
  auto statement = database.prepare("SELECT sequence FROM records ORDER BY sequence DESC LIMIT 1");
  if (!statement.ok()) return statement.error();
  const auto row = statement->step();
  if (!row.ok()) return row.error();
  return *row ? static_cast<std::uint64_t>(statement->integer(0)) : std::uint64_t{0};
}

}  // namespace vigie::journal
