// SPDX-License-Identifier: Apache-2.0
// Sensors look at the truth at their own beat, each with its noise and its faults.
#include "sim/crowd_day.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "geo/outline.hpp"
#include "sim/crowd_shape.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

constexpr double kCounterNoise = 0.04, kCameraNoise = 0.10, kGateNoise = 0.03;
constexpr double kCameraBias = 0.06, kBadCamera = 1.35;
constexpr std::chrono::minutes kSilentAfter{12}, kSilentFor{60};
constexpr std::chrono::minutes kStuckAfter{20}, kStuckFor{180};
constexpr std::size_t kSilentZone = 7, kStuckZone = 9;  // squares of the demo city
constexpr int kBikeStations = 8, kCarParks = 5, kTrafficPoints = 8;
constexpr auto kHistorySlot = 5min;

/// Calls `each(begin, end)` for every beat that ends within (after, until].
template <class Each>
void beats(Time after, Time until, std::chrono::milliseconds every, Each each) {
  const std::int64_t beat = every.count();
  for (std::int64_t end = (millis(after) / beat + 1) * beat; end <= millis(until); end += beat)
    each(from_millis(end - beat), from_millis(end));
}

Measurement say(const std::string& feature, Quantity quantity, Time from, Time until, double value) {
  Measurement said;
  said.feature = feature;
  said.quantity = quantity;
  said.from = from;
  said.until = until;
  said.value = std::llround(value);
  return said;
}

bool has_line(const Zone& zone, const char* source) {
  return std::any_of(zone.sensors.begin(), zone.sensors.end(),
                     [source](const ZoneSensor& line) { return line.source == SourceId(source); });
}

/// On a ring about the middle, evenly.
geo::Position around(const geo::Position& middle, int which, int of, double radius_m) {
  const double turn = 2 * 3.14159265358979 * which / of;
  return geo::offset(middle, radius_m * std::cos(turn), radius_m * std::sin(turn));
}

}  // namespace

CrowdDay::CrowdDay(std::vector<Zone> zones, Options options)
    : truth_(std::move(zones), options.zone, options.seed, options.start),
      options_(options),
      chance_(options.seed * 31 + 7),
      last_(options.start) {
  for (const Zone& zone : truth_.zones()) {
    lines_.push_back(has_line(zone, "sim/counter"));
    camera_bias_.push_back(std::exp(kCameraBias * chance_.normal()));
  }
  // The camera that says too much looks at a square of which a counter speaks as well.
  if (truth_.market()) camera_bias_[*truth_.market()] = kBadCamera;
}

void CrowdDay::count_people(Time at, std::vector<Measurement>& all) {
  const std::vector<Zone>& zones = truth_.zones();
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const std::string name = zones[z].id.text();
    const bool silent =
        z == kSilentZone && at >= options_.start + kSilentAfter && at < options_.start + kSilentAfter + kSilentFor;
    const bool sticks =
        z == kStuckZone && at >= options_.start + kStuckAfter && at < options_.start + kStuckAfter + kStuckFor;
    double value = std::max(0.0, noisy(truth_.people(z, at), kCounterNoise));
    if (silent) continue;
    if (sticks) value = static_cast<double>(stuck_at_.emplace(name, std::llround(std::max(value, 30.0))).first->second);
    Measurement said = say(name, Quantity::People, at, at, value);
    if (!lines_[z]) said.place = geo::middle(zones[z].outline);
    all.push_back(std::move(said));
  }
}

void CrowdDay::see_density(Time at, std::vector<Measurement>& all) {
  const std::vector<Zone>& zones = truth_.zones();
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const double people = std::max(0.0, noisy(camera_bias_[z] * truth_.people(z, at), kCameraNoise));
    Measurement said = say(zones[z].id.text(), Quantity::Density, at, at, 1000 * people / zones[z].area_m2);
    if (lines_[z]) all.push_back(std::move(said));
  }
}

