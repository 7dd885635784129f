// SPDX-License-Identifier: Apache-2.0
// Writes a whole file, or says that it cannot be written.
#include "output_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace vigie::apps {

Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return Error{ErrorKind::Io, path + ": cannot be written"};
  return {};
}

Result<void> make_folder(const std::string& path) {
  std::error_code fault;
  std::filesystem::create_directories(path, fault);
  if (fault) return Error{ErrorKind::Io, path + ": " + fault.message()};
  return {};
}

std::string frame_name(const std::string& folder, int number) {
  return fmt::format("{}/frame-{:05d}.svg", folder, number);
}

}  // namespace vigie::apps
