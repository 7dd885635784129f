// SPDX-License-Identifier: Apache-2.0
// The site table, as far as it is of use.
#include "codec/datex_sites.hpp"

#include <algorithm>
#include <utility>

#include "codec/datex_frame.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostSites = 200'000;
constexpr std::size_t kMostChannels = 1'000;  // of a site

DatexChannel read_channel(const XmlNode& characteristics) {
  return {one_line(characteristics.text_of("specificLane"), 40), read_datex_period(characteristics.text_of("period")),
          names_some_vehicles(characteristics.child("specificVehicleCharacteristics"))};
}

}  // namespace

bool names_some_vehicles(const XmlNode* characteristics) {
  if (!characteristics) return false;
  return std::any_of(characteristics->children.begin(), characteristics->children.end(),
                     [](const XmlNode& each) { return each.name != "vehicleType" || each.text != "anyVehicle"; });
}

std::optional<std::chrono::seconds> read_datex_period(std::string_view text) {
  const auto seconds = read_decimal(text);
  if (!seconds || !(*seconds >= 1 && *seconds <= 86'400)) return std::nullopt;
  return std::chrono::seconds(static_cast<std::int64_t>(*seconds));
}

Result<void> add_datex_site(const XmlNode& record, DatexSites& to) {
  auto id = read_feature_name(record.attribute("id"), "id");
  if (!id) return id.error();
  if (to.size() == kMostSites) return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostSites) + " sites"};
  DatexSite site;
  if (const XmlNode* location = record.child("measurementSiteLocation")) {
    const auto place = find_datex_point(*location);
    if (!place) return place.error();
    site.place = *place;
  }
  for (const XmlNode& each : record.children) {
    if (each.name != "measurementSpecificCharacteristics" || site.channels.size() == kMostChannels) continue;
    const XmlNode* inner = each.child("measurementSpecificCharacteristics");  // an index, and what it stands for
    site.channels.emplace(one_line(each.attribute("index"), 20), read_channel(inner ? *inner : each));
  }
  to.insert_or_assign(std::move(*id), std::move(site));
  return {};
}

}  // namespace vigie::codec
