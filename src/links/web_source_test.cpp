// SPDX-License-Identifier: Apache-2.0
// Plain sockets, and OpenSSL over them.
#include "links/web_source_test.hpp"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

namespace vigie::links {

struct WebSource::Tls {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  ~Tls() { SSL_CTX_free(context); }
};
struct WebSource::Thread {
  std::thread thread;
};

WebSource::WebSource(Answer answer, const KeyedCertificate* certificate)
    : answer_(std::move(answer)), is_tls_(certificate != nullptr), thread_(std::make_unique<Thread>()) {
  if (certificate) {
    tls_ = std::make_unique<Tls>();
    BIO* const chain =
        BIO_new_mem_buf(certificate->certificate_pem.data(), static_cast<int>(certificate->certificate_pem.size()));
    X509* const own = PEM_read_bio_X509(chain, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(tls_->context, own);
    X509_free(own);
    BIO_free(chain);
    BIO* const secret = BIO_new_mem_buf(certificate->key_pem.data(), static_cast<int>(certificate->key_pem.size()));
    EVP_PKEY* const key = PEM_read_bio_PrivateKey(secret, nullptr, nullptr, nullptr);
    SSL_CTX_use_PrivateKey(tls_->context, key);
    EVP_PKEY_free(key);
    BIO_free(secret);
  }
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 16);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_->thread = std::thread([this] { run(); });
}

WebSource::~WebSource() {
  stopping_ = true;
  thread_->thread.join();
  ::close(listener_);
}

std::string WebSource::url(const std::string& path) const {
  return std::string(is_tls_ ? "https" : "http") + "://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> WebSource::requests() const {
  const Lock lock(mutex_);
  return requests_;
}

std::string WebSource::ok(const std::string& body, const std::string& headers) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" + headers +
         "\r\n" + body;
}
std::string WebSource::status(const std::string& line, const std::string& headers) {
  return "HTTP/1.1 " + line + "\r\nContent-Length: 0\r\nConnection: close\r\n" + headers + "\r\n";
}

void WebSource::run() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const timeval patience{2, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    serve(socket);
    ::close(socket);
  }
}

void WebSource::serve(int socket) {
  SSL* const ssl = tls_ ? SSL_new(tls_->context) : nullptr;
  const auto ended = [&] {
    if (ssl) SSL_shutdown(ssl);
    SSL_free(ssl);
  };
  if (ssl) {
    SSL_set_fd(ssl, socket);
    if (SSL_accept(ssl) != 1) return ended();
  }
  std::string request;
  std::array<char, 4096> chunk{};
  while (request.find("\r\n\r\n") == std::string::npos && request.size() < 65'536) {
    const auto got = ssl ? SSL_read(ssl, chunk.data(), static_cast<int>(chunk.size()))
                         : static_cast<int>(::recv(socket, chunk.data(), chunk.size(), 0));
    if (got <= 0) return ended();
    request.append(chunk.data(), static_cast<std::size_t>(got));
  }
  {
    const Lock lock(mutex_);
    requests_.push_back(request);
  }
  answer_(request, [&](const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size() && !stopping_;) {
      const auto sent = ssl ? SSL_write(ssl, bytes.data() + at, static_cast<int>(bytes.size() - at))
                            : static_cast<int>(::send(socket, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL));
      if (sent <= 0) return false;
      at += static_cast<std::size_t>(sent);
    }
    return !stopping_;
  });
  ended();
}

}  // namespace vigie::links
