// SPDX-License-Identifier: Apache-2.0
// GET and DELETE /api/v1/devices.
#pragma once

#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

struct ListDevices {
  const links::DeviceRegister* devices;
  const PictureSource& pictures;
  const WallClock& world;
  Response operator()(const Request& request) const;
};

struct RevokeDevice {
  links::DeviceRegister* devices;
  audit::Audit& audit;
  const WallClock& world;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
