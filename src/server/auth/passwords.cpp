// SPDX-License-Identifier: Apache-2.0
// argon2id by libsodium.
#include "server/auth/passwords.hpp"

#include <sodium.h>

#include <array>

namespace vigie::server::auth {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 64UL * 1024 * 1024;

Result<std::string> hashed(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> out;
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error{ErrorKind::Unavailable, "not enough memory to hash a password"};
  return std::string(out.data());
}

/// Stands in where there is no account: of a password that nobody knows.
const std::string& nobodys_hash() {
  static const std::string hash = [] {
    std::string secret(32, '\0');
    randombytes_buf(secret.data(), secret.size());
    const Result<std::string> made = hashed(secret);
    return made ? *made : std::string();
  }();
  return hash;
}

}  // namespace

Result<std::string> hash_password(const std::string& password) {
  if (password.size() < kPasswordLeast || password.size() > kPasswordMost)
    return Error{ErrorKind::OutOfRange, "a password has 12 to 200 bytes"};
  if (sodium_init() < 0) return Error{ErrorKind::Unavailable, "libsodium does not start"};
  return hashed(password);
}

bool is_password(const std::string& hash, const std::string& password) {
  if (sodium_init() < 0) return false;
  const std::string& against = hash.empty() ? nobodys_hash() : hash;
  return crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0 && !hash.empty();
}

}  // namespace vigie::server::auth
