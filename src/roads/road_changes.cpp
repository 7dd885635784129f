// SPDX-License-Identifier: Apache-2.0
// What a road change may be, and what becomes of it.
#include "roads/road_changes.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace vigie::roads {
namespace {

using namespace std::chrono_literals;

constexpr auto kKept = 1h;  // after its end, so that it can be restored and clients learn of it

std::string who(const Actor& actor) {
  constexpr const char* kKinds[] = {"user:", "device:", "source:", "engine:"};
  return kKinds[static_cast<std::size_t>(actor.kind())] + actor.name();
}

Result<const RoadChange*> found(const Picture& picture, const RoadChangeId& id) {
  if (const RoadChange* change = picture.road_changes.find(id)) return change;
  return Error{ErrorKind::NotFound, "there is no road change " + id.text()};
}

bool is_over(const RoadChange& change, Time now) {
  if (change.end && now - *change.end >= kKept) return true;
  return change.origin != RoadOrigin::Feed && change.withdrawn && now - *change.withdrawn >= kKept;
}

void remove(Picture& picture, const RoadChangeId& id, const Entry& entry) {
  picture.road_changes.erase(id);
  picture.removed.push_back({"road_change", id.text(), entry.key.sequence, entry.received});
}

RoadChangeId put_new(Picture& picture, RoadChange change, const Entry& entry) {
  change.id = RoadChangeId("R-" + std::to_string(picture.next_road_change++));
  change.by = who(entry.actor);
  change.received = entry.received;
  change.changed = entry.key.sequence;
  const RoadChangeId id = change.id;
  picture.road_changes.put(id, std::move(change));
  return id;
}

}  // namespace

Result<void> check(const Picture&, const ChangeRoad& command, const Entry& entry) {
  const RoadChange& change = command.change;
  const Time start = std::max(change.start, entry.received);
  if (change.end && *change.end <= start)
    return Error{ErrorKind::OutOfRange, "a road change ends after it starts, and not in the past"};
  if (change.streets.empty() && change.length_m == 0)
    return Error{ErrorKind::OutOfRange, "the line follows no street: draw it along the street, within 20 m"};
  return {};
}

RoadChangeId apply(Picture& picture, const ChangeRoad& command, const Entry& entry) {
  RoadChange change = command.change;
  change.start = std::max(change.start, entry.received);
  change.source = SourceId("user/" + entry.actor.name());
  return put_new(picture, std::move(change), entry);
}

Result<void> check(const Picture& picture, const WithdrawRoadChange& command, const Entry& entry) {
  const auto change = found(picture, command.change);
  if (!change) return change.error();
  if ((*change)->withdrawn)
    return Error{ErrorKind::Conflict,
                 "road change " + command.change.text() + " is already withdrawn by " + (*change)->withdrawn_by};
  if ((*change)->end && *(*change)->end <= entry.received)
    return Error{ErrorKind::Conflict, "road change " + command.change.text() + " is over"};
  if (command.reason.empty()) return Error{ErrorKind::OutOfRange, "withdrawing a road change needs a reason"};
  return {};
}

void apply(Picture& picture, const WithdrawRoadChange& command, const Entry& entry) {
  picture.road_changes.edit(command.change, [&](RoadChange& change) {
    change.withdrawn = entry.received;
    change.withdrawn_by = who(entry.actor);
    change.withdrawn_because = command.reason;
    change.changed = entry.key.sequence;
  });
}

Result<void> check(const Picture& picture, const RestoreRoadChange& command, const Entry& entry) {
  const auto change = found(picture, command.change);
  if (!change) return change.error();
  if (!(*change)->withdrawn)
    return Error{ErrorKind::Conflict, "road change " + command.change.text() + " is not withdrawn"};
  if ((*change)->end && *(*change)->end <= entry.received)
    return Error{ErrorKind::Conflict, "road change " + command.change.text() + " is over"};
  return {};
}

void apply(Picture& picture, const RestoreRoadChange& command, const Entry& entry) {
  picture.road_changes.edit(command.change, [&](RoadChange& change) {
    change.withdrawn.reset();
    change.withdrawn_by.clear();
    change.withdrawn_because.clear();
    change.changed = entry.key.sequence;
  });
}

void apply(Picture& picture, const RoadPublished& published, const Entry& entry) {
  const RoadChange* old = picture.road_changes.find(published.change.id);
  if (!old) {
    put_new(picture, published.change, entry);
    return;
  }
  RoadChange next = published.change;
  next.by = who(entry.actor);
  next.received = old->received;
  next.changed = entry.key.sequence;
  const RoadChangeId id = next.id;
  picture.road_changes.put(id, std::move(next));
}

void apply(Picture& picture, const RoadRevoked& revoked, const Entry& entry) {
  if (picture.road_changes.find(revoked.change)) remove(picture, revoked.change, entry);
}

void apply(Picture& picture, const StreetsMeasured& measured, const Entry&) {
  for (const StreetSpeed& more : measured.sums) {
    StreetSpeed& sums = picture.street_speeds[{more.road_class, more.hour}];
    sums.road_class = more.road_class;
    sums.hour = more.hour;
    sums.passages += more.passages;
    sums.observed_ms += more.observed_ms;
    sums.free_ms += more.free_ms;
    sums.waiting_ms += more.waiting_ms;
    sums.weight_ds += more.weight_ds;
    sums.log_milli += more.log_milli;
    sums.squares_milli += more.squares_milli;
  }
}

bool timer_due(const Picture& picture, Time now) {
  return std::any_of(picture.road_changes.begin(), picture.road_changes.end(),
                     [now](const auto& item) { return is_over(*item.second, now); });
}

void tick(Picture& picture, const Entry& entry) {
  const auto changes = picture.road_changes;
  for (const auto& [id, change] : changes)
    if (is_over(*change, entry.received)) remove(picture, id, entry);
}

}  // namespace vigie::roads
