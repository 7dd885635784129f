// SPDX-License-Identifier: Apache-2.0
// ZipArchive: the files of a zip in memory, unpacked piece by piece and never more than was agreed.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "codec/named_files.hpp"

namespace vigie::codec {

/// Against archives made to fill the memory or the day.
struct ZipLimits {
  std::size_t packed_bytes = std::size_t{256} << 20;
  std::uint64_t unpacked_bytes = std::uint64_t{3} << 30;  ///< all that is read of it together
  std::int64_t files = 1'000;
  std::uint64_t ratio = 200;                                 ///< unpacked to packed, of a file …
  std::uint64_t ratio_from_bytes = std::uint64_t{16} << 20;  ///< … of more than that
};

/// Stored and deflated files; nothing encrypted. Threads: one.
class ZipArchive : public NamedFiles {
 public:
  /// `bytes` outlives this and what it opens. Errors: Malformed (no zip), TooLarge.
  static Result<ZipArchive> open_bytes(std::string_view bytes, const ZipLimits& limits = {});

  ~ZipArchive() override;
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool has(std::string_view name) const override;
  /// Errors: NotFound; Malformed (encrypted, another way of packing); TooLarge. While reading: Corrupt (it does not unpack, a
  /// checksum is wrong), TooLarge.
  Result<ReadPiece> open(std::string_view name) const override;

 private:
  struct Opened;
  explicit ZipArchive(std::shared_ptr<Opened> opened);
  std::shared_ptr<Opened> opened_;  // shared with the pieces that are still being read
};

}  // namespace vigie::codec
