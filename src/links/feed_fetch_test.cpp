// SPDX-License-Identifier: Apache-2.0
// Claims about fetching: what is asked, what is refused, and that a bad server costs only a limit of size or time.
#include "links/feed_fetch.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "links/web_source_test.hpp"

namespace vigie::links {
namespace {

using namespace std::chrono_literals;

class Folder {
 public:
  Folder() {
    std::string name = "/tmp/vigie-feed-XXXXXX";
    if (!::mkdtemp(name.data())) std::abort();
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string put(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name) << content;
    return (path_ / name).string();
  }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

const std::atomic<bool> kGoing{false};

Result<Fetched> fetch(FetchOptions options, const Version& known = {}) {
  auto made = FeedFetch::create(std::move(options), kGoing);
  if (!made) return made.error();
  return (*made)->fetch(known);
}
FetchOptions from(const std::string& url) {
  FetchOptions options;
  options.url = url;
  options.timeout = 3s;
  return options;
}

TEST(FeedFetch, ReadsADocumentAndAsksLaterWhetherItChanged) {
  const WebSource source([](const std::string& request, const WebSource::Send& send) {
    const bool knows = request.find("If-None-Match: \"7\"") != std::string::npos &&
                       request.find("If-Modified-Since: Tue, 24 Nov 2026 10:00:00 GMT") != std::string::npos;
    send(knows ? WebSource::status("304 Not Modified")
               : WebSource::ok("news", "ETag: \"7\"\r\nLast-Modified: Tue, 24 Nov 2026 10:00:00 GMT\r\n"));
  });
  FetchOptions options = from(source.url("/feed?key=secret"));
  options.token = "hush";
  const auto first = fetch(options);
  ASSERT_TRUE(first.ok()) << first.error().what;
  EXPECT_EQ(first->bytes, "news");
  const auto second = fetch(options, first->version);
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(second->is_unchanged);
  EXPECT_EQ(second->version.tag, "\"7\"") << "still known";
  EXPECT_NE(source.requests()[0].find("GET /feed?key=secret HTTP/1.1\r\n"), std::string::npos);
  EXPECT_NE(source.requests()[0].find("Authorization: Bearer hush\r\n"), std::string::npos);
}

TEST(FeedFetch, SaysWhatAFailingServerAnswersAndNothingOfTheAddress) {
  const auto error = [](const std::string& answer) {
    const WebSource source([&](const std::string&, const WebSource::Send& send) { send(answer); });
    const auto fetched = fetch(from(source.url("/path?key=secret")));
    return fetched ? std::string("taken") : fetched.error().what;
  };
  EXPECT_EQ(error(WebSource::status("503 Service Unavailable")), "127.0.0.1 answers 503");
  EXPECT_EQ(error(WebSource::status("404 Not Found")), "127.0.0.1 answers 404");
  EXPECT_EQ(error(WebSource::status("304 Not Modified")), "127.0.0.1 answers 304") << "nobody asked";
  EXPECT_EQ(error("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf"),
            "127.0.0.1: Transferred a partial file")
      << "half a document is none";
  const std::string garbage = error("SSH-2.0-OpenSSH\r\n");
  EXPECT_EQ(garbage.find("secret"), std::string::npos) << garbage;
  EXPECT_NE(garbage, "taken");
  EXPECT_EQ(fetch(from("http://127.0.0.1:1/")).error().kind, ErrorKind::Unavailable) << "nobody listens";
}

TEST(FeedFetch, StopsReadingAtItsLimitWhateverTheServerSends) {
  for (const std::string head :
       {"HTTP/1.1 200 OK\r\nContent-Length: 524288000\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"}) {
    std::atomic<std::size_t> sent{0};
    const WebSource source([&](const std::string&, const WebSource::Send& send) {
      if (!send(head)) return;
      const std::string piece(1 << 16, 'x');
      while (sent < 500'000'000 && send(piece)) sent += piece.size();
    });
    FetchOptions options = from(source.url("/"));
    options.most_bytes = 1'000'000;
    const auto fetched = fetch(options);
    ASSERT_FALSE(fetched.ok());
    EXPECT_EQ(fetched.error().kind, ErrorKind::TooLarge) << fetched.error().what;
    EXPECT_LT(sent, 50'000'000U) << "the connection was closed, whether or not the size was said beforehand";
  }
}

TEST(FeedFetch, WaitsNoLongerThanItsTime) {
  const WebSource source([&](const std::string&, const WebSource::Send& send) {
    if (!send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")) return;
    for (int i = 0; i < 100 && send("x"); ++i) std::this_thread::sleep_for(20ms);
  });
  FetchOptions options = from(source.url("/"));
  options.timeout = 300ms;
  const auto begun = std::chrono::steady_clock::now();
  const auto fetched = fetch(options);
  ASSERT_FALSE(fetched.ok());
  EXPECT_EQ(fetched.error().what, "127.0.0.1: Timeout was reached");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
}

TEST(FeedFetch, FollowsARedirectWithinItsHostOnly) {
  const WebSource other([](const std::string&, const WebSource::Send& send) { send(WebSource::ok("stolen")); });
  const auto to = [&](const std::string& location) {
    const WebSource source([&](const std::string& request, const WebSource::Send& send) {
      if (request.starts_with("GET /new ")) send(WebSource::ok("moved here"));
      else send(WebSource::status("302 Found", "Location: " + location + "\r\n"));
    });
    const auto fetched = fetch(from(source.url("/old")));
    return fetched ? fetched->bytes : fetched.error().what;
  };
  EXPECT_EQ(to("/new"), "moved here");
  EXPECT_EQ(to(other.url("/")), "127.0.0.1 redirects elsewhere, which is not followed")
      << "another port is another server";
  EXPECT_EQ(to("http://localhost/"), "127.0.0.1 redirects elsewhere, which is not followed");
  EXPECT_EQ(to("file:///etc/passwd"), "127.0.0.1 redirects elsewhere, which is not followed");
  EXPECT_EQ(to("/old"), "127.0.0.1 redirects more than three times");
  EXPECT_TRUE(other.requests().empty());
}

TEST(FeedFetch, VerifiesWhoAnswersOverTls) {
  const Time now = from_millis(
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
  const auto authority =
      make_certificate({CertificateUse::Authority, "Test", {}, now - 1h, now + 24h}, nullptr).value();
  const auto right =
      make_certificate({CertificateUse::Server, "here", {"127.0.0.1"}, now - 1h, now + 24h}, &authority).value();
  const auto wrong =
      make_certificate({CertificateUse::Server, "there", {"192.0.2.1"}, now - 1h, now + 24h}, &authority).value();
  const Folder folder;
  const auto answer = [](const std::string&, const WebSource::Send& send) { send(WebSource::ok("safe")); };
  const auto get = [&](const KeyedCertificate& certificate, const std::string& authority_file) {
    const WebSource source(answer, &certificate);
    FetchOptions options = from(source.url("/"));
    options.authority_file = authority_file;
    options.token = "hush";
    const auto fetched = fetch(options);
    return fetched ? fetched->bytes : fetched.error().what;
  };
  const std::string file = folder.put("ca.pem", authority.certificate_pem);
  EXPECT_EQ(get(right, file), "safe");
  EXPECT_NE(get(right, "").find("SSL peer certificate"), std::string::npos)
      << "the system does not know that authority";
  EXPECT_NE(get(wrong, file).find("SSL peer certificate"), std::string::npos) << "another's certificate";
}

TEST(FeedFetch, RefusesAddressesThatItWouldNotTrust) {
  const auto refusal = [](FetchOptions options) {
    const auto made = FeedFetch::create(std::move(options), kGoing);
    return made ? std::string("made") : made.error().what;
  };
  FetchOptions with_token = from("http://feeds.example/x");
  with_token.token = "hush";
  EXPECT_EQ(refusal(with_token), "a token is sent over https: only");
  EXPECT_EQ(refusal(from("http://feeds.example/x")), "made") << "open data may come in clear";
  EXPECT_EQ(refusal(from("file:///etc/passwd")), "the url begins with file:, expected https: or http:");
  EXPECT_EQ(refusal(from("gopher://feeds.example/")), "the url begins with gopher:, expected https: or http:");
  EXPECT_EQ(refusal(from("https://me:hush@feeds.example/")),
            "the url holds a name or a password: give a token's file instead");
  EXPECT_EQ(refusal(from("https://")), "the url is no address");
  EXPECT_EQ(refusal({}), "a feed has either a url or a file");
}

TEST(FeedFetch, ReadsAFileAndSeesWhenItChanges) {
  const Folder folder;
  FetchOptions options;
  options.file = folder.put("feed.json", "one");
  const auto first = fetch(options);
  ASSERT_TRUE(first.ok()) << first.error().what;
  EXPECT_EQ(first->bytes, "one");
  EXPECT_TRUE(fetch(options, first->version)->is_unchanged);
  folder.put("feed.json", "three");
  EXPECT_EQ(fetch(options, first->version)->bytes, "three");
  options.most_bytes = 4;
  EXPECT_EQ(fetch(options).error().kind, ErrorKind::TooLarge);
  options.file = folder / "absent";
  EXPECT_EQ(fetch(options).error().kind, ErrorKind::NotFound);
  options.file = folder / "pipe";
  ASSERT_EQ(::mkfifo(options.file.c_str(), 0600), 0);
  EXPECT_EQ(fetch(options).error().what, "it is no file") << "and it does not wait for a writer";
}

TEST(FeedFetch, EndsATransferWhenItIsToldToStop) {
  const WebSource source([&](const std::string&, const WebSource::Send& send) {
    if (!send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")) return;
    for (int i = 0; i < 500 && send("x"); ++i) std::this_thread::sleep_for(20ms);
  });
  std::atomic<bool> stopping{false};
  FetchOptions options = from(source.url("/"));
  options.timeout = 60s;
  const auto made = FeedFetch::create(options, stopping).value().release();
  const std::unique_ptr<FeedFetch> held(made);
  std::thread stopper([&] {
    std::this_thread::sleep_for(100ms);
    stopping = true;
  });
  const auto begun = std::chrono::steady_clock::now();
  const auto fetched = held->fetch({});
  stopper.join();
  EXPECT_EQ(fetched.error().what, "127.0.0.1: stopping");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s);
}

}  // namespace
}  // namespace vigie::links
