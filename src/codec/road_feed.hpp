// SPDX-License-Identifier: Apache-2.0
// Publications of road changes: DATEX II v3 traffic regulations, DATEX II v2.3 situations, CIFS v2 incidents, read into what
// Vigie understands (docs/formats/road-changes.md).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "model/road_change.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostFeedFaults = 20;

enum class RoadFeedKind { Datex3Regulations, Datex2Situations, Cifs };

struct RoadFeedOptions {
  TimeZone zone;                      ///< of times without an offset
  std::size_t most_changes = 20'000;  ///< kept of one publication; the others are counted
};

/// What a publication says. `read` = usable + unusable + not_concerning + left_out; a usable one makes one change or several.
struct RoadFeed {
  RoadFeedKind kind = RoadFeedKind::Cifs;
  std::string publisher;            ///< "fr/DiaLog", or of CIFS the first source's reference
  Time published;                   ///< 1970 where it does not say
  std::vector<RoadChange> changes;  ///< with reference, title, effect, where and when; a start in 1970 is one not said
  std::vector<std::string> unreadable;  ///< references of the unusable ones, those that have one
  int read = 0;                         ///< regulations, situation records or incidents
  int unusable = 0;                     ///< wrong, or said in a way that is not understood
  int not_concerning = 0;               ///< of other vehicles, parking, warnings, withdrawn, exercises
  int left_out = 0;                     ///< beyond the most that is kept
  std::vector<std::string> faults;      ///< one line each, with the line in the document; the first twenty
};

/// Reads a publication as it comes, in memory bounded by what it keeps. Threads: one.
class RoadFeedReader {
 public:
  explicit RoadFeedReader(const RoadFeedOptions& options);
  ~RoadFeedReader();
  RoadFeedReader(const RoadFeedReader&) = delete;
  RoadFeedReader& operator=(const RoadFeedReader&) = delete;

  /// The next piece, of any length.
  /// Errors: Malformed (not XML, a DOCTYPE, none of the three kinds), TooLarge; the line is named.
  Result<void> feed(std::string_view piece);

  /// The publication, whole. Errors: as feed(). A document that ends too early is refused whatever was read before: what is
  /// absent from a publication counts as revoked, and half a document must not open the other half's streets.
  Result<RoadFeed> finish();

  /// What was read so far, for who wants to see the faults of a refused document.
  const RoadFeed& so_far() const;

 private:
  struct Reading;
  std::unique_ptr<Reading> reading_;
};

/// A whole document at once.
Result<RoadFeed> decode_road_feed(std::string_view xml, const RoadFeedOptions& options);

}  // namespace vigie::codec
