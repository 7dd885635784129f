// SPDX-License-Identifier: Apache-2.0
// Observations from HTTP into the engine, with a receipt for each.
#include "server/endpoints/observe.hpp"

#include <atomic>

#include "codec/json_writer.hpp"
#include "codec/observation_json.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

const char* word(links::Receipt receipt) {
  switch (receipt) {
    case links::Receipt::Accepted: return "accepted";
    case links::Receipt::Late: return "late";
    case links::Receipt::FutureDated: return "future_dated";
    case links::Receipt::Duplicate: return "duplicate";
    case links::Receipt::Refused: return "refused";
    case links::Receipt::Shed: return "shed";
  }
  return "refused";
}

/// All receipts of one request; answers when the last one is in. Each slot is written once, by one thread.
class Receipts {
 public:
  Receipts(std::size_t count, Metrics& metrics, std::string source, Reply reply)
      : slots_(count), left_(count), metrics_(metrics), source_(std::move(source)), reply_(std::move(reply)) {}

  void put(std::size_t at, std::string id, links::Receipt receipt, const std::string& message) {
    slots_[at] = {std::move(id), receipt, message};
    metrics_
        .counter("vigie_http_observations_total", "Observations posted, by source and what became of them",
                 {{"source", source_}, {"result", word(receipt)}})
        .add();
    if (left_.fetch_sub(1) == 1) reply_(json(written()));
  }

 private:
  struct Slot {
    std::string id;
    links::Receipt receipt = links::Receipt::Refused;
    std::string message;
  };

  std::string written() const {
    std::string body;
    codec::JsonWriter writer(body);
    writer.begin_object();
    writer.key("receipts");
    writer.begin_array();
    for (const Slot& slot : slots_) {
      writer.begin_object();
      writer.member("id", slot.id);
      writer.member("result", word(slot.receipt));
      if (!slot.message.empty()) writer.member("message", slot.message);
      writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return body;
  }

  std::vector<Slot> slots_;
  std::atomic<std::size_t> left_;
  Metrics& metrics_;
  const std::string source_;
  const Reply reply_;
};

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

/// Where the string that begins at `at` ends; the text's size where it does not.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') ++at;
    else if (text[at] == '"') return at + 1;
  }
  return text.size();
}

}  // namespace

Result<std::vector<std::string_view>> elements(std::string_view json_text, std::size_t most) {
  const std::string_view text = trimmed(json_text);
  if (text.empty()) return Error{ErrorKind::Malformed, "expected an observation or an array of them"};
  if (text.front() != '[') return std::vector<std::string_view>{text};
  if (text.size() < 2 || text.back() != ']') return Error{ErrorKind::Malformed, "the array does not end"};
  const std::string_view inside = text.substr(1, text.size() - 2);
  std::vector<std::string_view> found;
  if (trimmed(inside).empty()) return found;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= inside.size();) {
    const char c = at < inside.size() ? inside[at] : ',';
    if (at < inside.size() && c == '"') {
      at = after_string(inside, at);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth < 0) break;
    if (c == ',' && (depth == 0 || at == inside.size())) {
      const std::string_view element = trimmed(inside.substr(begin, at - begin));
      if (element.empty() || depth != 0) break;
      if (found.size() == most)
        return Error{ErrorKind::TooLarge, "more than " + std::to_string(most) + " observations"};
      found.push_back(element);
      begin = at + 1;
    }
    ++at;
  }
  if (begin != inside.size() + 1) return Error{ErrorKind::Malformed, "the array's brackets or commas do not fit"};
  return found;
}

void Observe::operator()(const Request& request, Reply reply) const {
  const Result<std::vector<std::string_view>> each = elements(request.body, kMostObservations);
  if (!each) return reply(refuse(each.error()));
  if (each->empty()) return reply(json("{\"receipts\":[]}"));
  const SourceId source("api/" + request.subject.name);
  const Actor actor = actor_of(request.subject);
  const Time received = clock.now();
  const auto receipts = std::make_shared<Receipts>(each->size(), metrics, source.text(), std::move(reply));
  for (std::size_t i = 0; i < each->size(); ++i) {
    Result<Observation> observation = codec::decode_observation((*each)[i], source, received);
    if (!observation) {
      receipts->put(i, "", links::Receipt::Refused, observation.error().what);
      continue;
    }
    std::string id = observation->id;
    intake.observe(actor, std::move(*observation),
                   [receipts, i, id = std::move(id)](links::Receipt receipt, const std::string& message) mutable {
                     receipts->put(i, std::move(id), receipt, message);
                   });
  }
}

}  // namespace vigie::server::endpoints
