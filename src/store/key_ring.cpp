// SPDX-License-Identifier: Apache-2.0
// Key files, sealing and forgetting.
#include "store/key_ring.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/check.hpp"
#include "journal/files.hpp"

namespace vigie::store {
namespace {

namespace aead {
constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
}  // namespace aead

constexpr std::string_view kSuffix = ".key";

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// The hour in "490410.key"; false for other files.
bool hour_in(const std::string& name, std::int64_t& hour) {
  if (!name.ends_with(kSuffix)) return false;
  const char* end = name.data() + name.size() - kSuffix.size();
  const auto read = std::from_chars(name.data(), end, hour);
  return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

void KeyRing::Free::operator()(unsigned char* key) const { sodium_free(key); }

KeyRing::Key KeyRing::empty_key() {
  Key key(static_cast<unsigned char*>(sodium_malloc(aead::kKey)));
  VIGIE_CHECK(key != nullptr);
  return key;
}

std::string KeyRing::path(std::int64_t hour) const {
  std::string name = directory_ + "/" + std::to_string(hour);
  return name += kSuffix;
}

Result<KeyRing> KeyRing::open(const std::string& directory) {
  VIGIE_CHECK(sodium_init() >= 0);
  if (const auto made = journal::make_directory(directory); !made.ok()) return made.error();
  KeyRing ring(directory);
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(directory, error)) {
    std::int64_t hour = 0;
    if (!hour_in(file.path().filename().string(), hour)) continue;
    auto held = journal::read_file(file.path().string());
    if (!held.ok()) return held.error();
    if (held->size() != aead::kKey)
      return Error{ErrorKind::Corrupt, file.path().string() + " has " + std::to_string(held->size()) +
                                           " bytes, expected " + std::to_string(aead::kKey)};
    Key key = empty_key();
    std::copy(held->begin(), held->end(), key.get());
    sodium_memzero(held->data(), held->size());
    ring.keys_.emplace(hour, std::move(key));
  }
  if (error) return Error{ErrorKind::Io, directory + ": " + error.message()};
  return ring;
}

Result<const unsigned char*> KeyRing::key_of(std::int64_t hour) {
  const auto found = keys_.find(hour);
  if (found != keys_.end()) return static_cast<const unsigned char*>(found->second.get());
  Key key = empty_key();
  crypto_aead_xchacha20poly1305_ietf_keygen(key.get());
  const std::string_view held(reinterpret_cast<const char*>(key.get()), aead::kKey);
  // On the disk before its first use: what is sealed must be readable after a restart.
  if (const auto kept = journal::replace_file(path(hour), held); !kept.ok()) return kept.error();
  if (const auto synced = journal::sync_directory(directory_); !synced.ok()) return synced.error();
  return static_cast<const unsigned char*>(keys_.emplace(hour, std::move(key)).first->second.get());
}

Result<std::string> KeyRing::seal(std::int64_t hour, std::string_view plain, std::string_view context) {
  const auto key = key_of(hour);
  if (!key.ok()) return key.error();
  std::string sealed(aead::kNonce + plain.size() + aead::kTag, '\0');
  randombytes_buf(sealed.data(), aead::kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + aead::kNonce, nullptr, bytes(plain), plain.size(),
                                             bytes(context), context.size(), nullptr, bytes(sealed), *key);
  return sealed;
}

Result<std::string> KeyRing::open_sealed(std::int64_t hour, std::string_view sealed, std::string_view context) const {
  const auto key = keys_.find(hour);
  if (key == keys_.end()) return Error{ErrorKind::NotFound, "the key of that hour has been destroyed"};
  const Error damaged{ErrorKind::Corrupt, "what was sealed does not open: it was changed"};
  if (sealed.size() < aead::kNonce + aead::kTag) return damaged;
  std::string plain(sealed.size() - aead::kNonce - aead::kTag, '\0');
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(plain), nullptr, nullptr, bytes(sealed) + aead::kNonce, sealed.size() - aead::kNonce, bytes(context),
      context.size(), bytes(sealed), key->second.get());
  if (opened != 0) return damaged;
  return plain;
}

Result<void> KeyRing::destroy(std::int64_t hour) {
  keys_.erase(hour);
  const std::string file = path(hour);
  if (const auto over = journal::overwrite_file(file, aead::kKey);
      !over.ok() && over.error().kind != ErrorKind::NotFound)
    return over;
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error) return Error{ErrorKind::Io, file + ": " + error.message()};
  return journal::sync_directory(directory_);
}

std::vector<std::int64_t> KeyRing::hours() const {
  std::vector<std::int64_t> all;
  for (const auto& [hour, key] : keys_) all.push_back(hour);
  return all;
}

}  // namespace vigie::store
