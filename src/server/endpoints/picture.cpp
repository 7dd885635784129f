// SPDX-License-Identifier: Apache-2.0
// The picture as one answer.
#include "server/endpoints/picture.hpp"

#include "server/answers.hpp"

namespace vigie::server::endpoints {

void ReadPicture::operator()(const Request& request, Reply reply) const {
  // Made here, on the server's thread; told when the look is in the audit.
  std::string snapshot = view.snapshot(view.moment(), request.subject);
  audit.write({.who = actor_of(request.subject), .what = "picture:read", .why = "", .whom = "", .outcome = "done"},
              [snapshot = std::move(snapshot), reply = std::move(reply)](const Result<std::uint64_t>& written) {
                reply(written ? json(snapshot) : refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
              });
}

}  // namespace vigie::server::endpoints
