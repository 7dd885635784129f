// SPDX-License-Identifier: Apache-2.0
// Connections: who is connected, so that all can be closed when the server stops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace vigie::server {

/// Threads: the server's.
class Connections {
 public:
  /// One connection, as long as this lives.
  class Entry {
   public:
    Entry(Connections& all, std::function<void()> close) : all_(all), key_(all.next_++) {
      all_.close_.emplace(key_, std::move(close));
    }
    ~Entry() { all_.close_.erase(key_); }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    /// The stream was moved elsewhere: how it is closed now.
    void moved(std::function<void()> close) { all_.close_[key_] = std::move(close); }

   private:
    Connections& all_;
    std::uint64_t key_;
  };

  std::size_t size() const { return close_.size(); }
  void close_all() {
    const auto all = close_;
    for (const auto& [key, close] : all) close();
  }

 private:
  std::map<std::uint64_t, std::function<void()>> close_;
  std::uint64_t next_ = 0;
};

}  // namespace vigie::server