void CrowdDay::count_gates(Time from, Time at, std::vector<Measurement>& all) {
  const std::vector<Zone>& zones = truth_.zones();
  for (std::size_t z = 0; z < zones.size(); ++z)
    for (std::size_t g = 0; g < zones[z].gates.size(); ++g) {
      const ZoneGate& gate = zones[z].gates[g];
      const bool counted = std::any_of(zones[z].sensors.begin(), zones[z].sensors.end(), [&](const ZoneSensor& line) {
        return line.source == SourceId("sim/gate") && line.gate == gate.id;
      });
      if (!counted) continue;
      const Passed passed = truth_.passed(z, g, from, at);
      const std::string name = zones[z].id.text() + "/" + gate.id;
      const auto said = [&](double people) {
        return std::max(0.0,
                        people + std::sqrt(people) * 0.3 * chance_.normal() + kGateNoise * people * chance_.normal());
      };
      all.push_back(say(name, Quantity::Entered, from, at, said(passed.in)));
      all.push_back(say(name, Quantity::Left, from, at, said(passed.out)));
    }
}

void CrowdDay::count_barriers(Time from, Time at, std::vector<Measurement>& all) {
  const std::vector<Zone>& zones = truth_.zones();
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (zones[z].kind != ZoneKind::Station) continue;
    const Passed passed = truth_.passed(z, from, at);
    all.push_back(
        say(zones[z].name.substr(0, 100), Quantity::Entered, from, at, std::max(0.0, noisy(passed.in, 0.01))));
    all.push_back(say(zones[z].name.substr(0, 100), Quantity::Left, from, at, std::max(0.0, noisy(passed.out, 0.02))));
  }
}

/// Docks empty where people ride in the morning, and fill where they arrive.
void CrowdDay::look_at_bikes(Time at, std::vector<Measurement>& all) const {
  for (int i = 0; i < kBikeStations; ++i) {
    const double docks = 20 + 4 * (i % 3);
    const double tide = std::sin(2 * 3.14159265358979 * (options_.zone.local(at).minute - 180 * (i % 4)) / 1440.0);
    const double free = std::clamp(
        docks * (0.5 + 0.32 * tide) + 2.5 * wander(options_.seed + 40 + static_cast<std::uint64_t>(i), at, 15min), 0.0,
        docks);
    const std::string name = "bikes-" + std::to_string(i + 1);
    for (const auto& [quantity, value] :
         {std::pair(Quantity::FreeBikes, free), {Quantity::FreeDocks, docks - std::floor(free + 0.5)}}) {
      Measurement said = say(name, quantity, at, at, std::max(0.0, value));
      said.place = around(options_.centre, i, kBikeStations, 700);
      all.push_back(std::move(said));
    }
  }
}

void CrowdDay::look_at_car_parks(Time at, std::vector<Measurement>& all) const {
  for (int i = 0; i < kCarParks; ++i) {
    const double places = 300 + 90 * i;
    double cars = places * (0.12 + 0.7 * week_shape(ZoneKind::Street, options_.zone.local(at), false));
    if (i == 0)  // beside the stadium
      for (const Happening& it : truth_.program())
        if (it.kind == EventKind::Match && it.start - 4h < at && at < it.end + 2h)
          cars += places * (it.come(at) - it.gone(at));
    cars = std::clamp(cars + 6 * wander(options_.seed + 60 + static_cast<std::uint64_t>(i), at, 20min), 0.0, places);
    Measurement said = say("parking-" + std::to_string(i + 1), Quantity::FreeSpaces, at, at, places - cars);
    said.place = around(options_.centre, i, kCarParks, 500);
    all.push_back(std::move(said));
  }
}

void CrowdDay::count_traffic(Time from, Time at, std::vector<Measurement>& all) {
  for (int i = 0; i < kTrafficPoints; ++i) {
    const double busy = week_shape(ZoneKind::Station, options_.zone.local(at), false) *
                        std::exp(0.1 * wander(options_.seed + 80 + static_cast<std::uint64_t>(i), at, 30min));
    const double per_min = 4 + (14 + 2.0 * i) * busy;
    const double speed_kmh = std::max(9.0, 46 - 26 * busy * busy + chance_.normal());
    const std::string name = "loop-" + std::to_string(i + 1);
    const double minutes = static_cast<double>((at - from).count()) / 60'000;
    for (Measurement said : {say(name, Quantity::Vehicles, from, at, std::max(0.0, noisy(per_min * minutes, 0.12))),
                             say(name, Quantity::VehicleSpeed, from, at, 10 * speed_kmh)}) {
      said.place = around(options_.centre, i, kTrafficPoints, 1200);
      all.push_back(std::move(said));
    }
  }
}

