// SPDX-License-Identifier: Apache-2.0
// Columns as little-endian bytes with their lengths, so that no two records read alike; hashed by libsodium.
#include "journal/checksum.hpp"

#include <sodium.h>

#include <concepts>
#include <cstdint>

#include "core/check.hpp"

namespace vigie::journal {
namespace {

/// BLAKE2b fed column by column.
class Hash {
 public:
  Hash() { VIGIE_CHECK(crypto_generichash_init(&state_, nullptr, 0, kChecksumBytes) == 0); }

  void add(std::integral auto number) {
    unsigned char bytes[sizeof number];
    for (std::size_t i = 0; i < sizeof number; ++i)
      bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * i));
    crypto_generichash_update(&state_, bytes, sizeof number);
  }

  void add(std::string_view bytes) {
    add(std::uint64_t{bytes.size()});
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }

  void add(const RecordKey& key) {
    add(key.partition);
    add(key.epoch);
    add(key.sequence);
  }

  std::string finish() {
    std::string sum(kChecksumBytes, '\0');
    crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(sum.data()), sum.size());
    return sum;
  }

 private:
  crypto_generichash_state state_;
};

}  // namespace

std::string first_checksum() { return std::string(kChecksumBytes, '\0'); }

std::string checksum(const Record& record, std::string_view before) {
  Hash hash;
  hash.add(before);
  hash.add(record.key);
  hash.add(millis(record.received));
  hash.add(record.kind);
  hash.add(static_cast<std::uint8_t>(record.actor.kind()));
  hash.add(record.actor.name());
  hash.add(record.schema);
  hash.add(record.payload);
  return hash.finish();
}

std::string checksum(const Checkpoint& checkpoint, std::string_view at) {
  Hash hash;
  hash.add(at);
  hash.add(checkpoint.key);
  hash.add(checkpoint.state);
  hash.add(checkpoint.state_hash);
  return hash.finish();
}

std::string to_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 0xF];
  }
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace vigie::journal
