// SPDX-License-Identifier: Apache-2.0
// TOML to a scenario, remembering on which line each part stands.
#include "crowd_scenario.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <variant>
#include <vector>

namespace vigie::apps {
namespace {

using namespace pedestrians;

constexpr double kFarthest_m = 1e6;

/// Where the parts stand, so that a fault found later can be shown.
struct Lines {
  std::size_t whole = 1, outer = 1;
  std::vector<std::size_t> obstacles, barriers, exits, waypoints, regions, groups;

  std::size_t of(const ScenarioFault& fault) const {
    switch (fault.part) {
      case ScenarioFault::Part::Whole: return whole;
      case ScenarioFault::Part::Outer: return outer;
      case ScenarioFault::Part::Obstacle: return obstacles[fault.index];
      case ScenarioFault::Part::Barrier: return barriers[fault.index];
      case ScenarioFault::Part::Exit: return exits[fault.index];
      case ScenarioFault::Part::Waypoint: return waypoints[fault.index];
      case ScenarioFault::Part::Region: return regions[fault.index];
      case ScenarioFault::Part::Group: return groups[fault.index];
    }
    return whole;
  }
};

/// The words for a fault's part, with the name that the file gives it.
std::string part_name(const Scenario& scenario, const ScenarioFault& fault) {
  switch (fault.part) {
    case ScenarioFault::Part::Whole: return "the scenario: ";
    case ScenarioFault::Part::Outer: return "outer: ";
    case ScenarioFault::Part::Obstacle: return "obstacle: ";
    case ScenarioFault::Part::Barrier: return "barrier: ";
    case ScenarioFault::Part::Exit: return "exit \"" + scenario.exit_names[fault.index] + "\": ";
    case ScenarioFault::Part::Waypoint: return "waypoint \"" + scenario.waypoints[fault.index].name + "\": ";
    case ScenarioFault::Part::Region:
    case ScenarioFault::Part::Group: return "group \"" + scenario.groups[fault.index].name + "\": ";
  }
  return {};
}

/// Reads one file; after the first fault everything else reads as nothing.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  Scenario scenario;
  Lines lines;
  std::optional<Error> fault;

  void read(const toml::table& root) {
    known(root, {"name", "seed", "step_s", "duration_s", "outer", "obstacle", "barrier", "exit", "waypoint", "group",
                 "line", "box"});
    lines.whole = std::max<std::size_t>(1, root.source().begin.line);
    scenario.name = text(root, "name", "walk");
    scenario.seed = static_cast<std::uint64_t>(number(root, "seed", 1, 0, 9e15));
    scenario.step_s = number(root, "step_s", 0.05, 0.005, 0.1);
    scenario.duration_s = number(root, "duration_s", 600, 1, 86'400);
    lines.outer = line_of(root, "outer");
    scenario.ground.outer = ring(root, "outer");
    each(root, "obstacle", [&](const toml::table& table) {
      known(table, {"ring"});
      lines.obstacles.push_back(line_of(table, "ring"));
      scenario.ground.obstacles.push_back(ring(table, "ring"));
    });
    each(root, "barrier", [&](const toml::table& table) {
      known(table, {"line"});
      const Ring corners = ring(table, "line", 2);
      for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
        lines.barriers.push_back(line_of(table, "line"));
        scenario.ground.barriers.push_back({corners[i], corners[i + 1]});
      }
    });
    each(root, "exit", [&](const toml::table& table) {
      known(table, {"name", "line"});
      lines.exits.push_back(line_of(table, "line"));
      scenario.exit_names.push_back(new_name(table, scenario.exit_names));
      scenario.ground.exits.push_back(segment(table));
    });
    each(root, "waypoint",
         [&](const toml::table& table) { read_segment(table, scenario.waypoints, &lines.waypoints); });
    each(root, "line", [&](const toml::table& table) { read_segment(table, scenario.lines, nullptr); });
    each(root, "box", [&](const toml::table& table) { read_box(table); });
    each(root, "group", [&](const toml::table& table) { read_group(table); });
  }

 private:
  void refuse(const toml::source_region& where, const std::string& what) {
    if (!fault)
      fault = Error{ErrorKind::Malformed,
                    file_ + ":" + std::to_string(std::max<std::size_t>(1, where.begin.line)) + ": " + what};
  }

  static std::size_t line_of(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    return std::max<std::size_t>(1, node != nullptr ? node->source().begin.line : table.source().begin.line);
  }

