// SPDX-License-Identifier: Apache-2.0
// libcurl, told to do little: one GET, no cookies, no redirects of its own.
#include "links/http_get.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/check.hpp"

namespace vigie::links {
namespace {

constexpr int kMostRedirects = 3;
constexpr long kConnect_ms = 10'000;
constexpr std::size_t kMostHeader_bytes = 1'000;  // of an ETag or a date that is kept

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

/// The library's global state, once a process.
void init_library() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  VIGIE_CHECK(result == CURLE_OK);
}

/// Where an address leads.
struct Target {
  std::string scheme;
  std::string host;
  std::string port;
};

Result<Target> target_of(const std::string& address) {
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  VIGIE_CHECK(url != nullptr);
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    std::string held;
    if (curl_url_get(url.get(), which, &text, CURLU_DEFAULT_PORT) == CURLUE_OK) held = text;
    curl_free(text);
    return held;
  };
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    return Error{ErrorKind::Malformed, "the url is no address"};
  Target target{part(CURLUPART_SCHEME), part(CURLUPART_HOST), part(CURLUPART_PORT)};
  if (target.scheme != "http" && target.scheme != "https")
    return Error{ErrorKind::Malformed,
                 "the url begins with " + target.scheme.substr(0, 20) + ":, expected https: or http:"};
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty())
    return Error{ErrorKind::Malformed, "the url holds a name or a password: give a token's file instead"};
  return target;
}

bool is_loopback(const std::string& host) {
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  return host == "[::1]" || host == "localhost";
}

/// The same server, or the same by TLS.
bool may_follow(const Target& from, const Target& to) {
  if (from.host != to.host) return false;
  return (from.scheme == to.scheme && from.port == to.port) || (from.scheme == "http" && to.scheme == "https");
}

/// One answer as it comes.
struct Answer {
  std::size_t most_bytes;
  std::string bytes;
  Version version;
  bool is_too_large = false;
};

std::size_t take_body(const char* data, std::size_t size, std::size_t count, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  if (answer.bytes.size() + size * count > answer.most_bytes) {
    answer.is_too_large = true;
    return 0;  // libcurl ends the transfer
  }
  answer.bytes.append(data, size * count);
  return size * count;
}

std::size_t take_header(const char* data, std::size_t size, std::size_t count, void* to) {
  std::string_view line(data, size * count);
  const auto is = [&](std::string_view name) {
    return line.size() > name.size() && line[name.size()] == ':' &&
           std::equal(name.begin(), name.end(), line.begin(),
                      [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  };
  const auto value = [&] {
    std::string_view held = line.substr(line.find(':') + 1);
    while (!held.empty() && std::isspace(static_cast<unsigned char>(held.front()))) held.remove_prefix(1);
    while (!held.empty() && std::isspace(static_cast<unsigned char>(held.back()))) held.remove_suffix(1);
    return std::string(held.substr(0, kMostHeader_bytes));
  };
  auto& answer = *static_cast<Answer*>(to);
  if (is("etag")) answer.version.tag = value();
  else if (is("last-modified")) answer.version.modified = value();
  return size * count;
}

int ask_stopping(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

class HttpFetch : public FeedFetch {
 public:
  HttpFetch(FetchOptions options, Target target, const std::atomic<bool>& stopping)
      : options_(std::move(options)), target_(std::move(target)), stopping_(stopping), handle_(curl_easy_init()) {
    VIGIE_CHECK(handle_ != nullptr);
  }

  Result<Fetched> fetch(const Version& known) override {
    std::string url = options_.url;
    Target at = target_;
    for (int hop = 0; hop <= kMostRedirects; ++hop) {
      Answer answer{.most_bytes = options_.most_bytes, .bytes = {}, .version = {}};
      const Headers headers = headers_for(known);
      const CURLcode code = get(url, headers.get(), answer);
      if (answer.is_too_large || code == CURLE_FILESIZE_EXCEEDED)
        return Error{ErrorKind::TooLarge, "a document of more than " + std::to_string(options_.most_bytes) + " bytes"};
      if (code != CURLE_OK)
        return Error{ErrorKind::Unavailable, target_.host + ": " + (stopping_ ? "stopping" : curl_easy_strerror(code))};
      long status = 0;
      curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
      if (status == 200) return Fetched{false, std::move(answer.bytes), std::move(answer.version)};
      if (status == 304 && (!known.tag.empty() || !known.modified.empty())) return Fetched{true, {}, known};
      const char* location = nullptr;
      curl_easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &location);
      if (!location)
        return Error{status == 404 || status == 410 ? ErrorKind::NotFound : ErrorKind::Unavailable,
                     target_.host + " answers " + std::to_string(status)};
      const auto next = target_of(location);
      if (!next || !may_follow(at, *next))
        return Error{ErrorKind::Forbidden, target_.host + " redirects elsewhere, which is not followed"};
      url = location;
      at = *next;
    }
    return Error{ErrorKind::Forbidden, target_.host + " redirects more than three times"};
  }

 private:
  Headers headers_for(const Version& known) const {
    curl_slist* list = curl_slist_append(nullptr, "Accept: */*");
    if (!options_.token.empty()) list = curl_slist_append(list, ("Authorization: Bearer " + options_.token).c_str());
    if (!known.tag.empty()) list = curl_slist_append(list, ("If-None-Match: " + known.tag).c_str());
    if (!known.modified.empty()) list = curl_slist_append(list, ("If-Modified-Since: " + known.modified).c_str());
    return Headers(list);
  }

  CURLcode get(const std::string& url, curl_slist* headers, Answer& answer) {
    CURL* const handle = handle_.get();
    curl_easy_reset(handle);  // the connection stays
    const auto set = [&](CURLoption option, auto value) {
      VIGIE_CHECK(curl_easy_setopt(handle, option, value) == CURLE_OK);
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_USERAGENT, "Vigie");
    set(CURLOPT_ACCEPT_ENCODING, "");  // what libcurl can unpack; what comes out is what is counted
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options_.authority_file.empty()) {
      set(CURLOPT_CAINFO, options_.authority_file.c_str());
      set(CURLOPT_CAPATH, nullptr);
    }
    if (is_loopback(target_.host)) set(CURLOPT_PROXY, "");  // the environment's proxy is for what is outside
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, std::min<long>(kConnect_ms, static_cast<long>(options_.timeout.count())));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options_.most_bytes));
    set(CURLOPT_WRITEFUNCTION, take_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
    set(CURLOPT_HEADERFUNCTION, take_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&answer));
    set(CURLOPT_XFERINFOFUNCTION, ask_stopping);
    set(CURLOPT_XFERINFODATA, const_cast<void*>(static_cast<const void*>(&stopping_)));
    set(CURLOPT_NOPROGRESS, 0L);
    return curl_easy_perform(handle);
  }

  const FetchOptions options_;
  const Target target_;
  const std::atomic<bool>& stopping_;
  const std::unique_ptr<CURL, FreeHandle> handle_;
};

}  // namespace

Result<std::unique_ptr<FeedFetch>> http_fetch(FetchOptions options, const std::atomic<bool>& stopping) {
  init_library();
  auto target = target_of(options.url);
  if (!target) return target.error();
  if (!options.token.empty() && target->scheme != "https" && !is_loopback(target->host))
    return Error{ErrorKind::Forbidden, "a token is sent over https: only"};
  return std::unique_ptr<FeedFetch>(std::make_unique<HttpFetch>(std::move(options), std::move(*target), stopping));
}

}  // namespace vigie::links
