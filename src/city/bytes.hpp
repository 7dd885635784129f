// SPDX-License-Identifier: Apache-2.0
// Little-endian numbers and texts, appended to and taken from a string of bytes.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace vigie::city {

class ByteWriter {
 public:
  template <std::integral T>
  void put(T value) {
    auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bytes_.push_back(static_cast<char>(bits & 0xFFU));
      bits =
          static_cast<std::make_unsigned_t<T>>(bits >> 4U >> 4U);  // twice: a shift by 8 of one byte would be undefined
    }
  }
  void put(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
  }
  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Past the end it gives zeros and is no longer good(). Borrows the bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <std::integral T>
  T get() {
    if (!has(sizeof(T))) return 0;
    std::make_unsigned_t<T> bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      bits = static_cast<std::make_unsigned_t<T>>(
          bits | static_cast<std::make_unsigned_t<T>>(std::uint64_t{static_cast<unsigned char>(bytes_[i])} << (8 * i)));
    bytes_.remove_prefix(sizeof(T));
    return static_cast<T>(bits);
  }
  std::string_view text() {
    const std::size_t size = get<std::uint32_t>();
    if (!has(size)) return {};
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  /// A count of things that take at least `each` bytes; 0, and no longer good, where they cannot be there.
  std::size_t count(std::size_t each) {
    const std::size_t n = get<std::uint32_t>();
    return has(n * each) ? n : 0;
  }

  bool good() const { return good_; }
  std::size_t left() const { return bytes_.size(); }
  void fault() { good_ = false; }

 private:
  bool has(std::size_t size) {
    if (size > bytes_.size()) {
      good_ = false;
      bytes_ = {};
    }
    return good_;
  }

  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace vigie::city
