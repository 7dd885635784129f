// SPDX-License-Identifier: Apache-2.0
// Reads a scenario, and refuses by file and line what cannot be.
#include "flow_scenario.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <optional>
#include <set>

#include "movement/scenario_check.hpp"

namespace vigie::apps {
namespace {

/// The first fault, thrown from deep inside and caught in read_flow_scenario.
struct Fault {
  int line;
  std::string what;
};

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

/// [[lat, lon], [lat, lon], …]
std::vector<geo::Position> drawn_line(const toml::node& node, std::string_view key) {
  const toml::array* points = node.as_array();
  if (points == nullptr || points->size() < 2)
    throw Fault{line_of(node), fmt::format("{}: expected [[lat, lon], [lat, lon], …]", key)};
  std::vector<geo::Position> out;
  for (const toml::node& point : *points) {
    const toml::array* pair = point.as_array();
    const auto lat = pair != nullptr && pair->size() == 2 ? (*pair)[0].value<double>() : std::nullopt;
    const auto lon = lat ? (*pair)[1].value<double>() : std::nullopt;
    const auto at = geo::Position::checked(geo::Latitude{lat.value_or(NAN)}, geo::Longitude{lon.value_or(NAN)});
    if (!at) throw Fault{line_of(point), fmt::format("{}: expected [lat, lon]", key)};
    out.push_back(*at);
  }
  return out;
}

/// One table of the file; a key that nobody asked for is a slip of the keys.
class Block {
 public:
  explicit Block(const toml::table& table) : table_(table) {}
  int line() const { return line_of(table_); }

  double number(std::string_view key, std::optional<double> usual, double low, double high) {
    const toml::node* node = find(key);
    if (node == nullptr) {
      if (!usual) throw Fault{line(), fmt::format("{} is missing", key)};
      return *usual;
    }
    const auto value = node->value<double>();
    // NaN fails both comparisons.
    if (!value || !(*value >= low && *value <= high))
      throw Fault{line_of(*node), fmt::format("{}: expected a number from {:g} to {:g}", key, low, high)};
    return *value;
  }
  std::optional<std::string> text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value<std::string>();
    if (!value || value->empty()) throw Fault{line_of(*node), fmt::format("{}: expected a text", key)};
    return *value;
  }
  std::string name(std::string_view key) {
    const auto value = text(key);
    if (!value) throw Fault{line(), fmt::format("{} is missing", key)};
    return *value;
  }
  bool flag(std::string_view key, bool usual) {
    const toml::node* node = find(key);
    if (node == nullptr) return usual;
    const auto value = node->value<bool>();
    if (!value) throw Fault{line_of(*node), fmt::format("{}: expected true or false", key)};
    return *value;
  }
  bool has(std::string_view key) { return find(key) != nullptr; }
  geo::Position place() {
    const double lat = number("lat", std::nullopt, -90, 90), lon = number("lon", std::nullopt, -180, 180);
    return geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon}).value();
  }
  std::vector<geo::Position> drawn(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) throw Fault{line(), fmt::format("{} is missing", key)};
    return drawn_line(*node, key);
  }
  /// Where a key stands; the table, where it is not there.
  int line_at(std::string_view key) {
    const toml::node* node = find(key);
    return node != nullptr ? line_of(*node) : line();
  }
  /// What an array holds; nothing where it is not there.
  std::vector<const toml::node*> each(std::string_view key) {
    std::vector<const toml::node*> out;
    const toml::node* node = find(key);
    if (node == nullptr) return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) throw Fault{line_of(*node), fmt::format("{}: expected a list", key)};
    for (const toml::node& one : *array) out.push_back(&one);
    return out;
  }
  /// Tables of that name, `[[name]]`.
  std::vector<const toml::table*> blocks(std::string_view key) {
    std::vector<const toml::table*> out;
    const toml::node* node = find(key);
    if (node == nullptr) return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) throw Fault{line_of(*node), fmt::format("expected [[{}]]", key)};
    for (const toml::node& one : *array) {
      if (!one.is_table()) throw Fault{line_of(one), fmt::format("expected [[{}]]", key)};
      out.push_back(one.as_table());
    }
    return out;
  }
  const toml::table* block(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr || !node->is_table()) throw Fault{line(), fmt::format("[{}] is missing", key)};
    return node->as_table();
  }
  void nothing_else() const {
    for (const auto& [key, node] : table_)
      if (!asked_.contains(std::string(key.str())))
        throw Fault{line_of(node), fmt::format("{} is not known here", key.str())};
  }

 private:
  const toml::node* find(std::string_view key) {
    asked_.emplace(key);
    return table_.get(key);
  }
  const toml::table& table_;
  std::set<std::string> asked_;
};

