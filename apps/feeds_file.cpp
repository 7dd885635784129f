// SPDX-License-Identifier: Apache-2.0
// feeds.toml: one [[feed]] for each source.
#include "feeds_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "codec/feed.hpp"
#include "links/secret_file.hpp"

namespace vigie::apps {
namespace {

using std::chrono::milliseconds;

constexpr std::array<std::string_view, 10> kKeys{"name",       "format", "url",     "file",        "every",
                                                 "token_file", "ca",     "timeout", "stale_after", "most_mb"};
constexpr std::int64_t kMost_mb = 512;

/// Reads the file's tables; the first thing wrong ends it.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file), folder_(std::filesystem::path(file).parent_path()) {}

  Result<Feeds> read(const toml::table& root) {
    for (const auto& [key, node] : root)
      if (key.str() != "feed" || !node.is_array_of_tables())
        return wrong(node.source(), "expected [[feed]] tables only");
    Feeds feeds;
    const toml::array* const all = root["feed"].as_array();
    for (std::size_t i = 0; all && i < all->size(); ++i)
      if (auto added = add(*all->get(i)->as_table(), feeds); !added) return added.error();
    return feeds;
  }

  Error wrong(const toml::source_region& where, const std::string& what) const {
    return Error{ErrorKind::Malformed, file_ + ":" + std::to_string(where.begin.line) + ": " + what};
  }

 private:
  Result<void> add(const toml::table& table, Feeds& feeds) {
    for (const auto& [key, node] : table)
      if (std::find(kKeys.begin(), kKeys.end(), key.str()) == kKeys.end())
        return wrong(node.source(), "'" + std::string(key.str()) + "' is not a key of a feed");
    links::FeedOptions feed;
    if (auto read = words(table, feed); !read) return read;
    if (!links::is_feed_name(feed.name))
      return wrong(table.source(), "expected name = \"…\" of 2 to 40 of a-z, 0-9, '.', '_' and '-'");
    if (!names_.insert(feed.name).second) return wrong(table.source(), "a second feed '" + feed.name + "'");
    if (!codec::feed_format(feed.format)) return wrong(table.source(), "expected format = one of " + all_formats());
    if (!feed.from.url.empty() && !feed.from.file.empty())
      return wrong(table.source(),
                   "feed '" + feed.name + "' has a url and a file, expected one of them, or none to be pushed");
    if (feed.from.url.empty() && feed.from.file.empty()) {
      feeds.pushed.emplace_back(feed.name, feed.format);
      return {};
    }
    if (auto read = numbers(table, feed); !read) return read;
    feeds.polled.push_back(std::move(feed));
    return {};
  }

  Result<void> words(const toml::table& table, links::FeedOptions& feed) const {
    std::string token_file;
    const std::pair<const char*, std::string*> all[] = {
        {"name", &feed.name},      {"format", &feed.format},          {"url", &feed.from.url},
        {"file", &feed.from.file}, {"ca", &feed.from.authority_file}, {"token_file", &token_file}};
    for (const auto& [name, into] : all) {
      if (!table.contains(name)) continue;
      const auto value = table[name].value<std::string>();
      if (!value || value->empty())
        return wrong(table[name].node()->source(), "expected " + std::string(name) + " = \"…\"");
      *into = *value;
    }
    for (std::string* path : {&feed.from.file, &feed.from.authority_file, &token_file})
      if (!path->empty()) *path = (folder_ / *path).string();
    if (token_file.empty()) return {};
    auto token = links::read_file(token_file, links::Readable::ByOwner);
    if (!token) return token.error();
    while (token->ends_with('\n') || token->ends_with('\r')) token->pop_back();
    // In a header a line break would begin another one.
    const bool plain = std::all_of(token->begin(), token->end(), [](char c) { return c > ' ' && c <= '~'; });
    if (token->empty() || !plain) return Error{ErrorKind::Malformed, token_file + ": expected one line, the token"};
    feed.from.token = std::move(*token);
    return {};
  }

  Result<void> numbers(const toml::table& table, links::FeedOptions& feed) const {
    struct Duration {
      const char* name;
      milliseconds* into;
      std::chrono::seconds least;
      std::chrono::seconds most;
    };
    const Duration all[] = {{"every", &feed.every, std::chrono::seconds(1), std::chrono::hours(24)},
                            {"timeout", &feed.from.timeout, std::chrono::seconds(1), std::chrono::minutes(10)},
                            {"stale_after", &feed.stale_after, std::chrono::seconds(1), std::chrono::hours(24 * 30)}};
    for (const Duration& each : all) {
      if (!table.contains(each.name)) continue;
      const auto said = read_duration(table[each.name].value_or(std::string()));
      if (!said || *said < each.least || *said > each.most)
        return wrong(table[each.name].node()->source(),
                     "expected " + std::string(each.name) + " like \"60s\", \"5min\" or \"1h\", from " +
                         std::to_string(each.least.count()) + "s to " + std::to_string(each.most.count()) + "s");
      *each.into = *said;
    }
    if (!table.contains("most_mb")) return {};
    const auto most = table["most_mb"].value<std::int64_t>();
    if (!most || *most < 1 || *most > kMost_mb)
      return wrong(table["most_mb"].node()->source(), "expected most_mb from 1 to 512");
    feed.from.most_bytes = static_cast<std::size_t>(*most) << 20;
    return {};
  }

  /// "60s", "5min", "1h".
  static std::optional<std::chrono::seconds> read_duration(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit = std::string_view(text).substr(static_cast<std::size_t>(end - text.data()));
    if (fault != std::errc() || number < 0 || number > 1'000'000) return std::nullopt;
    if (unit == "s") return std::chrono::seconds(number);
    if (unit == "min") return std::chrono::minutes(number);
    if (unit == "h") return std::chrono::hours(number);
    return std::nullopt;
  }

  static std::string all_formats() {
    std::string all;
    for (const codec::FeedFormat& each : codec::feed_formats())
      all += (all.empty() ? "" : ", ") + std::string(each.word);
    return all;
  }

  const std::string& file_;
  const std::filesystem::path folder_;
  std::set<std::string> names_;
};

}  // namespace

Result<Feeds> read_feeds(const std::string& file) {
  if (!std::filesystem::exists(file)) return Feeds{};
  Reader reader(file);
  try {
    return reader.read(toml::parse_file(file));
  } catch (const toml::parse_error& error) {
    return reader.wrong(error.source(), std::string(error.description()));
  }
}

}  // namespace vigie::apps