  void known(const toml::table& table, std::initializer_list<std::string_view> names) {
    for (const auto& [key, node] : table)
      if (std::ranges::find(names, key.str()) == names.end()) {
        std::string expected;
        for (const std::string_view name : names) expected += (expected.empty() ? "" : ", ") + std::string(name);
        refuse(node.source(), "unknown key `" + std::string(key.str()) + "`, expected one of " + expected);
      }
  }

  template <class Read>
  void each(const toml::table& root, std::string_view key, const Read& read_one) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return refuse(node->source(), "expected [[" + std::string(key) + "]]");
    for (const toml::node& item : *array) {
      if (fault) return;
      if (const toml::table* table = item.as_table()) read_one(*table);
      else refuse(item.source(), "expected [[" + std::string(key) + "]]");
    }
  }

  double finite(const toml::node& node, const std::string& what, double low, double high) {
    const std::optional<double> value = node.value<double>();
    if (value && *value >= low && *value <= high) return *value;
    char range[96];
    std::snprintf(range, sizeof range, ": expected a number from %g to %g", low, high);
    refuse(node.source(), what + range);
    return low;
  }

  double number(const toml::table& table, const std::string& key, double otherwise, double low, double high) {
    const toml::node* node = table.get(key);
    return node == nullptr ? otherwise : finite(*node, key, low, high);
  }