CrowdChange bar(Block& block, std::string_view key, bool held) {
  CrowdChange out{block.line_at(key), held ? CrowdChangeKind::Hold : CrowdChangeKind::Close, block.drawn(key)};
  out.from_s = block.has("from_min") ? 60 * block.number("from_min", std::nullopt, -1e4, 1e4) : -kEndless;
  out.until_s = block.has("until_min") ? 60 * block.number("until_min", std::nullopt, -1e4, 1e4) : kEndless;
  if (!(out.from_s < out.until_s)) throw Fault{block.line_at("until_min"), "until_min must be after from_min"};
  return out;
}

CrowdPlace destination(Block block) {
  CrowdPlace out{block.line(), block.name("name")};
  const std::string kind = block.name("kind");
  if (kind == "station") out.kind = CrowdPlaceKind::Station;
  else if (kind == "parking") out.kind = CrowdPlaceKind::Parking;
  else if (kind != "on_foot") throw Fault{block.line_at("kind"), "kind: expected station, parking or on_foot"};
  out.share = block.number("share", std::nullopt, 0, 1);
  if (block.has("lat") || out.kind != CrowdPlaceKind::OnFoot) out.at = block.place();
  out.gate_width_m = block.number("gate_width_m", kEndless, 0.3, 500);
  out.waiting_room = block.number("waiting_room", kEndless, 1, 1e6);
  out.per_min = block.number("per_min", kEndless, 0.1, 1e6);
  if (block.has("every_min") || block.has("places")) {
    out.every_s = 60 * block.number("every_min", std::nullopt, 0.25, 1440);
    out.places = block.number("places", std::nullopt, 1, 1e5);
    out.first_s = 60 * block.number("first_min", 0, -1440, 1440);
  }
  block.nothing_else();
  return out;
}

CrowdVariant what_if(Block block) {
  CrowdVariant out{block.line(), block.name("name")};
  const auto add = [&](CrowdChangeKind kind, std::string_view key) -> CrowdChange& {
    out.changes.push_back({block.line_at(key), kind});
    return out.changes.back();
  };
  if (block.has("close")) out.changes.push_back(bar(block, "close", false));
  if (block.has("hold")) out.changes.push_back(bar(block, "hold", true));
  if (block.has("open_exit")) add(CrowdChangeKind::OpenExit, "open_exit").name = block.name("open_exit");
  if (block.has("lose_exit")) add(CrowdChangeKind::LoseExit, "lose_exit").name = block.name("lose_exit");
  if (block.has("redirect_from") || block.has("redirect_to") || block.has("redirect_part")) {
    CrowdChange& change = add(CrowdChangeKind::Redirect, "redirect_from");
    change.name = block.name("redirect_from");
    change.to = block.name("redirect_to");
    change.part = block.number("redirect_part", 1, 0, 1);
  }
  if (block.has("shift_min"))
    add(CrowdChangeKind::ShiftEnd, "shift_min").by_s = 60 * block.number("shift_min", 0, -600, 600);
  if (out.changes.empty()) throw Fault{out.line, "a what_if needs something that changes"};
  block.nothing_else();
  return out;
}

void read_event(Block event, CrowdScenario& out) {
  out.event_line = event.line();
  out.place = event.place();
  out.people = event.number("attendance", std::nullopt, 1, 1e6);
  out.leave_median_s = 60 * event.number("leave_median_min", 12, 0.5, 600);
  out.leave_p90_s = 60 * event.number("leave_p90_min", 30, 0.5, 900);
  if (!(out.leave_p90_s > out.leave_median_s))
    throw Fault{event.line_at("leave_p90_min"), "leave_p90_min must be above leave_median_min"};
  out.radius_m = event.number("radius_m", 1500, 100, 10000);
  out.until_s = 60 * event.number("simulate_min", 180, 1, 1440);
  out.informed_share = event.number("informed_share", 0.5, 0, 1);
  event.nothing_else();
}

