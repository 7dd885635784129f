// SPDX-License-Identifier: Apache-2.0
// Any bytes as a recorded trace, GPX and CSV.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/trace_file.hpp"
#include "core/check.hpp"

namespace {

void check(const vigie::Result<vigie::codec::TraceFile>& file) {
  if (!file) return;
  VIGIE_CHECK(file->size() > 0);
  VIGIE_CHECK(file->faults.size() <= file->fault_count && file->faults.size() <= vigie::codec::kMostTraceFaults);
  for (const auto& segment : file->segments) {
    VIGIE_CHECK(!segment.empty());
    for (const vigie::codec::TraceFix& fix : segment) {
      VIGIE_CHECK(!fix.speed_mps || (*fix.speed_mps >= 0 && *fix.speed_mps <= 150));
      VIGIE_CHECK(!fix.heading_deg || (*fix.heading_deg >= 0 && *fix.heading_deg < 360));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(vigie::codec::read_gpx(bytes));
  check(vigie::codec::read_trace_csv(bytes));
  return 0;
}
