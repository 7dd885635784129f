// SPDX-License-Identifier: Apache-2.0
// From a document's bytes to the crowd's intake, with its figures.
#include "links/feed_desk.hpp"

#include <algorithm>
#include <utility>

#include "codec/feed.hpp"
#include "core/log.hpp"

namespace vigie::links {
namespace {

std::size_t count_of(const auto& list) { return list ? list->size() : 0; }

FeedOutcome outcome_of(const FeedContent& content, Time now) {
  FeedOutcome outcome;
  outcome.measurements = content.measurements.size();
  outcome.events = count_of(content.events);
  outcome.bulletins = count_of(content.bulletins);
  outcome.refused = content.refused;
  outcome.left_out = content.left_out;
  outcome.faults = content.faults;
  for (const Measurement& each : content.measurements)
    if (each.until <= now && !each.ahead) outcome.newest = std::max(outcome.newest.value_or(each.until), each.until);
  return outcome;
}

Metric& counter(Metrics& metrics, const std::string& name, const char* what, const char* help) {
  return metrics.counter(std::string("vigie_feed_") + what, help, {{"feed", name}});
}

}  // namespace

Result<FeedOutcome> FeedDesk::take(const Actor& actor, const std::string& name, std::string_view format,
                                   std::string_view bytes) const {
  const Time now = on_.clock.now();
  counter(on_.metrics, name, "bytes_total", "Bytes of documents of a feed")
      .add(static_cast<std::int64_t>(bytes.size()));
  const SourceId source("feed/" + name);
  Result<FeedContent> content = codec::read_feed(
      format, bytes,
      {.source = source, .now = now, .zone = city_.zone, .watched = city_.watched, .reach_m = city_.reach_m});
  if (!content) {
    failed(name);
    return content.error();
  }
  FeedOutcome outcome = outcome_of(*content, now);
  Result<FeedReceipt> receipt = on_.crowd.take(actor, source, std::move(*content));
  if (!receipt) {
    failed(name);
    return receipt.error();
  }
  outcome.receipt = *receipt;
  counter(on_.metrics, name, "documents_total", "Documents of a feed that were read and taken").add();
  counter(on_.metrics, name, "records_refused_total", "Parts of a feed's documents that could not be understood")
      .add(static_cast<std::int64_t>(outcome.refused));
  on_.metrics
      .gauge("vigie_feed_last_success_seconds", "When a feed's document was last taken, seconds since 1970",
             {{"feed", name}})
      .set(millis(now) / 1000);
  if (outcome.refused > 0)
    log::warning(
        "feed", "parts refused",
        {{"feed", name}, {"count", outcome.refused}, {"first", outcome.faults.empty() ? "" : outcome.faults.front()}});
  return outcome;
}

void FeedDesk::failed(const std::string& name) const {
  counter(on_.metrics, name, "documents_refused_total", "Documents of a feed that could not be had, read or taken")
      .add();
}

void FeedDesk::tell(const Actor& actor, const std::string& name, bool up, const std::string& detail) const {
  on_.intake.note(actor, LinkChanged{"feed/" + name, up ? LinkState::Up : LinkState::Down, detail});
}

std::string in_words(const FeedOutcome& outcome) {
  std::string words;
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) words += (words.empty() ? "" : ", ") + std::to_string(count) + " " + what;
  };
  add(outcome.measurements, outcome.measurements == 1 ? "measurement" : "measurements");
  add(outcome.events, outcome.events == 1 ? "event" : "events");
  add(outcome.bulletins, outcome.bulletins == 1 ? "warning" : "warnings");
  add(outcome.refused, "refused");
  return words.empty() ? "nothing to tell" : words;
}

bool is_feed_name(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (name.size() < 2 || name.size() > 40 || !plain(name.front())) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace vigie::links
