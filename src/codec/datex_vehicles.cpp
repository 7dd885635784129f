// SPDX-License-Identifier: Apache-2.0
// Vehicle characteristics of DATEX II, asked for two vehicles.
#include "codec/datex_vehicles.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "codec/road_feed_builder.hpp"

namespace vigie::codec {
namespace {

/// A list of words of the XSD, ascending.
template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// DATEX II v3.3, VehicleTypeEnum (v2.3 has a part of it); first what an ordinary car is, then the others.
constexpr std::array<std::string_view, 7> kCars{"anyVehicle", "car", "carOrLightVehicle", "largeCar", "passengerCar",
                                                "smallCar",   "van"};
constexpr std::array<std::string_view, 43> kOtherVehicles{"agriculturalVehicle",
                                                          "articulatedBus",
                                                          "articulatedTrolleyBus",
                                                          "articulatedVehicle",
                                                          "bicycle",
                                                          "bus",
                                                          "caravan",
                                                          "carWithCaravan",
                                                          "carWithTrailer",
                                                          "constructionOrMaintenanceVehicle",
                                                          "fourWheelDrive",
                                                          "heavyDutyTransporter",
                                                          "heavyGoodsVehicle",
                                                          "heavyGoodsVehicleWithTrailer",
                                                          "heavyVehicle",
                                                          "highSidedVehicle",
                                                          "largeGoodsVehicle",
                                                          "lightCommercialVehicle",
                                                          "lightCommercialVehicleWithTrailer",
                                                          "longHeavyLorry",
                                                          "lorry",
                                                          "metro",
                                                          "minibus",
                                                          "moped",
                                                          "motorcycle",
                                                          "motorcycleWithSideCar",
                                                          "motorhome",
                                                          "motorscooter",
                                                          "other",
                                                          "tanker",
                                                          "threeWheeledVehicle",
                                                          "trailer",
                                                          "tram",
                                                          "trolleyBus",
                                                          "twoWheeledVehicle",
                                                          "unknown",
                                                          "vehicleWithCaravan",
                                                          "vehicleWithCatalyticConverter",
                                                          "vehicleWithTrailer",
                                                          "vehicleWithoutCatalyticConverter",
                                                          "withEvenNumberedRegistrationPlates",
                                                          "withOddNumberedRegistrationPlates",
                                                          "_extended"};

// VehicleUsageEnum: v3.3, and v2.3's other words.
constexpr std::array<std::string_view, 16> kUsages{
    "agricultural", "carSharing",    "cityLogistics", "commercial",       "emergencyServices",
    "military",     "nonCommercial", "patrol",        "recoveryServices", "roadMaintenanceOrConstruction",
    "roadOperator", "taxi",          "_extended",     "privateUse",       "publicTransport",
    "other"};

bool has_usage(std::string_view usage, DatexVehicle vehicle) {
  if (vehicle == DatexVehicle::EmergencyVehicle) return usage == "emergencyServices" || usage == "patrol";
  return usage == "nonCommercial" || usage == "privateUse";
}

struct Measure {
  std::string_view element;
  std::string_view value;
  double of_ours;
};
constexpr std::array kMeasures{
    Measure{"grossWeightCharacteristic", "grossVehicleWeight", 2.5},
    Measure{"heightCharacteristic", "vehicleHeight", 2.0},
    Measure{"lengthCharacteristic", "vehicleLength", 5.0},
    Measure{"widthCharacteristic", "vehicleWidth", 2.0},
    Measure{"heaviestAxleWeightCharacteristic", "heaviestAxleWeight", 1.4},
    Measure{"numberOfAxlesCharacteristic", "numberOfAxles", 2.0},
};

Result<bool> compares(const XmlNode& node, const Measure& measure) {
  const auto value = read_decimal(node.text_of(measure.value));
  if (!value) return Error{ErrorKind::Malformed, std::string(measure.value) + " is no number"};
  const std::string_view with = node.text_of("comparisonOperator");
  if (with == "equalTo") return measure.of_ours == *value;
  if (with == "greaterThan") return measure.of_ours > *value;
  if (with == "greaterThanOrEqualTo") return measure.of_ours >= *value;
  if (with == "lessThan") return measure.of_ours < *value;
  if (with == "lessThanOrEqualTo") return measure.of_ours <= *value;
  return Error{ErrorKind::Malformed, "comparisonOperator '" + one_line(with, 40) + "' is unknown"};
}

}  // namespace

Result<bool> is_one_of(const XmlNode& characteristics, DatexVehicle vehicle) {
  bool named_types = false, of_a_named_type = false, fits = true;
  for (const XmlNode& each : characteristics.children) {
    if (each.name == "vehicleType") {
      const bool car = holds(kCars, each.text);
      if (!car && !holds(kOtherVehicles, each.text))
        return Error{ErrorKind::Malformed, "vehicleType '" + one_line(each.text, 40) + "' is unknown"};
      named_types = true;
      of_a_named_type = of_a_named_type || car;
      continue;
    }
    if (each.name == "vehicleUsage") {
      if (!holds(kUsages, each.text))
        return Error{ErrorKind::Malformed, "vehicleUsage '" + one_line(each.text, 40) + "' is unknown"};
      fits = fits && has_usage(each.text, vehicle);
      continue;
    }
    const auto measure = std::find_if(kMeasures.begin(), kMeasures.end(),
                                      [&](const Measure& known) { return known.element == each.name; });
    if (measure == kMeasures.end()) {
      fits = false;
      continue;
    }
    const auto compared = compares(each, *measure);
    if (!compared) return compared.error();
    fits = fits && *compared;
  }
  return fits && (!named_types || of_a_named_type);
}

}  // namespace vigie::codec
