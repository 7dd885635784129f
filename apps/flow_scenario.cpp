// SPDX-License-Identifier: Apache-2.0
// Reads a scenario, and refuses by file and line what cannot be.
#include "flow_scenario.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <limits>
#include <set>

namespace vigie::apps {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

/// The first fault, thrown from deep inside and caught in read_flow_scenario.
struct Fault {
  int line;
  std::string what;
};

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

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
    const toml::array* points = node != nullptr ? node->as_array() : nullptr;
    if (points == nullptr || points->size() < 2)
      throw Fault{node != nullptr ? line_of(*node) : line(),
                  fmt::format("{}: expected [[lat, lon], [lat, lon], …]", key)};
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

FlowBar bar(Block& block, std::string_view key, bool held) {
  FlowBar out{block.line(), block.drawn(key), held, 0, 0};
  out.from_s = 60 * block.number("from_min", -1e4, -1e4, 1e4);
  out.until_s = block.has("until_min") ? 60 * block.number("until_min", std::nullopt, -1e4, 1e4) : kEndless;
  if (!(out.from_s < out.until_s)) throw Fault{block.line(), "until_min must be after from_min"};
  return out;
}

FlowDestination destination(Block block) {
  FlowDestination out{};
  out.line = block.line();
  out.name = block.name("name");
  out.kind = block.name("kind");
  if (out.kind != "station" && out.kind != "parking" && out.kind != "on_foot")
    throw Fault{out.line, "kind: expected station, parking or on_foot"};
  out.share = block.number("share", std::nullopt, 0, 1);
  if (block.has("lat") || out.kind != "on_foot") out.at = block.place();
  out.gate_width_m = block.number("gate_width_m", kEndless, 0.3, 500);
  out.waiting_room = block.number("waiting_room", kEndless, 1, 1e6);
  out.per_min = block.number("per_min", kEndless, 0.1, 1e6);
  if (block.has("every_min") || block.has("places")) {
    out.every_s = 60 * block.number("every_min", std::nullopt, 0.25, 1440);
    out.places = block.number("places", std::nullopt, 1, 1e5);
    out.first_s = 60 * block.number("first_min", 0, -1e4, 1e4);
  }
  block.nothing_else();
  return out;
}

FlowWhatIf what_if(Block block) {
  FlowWhatIf out{};
  out.line = block.line();
  out.name = block.name("name");
  if (block.has("close")) out.bars.push_back(bar(block, "close", false));
  if (block.has("hold")) out.bars.push_back(bar(block, "hold", true));
  out.open_exit = block.text("open_exit");
  out.lose_exit = block.text("lose_exit");
  out.redirect_from = block.text("redirect_from");
  out.redirect_to = block.text("redirect_to");
  out.shift_s = 60 * block.number("shift_min", 0, -600, 600);
  if (out.redirect_from.has_value() != out.redirect_to.has_value())
    throw Fault{out.line, "redirect_from and redirect_to go together"};
  block.nothing_else();
  return out;
}

void read_event(Block event, FlowScenario& out) {
  out.event_line = event.line();
  out.place = event.place();
  out.attendance = event.number("attendance", std::nullopt, 1, 1e6);
  out.median_s = 60 * event.number("leave_median_min", 12, 0.5, 600);
  out.p90_s = 60 * event.number("leave_p90_min", 30, 0.5, 900);
  if (!(out.p90_s > out.median_s)) throw Fault{out.event_line, "leave_p90_min must be above leave_median_min"};
  out.radius_m = event.number("radius_m", 1500, 100, 10000);
  out.until_s = 60 * event.number("simulate_min", 180, 1, 1440);
  out.informed = event.number("informed_share", 0.5, 0, 1);
  event.nothing_else();
}

void read_parts(Block& root, FlowScenario& out) {
  for (const toml::table* table : root.blocks("exit")) {
    Block block(*table);
    out.exits.push_back({block.line(), block.name("name"), block.place(),
                         block.number("width_m", std::nullopt, 0.3, 200), block.flag("stepped", false),
                         block.flag("open", true)});
    block.nothing_else();
  }
  double sum = 0;
  for (const toml::table* table : root.blocks("destination")) {
    out.destinations.push_back(destination(Block(*table)));
    sum += out.destinations.back().share;
  }
  if (out.exits.empty()) throw Fault{1, "people without a way out: at least one [[exit]] is needed"};
  if (out.destinations.empty()) throw Fault{1, "at least one [[destination]] is needed"};
  if (!(std::abs(sum - 1) < 1e-6))
    throw Fault{out.destinations.front().line, fmt::format("shares of the destinations sum to {:g}, not 1", sum)};
  for (const toml::table* table : root.blocks("closure")) {
    Block block(*table);
    out.bars.push_back(bar(block, "line", block.flag("held", false)));
    block.nothing_else();
  }
  for (const toml::table* table : root.blocks("gate")) {
    Block block(*table);
    out.gates.push_back(
        {block.line(), block.place(), block.number("width_m", std::nullopt, 0.3, 200), block.flag("stepped", false)});
    block.nothing_else();
  }
  for (const toml::table* table : root.blocks("what_if")) out.what_ifs.push_back(what_if(Block(*table)));
}

}  // namespace

Error FlowScenario::wrong(int line, const std::string& what) const {
  return Error{ErrorKind::OutOfRange, fmt::format("{}:{}: {}", file, line, what)};
}

Result<FlowScenario> read_flow_scenario(const std::string& file) {
  const auto nowhere = geo::Position::from_e7(0, 0).value();
  FlowScenario out{file, {}, 1, nowhere, 0, 0, 0, 0, 0, 0, {}, {}, {}, {}, {}};
  try {
    const toml::table table = toml::parse_file(file);
    Block root(table);
    out.name = root.name("name");
    read_event(Block(*root.block("event")), out);
    read_parts(root, out);
    root.nothing_else();
    return out;
  } catch (const Fault& fault) {
    return out.wrong(fault.line, fault.what);
  } catch (const toml::parse_error& error) {
    return out.wrong(static_cast<int>(error.source().begin.line), std::string(error.description()));
  }
}

}  // namespace vigie::apps
