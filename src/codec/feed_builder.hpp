// SPDX-License-Identifier: Apache-2.0
// FeedBuilder: what the readers of counts, timetables and warnings share: limits, one line per fault, what is near enough.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "codec/field_text.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostMeasurements = 200'000;   ///< kept of one document
inline constexpr std::size_t kMostBulletins = 5'000;        ///< the same
inline constexpr std::size_t kMostBulletinReference = 200;  ///< characters
inline constexpr std::size_t kMostBulletinTitle = 200;      ///< characters
inline constexpr std::size_t kMostBulletinText = 500;       ///< characters
inline constexpr std::size_t kMostBulletinFeatures = 200;
inline constexpr std::size_t kMostBulletinPeriods = 16;  ///< of one warning; each that is not over is a bulletin

inline constexpr std::chrono::minutes kMostAhead{5};  ///< of us may the clock of who measures be

struct BulletinPeriod {
  Time start;
  std::optional<Time> end;
};

/// Fills a FeedContent. It borrows `context`, which outlives it.
class FeedBuilder {
 public:
  explicit FeedBuilder(const FeedContext& context) : context_(context) {}

  const FeedContext& context() const { return context_; }
  const TimeZone& zone() const { return context_.zone; }

  /// `made` needs no source: it is given here.
  void measure(Measurement made);
  /// The same of what was measured and cannot lie ahead: up to kMostAhead, clocks differ, and it counts as of now.
  /// Errors: OutOfRange beyond that.
  Result<void> measure_past(Measurement made);
  /// From now on the source speaks of warnings, even where it has none.
  void speaks_of_bulletins();
  /// One bulletin for each period that is not over by now; the second and later ones have "@2" … behind their reference. No period:
  /// since now, until it is withdrawn. Refused: no reference, one that was there before, nothing said, a period that ends before
  /// it begins.
  void warn(const Bulletin& said, const std::vector<BulletinPeriod>& periods);
  /// "where: why", on one line.
  void refuse(std::string_view where, std::string_view why);
  void leave_out(std::size_t count = 1) { content_.left_out += count; }

  /// Is it near a watched place? Where none is named, everything is.
  bool is_near(const geo::Position& place) const;

  FeedContent& content() { return content_; }
  FeedContent finish() && { return std::move(content_); }

 private:
  const FeedContext& context_;
  FeedContent content_;
  bool full_said_ = false;
  std::set<std::string, std::less<>> references_;  ///< of bulletins
};

}  // namespace vigie::codec