  std::string text(const toml::table& table, const std::string& key, const std::string& otherwise) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return otherwise;
    const auto value = node->value<std::string>();
    if (value && !value->empty() && value->size() <= 100) return *value;
    refuse(node->source(), key + ": expected a text of 1 to 100 bytes");
    return {};
  }

  std::string new_name(const toml::table& table, const std::vector<std::string>& others) {
    if (table.get("name") == nullptr) refuse(table.source(), "expected name = \"…\"");
    std::string name = text(table, "name", "");
    if (std::ranges::find(others, name) != others.end())
      refuse(table.get("name")->source(), "the name \"" + name + "\" is there twice");
    return name;
  }

  Vec point(const toml::node& node, const std::string& what) {
    const toml::array* pair = node.as_array();
    if (pair == nullptr || pair->size() != 2) {
      refuse(node.source(), what + ": expected a point [x, y] in metres");
      return {};
    }
    return {finite(*pair->get(0), what, -kFarthest_m, kFarthest_m),
            finite(*pair->get(1), what, -kFarthest_m, kFarthest_m)};
  }

  Ring ring(const toml::table& table, const std::string& key, std::size_t fewest = 3) {
    const toml::node* node = table.get(key);
    const toml::array* corners = node != nullptr ? node->as_array() : nullptr;
    if (corners == nullptr || corners->size() < fewest) {
      refuse(node != nullptr ? node->source() : table.source(),
             "expected " + key + " = [[x, y], …] with " + std::to_string(fewest) + " points or more, in metres");
      return {};
    }
    if (corners->size() > 10'000) refuse(node->source(), key + ": more than 10000 points");
    Ring out;
    for (const toml::node& corner : *corners) out.push_back(point(corner, key));
    return out;
  }

  Segment segment(const toml::table& table) {
    const Ring ends = ring(table, "line", 2);
    if (ends.size() == 2) return {ends[0], ends[1]};
    refuse(table.source(), "line: expected two points");
    return {};
  }

  void read_segment(const toml::table& table, std::vector<NamedSegment>& into, std::vector<std::size_t>* at) {
    known(table, {"name", "line"});
    std::vector<std::string> names;
    for (const NamedSegment& other : into) names.push_back(other.name);
    std::string name = new_name(table, names);
    const Segment line = segment(table);
    if (!fault && line.a == line.b && at == nullptr) refuse(table.get("line")->source(), "line: no length");
    if (at != nullptr) at->push_back(line_of(table, "line"));
    into.push_back({std::move(name), line});
  }

  void read_box(const toml::table& table) {
    known(table, {"name", "low", "high"});
    NamedBox box;
    box.name = text(table, "name", "box");
    for (const char* key : {"low", "high"})
      if (table.get(key) == nullptr) return refuse(table.source(), std::string("expected ") + key + " = [x, y]");
    box.box = {point(*table.get("low"), "low"), point(*table.get("high"), "high")};
    if (!fault && !(box.box.low.x < box.box.high.x && box.box.low.y < box.box.high.y))
      refuse(table.get("high")->source(), "high: expected it north-east of low");
    scenario.boxes.push_back(std::move(box));
  }

  template <class Named>
  std::vector<std::uint32_t> refer(const toml::table& table, const std::string& key, const std::vector<Named>& to) {
    std::vector<std::uint32_t> out;
    const toml::node* node = table.get(key);
    if (node == nullptr) return out;
    const toml::array* names = node->as_array();
    if (names == nullptr || names->size() > 100) {
      refuse(node->source(), key + ": expected a list of at most 100 names");
      return out;
    }
    for (const toml::node& item : *names) {
      const auto name = item.value<std::string>();
      std::uint32_t index = 0;
      while (index < to.size() && (!name || name_of(to[index]) != *name)) ++index;
      if (index == to.size())
        refuse(item.source(), key + ": nothing is called " + (name ? "\"" + *name + "\"" : "that"));
      out.push_back(index);
    }
    return out;
  }
  static const std::string& name_of(const std::string& name) { return name; }
  static const std::string& name_of(const NamedSegment& named) { return named.name; }

  Spread spread(const toml::table& table, const std::string& key, Spread otherwise) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return otherwise;
    const toml::table* parts = node->as_table();
    if (parts == nullptr) {
      const double same = finite(*node, key, 0.1, 5);
      return {same, 0, same, same};
    }
    known(*parts, {"mean", "deviation", "low", "high"});
    const double mean = number(*parts, "mean", otherwise.mean, 0.1, 5),
                 deviation = number(*parts, "deviation", 0.15 * mean, 0, 2);
    const Spread out{mean, deviation, number(*parts, "low", 0.4 * mean, 0.1, 5),
                     number(*parts, "high", 1.6 * mean, 0.1, 8)};
    if (!fault && !(out.low <= mean && mean <= out.high))
      refuse(node->source(), key + ": expected low <= mean <= high");
    return out;
  }

  void read_group(const toml::table& table) {
    known(table, {"name", "people", "region", "speed_mps", "pre_movement_s", "via", "exits"});
    Group group;
    group.name = text(table, "name", "group " + std::to_string(scenario.groups.size() + 1));
    if (table.get("people") == nullptr) return refuse(table.source(), "expected people = a number");
    const std::optional<std::int64_t> people = table.get("people")->value_exact<std::int64_t>();
    if (!people || *people < 1 || *people > 200'000)
      return refuse(table.get("people")->source(), "people: expected a whole number from 1 to 200000");
    group.people = static_cast<std::size_t>(*people);
    group.region = ring(table, "region");
    group.speed_mps = spread(table, "speed_mps", group.speed_mps);
    if (const toml::node* node = table.get("pre_movement_s")) {
      if (const toml::table* parts = node->as_table()) {
        known(*parts, {"low", "high"});
        group.start_from_s = number(*parts, "low", 0, 0, 86'400);
        group.start_to_s = number(*parts, "high", group.start_from_s, group.start_from_s, 86'400);
      } else {
        group.start_from_s = group.start_to_s = finite(*node, "pre_movement_s", 0, 86'400);
      }
    }
    group.via = refer(table, "via", scenario.waypoints);
    group.exits = refer(table, "exits", scenario.exit_names);
    lines.groups.push_back(line_of(table, "people"));
    lines.regions.push_back(line_of(table, "region"));
    scenario.groups.push_back(std::move(group));
  }

  std::string file_;
};

}  // namespace

Result<LoadedScenario> load_scenario(const std::string& file, std::optional<std::uint64_t> seed) {
  Reader reader(file);
  try {
    reader.read(toml::parse_file(file));
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    if (line == 0) return Error{ErrorKind::NotFound, file + ": " + std::string(error.description())};
    return Error{ErrorKind::Malformed, file + ":" + std::to_string(line) + ": " + std::string(error.description())};
  }
  if (reader.fault) return *reader.fault;
  if (seed) reader.scenario.seed = *seed;
  std::variant<Simulation, ScenarioFault> made = populate(reader.scenario);
  if (const ScenarioFault* fault = std::get_if<ScenarioFault>(&made))
    return Error{ErrorKind::OutOfRange, file + ":" + std::to_string(reader.lines.of(*fault)) + ": " +
                                            part_name(reader.scenario, *fault) + fault->what};
  return LoadedScenario{std::move(reader.scenario), std::get<Simulation>(std::move(made))};
}

}  // namespace vigie::apps
