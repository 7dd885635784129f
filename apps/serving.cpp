// SPDX-License-Identifier: Apache-2.0
// Putting the service together, running it, taking it apart.
#include "serving.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "city/city.hpp"
#include "city/gazetteer.hpp"
#include "core/log.hpp"
#include "engine/crowd_desk.hpp"
#include "engine/engine.hpp"
#include "engine/live_network.hpp"
#include "engine/nowcast_desk.hpp"
#include "engine/road_travel_times.hpp"
#include "engine/street_desk.hpp"
#include "engine/street_follower.hpp"
#include "engine/what_if_desk.hpp"
#include "feed_links.hpp"
#include "journal/journal.hpp"
#include "legal_bases.hpp"
#include "links/mqtt_link.hpp"
#include "links/secret_file.hpp"
#include "links/server_names.hpp"
#include "links/tak_link.hpp"
#include "offered_scenarios.hpp"
#include "picture_feed.hpp"
#include "server/server.hpp"
#include "sim/simulation.hpp"
#include "store/crowd_history.hpp"
#include "store/position_lane.hpp"

namespace vigie::apps {
namespace {

using namespace std::chrono_literals;

/// One of them is in every data folder that was used, whichever command came first.
constexpr const char* kOurFiles[] = {"journal.db", "access.db",  "audit.db",  "devices.db",
                                     "ca",         "legal.toml", "feeds.toml"};

/// All parts, in the order in which they are made; destroyed in reverse.
struct Parts {
  SystemWallClock clock;
  Metrics metrics;
  std::unique_ptr<city::City> city;
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<store::PositionLane> lane;
  std::unique_ptr<engine::LiveNetwork> network;
  std::unique_ptr<engine::RoadTravelTimes> travel_times;
  std::unique_ptr<engine::StreetFollower> follower;  ///< the advisor's thread's
  std::unique_ptr<store::CrowdHistory> crowd_history;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<engine::CrowdDesk> crowd;  ///< none where the city has no zones
  std::unique_ptr<engine::StreetDesk> streets;
  std::unique_ptr<engine::WhatIfDesk> what_ifs;
  std::unique_ptr<engine::NowcastDesk> nowcasts;
  std::unique_ptr<PictureFeed> feed;
  std::unique_ptr<links::DeviceRegister> devices;
  std::optional<links::DeviceCa> ca;
  std::vector<std::string> names;  ///< of the server, in both its certificates
  std::unique_ptr<links::TakLink> tak;
  std::unique_ptr<links::MqttLink> mqtt;
  std::unique_ptr<FeedLinks> feeds;
  std::unique_ptr<server::Server> server;
  std::unique_ptr<sim::Simulation> simulation;

