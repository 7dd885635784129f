// SPDX-License-Identifier: Apache-2.0
// vigie city import | demo: makes a city from an OpenStreetMap extract, or makes one up.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>

#include "city/demo.hpp"
#include "city/import.hpp"
#include "commands.hpp"
#include "core/time.hpp"
#include "progress_bar.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string osm_file;
  std::string city_dir;
  std::string name;
  std::string districts_file;
  std::string zones_file;
  std::uint64_t seed = 1;
  bool json = false;
  bool quiet = false;

  Talk talk() const { return quiet ? Talk::Quiet : Talk::Normal; }
};

/// A directory under the system's temporary one, removed with what it holds.
class Scratch {
 public:
  Scratch() {
    const std::string base = std::filesystem::temp_directory_path().string();
    path_ = base + "/vigie-demo-XXXXXX";
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  bool made() const { return !path_.empty(); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

void print(const city::CityCounts& counts, double seconds, const Arguments& arguments) {
  if (arguments.json) {
    nlohmann::ordered_json json;
    json["car_nodes"] = counts.car_nodes;
    json["car_arcs"] = counts.car_arcs;
    json["walk_nodes"] = counts.walk_nodes;
    json["streets"] = counts.streets;
    json["addresses"] = counts.addresses;
    json["tiles"] = counts.tiles;
    json["zones"] = counts.zones;
    json["seconds"] = seconds;
    std::printf("%s\n", json.dump().c_str());
  } else if (!arguments.quiet) {
    std::printf(
        "%s: %lld junctions and %lld arcs for cars, %lld junctions on foot, %lld streets, %lld addresses, %lld tiles, "
        "%lld zones; %.1f s\n",
        arguments.city_dir.c_str(), static_cast<long long>(counts.car_nodes), static_cast<long long>(counts.car_arcs),
        static_cast<long long>(counts.walk_nodes), static_cast<long long>(counts.streets),
        static_cast<long long>(counts.addresses), static_cast<long long>(counts.tiles),
        static_cast<long long>(counts.zones), seconds);
  }
}

int import(const city::ImportOptions& options, const Arguments& arguments) {
  const SystemSteadyClock clock;
  const std::chrono::nanoseconds start = clock.now();
  const ProgressBar bar(arguments.talk());
  const Result<city::CityCounts> counts = city::import_city(options, bar);
  bar.finish();
  if (!counts) return fail(counts.error());
  const double seconds = std::chrono::duration<double>(clock.now() - start).count();
  print(*counts, static_cast<double>(static_cast<long long>(seconds * 100)) / 100, arguments);
  return kOk;
}

int import_extract(const Arguments& arguments) {
  city::ImportOptions options;
  options.osm_file = arguments.osm_file;
  options.city_dir = arguments.city_dir;
  if (!arguments.name.empty()) options.name = arguments.name;
  if (!arguments.districts_file.empty()) options.districts_file = arguments.districts_file;
  if (!arguments.zones_file.empty()) options.zones_file = arguments.zones_file;
  return import(options, arguments);
}

int make_demo(const Arguments& arguments) {
  const Scratch scratch;
  if (!scratch.made()) return fail({ErrorKind::Io, "no place for temporary files (TMPDIR)"});
  city::ImportOptions options;
  options.osm_file = scratch.file("demo.osm.pbf");
  options.city_dir = arguments.city_dir;
  options.name = "Port-Vigie";
  options.synthetic = true;
  options.attribution = "Synthetic city made by Vigie";
  if (const Result<void> written = city::write_demo_osm(arguments.seed, options.osm_file); !written)
    return fail(written.error());
  options.zones_file = scratch.file("zones.geojson");
  if (const Result<void> written = city::write_demo_zones(arguments.seed, *options.zones_file); !written)
    return fail(written.error());
  return import(options, arguments);
}

void add_common(CLI::App& command, Arguments& arguments) {
  command.add_option("--city", arguments.city_dir, "Directory of the city; an older city there is replaced at the end")
      ->required();
  command.add_flag("--json", arguments.json, "Print the summary as JSON on standard output");
  command.add_flag("--quiet", arguments.quiet, "No progress and no summary; errors only");
}

}  // namespace

void add_city_command(CLI::App& app, int& exit_code) {
  CLI::App* city = app.add_subcommand("city", "Make a city: streets, names, districts and map");
  city->require_subcommand(1);
  const auto arguments = std::make_shared<Arguments>();

  CLI::App* from_file = city->add_subcommand("import", "From an OpenStreetMap extract");
  from_file->add_option("FILE", arguments->osm_file, "The extract (.osm.pbf)")->required();
  add_common(*from_file, *arguments);
  from_file->add_option("--name", arguments->name, "The city's name; else the file's");
  from_file->add_option("--districts", arguments->districts_file, "Districts (GeoJSON); else the extract's boundaries");
  from_file->add_option("--zones", arguments->zones_file,
                        "Zones whose crowd is watched (GeoJSON); else the extract's squares, stadiums and stations");
  from_file->callback([arguments, &exit_code] { exit_code = import_extract(*arguments); });

  CLI::App* demo = city->add_subcommand("demo", "An invented harbour city");
  add_common(*demo, *arguments);
  demo->add_option("--seed", arguments->seed, "Another number, another city");
  demo->callback([arguments, &exit_code] { exit_code = make_demo(*arguments); });
}

}  // namespace vigie::apps
