// SPDX-License-Identifier: Apache-2.0
// Merkle tree hash with SHA-256.
#include "server/audit/merkle.hpp"

#include <sodium.h>

#include <algorithm>
#include <bit>

namespace vigie::server::audit {
namespace {

Hash node(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> bytes{};
  bytes[0] = 0x01;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  Hash hash;
  crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  return hash;
}

Hash leaf(std::string_view entry) {
  const std::uint8_t prefix = 0x00;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &prefix, 1);
  crypto_hash_sha256_update(&state, reinterpret_cast<const std::uint8_t*>(entry.data()), entry.size());
  Hash hash;
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

}  // namespace

void MerkleTree::append(std::string_view entry) {
  Hash hash = leaf(entry);
  // Like adding one in binary: each trailing 1 is a full subtree that joins with what comes from the right.
  for (std::uint64_t carry = size_; (carry & 1) != 0; carry >>= 1) {
    hash = node(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
  ++size_;
}

Hash MerkleTree::root() const {
  if (subtrees_.empty()) {
    Hash empty;
    crypto_hash_sha256(empty.data(), nullptr, 0);
    return empty;
  }
  Hash hash = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) hash = node(subtrees_[i], hash);
  return hash;
}

std::string MerkleTree::saved() const {
  std::string bytes;
  for (const Hash& hash : subtrees_) bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  return bytes;
}

Result<MerkleTree> MerkleTree::restored(std::uint64_t size, std::string_view bytes) {
  MerkleTree tree;
  const auto count = static_cast<std::size_t>(std::popcount(size));
  if (bytes.size() != count * sizeof(Hash)) return Error{ErrorKind::Corrupt, "the saved tree does not fit its size"};
  tree.size_ = size;
  tree.subtrees_.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * sizeof(Hash)), sizeof(Hash), tree.subtrees_[i].begin());
  return tree;
}

std::string hex(const Hash& hash) {
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

}  // namespace vigie::server::audit
