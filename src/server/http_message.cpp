// SPDX-License-Identifier: Apache-2.0
// Reading heads strictly, writing answers safely.
#include "server/http_message.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace vigie::server {
namespace {

constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; img-src 'self' data: blob:; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; media-src 'self' data: blob:; manifest-src 'self'; base-uri "
    "'none'; "
    "form-action 'self'; frame-ancestors 'none'";

std::string_view view(boost::string_view text) { return {text.data(), text.size()}; }

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

enum class Plus { IsPlus, IsSpace };

/// Nothing where a '%' is not followed by two digits, or a control character or backslash comes out.
std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const auto high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high * 16 + *low);
      i += 2;
    } else if (c == '+' && plus == Plus::IsSpace) {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\') return std::nullopt;
    out += c;
  }
  return out;
}

bool climbs(std::string_view path) {
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t slash = path.find('/', at + 1);
    const std::string_view part = path.substr(at + 1, slash == std::string_view::npos ? slash : slash - at - 1);
    if (part == ".." || part == ".") return true;
    at = slash;
  }
  return false;
}

bool read_query(std::string_view text, std::map<std::string, std::string>& query) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = percent_decoded(pair.substr(0, equals), Plus::IsSpace);
    const auto value =
        percent_decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view(), Plus::IsSpace);
    if (!name || !value || !query.emplace(*name, *value).second) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// The value of our cookie; empty where there is none, or two (one was planted).
std::string session_cookie(std::string_view header) {
  std::string found;
  int count = 0;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with("vigie_session=") && ++count == 1) found = pair.substr(14);
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return count == 1 ? found : std::string();
}

/// On plain HTTP only names of this machine: a foreign name that leads here is DNS rebinding.
bool is_own_host(std::string_view host) {
  const std::size_t colon = host.find(':', host.starts_with('[') ? std::min(host.find(']'), host.size()) : 0);
  const std::string_view name = host.substr(0, colon);
  return name == "localhost" || name == "[::1]" || name == "127.0.0.1";
}

bool two_meanings(const http::request_header<>& head) {
  const auto lengths = head.count(http::field::content_length), codings = head.count(http::field::transfer_encoding);
  const bool coded = codings == 1 && view(head[http::field::transfer_encoding]) != "chunked";
  return lengths > 1 || codings > 1 || (lengths > 0 && codings > 0) || coded || head.count(http::field::host) != 1 ||
         head.count(http::field::cookie) > 1 || head.count(http::field::authorization) > 1 ||
         (head.version() < 11 && codings > 0);
}

std::optional<Method> method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
    case http::verb::head: return Method::Get;
    case http::verb::post: return Method::Post;
    case http::verb::delete_: return Method::Delete;
    default: return std::nullopt;
  }
}

}  // namespace

Result<Request> read_head(const http::request_header<>& head, const Peer& peer) {
  if (two_meanings(head))
    return Error{ErrorKind::Malformed, "a header is there twice, is missing, or contradicts another"};
  const std::optional<Method> method = method_of(head.method());
  if (!method) return Error{ErrorKind::NotFound, "this path has no such method"};
  const std::string_view target = view(head.target());
  const std::size_t mark = std::min(target.find('?'), target.size());
  const auto path = percent_decoded(target.substr(0, mark), Plus::IsPlus);
  Request request;
  if (!path || !path->starts_with('/') || climbs(*path) || path->starts_with("//"))
    return Error{ErrorKind::Malformed, "the path is not one"};
  if (mark < target.size() && !read_query(target.substr(mark + 1), request.query))
    return Error{ErrorKind::Malformed, "the query is not one"};
  request.method = *method;
  request.path = *path;
  request.address = peer.address;
  request.host = view(head[http::field::host]);
  if (!peer.tls && !is_own_host(request.host))
    return Error{ErrorKind::Malformed, "plain HTTP answers to localhost and 127.0.0.1 only"};
  request.origin = view(head[http::field::origin]);
  request.csrf = view(head["X-Vigie-Csrf"]);
  request.cookie = session_cookie(view(head[http::field::cookie]));
  const std::string_view authorization = view(head[http::field::authorization]);
  if (authorization.starts_with("Bearer ")) request.bearer = authorization.substr(7);
  request.if_none_match = view(head[http::field::if_none_match]);
  request.accepts_gzip = view(head[http::field::accept_encoding]).find("gzip") != std::string_view::npos;
  request.client = {std::string(view(head[http::field::user_agent])), peer.tls, peer.loopback};
  return request;
}

HttpResponse write_answer(Response response, bool tls, bool head_only) {
  HttpResponse out{static_cast<http::status>(response.status), 11};
  out.set(http::field::server, "vigie");
  if (!response.type.empty()) out.set(http::field::content_type, response.type);
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "no-referrer");
  out.set("Content-Security-Policy", kContentPolicy);
  out.set("Cross-Origin-Opener-Policy", "same-origin");
  out.set("X-Frame-Options", "DENY");
  out.set(http::field::cache_control, "no-store");
  if (tls) out.set("Strict-Transport-Security", "max-age=31536000");
  for (const auto& [name, value] : response.headers) out.set(name, value);
  const bool no_body = response.status == 204 || response.status == 304;
  if (!no_body) out.content_length(response.body.size());
  if (!head_only && !no_body) out.body() = std::move(response.body);
  return out;
}

}  // namespace vigie::server
