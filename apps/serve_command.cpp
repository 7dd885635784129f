// SPDX-License-Identifier: Apache-2.0
// vigie serve: the operations engine of one city, until it is told to stop.
#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "core/log.hpp"
#include "links/server_names.hpp"
#include "server/server.hpp"
#include "serving.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

std::atomic<bool> stopping{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

/// What the command line said, before it is checked.
struct Arguments {
  ServeOptions options;
  std::string http = "127.0.0.1:8080";
  std::string cot = "127.0.0.1:8089";
  std::string mqtt;
  std::string certificate;
  std::string key;
  bool no_cot = false;
  bool routes = false;
  bool verbose = false;
};

/// The console's files: beside an installed binary, or in the checkout it was built from.
std::string find_console() {
  std::error_code failed;
  const auto binary = std::filesystem::canonical("/proc/self/exe", failed).parent_path();
  for (const auto& candidate : {binary / "../share/vigie/console", binary / "../../web/dist"})
    if (std::filesystem::exists(candidate / "index.html")) return std::filesystem::canonical(candidate).string();
  return {};
}

/// The scenarios that come with Vigie, found like the console's files.
std::string find_scenarios() {
  std::error_code failed;
  const auto binary = std::filesystem::canonical("/proc/self/exe", failed).parent_path();
  for (const auto& candidate : {binary / "../share/vigie/scenarios", binary / "../../data/scenarios"})
    if (std::filesystem::is_directory(candidate, failed)) return std::filesystem::canonical(candidate).string();
  return {};
}

void print_routes() {
  for (const server::RouteInfo& route : server::routes())
    std::printf("%-7s %-32s %s\n", route.method.c_str(), route.pattern.c_str(), route.action.c_str());
}

Result<void> complete(Arguments& arguments) {
  ServeOptions& options = arguments.options;
  const Result<Endpoint> http = parse_endpoint(arguments.http);
  if (!http) return Error{http.error().kind, "--http " + http.error().what};
  options.http = *http;
  if (!arguments.no_cot) {
    const Result<Endpoint> cot = parse_endpoint(arguments.cot);
    if (!cot) return Error{cot.error().kind, "--cot " + cot.error().what};
    options.cot = *cot;
  }
  if (!arguments.mqtt.empty()) {
    const Result<Endpoint> mqtt = parse_endpoint(arguments.mqtt);
    if (!mqtt) return Error{mqtt.error().kind, "--mqtt " + mqtt.error().what};
    options.mqtt = *mqtt;
  }
  if (arguments.certificate.empty() != arguments.key.empty())
    return Error{ErrorKind::Malformed, "--tls-cert and --tls-key go together"};
  if (!arguments.certificate.empty()) {
    options.tls_certificate = arguments.certificate;
    options.tls_key = arguments.key;
  }
  if (!options.public_url.empty())
    if (const auto host = links::host_of(options.public_url); !host)
      return Error{host.error().kind, "--public-url " + host.error().what};
  if (options.console.empty()) options.console = find_console();
  if (options.scenarios.empty()) options.scenarios = find_scenarios();
  return {};
}

int run(Arguments& arguments) {
  if (arguments.routes) {
    print_routes();
    return kOk;
  }
  if (arguments.options.city.empty() || arguments.options.data.empty()) {
    std::fprintf(stderr, "vigie: serve needs --city DIR and --data DIR\n");
    return kUsage;
  }
  if (const auto right = complete(arguments); !right) {
    std::fprintf(stderr, "vigie: %s\n", right.error().what.c_str());
    return kUsage;
  }
  if (arguments.verbose) log::set_level(log::Level::Debug);
  std::signal(SIGINT, [](int) { stopping = true; });
  std::signal(SIGTERM, [](int) { stopping = true; });
  std::signal(SIGPIPE, SIG_IGN);
  const auto served = serve(arguments.options, [] { return stopping.load(); });
  return served ? kOk : fail(served.error());
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  ServeOptions& options = arguments->options;
  CLI::App* serve = app.add_subcommand("serve", "Run the engine, its links and its console for one city");
  serve->add_option("--city", options.city, "Directory made by 'vigie city import' or 'vigie city demo'");
  serve->add_option("--data", options.data, "Directory of the journal, keys, accounts and devices; made where absent");
  serve->add_option("--http", arguments->http, "Where the console listens; TLS is on beyond loopback")
      ->capture_default_str();
  serve->add_option("--cot", arguments->cot, "Where units' phones connect: TAK over mutual TLS")->capture_default_str();
  serve->add_flag("--no-cot", arguments->no_cot, "No phones");
  serve->add_option("--mqtt", arguments->mqtt, "The broker to listen to, ADDRESS:PORT; none: no sensors over MQTT");
  serve->add_option("--mqtt-ca", options.mqtt_authority,
                    "PEM authority of the broker; asked for where it is not on this machine");
  serve->add_option("--mqtt-user", options.mqtt_user, "Name at the broker");
  serve->add_option("--mqtt-password-file", options.mqtt_password_file,
                    "File with the password at the broker, one line");
  serve->add_option("--tls-cert", arguments->certificate,
                    "PEM chain for the console; without it Vigie's own authority makes one where needed");
  serve->add_option("--tls-key", arguments->key, "Its key, PEM");
  serve->add_option("--public-url", options.public_url,
                    "How people reach the console, for enrolment links; its host is in the certificates");
  serve->add_option("--name", options.names,
                    "A further host name or address for the certificates that Vigie makes; may be repeated");
  serve->add_option("--time-zone", options.time_zone, "The city's clock, for weekly hours and the console")
      ->capture_default_str();
  serve->add_option("--console", options.console, "The console's built files; found beside the binary where not given");
  serve->add_option("--scenarios", options.scenarios,
                    "Directory of crowd scenarios for what-ifs; those that come with Vigie where not given");
  serve->add_option("--ports-file", options.ports_file,
                    "Write addresses, ports and the first enrolment link there, as JSON, once ready");
  serve->add_flag("--simulate", options.simulate, "Units, buttons and calls of a simulated day, marked as such");
  serve->add_option("--speed", options.speed, "Simulated seconds per second")
      ->check(CLI::Range(1.0, 60.0))
      ->capture_default_str();
  serve->add_option("--seed", options.seed, "Seed of the simulated day")->capture_default_str();
  serve->add_flag("--routes", arguments->routes, "Print the route table (method, path, rule) and end");
  serve->add_flag("--verbose", arguments->verbose, "Log more");
  serve->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
