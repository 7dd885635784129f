// SPDX-License-Identifier: Apache-2.0
// A client for the tests: raw sockets, so that it can also say what no decent client says.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace vigie::server {

struct Answer {
  int status = 0;                              ///< 0: no answer came
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

/// One TCP connection to 127.0.0.1.
class Connection {
 public:
  explicit Connection(std::uint16_t port, int receive_buffer = 0);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool send(const std::string& bytes);
  /// Reads one answer. HEAD answers have no body.
  Answer receive(bool head_only = false);
  /// True where the other side has closed within that time.
  bool closed_within(std::chrono::milliseconds most);
  /// At least `count` bytes into the buffer; false at the end or after `most`.
  bool fill(std::size_t count, std::chrono::milliseconds most);
  std::string take(std::size_t count);

 private:
  int socket_;
  std::string buffer_;
};

/// One person (or source) at a server: keeps the cookie and the CSRF value.
class Browser {
 public:
  explicit Browser(std::uint16_t port, std::string agent = "test") : port_(port), agent_(std::move(agent)) {}

  Answer get(const std::string& path, const std::string& more_headers = "");
  Answer post(const std::string& path, const std::string& body, const std::string& more_headers = "");
  Answer remove(const std::string& path);

  /// Logs in; keeps cookie and CSRF. The status.
  int login(const std::string& name, const std::string& password, const std::string& code = "");

  std::string head(const std::string& method, const std::string& path, const std::string& more_headers = "") const;
  void keep(const Answer& answer);

  std::uint16_t port_;
  std::string agent_;
  std::string cookie_;
  std::string csrf_;
};

/// A client of the stream.
class StreamListener {
 public:
  /// Shakes hands as that browser. `receive_buffer`: bytes the kernel takes for us.
  StreamListener(const Browser& browser, const std::string& more_headers = "", int receive_buffer = 0);

  const Answer& handshake() const { return handshake_; }
  /// The next text message; nothing where the stream ended (see close_code()) or none came in time.
  std::optional<std::string> next(std::chrono::milliseconds most);
  int close_code() const { return close_code_; }
  bool send(const std::string& text);
  Connection& connection() { return connection_; }

 private:
  bool send_frame(unsigned char opcode, const std::string& payload);
  Connection connection_;
  Answer handshake_;
  int close_code_ = 0;
};

}  // namespace vigie::server
