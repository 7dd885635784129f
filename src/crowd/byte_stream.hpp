// SPDX-License-Identifier: Apache-2.0
// Numbers and words as bytes and back, little end first, for saved models; nothing is read beyond the end.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vigie::crowd {

class ByteWriter {
 public:
  void u64(std::uint64_t value) {
    for (int byte = 0; byte < 8; ++byte) bytes_ += static_cast<char>((value >> (8 * byte)) & 0xff);
  }
  void i64(std::int64_t value) { u64(static_cast<std::uint64_t>(value)); }
  void real(double value) { u64(std::bit_cast<std::uint64_t>(value)); }
  void real32(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int byte = 0; byte < 4; ++byte) bytes_ += static_cast<char>((bits >> (8 * byte)) & 0xff);
  }
  void text(std::string_view value) {
    u64(value.size());
    bytes_ += value;
  }
  template <class Real>
  void reals(const std::vector<Real>& values) {
    u64(values.size());
    for (const Real value : values) {
      if constexpr (std::is_same_v<Real, float>) real32(value);
      else real(value);
    }
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// After the first thing that does not fit everything reads as 0 or empty, and good() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t u64() { return little(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  double real() { return std::bit_cast<double>(u64()); }
  float real32() { return std::bit_cast<float>(static_cast<std::uint32_t>(little(4))); }
  std::string text() {
    const std::uint64_t size = count(1);
    std::string value(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return value;
  }
  template <class Real>
  std::vector<Real> reals() {
    std::vector<Real> values(count(sizeof(Real)));
    for (Real& value : values) {
      if constexpr (std::is_same_v<Real, float>) value = real32();
      else value = real();
    }
    return values;
  }
  /// A number of things to follow, each at least `least_bytes` long; 0 where so many cannot follow.
  std::uint64_t count(std::uint64_t least_bytes) {
    const std::uint64_t said = u64();
    if (good_ && said <= bytes_.size() / least_bytes) return said;
    good_ = false;
    return 0;
  }
  bool good() const { return good_; }
  bool at_end() const { return bytes_.empty(); }
  void refuse() { good_ = false; }

 private:
  std::uint64_t little(int size) {
    if (!good_ || bytes_.size() < static_cast<std::size_t>(size)) {
      good_ = false;
      return 0;
    }
    std::uint64_t value = 0;
    for (int byte = 0; byte < size; ++byte)
      value |= std::uint64_t{static_cast<unsigned char>(bytes_[static_cast<std::size_t>(byte)])} << (8 * byte);
    bytes_.remove_prefix(static_cast<std::size_t>(size));
    return value;
  }

  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace vigie::crowd
