// SPDX-License-Identifier: Apache-2.0
// A file that a subcommand was asked to write.
#pragma once

#include <string>

#include "core/result.hpp"

namespace vigie::apps {

/// Replaces what is there. Errors: Io, naming the file.
Result<void> write_file(const std::string& path, const std::string& text);

/// Makes the folder, where it is not there. Errors: Io.
Result<void> make_folder(const std::string& path);

/// `folder/frame-00007.svg`.
std::string frame_name(const std::string& folder, int number);

}  // namespace vigie::apps
