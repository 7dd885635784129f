// SPDX-License-Identifier: Apache-2.0
// The table of formats: a new one is one line here and one file pair.
#include "codec/feed.hpp"

#include <array>

#include "codec/holidays.hpp"

namespace vigie::codec {
namespace {

constexpr std::array kFormats{
    FeedFormat{"public_holidays_fr", "French public holidays, JSON of data.gouv.fr", read_public_holidays},
    FeedFormat{"school_holidays_fr_a", "French school holidays of zone A, JSON of data.education.gouv.fr",
               read_school_holidays_a},
    FeedFormat{"school_holidays_fr_b", "the same of zone B", read_school_holidays_b},
    FeedFormat{"school_holidays_fr_c", "the same of zone C", read_school_holidays_c},
};

}  // namespace

std::span<const FeedFormat> feed_formats() { return kFormats; }

const FeedFormat* feed_format(std::string_view word) {
  for (const FeedFormat& each : kFormats)
    if (each.word == word) return &each;
  return nullptr;
}

Result<FeedContent> read_feed(std::string_view format, std::string_view bytes, const FeedContext& context) {
  if (const FeedFormat* const known = feed_format(format)) return known->read(bytes, context);
  std::string all;
  for (const FeedFormat& each : kFormats) all += (all.empty() ? "" : ", ") + std::string(each.word);
  return Error{ErrorKind::NotFound,
               "'" + std::string(format.substr(0, 40)) + "' is no format of a feed; known: " + all};
}

}  // namespace vigie::codec