/// Departures of each station in the hours ahead, and by how much trains are late now.
void CrowdDay::ask_trains(Time at, std::vector<Measurement>& all) const {
  const std::vector<Zone>& zones = truth_.zones();
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (zones[z].kind != ZoneKind::Station) continue;
    const std::string name = zones[z].name.substr(0, 100);
    const bool shut = z == truth_.shut() && truth_.shut_from() <= at && at < truth_.shut_until();
    all.push_back(say(name, Quantity::ServiceDelay, at, at,
                      shut ? 900 : std::max(0.0, 40 + 30 * wander(options_.seed + z, at, 25min))));
    if (millis(at) % 3'600'000 != 0) continue;
    for (int hour = 0; hour < 24; ++hour) {
      const Time from = at + std::chrono::hours(hour);
      const LocalTime local = options_.zone.local(from);
      const int of_day = local.minute / 60;
      const bool closed = z == truth_.shut() && from < truth_.shut_until();
      const double trains = closed || (of_day >= 1 && of_day < 5) ? 0 : of_day >= 7 && of_day < 20 ? 24 : 10;
      all.push_back(say(name, Quantity::Departures, from, from + 1h, trains));
      all.back().ahead = true;
    }
  }
}

void CrowdDay::observe_weather(Time at, std::vector<Measurement>& all) const {
  const Weather now = weather(options_.seed, options_.zone, at);
  all.push_back(say("", Quantity::Temperature, at, at, 10 * now.temperature_c));
  all.push_back(say("", Quantity::Rain, at, at, 10 * now.rain_mm_per_h));
  all.push_back(say("", Quantity::Wind, at, at, 10 * now.wind_mps));
}

void CrowdDay::foresee_weather(Time at, std::vector<Measurement>& all) const {
  for (int hour = 1; hour <= 7 * 24; ++hour) {
    const Time then = from_millis(millis(at) / 3'600'000 * 3'600'000) + std::chrono::hours(hour);
    const Weather foreseen = weather_forecast(options_.seed, options_.zone, at, then);
    all.push_back(say("", Quantity::Temperature, then, then, 10 * foreseen.temperature_c));
    all.back().ahead = true;
    all.push_back(say("", Quantity::Rain, then, then, 10 * foreseen.rain_mm_per_h));
    all.back().ahead = true;
  }
}

std::vector<SimulatedDocument> CrowdDay::measured(Time now) {
  std::map<std::string, std::vector<Measurement>> by_source;
  beats(last_, now, 15s, [&](Time, Time at) { see_density(at, by_source["sim/camera"]); });
  beats(last_, now, 1min, [&](Time from, Time at) {
    count_people(at, by_source["sim/counter"]);
    count_gates(from, at, by_source["sim/gate"]);
    look_at_bikes(at, by_source["sim/bikes"]);
    look_at_car_parks(at, by_source["sim/parking"]);
    ask_trains(at, by_source["sim/trains"]);
  });
  beats(last_, now, 5min, [&](Time from, Time at) {
    count_barriers(from, at, by_source["sim/metro"]);
    count_traffic(from, at, by_source["sim/traffic"]);
  });
  beats(last_, now, 10min, [&](Time, Time at) { observe_weather(at, by_source["sim/weather"]); });
  if (last_ == options_.start) foresee_weather(now, by_source["sim/weather-forecast"]);
  beats(last_, now, 1h, [&](Time, Time at) { foresee_weather(at, by_source["sim/weather-forecast"]); });
  last_ = std::max(last_, now);
  std::vector<SimulatedDocument> documents;
  for (auto& [source, measurements] : by_source) {
    if (measurements.empty()) continue;
    documents.push_back({SourceId(source), {}});
    for (Measurement& said : measurements) said.source = SourceId(source);
    documents.back().content.measurements = std::move(measurements);
  }
  return documents;
}

