// SPDX-License-Identifier: Apache-2.0
// TOTP by liboath.
#include "server/auth/totp.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cstdlib>

#include "core/check.hpp"
#include "server/auth/tokens.hpp"

namespace vigie::server::auth {
namespace {

constexpr std::int64_t kStep = 30;  ///< seconds

std::string from_base32(const std::string& text) {
  char* out = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(text.data(), text.size(), &out, &size) != OATH_OK) return {};
  std::string bytes(out, size);
  std::free(out);
  return bytes;
}

}  // namespace

std::string new_totp_secret() {
  VIGIE_CHECK(sodium_init() >= 0);
  std::array<char, 20> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  char* out = nullptr;
  VIGIE_CHECK(oath_base32_encode(bytes.data(), bytes.size(), &out, nullptr) == OATH_OK);
  std::string text(out);
  std::free(out);
  return text;
}

std::string totp_uri(const std::string& account, const std::string& secret) {
  return "otpauth://totp/Vigie:" + account + "?secret=" + secret + "&issuer=Vigie";
}

std::optional<std::int64_t> totp_step(const std::string& secret, const std::string& code, Time now,
                                      std::int64_t last_step) {
  const std::string key = from_base32(secret);
  if (key.empty()) return std::nullopt;
  const std::int64_t current = millis(now) / 1000 / kStep;
  std::optional<std::int64_t> found;
  for (std::int64_t step = current - 1; step <= current + 1; ++step) {
    std::array<char, 7> expected{};
    if (oath_totp_generate(key.data(), key.size(), static_cast<time_t>(step * kStep), kStep, 0, 6, expected.data()) !=
        OATH_OK)
      return std::nullopt;
    if (same_secret(expected.data(), code) && step > last_step) found = step;
  }
  return found;
}

}  // namespace vigie::server::auth
