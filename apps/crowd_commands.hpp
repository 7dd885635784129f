// SPDX-License-Identifier: Apache-2.0
// The subcommands of `vigie crowd`, one file each.
#pragma once

namespace CLI {
class App;
}

namespace vigie::apps {

}  // namespace vigie::apps
