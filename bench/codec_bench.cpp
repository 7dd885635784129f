// SPDX-License-Identifier: Apache-2.0
// How many observations a second are read, and nouns written, on one core; nlohmann in the same run for the ratio.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "codec/entry_json.hpp"
#include "codec/observation_json.hpp"
#include "codec/view_json.hpp"
#include "core/check.hpp"
#include "model/picture.hpp"

namespace {

using namespace vigie;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Calls a second over at least half a second; `work` returns a size, so that it cannot be left out.
template <class Work>
double per_second(Work work) {
  std::size_t calls = 0, sum = 0;
  const auto start = Clock::now();
  auto gone = Clock::duration::zero();
  for (; gone < 500ms; gone = Clock::now() - start)
    for (int i = 0; i < 200; ++i, ++calls) sum += work();
  VIGIE_CHECK(sum > 0);
  return static_cast<double>(calls) / std::chrono::duration<double>(gone).count();
}

/// Both in turns, three times; the best of each, so that a noisy neighbour hits neither alone.
template <class Ours, class Twin>
void compare(const char* what, std::size_t bytes, Ours ours, Twin twin) {
  double best = 0, best_twin = 0;
  for (int round = 0; round < 3; ++round) {
    best = std::max(best, per_second(ours));
    best_twin = std::max(best_twin, per_second(twin));
  }
  std::printf(
      "{\"bench\":\"codec\",\"what\":\"%s\",\"bytes\":%zu,\"per_s\":%.0f,\"nlohmann_per_s\":%.0f,\"ratio\":%.1f}\n",
      what, bytes, best, best_twin, best / best_twin);
}

Alarm an_alarm() {
  Alarm alarm{};
  alarm.id = AlarmId("A-17");
  alarm.rank = Rank::Panic;
  alarm.kind = ObservationKind::PanicButton;
  alarm.source = SourceId("mqtt/button-17");
  alarm.seen = from_millis(1'795'469'128'000);
  alarm.received = from_millis(1'795'469'128'120);
  alarm.place = geo::Position::from_e7(411'496'123, -86'110'456).value();
  alarm.text = "Botão da praça, junto à fonte";
  alarm.incident = IncidentId("I-4");
  alarm.changed = 4711;
  return alarm;
}

/// The same members through a tree.
std::string dumped(const Alarm& a) {
  nlohmann::json json{{"id", a.id.text()},
                      {"state", "new"},
                      {"rank", static_cast<int>(a.rank)},
                      {"kind", "panic_button"},
                      {"source", a.source.text()},
                      {"seen", to_rfc3339(a.seen)},
                      {"received", to_rfc3339(a.received)},
                      {"timeliness", "on_time"},
                      {"lat", a.place->lat()},
                      {"lon", a.place->lon()},
                      {"text", a.text},
                      {"incident", a.incident->text()},
                      {"repeats", a.repeats},
                      {"changed", a.changed}};
  return json.dump();
}

void read_observations() {
  const std::string json =
      R"({"id":"button-17/000123","sensor":"button-17","kind":"panic_button","seen":"2026-11-23T21:05:28.120Z",)"
      R"("lat":41.1496123,"lon":-8.6110456,"text":"Botão da praça, junto à fonte"})";
  const SourceId source("http/harbour");
  const Time now = from_millis(1'795'469'128'000);
  compare(
      "observation_read", json.size(), [&] { return codec::decode_observation(json, source, now).value().id.size(); },
      [&] { return nlohmann::json::parse(json)["id"].get_ref<const std::string&>().size(); });
}

void write_views() {
  const Alarm alarm = an_alarm();
  std::string out;
  codec::write(out, alarm);
  compare(
      "alarm_written", out.size(),
      [&] {
        out.clear();
        codec::write(out, alarm);
        return out.size();
      },
      [&] { return dumped(alarm).size(); });
}

void replay_payloads() {
  Observed body;
  body.address = "Rua das Flores 12";
  body.observation.id = "b-1";
  body.observation.source = SourceId("mqtt/button-17");
  body.observation.kind = ObservationKind::PanicButton;
  body.observation.place = geo::Position::from_e7(411'496'123, -86'110'456).value();
  const auto encoded = codec::encode(EntryBody(body));
  compare(
      "entry_decoded", encoded.payload.size(),
      [&] { return codec::decode(encoded.kind, encoded.schema, encoded.payload).value().index() + 1; },
      [&] { return nlohmann::json::parse(encoded.payload).size(); });
}

}  // namespace

int main() {
  read_observations();
  write_views();
  replay_payloads();
}
