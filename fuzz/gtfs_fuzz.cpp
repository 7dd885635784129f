// SPDX-License-Identifier: Apache-2.0
// Any bytes as the files of a timetable; a line "#name" begins each.
#include "codec/gtfs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string_view>

#include "feed_content_check.hpp"

namespace {

using namespace vigie;

class Files : public codec::NamedFiles {
 public:
  explicit Files(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::string_view name = line(bytes);
      const std::size_t end = std::min(bytes.find("\n#"), bytes.size());
      if (name.starts_with('#')) files_[name.substr(1)] = bytes.substr(0, end);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
  }
  bool has(std::string_view name) const override { return files_.contains(name); }
  Result<codec::ReadPiece> open(std::string_view name) const override {
    const auto found = files_.find(name);
    if (found == files_.end()) return Error{ErrorKind::NotFound, "not there"};
    return codec::ReadPiece([text = found->second](char* into, std::size_t most) mutable -> Result<std::size_t> {
      const std::size_t count = std::min({most, text.size(), std::size_t{5}});  // rows must not care for pieces
      std::memcpy(into, text.data(), count);
      text.remove_prefix(count);
      return count;
    });
  }

 private:
  static std::string_view line(std::string_view& bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view first = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return first;
  }

  std::map<std::string_view, std::string_view> files_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto content = codec::read_timetable(Files(bytes), fuzz::any_context());
  fuzz::check_result(content);
  if (!content) return 0;
  for (const Measurement& each : content->measurements)
    VIGIE_CHECK(each.quantity == Quantity::Departures && each.value >= 0);
  return 0;
}
