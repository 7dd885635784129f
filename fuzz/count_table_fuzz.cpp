// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table of counts: refused in one line, or rows of equally many counts.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/count_table.hpp"
#include "codec/utf8.hpp"
#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const codec::HeaderLine header : {codec::HeaderLine::None, codec::HeaderLine::One}) {
    const auto table = codec::parse_count_table(bytes, header, "counts.csv");
    if (!table.ok()) {
      const std::string& what = table.error().what;
      VIGIE_CHECK(!what.empty() && what.size() < 200 && !codec::has_control(what) && codec::valid_utf8(what));
      continue;
    }
    VIGIE_CHECK(table->columns > 0 && table->rows() * table->columns == table->values.size());
    for (const double value : table->values) VIGIE_CHECK(value >= 0 && value <= 1e9);
  }
  return 0;
}
