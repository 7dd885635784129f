// SPDX-License-Identifier: Apache-2.0
// Documents compared with the picture.
#include "engine/feed_publication.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kAheadAfter = 1min;  // of the sender's clock before ours

auto said(const CityEvent& e) {
  return std::tie(e.title, e.kind, e.venue, e.place, e.start, e.end, e.doors, e.attendance, e.cancelled);
}

bool same_areas(const Bulletin& a, const Bulletin& b) {
  return std::equal(a.areas.begin(), a.areas.end(), b.areas.begin(), b.areas.end(),
                    [](const geo::Polygon& x, const geo::Polygon& y) { return x.ring == y.ring; });
}
auto said(const Bulletin& b) { return std::tie(b.kind, b.severity, b.title, b.text, b.start, b.end, b.features); }

/// Those that are new, in pieces of a record's size.
void add_measurements(const Picture& picture, const SourceId& source, std::vector<Measurement> all, Time now,
                      FeedDifference& found) {
  std::vector<Measurement> piece;
  const auto put_piece = [&] {
    if (!piece.empty()) found.facts.emplace_back(Measured{std::exchange(piece, {})});
  };
  for (Measurement& m : all) {
    m.source = source;
    m.ahead = m.ahead || m.until > now + kAheadAfter;
    const Measurement* known = picture.measurements.find(measurement_key(m));
    const bool is_new = !known || known->until < m.until || (known->until == m.until && known->value != m.value);
    const bool is_past = known && m.until < known->until;  // of an earlier time than the newest: a table of a whole day
    if (!is_new && !is_past) {
      ++found.receipt.unchanged;
      continue;
    }
    ++found.receipt.taken;
    piece.push_back(std::move(m));
    if (piece.size() == kMeasurementsARecord) put_piece();
  }
  put_piece();
}

void add_events(const Picture& picture, const SourceId& source, std::vector<CityEvent> all, FeedDifference& found) {
  std::map<std::string, const CityEvent*> before;
  for (const auto& [id, event] : picture.events)
    if (event->source == source) before.emplace(event->reference, event.get());
  std::set<std::string> now;
  for (CityEvent& event : all) {
    if (!now.insert(event.reference).second) continue;
    event.source = source;
    event.id = EventId();
    const auto known = before.find(event.reference);
    if (known != before.end()) {
      if (said(*known->second) == said(event)) {
        ++found.receipt.unchanged;
        continue;
      }
      event.id = known->second->id;
    }
    ++found.receipt.taken;
    found.facts.emplace_back(EventPublished{std::move(event)});
  }
  for (const auto& [reference, event] : before)
    if (!now.contains(reference)) {
      ++found.receipt.revoked;
      found.facts.emplace_back(EventRevoked{source, event->reference});
    }
}

void add_bulletins(const Picture& picture, const SourceId& source, std::vector<Bulletin> all, FeedDifference& found) {
  std::map<std::string, const Bulletin*> before;
  for (const auto& [key, bulletin] : picture.bulletins)
    if (bulletin->source == source) before.emplace(bulletin->reference, bulletin.get());
  std::set<std::string> now;
  for (Bulletin& bulletin : all) {
    if (!now.insert(bulletin.reference).second) continue;
    bulletin.source = source;
    const auto known = before.find(bulletin.reference);
    if (known != before.end() && said(*known->second) == said(bulletin) && same_areas(*known->second, bulletin)) {
      ++found.receipt.unchanged;
      continue;
    }
    ++found.receipt.taken;
    found.facts.emplace_back(BulletinPublished{std::move(bulletin)});
  }
  for (const auto& [reference, bulletin] : before)
    if (!now.contains(reference)) {
      ++found.receipt.revoked;
      found.facts.emplace_back(BulletinRevoked{source, reference});
    }
}

}  // namespace

FeedDifference difference(const Picture& picture, const SourceId& source, FeedContent content, Time now) {
  FeedDifference found;
  add_measurements(picture, source, std::move(content.measurements), now, found);
  if (content.events) add_events(picture, source, std::move(*content.events), found);
  if (content.bulletins) add_bulletins(picture, source, std::move(*content.bulletins), found);
  return found;
}

}  // namespace vigie::engine