  ~Parts() {
    if (server) server->stop();
    if (feeds) feeds->stop();
    if (mqtt) mqtt->stop();
    if (tak) tak->stop();
    if (nowcasts) nowcasts->stop();
    if (crowd) crowd->stop();
    if (engine) engine->stop();
  }
};

/// Moves a part into its place, or passes the error on.
template <class T>
Result<void> keep(T& place, Result<T> made) {
  if (!made) return made.error();
  place = std::move(*made);
  return {};
}

bool is_loopback(const std::string& address) { return address == "::1" || address.starts_with("127."); }

/// Is it empty, or has Vigie been there before? A folder of other things is not closed to others by us.
bool is_ours(const std::filesystem::path& folder) {
  std::error_code failed;
  const bool empty = std::filesystem::is_empty(folder, failed) && !failed;
  return empty || std::any_of(std::begin(kOurFiles), std::end(kOurFiles),
                              [&](const char* name) { return std::filesystem::exists(folder / name, failed); });
}

Result<void> make_folder(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorKind::Io, "cannot make " + folder + ": " + failed.message()};
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
    return Error{ErrorKind::Io, "cannot use " + folder + ": " + std::generic_category().message(errno)};
  if (!is_ours(folder))
    return Error{ErrorKind::Conflict,
                 folder + " holds other things: --data is a folder of Vigie's own, closed to others"};
  if (::chmod(folder.c_str(), 0700) != 0) return Error{ErrorKind::Io, "cannot close " + folder + " to others"};
  return {};
}

Result<std::vector<std::string>> names_of(const ServeOptions& options) {
  links::Reach reach{{options.http.address}, options.public_url, options.names};
  if (options.cot) reach.listening.push_back(options.cot->address);
  return links::server_names(reach, links::machine_names());
}

Result<void> open_stores(const ServeOptions& options, Parts& parts) {
  if (auto made = make_folder(options.data); !made) return made;
  if (auto kept = keep(parts.city, city::City::open(options.city)); !kept) return kept;
  if (auto kept = keep(parts.journal, journal::Journal::open(options.data)); !kept) return kept;
  if (auto kept = keep(parts.lane, store::PositionLane::open(options.data, parts.clock.now())); !kept) return kept;
  if (auto kept = keep(parts.crowd_history, store::CrowdHistory::open(options.data)); !kept) return kept;
  if (auto kept = keep(parts.devices, links::DeviceRegister::open(options.data)); !kept) return kept;
  Result<links::DeviceCa> ca = links::DeviceCa::open(options.data, parts.clock.now());
  if (!ca) return ca.error();
  parts.ca.emplace(std::move(*ca));
  return keep(parts.names, names_of(options));
}

/// By zone, as far as it is known.
std::map<ZoneId, double> usual_people(const engine::CrowdDesk* crowd) {
  std::map<ZoneId, double> usual;
  if (crowd == nullptr) return usual;
  const auto past = crowd->past();
  for (std::size_t z = 0; z < past->usual.size(); ++z)
    if (past->usual[z]) usual[crowd->zones()[z].id] = *past->usual[z];
  return usual;
}

/// Both halves of a scenario's use: asked about, and followed live.
Result<void> make_what_ifs(const ServeOptions& options, Parts& parts) {
  auto offered = read_offered_scenarios(options.scenarios, parts.city->bounds());
  if (!offered) return offered.error();
  parts.nowcasts = std::make_unique<engine::NowcastDesk>(
      parts.city->walk(), *offered, parts.city->zones(),
      engine::NowcastDesk::Dependencies{
          [&engine = *parts.engine] { return engine.picture(); }, [&parts] { return usual_people(parts.crowd.get()); },
          [&engine = *parts.engine](EntryBody fact) { engine.note(Actor::engine(), std::move(fact)); },
          [&engine = *parts.engine](Observation surge) {
            engine.observe(Actor::engine(), std::move(surge), [](links::Receipt, const std::string&) {});
          },
          parts.clock, parts.metrics});
  parts.what_ifs = std::make_unique<engine::WhatIfDesk>(parts.city->walk(), std::move(*offered));
  return {};
}

Result<void> make_crowd(Parts& parts) {
  const std::vector<Zone>& zones = parts.city->zones();
  if (zones.empty()) return {};
  auto watch = engine::CrowdWatch::create(zones, parts.network->zone(), *parts.crowd_history, *parts.engine->picture(),
                                          parts.clock.now());
  if (!watch) return watch.error();
  engine::Engine& engine = *parts.engine;
  parts.crowd = std::make_unique<engine::CrowdDesk>(
      std::move(*watch), zones,
      engine::CrowdDesk::Dependencies{[&engine](EntryBody fact) { engine.note(Actor::engine(), std::move(fact)); },
                                      [&engine](Observation surge) {
                                        engine.observe(Actor::engine(), std::move(surge),
                                                       [](links::Receipt, const std::string&) {});
                                      },
                                      parts.clock, parts.metrics});
  return {};
}

Result<void> make_engine(const ServeOptions& options, Parts& parts) {
  Result<engine::LegalBases> bases = read_legal_bases(options.data + "/legal.toml");
  if (!bases) return bases.error();
  const Result<TimeZone> zone = TimeZone::named(options.time_zone);
  if (!zone) return zone.error();
  parts.network = std::make_unique<engine::LiveNetwork>(parts.city->road_index(), *zone);
  parts.travel_times = std::make_unique<engine::RoadTravelTimes>(*parts.network);
  parts.follower = std::make_unique<engine::StreetFollower>(engine::StreetFollower::Dependencies{
      *parts.network, [&parts] { return parts.engine->positions(); },
      [&parts](StreetsMeasured measured) { parts.engine->note(Actor::engine(), std::move(measured)); }});
  const city::Gazetteer& gazetteer = parts.city->gazetteer();
  engine::Options how;
  how.legal_bases = std::move(*bases);
  if (auto kept = keep(
          parts.engine,
          engine::Engine::create(
              {*parts.journal,
               *parts.lane,
               *parts.travel_times,
               [&gazetteer](const geo::Position& at) { return gazetteer.nearest_address(at); },
               parts.clock,
               parts.metrics,
               {[&network = *parts.network](RoadChange& change) { network.place(change); },
                [&follower = *parts.follower](const Picture& picture, Time now) { return follower(picture, now); }},
               [&parts](const Entry& entry) {
                 if (parts.crowd) parts.crowd->hear(entry);
                 if (parts.nowcasts) parts.nowcasts->hear(entry);
               }},
              std::move(how)));
      !kept)
    return kept;
  parts.streets = std::make_unique<engine::StreetDesk>(engine::StreetDesk::Dependencies{
      *parts.network, [&engine = *parts.engine] { return engine.picture(); },
      [&engine = *parts.engine] { return engine.positions(); }, parts.clock, parts.city->districts()});
  parts.feed = std::make_unique<PictureFeed>(*parts.engine);
  return make_crowd(parts);
}

Result<void> make_links(const ServeOptions& options, Parts& parts) {
  if (options.cot) {
    links::TakOptions how;
    how.address = options.cot->address;
    how.port = options.cot->port;
    how.names = parts.names;
    if (auto kept = keep(parts.tak, links::TakLink::create(
                                        {*parts.engine, *parts.devices, *parts.ca, parts.clock, parts.metrics}, how));
        !kept)
      return kept;
    parts.engine->add(*parts.tak);
  }
  if (options.mqtt) {
    links::MqttOptions how;
    how.host = options.mqtt->address;
    how.port = options.mqtt->port;
    how.authority_file = options.mqtt_authority;
    how.user = options.mqtt_user;
    if (!options.mqtt_password_file.empty()) {
      std::ifstream file(options.mqtt_password_file);
      if (!std::getline(file, how.password)) return Error{ErrorKind::Io, "cannot read " + options.mqtt_password_file};
    }
    if (auto kept = keep(parts.mqtt, links::MqttLink::create({*parts.engine, parts.clock, parts.metrics}, how)); !kept)
      return kept;
  }
  if (auto kept =
          keep(parts.feeds, FeedLinks::create(options.data, {*parts.engine, *parts.engine, parts.clock, parts.metrics},
                                              parts.network->zone(), parts.city->zones()));
      !kept)
    return kept;
  if (options.simulate) {
    sim::Options how;
    how.seed = options.seed;
    how.speed = options.speed;
    how.start = parts.clock.now();
    how.roads = parts.engine.get();
    how.zone = parts.network->zone();
    how.crowd = parts.engine.get();
    // A made-up city has no past: without one its forecasts would have nothing to learn from.
    const auto known = parts.crowd_history->slots(how.start - engine::kCrowdHistory);
    if (!known) return known.error();
    if (known->empty()) how.past = engine::kCrowdHistory;
    parts.simulation = std::make_unique<sim::Simulation>(*parts.city, *parts.engine, how);
    parts.engine->add(*parts.simulation);
  }
  return {};
}

/// The server's TLS files: those that were given, or Vigie's own authority's, where plain HTTP would leave the machine.
Result<std::optional<server::TlsFiles>> tls_files(const ServeOptions& options, const Parts& parts) {
  if (options.tls_certificate)
    return std::optional(server::TlsFiles{*options.tls_certificate, options.tls_key.value()});
  if (is_loopback(options.http.address)) return std::optional<server::TlsFiles>();
  const auto made = parts.ca->server_certificate(parts.names, parts.clock.now());
  if (!made) return made.error();
  const server::TlsFiles files{options.data + "/ca/console.pem", options.data + "/ca/console.key"};
  const std::string chain = made->certificate_pem + parts.ca->certificate_pem();
  if (auto written = links::write_file(files.key, made->key_pem, links::Readable::ByOwner); !written)
    return written.error();
  if (auto written = links::write_file(files.certificate, chain, links::Readable::ByAll); !written)
    return written.error();
  return std::optional(files);
}

Result<void> make_server(const ServeOptions& options, Parts& parts) {
  auto tls = tls_files(options, parts);
  if (!tls) return tls.error();
  server::Options how;
  how.address = options.http.address;
  how.port = options.http.port;
  if (links::is_everywhere(how.address)) how.host = parts.names.front();
  how.tls = std::move(*tls);
  how.data = options.data;
  how.web_root = options.console;
  how.public_url = options.public_url;
  how.simulated = options.simulate;
  return keep(parts.server,
              server::Server::create(how, {.intake = *parts.engine,
                                           .pictures = *parts.feed,
                                           .metrics = parts.metrics,
                                           .clock = parts.clock,
                                           .world = parts.clock,
                                           .city = parts.city.get(),
                                           .streets = parts.streets.get(),
                                           .what_ifs = parts.what_ifs.get(),
                                           .nowcasts = parts.nowcasts.get(),
                                           .crowd = parts.crowd.get(),
                                           .roads = parts.engine.get(),
                                           .feeds = &parts.feeds->entrance(),
                                           .zone = parts.network->zone(),
                                           .devices = parts.devices.get(),
                                           .healthy = [&engine = *parts.engine] { return engine.healthy(); }}));
}

/// Written whole and then given its name, so that who waits for it never reads half of it.
Result<void> write_ports(const ServeOptions& options, const Parts& parts) {
  if (options.ports_file.empty()) return {};
  std::string json = "{\"url\":\"" + parts.server->url() + "\",\"http_port\":" + std::to_string(parts.server->port());
  if (parts.tak) json += ",\"cot_port\":" + std::to_string(parts.tak->port());
  if (const auto link = parts.server->first_enrolment()) json += ",\"enrolment\":\"" + *link + "\"";
  json += "}\n";
  const std::string half = options.ports_file + ".part";
  const mode_t before = ::umask(0077);  // it holds a one-time secret
  std::ofstream file(half, std::ios::trunc);
  file << json;
  file.close();
  ::umask(before);
  if (!file || std::rename(half.c_str(), options.ports_file.c_str()) != 0)
    return Error{ErrorKind::Io, "cannot write " + options.ports_file};
  return {};
}

void greet(const ServeOptions& options, const Parts& parts) {
  std::printf("Vigie watches over %s%s\n", parts.city->name().c_str(),
              options.simulate ? " (simulated units, buttons and calls)" : "");
  std::printf("  console   %s\n", parts.server->url().c_str());
  if (parts.tak)
    std::printf("  phones    TAK over TLS, port %u (vigie device enrol NAME --data %s)\n", unsigned(parts.tak->port()),
                options.data.c_str());
  if (parts.mqtt) std::printf("  sensors   MQTT %s:%u\n", options.mqtt->address.c_str(), unsigned(options.mqtt->port));
  if (parts.feeds->count() > 0) std::printf("  feeds     %zu asked for\n", parts.feeds->count());
  if (const auto link = parts.server->first_enrolment())
    std::printf("\nThere is no administrator yet. Open this link once, within 24 hours, to become one:\n  %s\n",
                link->c_str());
  std::fflush(stdout);
}

}  // namespace