std::vector<SimulatedDocument> CrowdDay::announced() const {
  const std::vector<Zone>& zones = truth_.zones();
  SimulatedDocument agenda{SourceId("sim/agenda"), {}};
  agenda.content.events.emplace();
  const auto place_of = [&](EventKind kind) {
    return kind == EventKind::Match     ? truth_.venue()
           : kind == EventKind::Concert ? truth_.concert()
           : kind == EventKind::Market  ? truth_.market()
                                        : std::nullopt;
  };
  for (const Happening& it : truth_.program()) {
    const bool everywhere = it.kind == EventKind::PublicHoliday || it.kind == EventKind::SchoolHoliday;
    const auto where = place_of(it.kind);
    if (!everywhere && !where) continue;
    CityEvent event;
    event.source = agenda.source;
    event.reference = it.reference;
    event.title = it.title;
    event.kind = it.kind;
    event.start = it.start;
    event.end = it.end;
    if (where) {
      event.venue = zones[*where].name;
      event.place = geo::middle(zones[*where].outline);
    }
    if (!everywhere) event.doors = it.start - it.coming;
    event.attendance = std::llround(it.attendance / 500) * 500;
    event.received = options_.start;
    agenda.content.events->push_back(std::move(event));
  }
  std::vector<SimulatedDocument> documents{std::move(agenda)};
  if (!truth_.shut()) return documents;
  SimulatedDocument transport{SourceId("sim/transport"), {}};
  Bulletin bulletin;
  bulletin.source = transport.source;
  bulletin.reference = "station-shut";
  bulletin.kind = BulletinKind::Transport;
  bulletin.severity = Severity::Extreme;
  bulletin.title = zones[*truth_.shut()].name.substr(0, 150) + " : station fermée, rames sans arrêt";
  bulletin.text = "Bagage abandonné. Les rames ne marquent pas l'arrêt. Reportez-vous sur les stations voisines.";
  bulletin.start = truth_.shut_from();
  bulletin.end = truth_.shut_until();
  bulletin.features = {zones[*truth_.shut()].name.substr(0, 100)};
  bulletin.received = options_.start;
  transport.content.bulletins.emplace({std::move(bulletin)});
  documents.push_back(std::move(transport));
  return documents;
}

std::vector<SimulatedDocument> CrowdDay::history(Time from, Time until) const {
  const std::vector<Zone>& zones = truth_.zones();
  std::map<std::int32_t, std::pair<std::vector<Measurement>, std::vector<Measurement>>> days;  // counts, weather
  beats(from - 1ms, until - 1ms, kHistorySlot, [&](Time, Time at) {
    auto& [counts, sky] = days[options_.zone.local(at).day];
    for (std::size_t z = 0; z < zones.size(); ++z) {
      Random chance(options_.seed + 1009 * z + static_cast<std::uint64_t>(millis(at)));
      const double people = truth_.people(z, at) * (1 + kCounterNoise * chance.normal());
      counts.push_back(say(zones[z].id.text(), Quantity::People, at, at, std::max(0.0, people)));
      counts.back().source = SourceId("sim/counter");
      if (!lines_[z]) counts.back().place = geo::middle(zones[z].outline);
    }
    if (millis(at) % 3'600'000 != 0) return;
    const std::size_t before = sky.size();
    observe_weather(at, sky);
    for (std::size_t i = before; i < sky.size(); ++i) sky[i].source = SourceId("sim/weather");
  });
  std::vector<SimulatedDocument> documents;
  for (auto& [day, both] : days) {
    documents.push_back({SourceId("sim/counter"), {}});
    documents.back().content.measurements = std::move(both.first);
    documents.push_back({SourceId("sim/weather"), {}});
    documents.back().content.measurements = std::move(both.second);
  }
  return documents;
}

}  // namespace vigie::sim
