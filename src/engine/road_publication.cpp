// SPDX-License-Identifier: Apache-2.0
// A publication against what the picture has of its source.
#include "engine/road_publication.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace vigie::engine {
namespace {

bool start_is_said(const RoadChange& change) { return change.start != Time{}; }

/// Nothing but id, streets and story differs.
bool says_the_same(const RoadChange& one, const RoadChange& other) {
  return one.title == other.title && one.effect == other.effect && one.speed_kmh == other.speed_kmh &&
         one.sense == other.sense && one.bars == other.bars && one.lines == other.lines && one.start == other.start &&
         one.end == other.end && one.hours == other.hours;
}

std::map<std::string, const RoadChange*> known_of(const Picture& picture, const SourceId& source) {
  std::map<std::string, const RoadChange*> known;
  for (const auto& [id, change] : picture.road_changes)
    if (change->origin == RoadOrigin::Feed && change->source == source) known.emplace(change->reference, change.get());
  return known;
}

/// Its own reference, and those of its parts: "T-1", "T-1/2.1", "T-1/2.1@3".
void keep_what_was_said(std::map<std::string, const RoadChange*>& known, const std::string& reference) {
  known.erase(reference);
  for (const char separator : {'/', '@'}) {
    const auto from = known.lower_bound(reference + separator);
    const auto to = known.lower_bound(reference + static_cast<char>(separator + 1));
    known.erase(from, to);
  }
}

void refuse(links::RoadPublication& answer, std::string line) {
  ++answer.refused;
  if (answer.faults.size() < links::kMostRoadFaults) answer.faults.push_back(std::move(line));
}

}  // namespace

RoadDifference difference(const Picture& picture, const SourceId& source, links::RoadStatement statement, Time now,
                          const PlaceOnStreets& place) {
  RoadDifference found;
  std::map<std::string, const RoadChange*> known = known_of(picture, source);
  std::set<std::string> said;
  for (RoadChange& change : statement.changes) {
    if (!said.insert(change.reference).second) {
      refuse(found.answer, "'" + change.reference + "' is published twice: the first counts");
      continue;
    }
    const auto at = known.find(change.reference);
    const RoadChange* const old = at == known.end() ? nullptr : at->second;
    if (!start_is_said(change)) change.start = old ? old->start : now;
    if (old && says_the_same(*old, change)) {
      ++found.answer.unchanged;
      known.erase(at);
      continue;
    }
    if (!old && change.end && *change.end <= now) {
      ++found.answer.over;
      continue;
    }
    if (place) place(change);
    if (place && change.length_m == 0) {  // and what it said before does not hold any more
      refuse(found.answer, "'" + change.reference + "' follows no street of the city");
      continue;
    }
    change.id = old ? old->id : RoadChangeId();
    change.origin = RoadOrigin::Feed;
    change.source = source;
    ++found.answer.taken;
    found.publish.push_back(std::move(change));
    if (old) known.erase(at);
  }
  for (const std::string& reference : statement.unreadable) keep_what_was_said(known, reference);
  for (const auto& [reference, change] : known) found.revoke.push_back(change->id);
  found.answer.revoked = static_cast<int>(found.revoke.size());
  return found;
}

}  // namespace vigie::engine
