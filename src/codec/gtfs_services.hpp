// SPDX-License-Identifier: Apache-2.0
// calendar.txt and calendar_dates.txt of a timetable: on which of the days to come each service runs.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "codec/feed_builder.hpp"
#include "codec/named_files.hpp"
#include "codec/text_index.hpp"

namespace vigie::codec {

/// Bit n: it runs on the n-th day of the window.
using ServiceDays = std::uint32_t;

class GtfsServices {
 public:
  /// The days `first` … `first` + `count` - 1, since 1970; at most 32.
  /// Errors: Malformed (neither file is there, or columns are missing), TooLarge, or a file's.
  static Result<GtfsServices> read(const NamedFiles& files, std::int32_t first, int count, FeedBuilder& builder);

  /// None of the days where no such service is known.
  ServiceDays days_of(std::string_view service_id) const;
  /// Days on which any service runs.
  ServiceDays any() const { return any_; }

 private:
  Result<void> read_weeks(const NamedFiles& files, FeedBuilder& builder);
  Result<void> read_dates(const NamedFiles& files, FeedBuilder& builder);
  Result<std::uint32_t> service(std::string_view id);

  std::int32_t first_ = 0;
  int count_ = 0;
  TextIndex services_;
  std::vector<ServiceDays> days_;
  ServiceDays any_ = 0;
};

}  // namespace vigie::codec