Result<Endpoint> parse_endpoint(const std::string& text) {
  const auto colon = text.rfind(':');
  const Error wrong{ErrorKind::Malformed, "'" + text + "', expected ADDRESS:PORT like 127.0.0.1:8080 or [::1]:8080"};
  if (colon == std::string::npos || colon == 0) return wrong;
  std::string address = text.substr(0, colon);
  if (address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data() + colon + 1, end, port);
  if (fault != std::errc() || stop != end || address.empty()) return wrong;
  return Endpoint{std::move(address), port};
}

Result<void> serve(const ServeOptions& options, bool (*stop)()) {
  Parts parts;
  for (const auto step : {open_stores, make_engine, make_what_ifs, make_links, make_server})
    if (auto done = step(options, parts); !done) return done;
  parts.engine->start();
  if (parts.crowd) parts.crowd->start();
  parts.nowcasts->start();
  if (parts.tak) parts.tak->start();
  if (parts.mqtt) parts.mqtt->start();
  parts.feeds->start();
  parts.server->start();
  if (auto written = write_ports(options, parts); !written) return written;
  greet(options, parts);
  while (!stop()) {
    if (parts.simulation) parts.simulation->step(parts.clock.now());
    std::this_thread::sleep_for(100ms);
  }
  log::info("serve", "stopping");
  return {};
}

}  // namespace vigie::apps
