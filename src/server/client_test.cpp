// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 and WebSocket frames by hand.
#include "server/client_test.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace vigie::server {

using namespace std::chrono_literals;

Connection::Connection(std::uint16_t port, int receive_buffer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

bool Connection::send(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return false;
    sent += static_cast<std::size_t>(n);
  }
  return true;
}

bool Connection::fill(std::size_t count, std::chrono::milliseconds most) {
  const auto until = std::chrono::steady_clock::now() + most;
  while (buffer_.size() < count) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{socket_, POLLIN, 0};
    if (left.count() < 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    char bytes[65536];
    const ssize_t n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(n));
  }
  return true;
}

std::string Connection::take(std::size_t count) {
  const std::string taken = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return taken;
}

bool Connection::closed_within(std::chrono::milliseconds most) {
  const auto until = std::chrono::steady_clock::now() + most;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{socket_, POLLIN, 0};
    if (left.count() < 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    char bytes[65536];
    if (::recv(socket_, bytes, sizeof bytes, 0) <= 0) return true;
  }
}

Answer Connection::receive(bool head_only) {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill(buffer_.size() + 1, 20s)) return {};
  Answer answer;
  std::istringstream lines(take(end + 4));
  std::string line;
  std::getline(lines, line);
  answer.status = std::stoi(line.substr(9, 3));
  while (std::getline(lines, line) && line != "\r") {
    const std::size_t colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers[name] = line.substr(colon + 2, line.size() - colon - 3);
  }
  const auto length = answer.headers.find("content-length");
  if (length != answer.headers.end() && !head_only) {
    const std::size_t size = std::stoul(length->second);
    if (!fill(size, 20s)) return {};
    answer.body = take(size);
  }
  return answer;
}

std::string Browser::head(const std::string& method, const std::string& path, const std::string& more_headers) const {
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
                     "\r\nUser-Agent: " + agent_ + "\r\n";
  if (!cookie_.empty()) text += "Cookie: other=1; vigie_session=" + cookie_ + "\r\n";
  if (!csrf_.empty() && method != "GET") text += "X-Vigie-Csrf: " + csrf_ + "\r\n";
  return text + more_headers;
}

Answer Browser::get(const std::string& path, const std::string& more_headers) {
  Connection connection(port_);
  connection.send(head("GET", path, more_headers) + "\r\n");
  return connection.receive();
}

Answer Browser::post(const std::string& path, const std::string& body, const std::string& more_headers) {
  Connection connection(port_);
  connection.send(head("POST", path, more_headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                  body);
  return connection.receive();
}

Answer Browser::remove(const std::string& path) {
  Connection connection(port_);
  connection.send(head("DELETE", path) + "\r\n");
  return connection.receive();
}

void Browser::keep(const Answer& answer) {
  const auto cookie = answer.headers.find("set-cookie");
  if (answer.status != 200 || cookie == answer.headers.end()) return;
  cookie_ = cookie->second.substr(14, cookie->second.find(';') - 14);
  csrf_ = nlohmann::json::parse(answer.body).at("csrf").get<std::string>();
}

int Browser::login(const std::string& name, const std::string& password, const std::string& code) {
  nlohmann::json body{{"name", name}, {"password", password}};
  if (!code.empty()) body["code"] = code;
  const Answer answer = post("/api/v1/login", body.dump());
  keep(answer);
  return answer.status;
}

StreamListener::StreamListener(const Browser& browser, const std::string& more_headers, int receive_buffer)
    : connection_(browser.port_, receive_buffer) {
  connection_.send(browser.head("GET", "/api/v1/stream",
                                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                                    more_headers) +
                   "\r\n");
  handshake_ = connection_.receive();
}

std::optional<std::string> StreamListener::next(std::chrono::milliseconds most) {
  for (;;) {
    if (!connection_.fill(2, most)) return std::nullopt;
    const std::string start = connection_.take(2);
    const auto opcode = static_cast<unsigned char>(start[0]) & 0x0fU;
    std::size_t size = static_cast<unsigned char>(start[1]) & 0x7fU;
    const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (more > 0) {
      if (!connection_.fill(more, most)) return std::nullopt;
      size = 0;
      for (const char c : connection_.take(more)) size = size * 256 + static_cast<unsigned char>(c);
    }
    if (!connection_.fill(size, most)) return std::nullopt;
    const std::string payload = connection_.take(size);
    if (opcode == 9) send_frame(10, payload);
    if (opcode == 8) {
      if (payload.size() >= 2)
        close_code_ = static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
      send_frame(8, payload.substr(0, 2));
      return std::nullopt;
    }
    if (opcode == 1) return payload;
  }
}

bool StreamListener::send(const std::string& text) { return send_frame(1, text); }

bool StreamListener::send_frame(unsigned char opcode, const std::string& payload) {
  std::string frame{static_cast<char>(0x80 | opcode)};
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 0xff);
  }
  return connection_.send(frame + std::string(4, '\0') + payload);  // a mask of zeros
}

}  // namespace vigie::server
