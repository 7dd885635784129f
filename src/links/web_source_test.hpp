// SPDX-License-Identifier: Apache-2.0
// WebSource: a small web server on 127.0.0.1 that answers as a test says: well, slowly, wrongly, without end.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/mutex.hpp"
#include "links/certificates.hpp"

namespace vigie::links {

class WebSource {
 public:
  /// Writes bytes to the client; false where it has gone, or the server stops.
  using Send = std::function<bool(const std::string&)>;
  /// `request` is the head of it, `send` may be called several times; the connection ends afterwards. On the server's thread, one client at a time.
  using Answer = std::function<void(const std::string& request, const Send& send)>;

  /// With a certificate it speaks TLS.
  explicit WebSource(Answer answer, const KeyedCertificate* certificate = nullptr);
  ~WebSource();

  std::uint16_t port() const { return port_; }
  /// "http://127.0.0.1:PORT" and the path.
  std::string url(const std::string& path) const;
  std::vector<std::string> requests() const;
  bool is_stopping() const { return stopping_; }

  /// A whole answer.
  static std::string ok(const std::string& body, const std::string& headers = "");
  static std::string status(const std::string& line, const std::string& headers = "");

 private:
  struct Tls;
  void run();
  void serve(int socket);

  const Answer answer_;
  const bool is_tls_;
  std::unique_ptr<Tls> tls_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable Mutex mutex_;
  std::vector<std::string> requests_ GUARDED_BY(mutex_);
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace vigie::links
