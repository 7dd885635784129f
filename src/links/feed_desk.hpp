// SPDX-License-Identifier: Apache-2.0
// FeedDesk: what becomes of a document, whichever way it came: read, handed over, counted.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/metrics.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "geo/position.hpp"
#include "links/crowd_intake.hpp"
#include "links/intake.hpp"

namespace vigie::links {

/// What the desk stands on; all outlive it.
struct FeedDependencies {
  Intake& intake;
  CrowdIntake& crowd;
  const WallClock& clock;
  Metrics& metrics;
};

/// The city, as the readers need it.
struct FeedCity {
  TimeZone zone = TimeZone::named("UTC").value();
  std::vector<geo::Position> watched;  ///< as FeedContext has it
  double reach_m = 400;
};

/// What a document said and what became of it.
struct FeedOutcome {
  std::size_t measurements = 0;
  std::size_t events = 0;
  std::size_t bulletins = 0;
  std::size_t refused = 0;
  std::size_t left_out = 0;
  std::vector<std::string> faults;  ///< one line each, the first kMostFeedFaults
  FeedReceipt receipt;
  std::optional<Time> newest;  ///< of what was measured, not foreseen; nothing where it measures nothing
};

/// Threads: any.
class FeedDesk {
 public:
  FeedDesk(FeedDependencies on, FeedCity city) : on_(on), city_(std::move(city)) {}

  /// Reads `bytes` as the feed `name`'s and hands over what they say, as from the source "feed/NAME".
  /// Errors: NotFound (the format), those of its reader and of CrowdIntake::take.
  Result<FeedOutcome> take(const Actor& actor, const std::string& name, std::string_view format,
                           std::string_view bytes) const;

  /// Counts a document that could not even be had: the source is away, or refuses.
  void failed(const std::string& name) const;

  /// Notes LinkChanged for "feed/NAME".
  void tell(const Actor& actor, const std::string& name, bool up, const std::string& detail) const;

  const WallClock& clock() const { return on_.clock; }

 private:
  const FeedDependencies on_;
  const FeedCity city_;
};

/// What a push needs to know of the feeds that a site has entered.
struct FeedEntrance {
  const FeedDesk& desk;
  std::map<std::string, std::string> formats;  ///< of the feeds that are pushed, by name
  std::set<std::string> polled;                ///< names of those that are asked for, and so not pushed
};

/// "120 measurements, 3 events, 2 refused": for a link's health.
std::string in_words(const FeedOutcome& outcome);

/// True for a name that may stand in a path and a metric: 2 to 40 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit.
bool is_feed_name(std::string_view name);

}  // namespace vigie::links
