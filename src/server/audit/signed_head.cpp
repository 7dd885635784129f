// SPDX-License-Identifier: Apache-2.0
// Ed25519 heads and their files.
#include "server/audit/signed_head.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace vigie::server::audit {
namespace {

/// What is signed: a label of its own, so that no other signature of the key can stand for a head.
std::string signed_bytes(std::uint64_t size, Time at, const Hash& root) {
  return "vigie audit head 1\n" + std::to_string(size) + '\n' + std::to_string(millis(at)) + '\n' + hex(root) + '\n';
}

std::string to_hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

/// Exactly `bytes` bytes; nothing else is taken.
bool from_hex(const std::string& text, std::uint8_t* out, std::size_t bytes) {
  std::size_t got = 0;
  const char* end = nullptr;
  return text.size() == bytes * 2 && sodium_hex2bin(out, bytes, text.data(), text.size(), nullptr, &got, &end) == 0 &&
         got == bytes && end == text.data() + text.size();
}

Result<std::string> read_whole(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorKind::NotFound, file + " is not there"};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Whole or not at all, on the disk when it returns.
Result<void> write_whole(const std::string& file, std::string_view text, mode_t mode) {
  const std::string temporary = file + ".new";
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return Error{ErrorKind::Io, temporary + " cannot be written"};
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fdatasync(descriptor) == 0;
  ::close(descriptor);
  if (!written || ::rename(temporary.c_str(), file.c_str()) != 0) {
    ::unlink(temporary.c_str());
    return Error{ErrorKind::Io, file + " cannot be written"};
  }
  return {};
}

}  // namespace

Result<SigningKey> SigningKey::load_or_make(const std::string& directory, Time now) {
  if (sodium_init() < 0) return Error{ErrorKind::Unavailable, "libsodium does not start"};
  SigningKey key;
  const std::string file = directory + "/audit.key";
  const Result<std::string> kept = read_whole(file);
  if (kept) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0 || (facts.st_mode & 077) != 0)
      return Error{ErrorKind::Forbidden, file + ": can be read by others; expected mode 0600"};
    const std::string text = kept->substr(0, kept->find('\n'));
    if (!from_hex(text, key.secret_.data(), key.secret_.size()))
      return Error{ErrorKind::Corrupt, file + " is no Ed25519 key"};
    return key;
  }
  const Result<SignedHead> begun = read_head_file(directory);
  if (begun ? begun->size > 0 : begun.error().kind != ErrorKind::NotFound)
    return Error{ErrorKind::Corrupt, file + " is gone although the audit has entries"};
  std::array<std::uint8_t, 32> public_key;
  crypto_sign_keypair(public_key.data(), key.secret_.data());
  const std::string_view secret(reinterpret_cast<const char*>(key.secret_.data()), key.secret_.size());
  const std::string_view open(reinterpret_cast<const char*>(public_key.data()), public_key.size());
  if (Result<void> written = write_whole(directory + "/audit.pub", to_hex(open) + '\n', 0644); !written)
    return written.error();
  // The key last: where there is one, there was a head, and one that is missing was taken away.
  if (Result<void> written = write_head_file(directory, key.sign(0, now, MerkleTree().root())); !written)
    return written.error();
  if (Result<void> written = write_whole(file, to_hex(secret) + '\n', S_IRUSR | S_IWUSR); !written)
    return written.error();
  return key;
}

SignedHead SigningKey::sign(std::uint64_t size, Time at, const Hash& root) const {
  const std::string bytes = signed_bytes(size, at, root);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), secret_.data());
  return {size, at, root, std::move(signature)};
}

Result<std::array<std::uint8_t, 32>> read_public_key(const std::string& directory) {
  const std::string file = directory + "/audit.pub";
  const Result<std::string> text = read_whole(file);
  if (!text) return text.error();
  std::array<std::uint8_t, 32> key;
  if (!from_hex(text->substr(0, text->find('\n')), key.data(), key.size()))
    return Error{ErrorKind::Corrupt, file + " is no Ed25519 public key"};
  return key;
}

bool holds(const SignedHead& head, const std::array<std::uint8_t, 32>& public_key) {
  const std::string bytes = signed_bytes(head.size, head.at, head.root);
  return head.signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(head.signature.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                                     public_key.data()) == 0;
}

Result<void> write_head_file(const std::string& directory, const SignedHead& head) {
  const std::string text = "vigie-audit-head-1 " + std::to_string(head.size) + ' ' + std::to_string(millis(head.at)) +
                           ' ' + hex(head.root) + ' ' + to_hex(head.signature) + '\n';
  return write_whole(directory + "/audit.head", text, 0644);
}

Result<SignedHead> read_head_file(const std::string& directory) {
  const std::string file = directory + "/audit.head";
  const Result<std::string> text = read_whole(file);
  if (!text) return text.error();
  std::istringstream words(*text);
  std::string label, root, signature;
  SignedHead head{};
  std::int64_t at = 0;
  std::array<std::uint8_t, 64> bytes;
  if (!(words >> label >> head.size >> at >> root >> signature) || label != "vigie-audit-head-1" ||
      !from_hex(root, head.root.data(), head.root.size()) || !from_hex(signature, bytes.data(), bytes.size()))
    return Error{ErrorKind::Corrupt, file + " is no signed head"};
  head.at = from_millis(at);
  head.signature.assign(bytes.begin(), bytes.end());
  return head;
}

}  // namespace vigie::server::audit
