// SPDX-License-Identifier: Apache-2.0
// Whom a DATEX II statement concerns, v2 and v3: is it an ordinary car, is it an emergency vehicle?
#pragma once

#include "codec/xml_records.hpp"
#include "core/result.hpp"

namespace vigie::codec {

/// The two that are asked about: 5 m long, 2 m wide and high, 2.5 t, two axles.
enum class DatexVehicle { OrdinaryCar, EmergencyVehicle };

/// Is that vehicle one of these `vehicleCharacteristics`? What tells vehicles apart and is not asked about (fuel, load,
/// equipment, emissions, year) is taken as naming a class of which neither is.
/// Errors: Malformed (an unknown type, usage or comparison; a measure that is no number).
Result<bool> is_one_of(const XmlNode& characteristics, DatexVehicle vehicle);

}  // namespace vigie::codec