void read_arrival(Block block, CrowdScenario& out) {
  CrowdArrival arrival;
  arrival.begins_s = -60 * block.number("begins_before_end_min", std::nullopt, 1, 1440);
  arrival.median_before_s = 60 * block.number("median_before_min", 40, 1, 600);
  arrival.first_before_s = 60 * block.number("first_before_min", 120, 1, 1440);
  if (!(arrival.first_before_s > arrival.median_before_s))
    throw Fault{block.line_at("first_before_min"), "first_before_min must be above median_before_min"};
  out.arrival = arrival;
  block.nothing_else();
}

void read_widths(Block block, CrowdWidths& widths) {
  widths.footway_m = block.number("footway_m", widths.footway_m, 0.5, 60);
  widths.steps_m = block.number("steps_m", widths.steps_m, 0.5, 60);
  widths.pedestrian_m = block.number("pedestrian_m", widths.pedestrian_m, 0.5, 60);
  widths.street_m = block.number("street_m", widths.street_m, 0.5, 60);
  widths.closed_street_m = block.number("closed_street_m", widths.closed_street_m, 0.5, 60);
  widths.closed_within_m = block.number("closed_within_m", widths.closed_within_m, 0, 10000);
  block.nothing_else();
}

void read_squares(Block& root, CrowdScenario& out) {
  for (const toml::table* table : root.blocks("square")) {
    Block block(*table);
    CrowdSquare square{block.line_at("outline"), block.name("name"), block.drawn("outline"), {}};
    for (const toml::node* hole : block.each("holes")) square.holes.push_back(drawn_line(*hole, "holes"));
    out.squares.push_back(std::move(square));
    block.nothing_else();
  }
}

void read_parts(Block& root, CrowdScenario& out) {
  for (const toml::table* table : root.blocks("exit")) {
    Block block(*table);
    out.exits.push_back({block.line(), block.name("name"), block.place(),
                         block.number("width_m", std::nullopt, 0.3, 200), block.flag("stepped", false),
                         block.flag("open", true), block.number("turnstiles", 0, 0, 500)});
    block.nothing_else();
  }
  for (const toml::table* table : root.blocks("destination")) out.places.push_back(destination(Block(*table)));
  for (const toml::table* table : root.blocks("closure")) {
    Block block(*table);
    out.always.push_back(bar(block, "line", block.flag("held", false)));
    block.nothing_else();
  }
  for (const toml::table* table : root.blocks("gate")) {
    Block block(*table);
    out.gates.push_back({block.line(), block.text("name").value_or("gate"), block.place(),
                         block.number("width_m", std::nullopt, 0.3, 200), block.flag("stepped", false)});
    block.nothing_else();
  }
  for (const toml::table* table : root.blocks("what_if")) out.variants.push_back(what_if(Block(*table)));
}

}  // namespace

Result<CrowdScenario> read_flow_scenario(const std::string& file) {
  CrowdScenario out{.file = file, .place = geo::Position::from_e7(0, 0).value()};
  try {
    const toml::table table = toml::parse_file(file);
    Block root(table);
    out.name = root.name("name");
    read_event(Block(*root.block("event")), out);
    if (root.has("arrival")) read_arrival(Block(*root.block("arrival")), out);
    if (root.has("widths")) read_widths(Block(*root.block("widths")), out.widths);
    read_parts(root, out);
    read_squares(root, out);
    root.nothing_else();
    return out;
  } catch (const Fault& fault) {
    return movement::fault(out, fault.line, fault.what);
  } catch (const toml::parse_error& error) {
    const auto line = static_cast<int>(error.source().begin.line);
    if (line == 0) return Error{ErrorKind::NotFound, fmt::format("{}: {}", file, error.description())};
    return movement::fault(out, line, std::string(error.description()));
  }
}

}  // namespace vigie::apps
